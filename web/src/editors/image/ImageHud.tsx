/** One line at the foot of the stage that says what the keys do now; and the light of the view, when asked for. */
import { percent } from "../../core/figures.js";
import { Button, Kbd, Swatch } from "../../panels/controls.js";
import type { Row } from "../../core/image/shapes.js";

export interface HudProps { chosen?: Row; open: number; above: number; bar: number; drawing: boolean; placing: boolean; onNext: () => void; onAccept: () => void; onReject: () => void; onAbove: () => void }

export function ImageHud({ chosen, open, above, bar, drawing, placing, ...on }: HudProps) {
  if (drawing && placing) return (
    <div className="hud" role="toolbar" aria-label="Drawing">
      <span>Other corner</span><span className="hint">click, or <Kbd chord="D" /></span><span className="hint">move <Kbd chord="Right" /> <Kbd chord="Down" /></span><span className="hint">leave <Kbd chord="Esc" /></span>
    </div>
  );
  if (open === 0) return null;
  return (
    <div className="hud" role="toolbar" aria-label="Suggestions" data-testid="suggestion-hud">
      {chosen?.shape.suggestion
        ? <span className="row"><Swatch colour={chosen.shape.label.colour} dashed />{chosen.name}? <span className="caption num">{percent(chosen.shape.suggestion.score)}</span></span>
        : <span>{open === 1 ? "1 suggestion left" : `${open} suggestions left`}</span>}
      <Button look="quiet" dense chord="Tab" onClick={on.onNext}>Next</Button>
      {chosen?.shape.suggestion && <Button look="quiet" dense chord="Enter" onClick={on.onAccept} data-testid="accept">Accept</Button>}
      {chosen?.shape.suggestion && <Button look="quiet" dense chord="X" onClick={on.onReject} data-testid="reject">Reject</Button>}
      {above > 1 && <Button look="quiet" dense chord="Shift+Enter" onClick={on.onAbove} data-testid="accept-above">Accept {above} ≥ {percent(bar)}</Button>}
    </div>
  );
}

export interface LightProps { brightness: number; contrast: number; onChange: (brightness: number, contrast: number) => void; onClose: () => void }

/** Of the view only: nothing here reaches the picture or the answer. */
export function LightPanel({ brightness, contrast, onChange, onClose }: LightProps) {
  return (
    <div className="light-panel" role="group" aria-label="Brightness and contrast of the view" data-testid="light">
      <label>Brightness<input type="range" min="0.2" max="3" step="0.05" value={brightness} autoFocus onChange={(event) => onChange(Number(event.target.value), contrast)} /></label>
      <label>Contrast<input type="range" min="0.2" max="3" step="0.05" value={contrast} onChange={(event) => onChange(brightness, Number(event.target.value))} /></label>
      <div className="row end"><Button dense look="quiet" onClick={() => onChange(1, 1)}>As it is</Button><Button dense look="quiet" chord="Esc" onClick={onClose}>Done</Button></div>
    </div>
  );
}

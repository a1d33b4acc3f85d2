/** One line at the foot of the stage that says what the keys do now. It never covers the line being read. */
import { Button, Kbd, Swatch } from "../../panels/controls.js";
import { percent } from "../../core/figures.js";
import type { Label } from "../../core/definition.js";
import type { ShownPart } from "./parts.js";

export interface HudProps {
  chosen?: ShownPart;
  open: number;
  cursor: boolean;
  label?: string;
  labels: readonly Label[];
  onAccept: (shown: ShownPart) => void;
  onReject: (shown: ShownPart) => void;
  onRemove: (shown: ShownPart) => void;
  onNext: () => void;
  onMark: () => void;
}

export function Hud({ chosen, open, cursor, label, labels, ...on }: HudProps) {
  const keys = labels.filter((one) => one.key).map((one) => one.key.toUpperCase());
  const keyRange = keys.length > 1 ? `${keys[0]}–${keys[keys.length - 1]}` : keys[0];
  if (chosen?.suggestion) return (
    <div className="hud" role="toolbar" aria-label="Suggestion">
      <span className="row"><Swatch colour={chosen.label.colour} dashed />{chosen.label.name}? <span className="caption num">{percent(chosen.suggestion.score)}</span></span>
      <Button look="quiet" dense chord="Enter" onClick={() => on.onAccept(chosen)} data-testid="accept">Accept</Button>
      <Button look="quiet" dense chord="X" onClick={() => on.onReject(chosen)} data-testid="reject">Reject</Button>
      <span className="hint">other label {keyRange && <kbd>{keyRange}</kbd>}</span>
      <span className="hint">grow <Kbd chord="Shift+Right" /></span>
    </div>
  );
  if (chosen) return (
    <div className="hud" role="toolbar" aria-label="Span">
      <span className="row"><Swatch colour={chosen.label.colour} marked={chosen.label.marked} />{chosen.part.labels.join(", ")}</span>
      <span className="hint">change label {keyRange && <kbd>{keyRange}</kbd>}</span>
      <span className="hint">grow or shrink <Kbd chord="Shift+Right" /> <Kbd chord="Shift+Left" /></span>
      <Button look="quiet" dense chord="Delete" onClick={() => on.onRemove(chosen)} data-testid="remove">Remove</Button>
    </div>
  );
  if (cursor) return (
    <div className="hud" role="toolbar" aria-label="Words">
      {label && <Button look="quiet" dense chord="Enter" onClick={on.onMark}>Mark as {label}</Button>}
      <span className="hint">as a label {keyRange && <kbd>{keyRange}</kbd>}</span>
      <span className="hint">more words <Kbd chord="Shift+Right" /></span>
    </div>
  );
  if (open === 0) return null;
  return (
    <div className="hud" role="toolbar" aria-label="Suggestions">
      <span>{open === 1 ? "1 suggestion left" : `${open} suggestions left`}</span>
      <Button look="quiet" dense chord="Tab" onClick={on.onNext}>Next</Button>
    </div>
  );
}

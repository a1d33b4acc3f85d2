/** The tools at the left, each with its key; below them what changes the view only. */
import { ReactNode } from "react";
import { useStore } from "../../panels/hooks.js";
import type { BoxEditing } from "./boxEditing.js";

export interface RailProps { editing: BoxEditing; hasBoxes: boolean; isAdjusting: boolean; isLit: boolean; onAdjust: () => void; onFit: () => void; run: (id: string) => void }

export function Rail({ editing, hasBoxes, isAdjusting, isLit, onAdjust, onFit, run }: RailProps) {
  const ui = useStore(editing.ui);
  return (
    <nav className="tool-rail" aria-label="Tools">
      <Tool name="Select" chord="V" isOn={ui.tool === "select" && !ui.panning} onPress={() => run("image.select")}><path d="M5 3l11 5.2-4.6 1.6L9.3 15z" fill="currentColor" fillOpacity=".25" /></Tool>
      {hasBoxes && <Tool name="Box" chord="B" isOn={ui.tool === "box" && !ui.panning} onPress={() => run("image.box")}><rect x="3" y="5" width="14" height="10" rx="1" /></Tool>}
      <Tool name="Hold to move the picture" chord="␣" isOn={ui.panning} onPress={() => undefined} isHint><path d="M10 2v16M2 10h16M10 2l-2 2M10 2l2 2M10 18l-2-2M10 18l2-2M2 10l2-2M2 10l2 2M18 10l-2-2M18 10l-2 2" /></Tool>
      <i className="rail-line" aria-hidden="true" />
      <Tool name="Whole picture" chord="0" onPress={onFit}><path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4" /></Tool>
      <Tool name="Crosshair" chord="⇧C" isOn={ui.crosshair} isToggle onPress={() => run("image.crosshair")}><circle cx="10" cy="10" r="4" /><path d="M10 2v6M10 12v6M2 10h6M12 10h6" /></Tool>
      <Tool name="Magnifier" chord="M" isOn={ui.magnifier} isToggle onPress={() => run("image.magnifier")}><circle cx="9" cy="9" r="5" /><path d="M13 13l4 4" /></Tool>
      <Tool name="Hide all objects" chord="H" isOn={ui.allHidden} isToggle onPress={() => { editing.choose([]); run("image.hide"); }}><path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM4 17L16 3" /></Tool>
      <Tool name="Brightness and contrast" chord="⇧A" isOn={isAdjusting || isLit} isToggle onPress={onAdjust}><circle cx="10" cy="10" r="6" /><path d="M10 4v12a6 6 0 000-12z" fill="currentColor" /></Tool>
    </nav>
  );
}

interface ToolProps { name: string; chord: string; isOn?: boolean; isToggle?: boolean; isHint?: boolean; onPress: () => void; children: ReactNode }

function Tool({ name, chord, isOn, isHint, onPress, children }: ToolProps) {
  return (
    <button className={`tool${isOn ? " on" : ""}`} aria-label={name} aria-pressed={isHint ? undefined : Boolean(isOn)} title={name} tabIndex={isHint ? -1 : 0} onClick={onPress}>
      <svg viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" aria-hidden="true">{children}</svg>
      <b aria-hidden="true">{chord}</b>
    </button>
  );
}

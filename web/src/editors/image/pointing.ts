/**
 * Pointers, wheel and the held space bar on the stage, turned into what the hand does. Mouse, pen and finger; two
 * fingers zoom and pan; while a button is down nothing is sent and nothing else is fetched.
 */
import type { Point } from "../../core/image/box.js";
import { panBy, toImage, zoomAt } from "../../core/image/view.js";
import { quiet } from "../../core/quiet.js";
import type { Pointed } from "./viewing.js";

const reachOf = (event: PointerEvent) => (event.pointerType === "touch" ? 22 : 8);

export function listen(host: HTMLElement, editing: Pointed): () => void {
  const fingers = new Map<number, Point>();
  let panFrom: Point | undefined, isHeld = false, release: (() => void) | undefined;
  const stage = editing.stage!;
  const imageAt = (event: PointerEvent) => toImage(stage.view, stage.pointOf(event));
  const rest = () => { release?.(); release = undefined; };

  const down = (event: PointerEvent) => {
    if (event.button > 1) return;
    host.focus({ preventScroll: true });
    if (event.button === 1) event.preventDefault();
    host.setPointerCapture(event.pointerId);
    release ??= quiet.hold();
    fingers.set(event.pointerId, stage.pointOf(event));
    if (fingers.size === 2 && event.pointerType === "touch") { editing.cancel(); return; }
    if (fingers.size > 1) return;
    if (isHeld || event.button === 1 || editing.onlyPans) { panFrom = stage.pointOf(event); return; }
    editing.hand("down", imageAt(event), event.shiftKey, reachOf(event));
  };

  const move = (event: PointerEvent) => {
    const at = stage.pointOf(event), before = fingers.get(event.pointerId);
    if (before && fingers.size === 2 && event.pointerType === "touch") return pinch(event.pointerId, before, at);
    if (before) fingers.set(event.pointerId, at);
    if (panFrom) {
      editing.setView(panBy(stage.view, at.x - panFrom.x, at.y - panFrom.y));
      panFrom = at;
      return;
    }
    editing.hand("move", toImage(stage.view, at), event.shiftKey, reachOf(event));
    host.style.cursor = isHeld ? "grab" : editing.cursorAt(toImage(stage.view, at));
  };

  const pinch = (id: number, before: Point, at: Point) => {
    const other = [...fingers].find(([key]) => key !== id)![1];
    const spread = (a: Point, b: Point) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
    const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    const was = middle(before, other), is = middle(at, other);
    const zoomed = zoomAt(stage.view, stage.view.scale * spread(at, other) / spread(before, other), was);
    fingers.set(id, at);
    editing.setView(panBy(zoomed, is.x - was.x, is.y - was.y));
  };

  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    if (panFrom) panFrom = undefined;
    else if (fingers.size === 0) editing.hand(event.type === "pointercancel" ? "cancel" : "up", imageAt(event), event.shiftKey, reachOf(event));
    if (fingers.size === 0) rest();
  };

  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const dx = event.deltaX * lines, dy = event.deltaY * lines;
    if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) return editing.setView(panBy(stage.view, -(dx || dy), dx ? -dy : 0));
    editing.zoom(Math.exp(-dy * (event.ctrlKey ? 0.01 : 0.0016)), stage.pointOf(event));
  };

  const key = (event: KeyboardEvent) => {
    if (event.code !== "Space" || event.target instanceof HTMLElement && event.target.matches("button, input, textarea, select, summary, a[href]")) return;
    if (document.querySelector("dialog[open]")) return;
    const isDown = event.type === "keydown";
    if (isDown) event.preventDefault();
    if (isDown === isHeld) return;
    isHeld = isDown;
    editing.panning(isHeld);
    host.style.cursor = isHeld ? "grab" : "";
  };
  /** However a press ends: a hand that stays "busy" would keep everything else waiting. */
  const lost = (event?: PointerEvent) => {
    if (event ? !fingers.delete(event.pointerId) : fingers.size === 0) return;
    if (!event) fingers.clear();
    panFrom = undefined;
    editing.cancel();
    if (fingers.size === 0) rest();
  };
  const blur = () => { lost(); if (isHeld) { isHeld = false; editing.panning(false); } };
  const leave = () => { if (fingers.size === 0) editing.leave(); };

  const on: [EventTarget, string, (event: any) => void][] = [
    [host, "pointerdown", down], [host, "pointermove", move], [host, "pointerup", up], [host, "pointercancel", up], [host, "lostpointercapture", lost], [host, "pointerleave", leave],
    [window, "keydown", key], [window, "keyup", key], [window, "blur", blur],
  ];
  for (const [target, name, run] of on) target.addEventListener(name, run);
  host.addEventListener("wheel", wheel, { passive: false });
  return () => {
    for (const [target, name, run] of on) target.removeEventListener(name, run);
    host.removeEventListener("wheel", wheel);
    rest();
  };
}

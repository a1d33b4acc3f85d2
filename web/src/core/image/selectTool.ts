/**
 * Select tool: a click selects (with Shift: adds or takes away), a drag moves what is selected, a handle resizes, a drag from
 * empty ground takes everything inside the frame. States and inputs are plain; the editor turns the outcome into a change.
 */
import { Box, boxBetween, Handle, Point } from "./box.js";

export interface SelectInput { readonly on: "down" | "move" | "up" | "cancel"; readonly p: Point; readonly slop: number; readonly add: boolean; readonly hit?: Hit }
export type Hit = { readonly on: "handle"; readonly key: string; readonly handle: Handle } | { readonly on: "shape"; readonly key: string };
export type SelectState =
  | { readonly at: "idle" }
  | { readonly at: "pressed"; readonly from: Point; readonly hit?: Hit; readonly add: boolean; readonly later: boolean }
  | { readonly at: "moving"; readonly from: Point; readonly to: Point }
  | { readonly at: "resizing"; readonly key: string; readonly handle: Handle; readonly grip: Point; readonly to: Point }
  | { readonly at: "framing"; readonly from: Point; readonly to: Point; readonly add: boolean };
export type Outcome =
  | { readonly does: "select"; readonly keys: readonly string[]; readonly how: "only" | "toggle" | "add" }
  | { readonly does: "move"; readonly dx: number; readonly dy: number }
  | { readonly does: "resize"; readonly key: string; readonly handle: Handle; readonly dx: number; readonly dy: number }
  | { readonly does: "frame"; readonly box: Box; readonly add: boolean };
export interface SelectStep { readonly state: SelectState; readonly outcome?: Outcome }

export const idleSelect: SelectState = { at: "idle" };

export function selectTool(state: SelectState, input: SelectInput, selected: ReadonlySet<string>): SelectStep {
  if (input.on === "cancel") return { state: idleSelect };
  if (input.on === "down") return press(input, selected);
  switch (state.at) {
    case "idle": return { state };
    case "pressed": return input.on === "up" ? { state: idleSelect, outcome: clicked(state) } : drag(state, input);
    case "moving": return input.on === "move" ? { state: { ...state, to: input.p } }
      : { state: idleSelect, outcome: { does: "move", dx: input.p.x - state.from.x, dy: input.p.y - state.from.y } };
    case "resizing": return input.on === "move" ? { state: { ...state, to: input.p } }
      : { state: idleSelect, outcome: { does: "resize", key: state.key, handle: state.handle, dx: input.p.x - state.grip.x, dy: input.p.y - state.grip.y } };
    case "framing": return input.on === "move" ? { state: { ...state, to: input.p } }
      : { state: idleSelect, outcome: { does: "frame", box: boxBetween(state.from, input.p), add: state.add } };
  }
}

/** What is not selected yet is so at once; what is waits for the release, so that a group can be dragged by one of its own. */
function press(input: SelectInput, selected: ReadonlySet<string>): SelectStep {
  const { hit, add, p } = input;
  const isNew = hit?.on === "shape" && !selected.has(hit.key) && !add;
  const state: SelectState = { at: "pressed", from: p, hit, add, later: !isNew };
  return isNew ? { state, outcome: { does: "select", keys: [hit.key], how: "only" } } : { state };
}

function clicked(state: Extract<SelectState, { at: "pressed" }>): Outcome | undefined {
  if (!state.later || state.hit?.on === "handle") return undefined;
  if (!state.hit) return state.add ? undefined : { does: "select", keys: [], how: "only" };
  return { does: "select", keys: [state.hit.key], how: state.add ? "toggle" : "only" };
}

function drag(state: Extract<SelectState, { at: "pressed" }>, input: SelectInput): SelectStep {
  const { from, hit, add } = state, to = input.p;
  if (Math.abs(to.x - from.x) <= input.slop && Math.abs(to.y - from.y) <= input.slop) return { state };
  if (!hit) return { state: { at: "framing", from, to, add } };
  if (hit.on === "handle") return { state: { at: "resizing", key: hit.key, handle: hit.handle, grip: from, to } };
  const next: SelectState = { at: "moving", from, to };
  return add ? { state: next, outcome: { does: "select", keys: [hit.key], how: "add" } } : { state: next };
}

/**
 * Box tool: press, drag, release; or click one corner, then the other; or set both corners by key. It draws over whatever is
 * there. A release under `slop` is a click, not a drag; a box without `slop` on both sides is a slip and draws nothing.
 */
import { Box, boxBetween, heightOf, Point, widthOf } from "./box.js";

export interface Input { readonly on: "down" | "move" | "up" | "cancel" | "corner"; readonly p: Point; /** Image pixels that count as no movement. */ readonly slop: number }
export type BoxState =
  | { readonly at: "idle" }
  | { readonly at: "pressed"; readonly from: Point; readonly again?: Point }
  | { readonly at: "dragging"; readonly from: Point; readonly to: Point }
  /** One corner is set; the other follows the pointer, or the crosshair moved by keys. */
  | { readonly at: "placed"; readonly from: Point; readonly to: Point };
export interface BoxStep { readonly state: BoxState; readonly box?: Box }

export const idleBox: BoxState = { at: "idle" };

export function boxTool(state: BoxState, input: Input): BoxStep {
  if (input.on === "cancel") return { state: idleBox };
  switch (state.at) {
    case "idle":
      if (input.on === "down") return { state: { at: "pressed", from: input.p } };
      return input.on === "corner" ? { state: { at: "placed", from: input.p, to: input.p } } : { state };
    case "pressed":
      if (input.on === "up") return state.again ? finish(state.again, input) : { state: { at: "placed", from: state.from, to: state.from } };
      if (input.on !== "move" || !isApart(state.from, input)) return { state };
      return { state: { at: "dragging", from: state.again ?? state.from, to: input.p } };
    case "dragging":
      if (input.on === "move") return { state: { ...state, to: input.p } };
      return input.on === "up" ? finish(state.from, input) : { state };
    case "placed":
      if (input.on === "move") return { state: { ...state, to: input.p } };
      if (input.on === "corner") return finish(state.from, input);
      return input.on === "down" ? { state: { at: "pressed", from: input.p, again: state.from } } : { state };
  }
}

/** What is being drawn, before it is one. */
export function ghostOf(state: BoxState): Box | undefined {
  if (state.at === "dragging" || state.at === "placed") return boxBetween(state.from, state.to);
  return state.at === "pressed" && state.again ? boxBetween(state.again, state.from) : undefined;
}

const isApart = (from: Point, input: Input) => Math.abs(input.p.x - from.x) > input.slop || Math.abs(input.p.y - from.y) > input.slop;

function finish(from: Point, input: Input): BoxStep {
  const box = boxBetween(from, input.p), least = input.on === "corner" ? 0 : input.slop;
  return widthOf(box) > least && heightOf(box) > least ? { state: idleBox, box } : { state: idleBox };
}

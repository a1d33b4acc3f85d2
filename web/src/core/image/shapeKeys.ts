/** Which action a key means in the image editor. Read from the catalogue, so that what is shown and what works is the same. */
import { imageActions } from "./imageActions.js";

const byKey: ReadonlyMap<string, string> = new Map(imageActions.flatMap((action) => action.keys.map((key) => [key, action.id] as const)));
export const imageActionFor = (chord: string): string | undefined => byKey.get(chord);

export type Far = "near" | "far" | "leap";
export interface Arrow { readonly dx: number; readonly dy: number; readonly far: Far; readonly stretches: boolean }
const directions: Record<string, readonly [number, number]> = {
  left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1], narrower: [-1, 0], wider: [1, 0], lower: [0, -1], higher: [0, 1],
};

/** What an arrow action does; undefined for any other action. */
export function arrowOf(id: string): Arrow | undefined {
  const match = /^image\.(left|right|up|down|narrower|wider|lower|higher)(Far|Leap)?$/.exec(id);
  if (!match) return undefined;
  const [dx, dy] = directions[match[1]];
  return { dx, dy, far: match[2] === "Far" ? "far" : match[2] === "Leap" ? "leap" : "near", stretches: /narrower|wider|lower|higher/.test(match[1]) };
}

/**
 * Boxes in image pixels: origin top-left, edges between pixels, half-open, doubles. Nothing here rounds, so what is stored
 * does not depend on the zoom it was drawn at; everything is kept inside the picture.
 */
export interface Point { readonly x: number; readonly y: number }
export interface Size { readonly width: number; readonly height: number }
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];
/** Compass names of the eight handles. */
export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";
export const handles: readonly Handle[] = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

export const widthOf = (box: Box) => box[2] - box[0];
export const heightOf = (box: Box) => box[3] - box[1];
export const areaOf = (box: Box) => Math.max(0, widthOf(box)) * Math.max(0, heightOf(box));
export const centreOf = (box: Box): Point => ({ x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 });
export const isBox = (value: unknown): value is Box =>
  Array.isArray(value) && value.length === 4 && value.every((number) => Number.isFinite(number)) && value[0] < value[2] && value[1] < value[3];
export const sameBox = (a: Box, b: Box) => a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];

const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
export const clampPoint = (p: Point, size: Size): Point => ({ x: within(p.x, 0, size.width), y: within(p.y, 0, size.height) });

export function boxBetween(a: Point, b: Point): Box {
  return [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)];
}

/** What of the box lies in the picture; undefined when nothing does. */
export function clampBox(box: Box, size: Size): Box | undefined {
  const inside: Box = [within(box[0], 0, size.width), within(box[1], 0, size.height), within(box[2], 0, size.width), within(box[3], 0, size.height)];
  return areaOf(inside) > 0 ? inside : undefined;
}

export const shifted = (box: Box, dx: number, dy: number): Box => [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy];

export function unionOf(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const all = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x0, y0, x1, y1] of boxes) {
    all[0] = Math.min(all[0], x0); all[1] = Math.min(all[1], y0); all[2] = Math.max(all[2], x1); all[3] = Math.max(all[3], y1);
  }
  return all as unknown as Box;
}

/** As much of a move as keeps all boxes inside the picture; they move together or not at all. */
export function allowedMove(boxes: readonly Box[], dx: number, dy: number, size: Size): readonly [dx: number, dy: number] {
  const all = unionOf(boxes);
  if (!all) return [0, 0];
  const fits = (low: number, high: number, by: number) => (low > high ? 0 : within(by, low, high));
  return [fits(-all[0], size.width - all[2], dx), fits(-all[1], size.height - all[3], dy)];
}

/** The box with the handle drawn to a point; past the far side the box turns over. Without area it stays as it was. */
export function resizeBox(box: Box, handle: Handle, to: Point, size: Size): Box {
  const p = clampPoint(to, size);
  const [x0, x1] = handle.includes("w") ? [p.x, box[2]] : handle.includes("e") ? [box[0], p.x] : [box[0], box[2]];
  const [y0, y1] = handle.includes("n") ? [p.y, box[3]] : handle.includes("s") ? [box[1], p.y] : [box[1], box[3]];
  const resized = boxBetween({ x: x0, y: y0 }, { x: x1, y: y1 });
  return areaOf(resized) > 0 ? resized : box;
}

/** By keys: the right and lower edges move. */
export function stretchBox(box: Box, dx: number, dy: number, size: Size): Box {
  return resizeBox(box, "se", { x: Math.max(box[2] + dx, box[0] + Math.min(1, widthOf(box))), y: Math.max(box[3] + dy, box[1] + Math.min(1, heightOf(box))) }, size);
}

export function handlePoint(box: Box, handle: Handle): Point {
  const x = handle.includes("w") ? box[0] : handle.includes("e") ? box[2] : (box[0] + box[2]) / 2;
  const y = handle.includes("n") ? box[1] : handle.includes("s") ? box[3] : (box[1] + box[3]) / 2;
  return { x, y };
}

export const contains = (box: Box, p: Point) => p.x >= box[0] && p.x < box[2] && p.y >= box[1] && p.y < box[3];
export const overlaps = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
export const isInside = (inner: Box, outer: Box) => inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

/** Intersection over union, 0 to 1. */
export function iou(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]), height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (areaOf(a) + areaOf(b) - shared);
}

/** Whole pixels for the eye; the stored numbers stay as they are. */
export const sizeText = (box: Box) => `${Math.round(widthOf(box))}×${Math.round(heightOf(box))}`;

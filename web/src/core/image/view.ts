/**
 * What part of the picture is on screen: screen = image * scale + (x, y), in CSS pixels of the stage. Zooming keeps the image
 * point under the pointer where it is.
 */
import { Box, centreOf, heightOf, Point, Size, widthOf } from "./box.js";

export interface View { readonly scale: number; readonly x: number; readonly y: number }
export const leastScale = 0.02, mostScale = 40;
/** From here on single pixels are shown as squares. */
export const pixelsFrom = 3;
const margin = 24;

export const toImage = (view: View, p: Point): Point => ({ x: (p.x - view.x) / view.scale, y: (p.y - view.y) / view.scale });
export const toScreen = (view: View, p: Point): Point => ({ x: p.x * view.scale + view.x, y: p.y * view.scale + view.y });
export const boxOnScreen = (view: View, box: Box): Box =>
  [box[0] * view.scale + view.x, box[1] * view.scale + view.y, box[2] * view.scale + view.x, box[3] * view.scale + view.y];
export const boxInImage = (view: View, box: Box): Box =>
  [(box[0] - view.x) / view.scale, (box[1] - view.y) / view.scale, (box[2] - view.x) / view.scale, (box[3] - view.y) / view.scale];
export const boundedScale = (scale: number) => Math.min(Math.max(scale, leastScale), mostScale);

export function fit(image: Size, stage: Size): View {
  const scale = boundedScale(Math.min((stage.width - 2 * margin) / image.width, (stage.height - 2 * margin) / image.height));
  return { scale, x: (stage.width - image.width * scale) / 2, y: (stage.height - image.height * scale) / 2 };
}

export function zoomAt(view: View, scale: number, at: Point): View {
  const next = boundedScale(scale), p = toImage(view, at);
  return { scale: next, x: at.x - p.x * next, y: at.y - p.y * next };
}

/** The picture never leaves the stage entirely. */
export function inSight(view: View, image: Size, stage: Size): View {
  const keep = 48;
  return {
    scale: view.scale,
    x: Math.min(Math.max(view.x, keep - image.width * view.scale), stage.width - keep),
    y: Math.min(Math.max(view.y, keep - image.height * view.scale), stage.height - keep),
  };
}

export const panBy = (view: View, dx: number, dy: number): View => ({ ...view, x: view.x + dx, y: view.y + dy });

/** Close enough to judge the box, with its surroundings. */
export function zoomTo(box: Box, stage: Size): View {
  const scale = boundedScale(Math.min(stage.width / (widthOf(box) * 2), stage.height / (heightOf(box) * 2), 16));
  const middle = centreOf(box);
  return { scale, x: stage.width / 2 - middle.x * scale, y: stage.height / 2 - middle.y * scale };
}

/** The least pan that brings the box on screen; the same view when it is there already. */
export function reveal(view: View, box: Box, stage: Size): View {
  const [x0, y0, x1, y1] = boxOnScreen(view, box);
  const push = (low: number, high: number, length: number) =>
    high - low > length - 2 * margin ? length / 2 - (low + high) / 2 : low < margin ? margin - low : high > length - margin ? length - margin - high : 0;
  const isSeen = x0 < stage.width && x1 > 0 && y0 < stage.height && y1 > 0;
  if (isSeen && (x1 - x0 > stage.width || y1 - y0 > stage.height)) return view;
  const dx = push(x0, x1, stage.width), dy = push(y0, y1, stage.height);
  return dx === 0 && dy === 0 ? view : panBy(view, dx, dy);
}

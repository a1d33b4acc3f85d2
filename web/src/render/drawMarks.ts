/**
 * Paints boxes on a canvas, in CSS pixels of the stage. One rectangle call per box: a path of many rectangles is eight times
 * slower to raster. A coloured line has a darker line around it, because no label colour stands out on every picture.
 */
import type { Box } from "../core/image/box.js";

export type LineStyle = "solid" | "dashed" | "dotted";
/** One box as it is painted. `colour` is the place in the palette, 1 to 7. */
export interface Mark { readonly box: Box; readonly colour: number; readonly line: LineStyle; readonly striped?: boolean; readonly caption?: string; readonly faded?: boolean }
export interface Counter { drawCalls: number }

const dashes: Record<LineStyle, number[]> = { solid: [], dashed: [6, 4], dotted: [2, 3] };
export const captionFont = "600 11px Inter, system-ui, sans-serif";
export const captionHeight = 18;
/** How far a mark reaches beyond its box: lines around, a caption above and to the right. */
export const reachOf = (detail: Detail) => ({ left: 5, top: detail.captions ? captionHeight + 4 : 5, right: detail.captions ? 170 : 5, bottom: 5 });
/** Below this many pixels a box is a dot; beyond so many boxes fills and dark lines are left out. */
export const dotBelow = 3, plainBeyond = 2000, captionsUpTo = 80;

export interface Detail { readonly plain: boolean; readonly captions: boolean }
export const detailFor = (count: number): Detail => ({ plain: count > plainBeyond, captions: count <= captionsUpTo });

export function drawMark(ctx: CanvasRenderingContext2D, mark: Mark, screen: Box, colours: readonly string[], detail: Detail, counter: Counter): void {
  const x = Math.round(screen[0]), y = Math.round(screen[1]);
  const width = Math.round(screen[2]) - x, height = Math.round(screen[3]) - y;
  const colour = colours[mark.colour] ?? colours[7];
  if (width < dotBelow && height < dotBelow) {
    ctx.fillStyle = colour;
    ctx.fillRect(x - 1, y - 1, 2, 2);
    counter.drawCalls += 1;
    return;
  }
  if (mark.faded) ctx.globalAlpha = 0.45;
  if (!detail.plain) {
    if (mark.line === "solid") { ctx.fillStyle = colour + "18"; ctx.fillRect(x, y, width, height); counter.drawCalls += 1; }
    ctx.lineWidth = 4;
    ctx.strokeStyle = "#0008";
    ctx.strokeRect(x, y, width, height);
    counter.drawCalls += 1;
    // Between the dashes the line is light: dark gaps would hide a dark colour's dashes.
    if (mark.line !== "solid") { ctx.lineWidth = 2; ctx.strokeStyle = "#fffc"; ctx.strokeRect(x, y, width, height); counter.drawCalls += 1; }
  }
  ctx.lineWidth = 2;
  ctx.strokeStyle = colour;
  if (mark.line !== "solid") ctx.setLineDash(dashes[mark.line]);
  ctx.strokeRect(x, y, width, height);
  counter.drawCalls += 1;
  if (mark.line !== "solid") ctx.setLineDash([]);
  if (mark.striped && !detail.plain) { ctx.fillStyle = colour; ctx.fillRect(x, y, Math.min(8, width), Math.min(8, height)); counter.drawCalls += 1; }
  if (mark.faded) ctx.globalAlpha = 1;
  if (mark.caption && detail.captions) drawCaption(ctx, mark.caption, x - 1, y - 1, colour, mark.line === "solid", counter);
}

/** Above the box, or inside its upper edge where there is no room above. Solid for objects, dark with a coloured edge for suggestions. */
export function drawCaption(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string, isSolid: boolean, counter: Counter): void {
  ctx.font = captionFont;
  const width = Math.min(ctx.measureText(text).width, 150) + 12;
  const top = y < captionHeight ? y + 2 : y - captionHeight;
  ctx.fillStyle = isSolid ? colour : "#0b0c0f";
  ctx.fillRect(x, top, width, captionHeight);
  if (!isSolid) { ctx.lineWidth = 1; ctx.strokeStyle = colour; ctx.strokeRect(x + 0.5, top + 0.5, width - 1, captionHeight - 1); }
  ctx.fillStyle = isSolid ? inkOn(colour) : "#eceef2";
  ctx.fillText(text, x + 6, top + 12.5, 150);
  counter.drawCalls += isSolid ? 2 : 3;
}

/** Dark or light writing, whichever stands out more. */
function inkOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? "#081018" : "#ffffff";
}

const handleSide = 8;

/** White halo and eight handles: what is selected stands out without its colour. */
export function drawSelected(ctx: CanvasRenderingContext2D, mark: Mark, screen: Box, colours: readonly string[], withHandles: boolean, counter: Counter): void {
  const x = Math.round(screen[0]), y = Math.round(screen[1]), width = Math.round(screen[2]) - x, height = Math.round(screen[3]) - y;
  const colour = colours[mark.colour] ?? colours[7];
  ctx.fillStyle = colour + "33";
  ctx.fillRect(x, y, width, height);
  for (const [line, style] of [[6, "#0006"], [4.5, "#fff"], [2, colour]] as const) {
    ctx.lineWidth = line;
    ctx.strokeStyle = style;
    if (line === 2 && mark.line !== "solid") ctx.setLineDash(dashes[mark.line]);
    ctx.strokeRect(x, y, width, height);
  }
  ctx.setLineDash([]);
  counter.drawCalls += 4;
  if (mark.caption) drawCaption(ctx, mark.caption, x - 2, y - 3, colour, mark.line === "solid", counter);
  if (withHandles) drawHandles(ctx, x, y, width, height, colour, counter);
}

function drawHandles(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, colour: string, counter: Counter): void {
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colour;
  ctx.fillStyle = "#fff";
  const few = width < 24 || height < 24;
  for (const [across, down] of [[0, 0], [1, 0], [2, 0], [2, 1], [2, 2], [1, 2], [0, 2], [0, 1]]) {
    if (few && (across === 1 || down === 1)) continue;
    const left = x + (width * across) / 2 - handleSide / 2, top = y + (height * down) / 2 - handleSide / 2;
    ctx.fillRect(left, top, handleSide, handleSide);
    ctx.strokeRect(left, top, handleSide, handleSide);
    counter.drawCalls += 2;
  }
}

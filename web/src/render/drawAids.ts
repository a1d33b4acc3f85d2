/** What helps the hand on the live layer: crosshair, magnifier, read-out. Painted, so that moving the pointer changes no element. */
import type { Box, Point, Size } from "../core/image/box.js";
import { toScreen, View } from "../core/image/view.js";
import type { Counter } from "./drawMarks.js";

type Context = CanvasRenderingContext2D;

/** A light line between two dark ones: it shows on any picture. */
export function drawCrosshair(ctx: Context, at: Point, stage: Size, counter: Counter): void {
  const x = Math.round(at.x), y = Math.round(at.y);
  ctx.fillStyle = "#0005";
  ctx.fillRect(0, y - 1, stage.width, 3);
  ctx.fillRect(x - 1, 0, 3, stage.height);
  ctx.fillStyle = "#fffc";
  ctx.fillRect(0, y, stage.width, 1);
  ctx.fillRect(x, 0, 1, stage.height);
  counter.drawCalls += 4;
}

export function drawFrame(ctx: Context, screen: Box, counter: Counter): void {
  const [x0, y0, x1, y1] = screen.map(Math.round);
  ctx.fillStyle = "#8b87ff22";
  ctx.fillRect(x0, y0, x1 - x0, y1 - y0);
  ctx.lineWidth = 1;
  ctx.strokeStyle = "#8b87ff";
  ctx.strokeRect(x0 + 0.5, y0 + 0.5, x1 - x0, y1 - y0);
  counter.drawCalls += 2;
}

const plate = (ctx: Context, x: number, y: number, width: number, height: number, radius: number) => {
  ctx.beginPath();
  ctx.moveTo(x + radius, y);
  ctx.arcTo(x + width, y, x + width, y + height, radius);
  ctx.arcTo(x + width, y + height, x, y + height, radius);
  ctx.arcTo(x, y + height, x, y, radius);
  ctx.arcTo(x, y, x + width, y, radius);
  ctx.closePath();
};

/** Zoom and place, bottom left. */
export function drawReadout(ctx: Context, text: string, stage: Size, counter: Counter): void {
  ctx.font = "500 11px Inter, system-ui, sans-serif";
  const width = Math.ceil(ctx.measureText(text).width) + 20, y = stage.height - 16 - 28;
  plate(ctx, 12.5, y + 0.5, width, 27, 8);
  ctx.fillStyle = "#121419e6";
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = "#3a404b";
  ctx.stroke();
  ctx.fillStyle = "#c9cdd6";
  ctx.fillText(text, 22, y + 18);
  counter.drawCalls += 3;
}

const glass = 132, inset = 16, enlarge = 4;

/** The surroundings of the point, four times as large; it steps aside when the hand comes near. */
export function drawMagnifier(ctx: Context, at: Point, view: View, picture: ImageBitmap, image: Size, stage: Size, ground: string, counter: Counter): void {
  const screen = toScreen(view, at);
  const isNear = screen.x > stage.width - glass - inset - 60 && screen.y < glass + inset + 60;
  const left = isNear ? inset : stage.width - glass - inset, top = inset;
  const scale = Math.min(view.scale * enlarge, 40), half = glass / 2 / scale;
  const ratio = picture.width / image.width;
  ctx.save();
  plate(ctx, left, top, glass, glass, 12);
  ctx.clip();
  ctx.fillStyle = ground;
  ctx.fillRect(left, top, glass, glass);
  ctx.imageSmoothingEnabled = scale / ratio < 3;
  const x0 = Math.max(0, at.x - half), y0 = Math.max(0, at.y - half), x1 = Math.min(image.width, at.x + half), y1 = Math.min(image.height, at.y + half);
  if (x1 > x0 && y1 > y0) ctx.drawImage(picture, x0 * ratio, y0 * ratio, (x1 - x0) * ratio, (y1 - y0) * ratio,
    left + glass / 2 + (x0 - at.x) * scale, top + glass / 2 + (y0 - at.y) * scale, (x1 - x0) * scale, (y1 - y0) * scale);
  drawCross(ctx, left, top);
  ctx.restore();
  plate(ctx, left + 0.5, top + 0.5, glass - 1, glass - 1, 12);
  ctx.lineWidth = 1;
  ctx.strokeStyle = "#0009";
  ctx.stroke();
  counter.drawCalls += 7;
}

function drawCross(ctx: Context, left: number, top: number): void {
  ctx.fillStyle = "#0006";
  ctx.fillRect(left, top + glass / 2 - 1, glass, 3);
  ctx.fillRect(left + glass / 2 - 1, top, 3, glass);
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(left, top + glass / 2, glass, 1);
  ctx.fillRect(left + glass / 2, top, 1, glass);
}

/** What the live layer shows: the selection where the hand has it, what is being drawn, the crosshair, the glass, the read-out. */
import { sizeText } from "../../core/image/box.js";
import { boxOnScreen, toScreen } from "../../core/image/view.js";
import { drawCrosshair, drawFrame, drawMagnifier, drawReadout } from "../../render/drawAids.js";
import { detailFor, drawMark, drawSelected } from "../../render/drawMarks.js";
import type { ImageStage } from "../../render/imageStage.js";
import type { BoxEditing } from "./boxEditing.js";

const handlesUpTo = 100;

export function paintLive(ctx: CanvasRenderingContext2D, stage: ImageStage, editing: BoxEditing): number {
  const { view, figures, colours } = stage, ui = editing.ui.get();
  let painted = 0;
  if (ui.crosshair && ui.tool === "box" && editing.cursor && !ui.panning) drawCrosshair(ctx, toScreen(view, editing.cursor), stage.size, figures);
  const shapes = editing.selection().filter((shape) => editing.isShown(shape));
  const hovered = editing.hover && !ui.selected.has(editing.hover) ? editing.table.get(editing.hover) : undefined;
  if (hovered && editing.isShown(hovered)) {
    drawMark(ctx, { ...editing.markOf(hovered), caption: captionOf(editing, hovered.key) }, boxOnScreen(view, hovered.box), colours, detailFor(1), figures);
    painted += 1;
  }
  for (const shape of shapes) {
    const box = editing.previewOf(shape), mark = { ...editing.markOf(shape, box), caption: shapes.length <= 12 ? captionOf(editing, shape.key) : undefined };
    if (shapes.length > handlesUpTo) drawMark(ctx, mark, boxOnScreen(view, box), colours, detailFor(shapes.length), figures);
    else drawSelected(ctx, mark, boxOnScreen(view, box), colours, shapes.length === 1 && !ui.locked.has(shape.key), figures);
  }
  painted += shapes.length;
  painted += paintGhost(ctx, stage, editing);
  if (editing.frame) drawFrame(ctx, boxOnScreen(view, editing.frame), figures);
  paintGlass(ctx, stage, editing);
  drawReadout(ctx, readout(editing, stage), stage.size, figures);
  return painted;
}

function captionOf(editing: BoxEditing, key: string): string | undefined {
  const row = editing.table.rowOf(key);
  if (!row) return undefined;
  const { suggestion } = row.shape;
  return suggestion ? `${row.name}? ${Math.round(suggestion.score * 100)}%` : `${row.name} ${row.number}`;
}

function paintGhost(ctx: CanvasRenderingContext2D, stage: ImageStage, editing: BoxEditing): number {
  const { ghost } = editing, { question, label } = editing.shown ?? {};
  if (!ghost) return 0;
  const colour = question?.labels.find((one) => one.name === label)?.colour ?? question?.labels[0]?.colour ?? 1;
  drawMark(ctx, { box: ghost, colour, line: "solid", caption: `${label ?? ""} ${sizeText(ghost)}`.trim() }, boxOnScreen(stage.view, ghost), stage.colours, detailFor(1), stage.figures);
  return 1;
}

/** While a box is being drawn or resized; else with the box tool in hand. */
function paintGlass(ctx: CanvasRenderingContext2D, stage: ImageStage, editing: BoxEditing): void {
  const ui = editing.ui.get();
  if (!ui.magnifier || ui.panning || !editing.cursor || !stage.picture || ui.tool !== "box" && !editing.isWorking) return;
  drawMagnifier(ctx, editing.cursor, stage.view, stage.picture, stage.image, stage.size, "#050607", stage.figures);
}

function readout(editing: BoxEditing, stage: ImageStage): string {
  const zoom = `${Math.round(stage.view.scale * 100)}%`, { cursor } = editing, size = editing.ghost;
  const place = cursor ? ` · x ${Math.floor(cursor.x)} y ${Math.floor(cursor.y)}` : "";
  if (!stage.picture) return "The picture is on its way";
  const { width, height } = stage.image;
  return `${zoom} of ${width}×${height}${place}${size ? ` · ${sizeText(size)}` : ""}`;
}

/**
 * Two people's boxes on one stage: a colour and a line each, matched ones linked. What is decided stands out, what it was
 * decided against fades; nothing here is drawn or moved by the hand, a click only says which object is meant.
 */
import type { Part } from "../../core/annotation.js";
import { areaOf, Box, centreOf, contains, overlaps, Point, Size, unionOf } from "../../core/image/box.js";
import { Choice, choiceFor, Dispute, settledPart } from "../../core/image/disputes.js";
import { boxOnScreen, reveal, toScreen, zoomTo } from "../../core/image/view.js";
import { captionHeight, detailFor, drawCaption, drawMark, drawSelected, Mark } from "../../render/drawMarks.js";
import { ImageStage, Scene } from "../../render/imageStage.js";
import { Pointed, Viewing } from "./viewing.js";

/** Sky, solid, for the first; orange, dashed, for the second. */
export const sideColours = { a: 6, b: 2 } as const;
export const sideLines = { a: "solid", b: "dashed" } as const;
const betweenColour = 3;
type Side = "a" | "b";
export interface DisputeShown { readonly disputes: readonly Dispute[]; readonly decided: ReadonlyMap<string, Choice>; readonly selected?: string; readonly names: Readonly<Record<Side, string>>; readonly size: Size }

const boxOf = (part: Part) => part.box as unknown as Box;

export class DisputeView extends Viewing implements Scene, Pointed {
  shown?: DisputeShown;
  constructor(private readonly onPick: (id: string | undefined) => void) { super(); }
  get size(): Size { return this.shown?.size ?? { width: 1, height: 1 }; }

  attach(host: HTMLElement): ImageStage {
    this.stage = new ImageStage(host, this, (before) => this.resized(before));
    this.fit();
    return this.stage;
  }

  update(shown: DisputeShown): void {
    const isNew = this.shown?.size.width !== shown.size.width || this.shown?.size.height !== shown.size.height;
    this.shown = shown;
    if (isNew) this.fit();
    this.stage?.still();
    this.stage?.live();
  }

  visible(region: Box, visit: (mark: Mark) => void): void {
    for (const dispute of this.shown?.disputes ?? []) {
      if (dispute.id === this.shown!.selected) continue;
      for (const side of ["a", "b"] as const) {
        const part = dispute[side];
        if (part && overlaps(boxOf(part), region)) visit(this.markOf(dispute, side, part));
      }
      const between = this.between(dispute);
      if (between && overlaps(between, region)) visit({ box: between, colour: betweenColour, line: "solid" });
    }
  }

  private markOf(dispute: Dispute, side: Side, part: Part): Mark {
    const choice = choiceFor(dispute, this.shown!.decided);
    const stands = choice === undefined || choice === side;
    return { box: boxOf(part), colour: sideColours[side], line: sideLines[side], faded: dispute.kind === "agreed" || !stands };
  }

  /** Half way between both, where that was decided. */
  private between(dispute: Dispute): Box | undefined {
    const part = dispute.kind !== "agreed" && this.shown!.decided.get(dispute.id) === "between" ? settledPart(dispute, "between") : undefined;
    return part && boxOf(part);
  }

  live(ctx: CanvasRenderingContext2D, stage: ImageStage): number {
    const { disputes = [], selected, decided, names } = this.shown ?? { disputes: [] as Dispute[] };
    for (const dispute of disputes) this.link(ctx, stage, dispute);
    const dispute = disputes.find((one) => one.id === selected);
    if (!dispute) return 0;
    const settled = settledPart(dispute, choiceFor(dispute, decided!) ?? "none");
    for (const side of ["a", "b"] as const) {
      const part = dispute[side];
      if (!part) continue;
      const mark: Mark = { ...this.markOf(dispute, side, part), faded: false, caption: `${names![side]}: ${part.labels.join(", ")}` };
      const screen = boxOnScreen(stage.view, mark.box);
      const isOpen = choiceFor(dispute, decided!) === undefined;
      if (isOpen) drawMark(ctx, side === "b" && dispute.a ? { ...mark, caption: undefined } : mark, screen, stage.colours, detailFor(1), stage.figures);
      else if (settled === part) drawSelected(ctx, side === "b" && dispute.a ? { ...mark, caption: undefined } : mark, screen, stage.colours, false, stage.figures);
      else drawMark(ctx, { ...mark, faded: true, caption: undefined }, screen, stage.colours, detailFor(1), stage.figures);
      if (side === "b" && dispute.a) this.captionBelow(ctx, stage, mark, screen);
    }
    if (settled && settled !== dispute.a && settled !== dispute.b) drawSelected(ctx, { box: boxOf(settled), colour: betweenColour, line: "solid", caption: "Between" }, boxOnScreen(stage.view, boxOf(settled)), stage.colours, false, stage.figures);
    return 1;
  }

  /** Both captions above would cover each other: the second's stands below its box. */
  private captionBelow(ctx: CanvasRenderingContext2D, stage: ImageStage, mark: Mark, [x0, , , y1]: Box): void {
    if (mark.caption) drawCaption(ctx, mark.caption, Math.round(x0) - 2, Math.round(y1) + captionHeight + 4, stage.colours[mark.colour], false, stage.figures);
  }

  private link(ctx: CanvasRenderingContext2D, stage: ImageStage, { a, b, kind }: Dispute): void {
    if (!a || !b || kind === "agreed") return;
    const from = toScreen(stage.view, centreOf(boxOf(a))), to = toScreen(stage.view, centreOf(boxOf(b)));
    for (const [width, style] of [[4, "#0008"], [1.5, "#fff"]] as const) {
      ctx.lineWidth = width;
      ctx.strokeStyle = ctx.fillStyle = style;
      ctx.beginPath();
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
      ctx.stroke();
      for (const end of [from, to]) ctx.fillRect(end.x - width, end.y - width, 2 * width, 2 * width);
    }
    stage.figures.drawCalls += 6;
  }

  // MARK: Pointing

  hand(on: "down" | "move" | "up" | "cancel", at: Point): void { if (on === "down") this.onPick(this.at(at)?.id); }

  private at(p: Point): Dispute | undefined {
    const hits = (this.shown?.disputes ?? []).filter((one) => [one.a, one.b].some((part) => part && contains(boxOf(part), p)));
    const area = (one: Dispute) => Math.min(...[one.a, one.b].flatMap((part) => (part ? [areaOf(boxOf(part))] : [])));
    return hits.sort((x, y) => area(x) - area(y))[0];
  }

  cursorAt(p: Point): string { return this.at(p) ? "pointer" : "default"; }
  cancel(): boolean { return false; }
  leave(): void { /* nothing follows the pointer here */ }
  panning(): void { /* the cursor says it */ }

  private around(id: string | undefined): Box | undefined {
    const dispute = this.shown?.disputes.find((one) => one.id === id);
    return dispute && unionOf([dispute.a, dispute.b].flatMap((part) => (part ? [boxOf(part)] : [])));
  }

  close(id: string | undefined): boolean {
    const box = this.around(id);
    if (box && this.stage) this.setView(zoomTo(box, this.stage.size));
    return box !== undefined;
  }

  reveal(id: string): void {
    const box = this.around(id);
    if (box && this.stage) this.setView(reveal(this.stage.view, box, this.stage.size));
  }
}

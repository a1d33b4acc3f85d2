/**
 * Several people's boxes on one stage: a colour and a line each, those of one object linked. What is decided stands out, what it was
 * decided against fades; nothing here is drawn or moved by the hand, a click only says which object is meant.
 */
import type { Part } from "../../core/annotation.js";
import { areaOf, Box, centreOf, contains, overlaps, Point, Size, unionOf } from "../../core/image/box.js";
import { Choice, choiceFor, Dispute, drawnIn, settledPart } from "../../core/image/disputes.js";
import { boxOnScreen, reveal, toScreen, zoomTo } from "../../core/image/view.js";
import { captionHeight, detailFor, drawCaption, drawMark, drawSelected, LineStyle, Mark } from "../../render/drawMarks.js";
import { ImageStage, Scene } from "../../render/imageStage.js";
import { Pointed, Viewing } from "./viewing.js";

/** Sky and solid for the first, orange and dashed for the second, and so on. */
export const lookOf = (person: number): { colour: number; line: LineStyle } => ({ colour: [6, 2, 4, 7, 5, 1][person % 6], line: (["solid", "dashed", "dotted"] as const)[person % 3] });
const betweenColour = 3;
export interface DisputeShown { readonly disputes: readonly Dispute[]; readonly decided: ReadonlyMap<string, Choice>; readonly selected?: string; readonly names: readonly string[]; readonly size: Size }

const boxOf = (part: Part) => part.box as unknown as Box;
const eachSide = (dispute: Dispute, visit: (part: Part, person: number) => void) => dispute.sides.forEach((part, person) => { if (part) visit(part, person); });

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
      eachSide(dispute, (part, person) => { if (overlaps(boxOf(part), region)) visit(this.markOf(dispute, person, part)); });
      const between = this.between(dispute);
      if (between && overlaps(between, region)) visit({ box: between, colour: betweenColour, line: "solid" });
    }
  }

  private markOf(dispute: Dispute, person: number, part: Part): Mark {
    const choice = choiceFor(dispute, this.shown!.decided);
    const stands = choice === undefined || choice === person;
    return { box: boxOf(part), ...lookOf(person), faded: dispute.kind === "agreed" || !stands };
  }

  /** Between all of them, where that was decided. */
  private between(dispute: Dispute): Box | undefined {
    const part = dispute.kind !== "agreed" && this.shown!.decided.get(dispute.id) === "between" ? settledPart(dispute, "between") : undefined;
    return part && boxOf(part);
  }

  live(ctx: CanvasRenderingContext2D, stage: ImageStage): number {
    const { disputes = [], selected, decided, names } = this.shown ?? { disputes: [] as Dispute[] };
    for (const dispute of disputes) this.link(ctx, stage, dispute);
    const dispute = disputes.find((one) => one.id === selected);
    if (!dispute) return 0;
    const first = drawnIn(dispute)[0], settled = settledPart(dispute, choiceFor(dispute, decided!) ?? "none");
    const isOpen = choiceFor(dispute, decided!) === undefined;
    let below = 0;
    eachSide(dispute, (part, person) => {
      const caption = `${names![person]}: ${part.labels.join(", ")}`, isFirst = part === first;
      const mark: Mark = { ...this.markOf(dispute, person, part), faded: false, caption: isFirst ? caption : undefined };
      const screen = boxOnScreen(stage.view, mark.box);
      if (isOpen) drawMark(ctx, mark, screen, stage.colours, detailFor(1), stage.figures);
      else if (settled === part) drawSelected(ctx, mark, screen, stage.colours, false, stage.figures);
      else drawMark(ctx, { ...mark, faded: true, caption: undefined }, screen, stage.colours, detailFor(1), stage.figures);
      if (!isFirst) this.captionBelow(ctx, stage, mark.colour, caption, screen, below++);
    });
    if (settled && !dispute.sides.includes(settled)) drawSelected(ctx, { box: boxOf(settled), colour: betweenColour, line: "solid", caption: "Between" }, boxOnScreen(stage.view, boxOf(settled)), stage.colours, false, stage.figures);
    return 1;
  }

  /** Captions all above would cover each other: those of the others stand below their boxes. */
  private captionBelow(ctx: CanvasRenderingContext2D, stage: ImageStage, colour: number, caption: string, [x0, , , y1]: Box, line: number): void {
    drawCaption(ctx, caption, Math.round(x0) - 2, Math.round(y1) + (captionHeight + 2) * (line + 1) + 2, stage.colours[colour], false, stage.figures);
  }

  private link(ctx: CanvasRenderingContext2D, stage: ImageStage, dispute: Dispute): void {
    const centres = drawnIn(dispute).map((part) => toScreen(stage.view, centreOf(boxOf(part))));
    if (dispute.kind === "agreed") return;
    for (const to of centres.slice(1)) this.line(ctx, stage, centres[0], to);
  }

  private line(ctx: CanvasRenderingContext2D, stage: ImageStage, from: Point, to: Point): void {
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
    const hits = (this.shown?.disputes ?? []).filter((one) => drawnIn(one).some((part) => contains(boxOf(part), p)));
    const area = (one: Dispute) => Math.min(...drawnIn(one).map((part) => areaOf(boxOf(part))));
    return hits.sort((x, y) => area(x) - area(y))[0];
  }

  cursorAt(p: Point): string { return this.at(p) ? "pointer" : "default"; }
  cancel(): boolean { return false; }
  leave(): void { /* nothing follows the pointer here */ }
  panning(): void { /* the cursor says it */ }

  private around(id: string | undefined): Box | undefined {
    const dispute = this.shown?.disputes.find((one) => one.id === id);
    return dispute && unionOf(drawnIn(dispute).map(boxOf));
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

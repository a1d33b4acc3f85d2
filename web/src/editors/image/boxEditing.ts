/**
 * Editing boxes on one picture: what is selected, which tool is in hand, what the hand is doing, and how an outcome becomes a
 * change of the document. No React here: the panels watch `ui`, the stage asks for what it paints.
 */
import type { Suggestion } from "../../core/annotation.js";
import { nothing } from "../../core/commands.js";
import type { Question } from "../../core/definition.js";
import { Change, Doc, partKey } from "../../core/doc.js";
import * as commands from "../../core/image/boxCommands.js";
import { allowedMove, Box, boxBetween, centreOf, clampPoint, Handle, handlePoint, handles, isInside, Point, resizeBox, shifted, Size, unionOf } from "../../core/image/box.js";
import { boxTool, BoxState, ghostOf, idleBox, Input } from "../../core/image/boxTool.js";
import { Hit, idleSelect, Outcome, selectTool, SelectState } from "../../core/image/selectTool.js";
import { Changed, Shape, ShapeTable } from "../../core/image/shapes.js";
import type { Arrow } from "../../core/image/shapeKeys.js";
import * as viewing from "../../core/image/view.js";
import { store } from "../../core/store.js";
import type { Mark } from "../../render/drawMarks.js";
import { ImageStage, Scene } from "../../render/imageStage.js";
import { paintLive } from "./livePainting.js";
import { Pointed, Viewing } from "./viewing.js";

export type Tool = "select" | "box";
export interface EditingUI {
  readonly tool: Tool;
  readonly selected: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  readonly allHidden: boolean;
  readonly crosshair: boolean;
  readonly magnifier: boolean;
  readonly keepZoom: boolean;
  readonly drawing: boolean;
  readonly panning: boolean;
}
export interface EditingDoor {
  change(change: Change, merge?: string): void;
  seal(): void;
  reject(part: string): void;
  newID(): string;
}
export interface Shown {
  readonly item: string;
  readonly size: Size;
  readonly doc: Doc;
  readonly questions: readonly Question[];
  /** The question new boxes answer. */
  readonly question?: Question;
  readonly label?: string;
  readonly suggestions: readonly Suggestion[];
  readonly rejected: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
const patchesUpTo = 40;

export class BoxEditing extends Viewing implements Scene, Pointed {
  readonly ui = store<EditingUI>({ tool: "box", selected: none, hidden: none, locked: none, allHidden: false, crosshair: true, magnifier: true, keepZoom: false, drawing: false, panning: false });
  table = new ShapeTable({ width: 1, height: 1 });
  shown?: Shown;
  hover?: string;
  /** Where the crosshair is, in the picture; moved by the pointer or by keys. */
  cursor?: Point;
  cursorByKeys = false;
  private opened?: Size;
  private box: BoxState = idleBox;
  private select: SelectState = idleSelect;

  constructor(private readonly door: EditingDoor) { super(); }

  // MARK: Showing

  attach(host: HTMLElement): ImageStage {
    this.stage = new ImageStage(host, this, (before) => this.resized(before));
    this.fit();
    return this.stage;
  }

  /** The document as it is now; safe to call while rendering, as it only brings the table up to date. */
  update(shown: Shown): void {
    const before = this.shown;
    if (before && before.item === shown.item && before.doc === shown.doc && before.suggestions === shown.suggestions && before.rejected === shown.rejected && before.size === shown.size) {
      this.shown = shown;
      return;
    }
    this.shown = shown;
    const isNew = before?.item !== shown.item || before.size.width !== shown.size.width || before.size.height !== shown.size.height;
    if (isNew) this.table = new ShapeTable(shown.size);
    const changed = this.table.sync(shown.doc, shown.questions, shown.suggestions, shown.rejected);
    if (isNew || changed.length > patchesUpTo) this.stage?.all();
    else this.repaint(changed);
  }

  private repaint(changed: readonly Changed[]): void {
    const { selected } = this.ui.get();
    for (const { before, after } of changed) for (const shape of [before, after]) if (shape && !selected.has(shape.key)) this.stage?.patch(shape.box);
    if (changed.length > 0) this.stage?.live();
  }

  /** Another picture: nothing selected, nothing hidden, and the whole of it in view unless the zoom is to be kept. */
  open(): void {
    const { keepZoom } = this.ui.get();
    this.cancel();
    this.hover = undefined;
    this.patch({ selected: none, hidden: none, locked: none, allHidden: false, drawing: false });
    const sameSize = this.opened?.width === this.size.width && this.opened.height === this.size.height;
    this.opened = this.size;
    if (this.stage) this.stage.image = this.size;
    if (!(keepZoom && sameSize)) this.fit();
    this.stage?.all();
  }

  /** On a phone pictures are looked at and judged; drawing needs a larger screen. */
  get onlyPans(): boolean { return this.stage !== undefined && this.stage.size.width < 480 || this.shown?.question === undefined; }

  get size(): Size { return this.shown?.size ?? { width: 1, height: 1 }; }
  get doc(): Doc { return this.shown?.doc ?? new Map(); }

  patch(part: Partial<EditingUI>): void {
    this.ui.update((ui) => ({ ...ui, ...part }));
    this.stage?.live();
  }

  isShown(shape: Shape): boolean { const { allHidden, hidden } = this.ui.get(); return !allHidden && !hidden.has(shape.key); }
  isFree(shape: Shape): boolean { return this.isShown(shape) && !this.ui.get().locked.has(shape.key); }

  visible(region: Box, visit: (mark: Mark) => void): void {
    const { selected } = this.ui.get();
    this.table.near(region, (shape) => { if (!selected.has(shape.key) && this.isShown(shape)) visit(this.markOf(shape)); });
  }

  live(ctx: CanvasRenderingContext2D, stage: ImageStage): number { return paintLive(ctx, stage, this); }

  markOf(shape: Shape, box: Box = shape.box): Mark {
    const { suggestion, label } = shape;
    const caption = suggestion ? `${label.name}? ${Math.round(suggestion.score * 100)}%` : undefined;
    return { box, colour: label.colour, line: suggestion ? "dashed" : "solid", striped: label.marked, caption };
  }

  /** A selected shape where the hand has it just now. */
  previewOf(shape: Shape): Box {
    const { select } = this;
    if (select.at === "moving") {
      const [dx, dy] = this.moveBy(select.to.x - select.from.x, select.to.y - select.from.y);
      return shifted(shape.box, dx, dy);
    }
    if (select.at === "resizing" && select.key === shape.key) return this.handled(shape, select.handle, select.to.x - select.grip.x, select.to.y - select.grip.y);
    return shape.box;
  }

  get ghost(): Box | undefined { return ghostOf(this.box); }
  get frame(): Box | undefined { return this.select.at === "framing" ? boxBetween(this.select.from, this.select.to) : undefined; }
  get isWorking(): boolean { return this.select.at === "moving" || this.select.at === "resizing"; }

  private moveBy(dx: number, dy: number): readonly [number, number] { return allowedMove(this.movable().map((shape) => shape.box), dx, dy, this.size); }
  private handled(shape: Shape, handle: Handle, dx: number, dy: number): Box {
    const from = handlePoint(shape.box, handle);
    return resizeBox(shape.box, handle, { x: from.x + dx, y: from.y + dy }, this.size);
  }

  // MARK: Selection

  selection(): Shape[] { return [...this.ui.get().selected].flatMap((key) => this.table.get(key) ?? []); }
  movable(): Shape[] { return this.selection().filter((shape) => this.isFree(shape)); }
  single(): Shape | undefined { const shapes = this.selection(); return shapes.length === 1 ? shapes[0] : undefined; }

  choose(keys: readonly string[]): void {
    const before = this.ui.get().selected, selected = new Set(keys);
    if (before.size === selected.size && [...selected].every((key) => before.has(key))) return;
    this.door.seal();
    this.patch({ selected });
    const moved = [...before].filter((key) => !selected.has(key)).concat([...selected].filter((key) => !before.has(key)));
    if (moved.length > patchesUpTo) return this.stage?.still();
    for (const key of moved) { const shape = this.table.get(key); if (shape) this.stage?.patch(shape.box); }
  }

  /** From the list, or by key: also brings it on screen. */
  show(key: string): void {
    this.choose([key]);
    const shape = this.table.get(key);
    if (shape && this.stage) this.setView(viewing.reveal(this.stage.view, shape.box, this.stage.size));
  }

  // MARK: The hand

  slop(): number { return 4 / (this.stage?.view.scale ?? 1); }

  hitAt(p: Point, reachPixels: number): Hit | undefined {
    const scale = this.stage?.view.scale ?? 1, reach = reachPixels / scale, single = this.single();
    if (single && this.isFree(single)) {
      const near = handles.map((handle) => { const at = handlePoint(single.box, handle); return { handle, far: Math.max(Math.abs(at.x - p.x), Math.abs(at.y - p.y)) }; })
        .filter((one) => one.far <= reach).sort((a, b) => a.far - b.far)[0];
      if (near) return { on: "handle", key: single.key, handle: near.handle };
    }
    if (this.ui.get().tool === "box") return undefined;
    const shape = this.table.at(p, 3 / scale, (candidate) => this.isFree(candidate));
    return shape && { on: "shape", key: shape.key };
  }

  /** A pointer on the stage; returns whether the hand is busy. `reach`: pixels around a handle that count as on it. */
  hand(on: "down" | "move" | "up" | "cancel", at: Point, add: boolean, reach: number): void {
    const p = clampPoint(at, this.size);
    this.cursor = at;
    this.cursorByKeys = false;
    const hit = on === "down" ? this.hitAt(at, reach) : undefined;
    const isDrawing = this.box.at !== "idle";
    if (this.select.at !== "idle" || !isDrawing && on === "down" && (this.ui.get().tool === "select" || hit?.on === "handle")) {
      const step = selectTool(this.select, { on, p: at, slop: this.slop(), add, hit }, this.ui.get().selected);
      this.select = step.state;
      if (step.outcome) this.take(step.outcome);
    } else if (isDrawing || this.ui.get().tool === "box") this.draw({ on, p, slop: this.slop() });
    if (on === "move") this.hover = this.select.at === "idle" && !isDrawing && this.ui.get().tool === "select" ? this.hoverAt(at) : undefined;
    this.stage?.live();
  }

  private hoverAt(p: Point): string | undefined {
    const hit = this.hitAt(p, 8);
    return hit?.on === "shape" ? hit.key : undefined;
  }

  leave(): void { if (!this.cursorByKeys) this.cursor = undefined; this.hover = undefined; this.stage?.live(); }

  private draw(input: Input): void {
    const { question } = this.shown ?? {};
    if (!question) return;
    if (input.on === "down" && this.box.at === "idle") this.choose([]);
    const step = boxTool(this.box, input);
    this.box = step.state;
    const drawing = this.box.at === "placed" || this.box.at === "dragging";
    if (drawing !== this.ui.get().drawing) this.patch({ drawing });
    if (step.box) this.add(step.box);
  }

  private add(box: Box): void {
    const { question, label } = this.shown!;
    const name = label ?? question!.labels[0]?.name;
    const inside = boxBetween(clampPoint({ x: box[0], y: box[1] }, this.size), clampPoint({ x: box[2], y: box[3] }, this.size));
    if (name === undefined && question!.labels.length > 0 || !(inside[2] > inside[0] && inside[3] > inside[1])) return;
    const id = this.door.newID();
    this.choose([partKey(question!.name, id)]);
    this.door.change(commands.addBox(question!.name, id, name, inside));
  }

  private take(outcome: Outcome): void {
    switch (outcome.does) {
      case "select": {
        const before = this.ui.get().selected;
        if (outcome.how === "only") return this.choose(outcome.keys);
        const [key] = outcome.keys;
        return this.choose(outcome.how === "toggle" && before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]);
      }
      case "move": return this.edit(this.movable(), (shapes) => commands.moveShapes(this.doc, shapes, outcome.dx, outcome.dy, this.size));
      case "resize": {
        const shape = this.table.get(outcome.key);
        if (shape) this.edit([shape], () => commands.setBox(this.doc, shape, this.handled(shape, outcome.handle, outcome.dx, outcome.dy), this.size));
        return;
      }
      case "frame": {
        const keys: string[] = outcome.add ? [...this.ui.get().selected] : [];
        this.table.near(outcome.box, (shape) => { if (isInside(shape.box, outcome.box) && this.isFree(shape)) keys.push(shape.key); });
        return this.choose(keys);
      }
    }
  }

  /** Applies a change; what was a suggestion stays selected as the object it became. */
  edit(shapes: readonly Shape[], make: (shapes: readonly Shape[]) => Change, merge?: string): void {
    const change = make(shapes);
    if (change === nothing || change.cells.length === 0) return this.stage?.live();
    if (shapes.some((shape) => shape.suggestion)) this.choose(shapes.map((shape) => partKey(shape.question.name, shape.part.id)));
    this.door.change(change, merge);
  }

  /** One level out; false when there is nothing to leave. */
  cancel(): boolean {
    const isBusy = this.box.at !== "idle" || this.select.at !== "idle";
    this.box = idleBox;
    this.select = idleSelect;
    if (this.ui.get().drawing) this.patch({ drawing: false });
    this.stage?.live();
    return isBusy;
  }

  // MARK: Keys

  arrow({ dx, dy, far, stretches }: Arrow): boolean {
    const leap = this.stage ? Math.max(1, Math.round(Math.min(this.stage.size.width, this.stage.size.height) / 20 / this.stage.view.scale)) : 1;
    const by = far === "near" ? 1 : far === "far" ? 10 : leap;
    const shapes = this.box.at === "idle" ? this.movable() : [];
    if (shapes.length > 0) {
      this.edit(shapes, () => stretches ? commands.stretchShapes(this.doc, shapes, dx * by, dy * by, this.size) : commands.moveShapes(this.doc, shapes, dx * by, dy * by, this.size), stretches ? "stretch" : "nudge");
      const box = unionOf(this.selection().map((shape) => shape.box));
      if (box && this.stage) this.setView(viewing.reveal(this.stage.view, box, this.stage.size));
      return true;
    }
    if (stretches || this.ui.get().selected.size > 0 && this.selection().length > 0) return false;
    this.moveCursor(dx * by, dy * by);
    return true;
  }

  private middle(): Point {
    const { stage } = this;
    return stage ? clampPoint(viewing.toImage(stage.view, { x: stage.size.width / 2, y: stage.size.height / 2 }), this.size) : centreOf([0, 0, this.size.width, this.size.height]);
  }

  moveCursor(dx: number, dy: number): void {
    // By keys the crosshair stands on whole pixels, so that edges can be placed exactly.
    const from = this.cursorByKeys && this.cursor ? this.cursor : snapped(this.cursor ?? this.middle());
    this.cursor = clampPoint({ x: from.x + dx, y: from.y + dy }, this.size);
    this.cursorByKeys = true;
    if (this.box.at === "placed") this.box = boxTool(this.box, { on: "move", p: this.cursor, slop: 0 }).state;
    if (this.stage) this.setView(viewing.reveal(this.stage.view, [this.cursor.x, this.cursor.y, this.cursor.x + 1, this.cursor.y + 1], this.stage.size));
    this.stage?.live();
  }

  /** Sets a corner at the crosshair. */
  corner(): boolean {
    if (!this.shown?.question) return false;
    if (this.box.at === "idle") { this.choose([]); this.patch({ tool: "box" }); }
    if (!this.cursor) this.moveCursor(0, 0);
    this.draw({ on: "corner", p: clampPoint(this.cursor!, this.size), slop: 0 });
    return true;
  }

  get isPlacing(): boolean { return this.box.at === "placed"; }

  // MARK: View

  panning(isOn: boolean): void { this.patch({ panning: isOn }); }

  cursorAt(p: Point): string {
    const hit = this.hitAt(p, 8);
    if (hit?.on === "handle") return resizeCursors[hit.handle];
    if (this.ui.get().tool === "box") return "crosshair";
    return hit ? "move" : "default";
  }
}

const resizeCursors: Record<Handle, string> = { nw: "nwse-resize", se: "nwse-resize", ne: "nesw-resize", sw: "nesw-resize", n: "ns-resize", s: "ns-resize", e: "ew-resize", w: "ew-resize" };
const snapped = (p: Point): Point => ({ x: Math.round(p.x), y: Math.round(p.y) });

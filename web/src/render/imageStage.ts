/**
 * The picture with its boxes: three canvases one above the other.
 *
 * Layer 0 is the picture. Layer 1, the still layer, holds every box nobody is working on; it is painted whole when the view
 * changes, and in small patches when a box enters or leaves it. Layer 2, the live layer, holds what is selected, drawn or
 * pointed at, and is painted each time the hand moves. So an edit among ten thousand boxes paints the live layer only.
 * While a crowded still layer is panned or zoomed its old painting is moved along, and painted anew when the view rests.
 */
import { Box, overlaps, Point, Size } from "../core/image/box.js";
import { boxInImage, boxOnScreen, pixelsFrom, View } from "../core/image/view.js";
import { Detail, detailFor, drawMark, Mark, reachOf } from "./drawMarks.js";

export interface Scene {
  /** Marks of the still layer that overlap a region of the picture. */
  visible(region: Box, visit: (mark: Mark) => void): void;
  /** Paints the live layer; returns how many shapes it painted. */
  live(ctx: CanvasRenderingContext2D, stage: ImageStage): number;
}
/** What painting has cost so far; tests and the measured run read it. */
export interface Figures { pictures: number; stillFull: number; stillPatches: number; stillShapes: number; stillVisited: number; live: number; liveShapes: number; drawCalls: number }

const restAfter = 80, crowd = 400, mostPatches = 40;

export class ImageStage {
  readonly figures: Figures = { pictures: 0, stillFull: 0, stillPatches: 0, stillShapes: 0, stillVisited: 0, live: 0, liveShapes: 0, drawCalls: 0 };
  view: View = { scale: 1, x: 0, y: 0 };
  size: Size = { width: 0, height: 0 };
  image: Size = { width: 1, height: 1 };
  picture?: ImageBitmap;
  colours: string[] = [];
  /** The view has not moved for a moment. */
  settled: () => void = () => undefined;
  private settling = 0;
  private readonly layers: HTMLCanvasElement[];
  private readonly contexts: CanvasRenderingContext2D[];
  private readonly observer: ResizeObserver;
  private dpr = 1;
  private frame = 0;
  private rest = 0;
  private painted: View = this.view;
  private shown = 0;
  private stale = { picture: true, still: true, live: true };
  private patches: Box[] = [];

  constructor(readonly host: HTMLElement, private readonly scene: Scene, private readonly resized: (before: Size) => void) {
    this.layers = ["picture", "still", "live"].map((name) => {
      const canvas = document.createElement("canvas");
      canvas.className = `layer ${name}`;
      canvas.setAttribute("aria-hidden", "true");
      return host.appendChild(canvas);
    });
    this.contexts = this.layers.map((canvas) => canvas.getContext("2d")!);
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(host);
    this.readColours();
    this.measure();
  }

  close(): void {
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    clearTimeout(this.settling);
    for (const canvas of this.layers) canvas.remove();
  }

  private measure(): void {
    const before = this.size, dpr = window.devicePixelRatio || 1;
    const size = { width: this.host.clientWidth, height: this.host.clientHeight };
    if (size.width === before.width && size.height === before.height && dpr === this.dpr) return;
    this.dpr = dpr;
    this.size = size;
    for (const canvas of this.layers) {
      canvas.width = Math.max(1, Math.round(size.width * dpr));
      canvas.height = Math.max(1, Math.round(size.height * dpr));
    }
    this.resized(before);
    this.all();
    // A changed size empties the canvases: painted in the same frame, nobody sees that.
    if (before.width > 0) this.paint();
  }

  readColours(): void {
    const style = getComputedStyle(this.host);
    this.colours = ["#868d9a", ...Array.from({ length: 7 }, (_, index) => style.getPropertyValue(`--stage-${index + 1}`).trim() || "#56b4e9")];
    this.all();
  }

  setPicture(picture: ImageBitmap | undefined, image: Size): void {
    this.picture = picture;
    this.image = image;
    this.stale.picture = this.stale.live = true;
    this.soon();
  }

  setLight(brightness: number, contrast: number): void {
    this.layers[0].style.filter = brightness === 1 && contrast === 1 ? "" : `brightness(${brightness}) contrast(${contrast})`;
  }

  setView(view: View): void {
    this.view = view;
    this.stale.picture = this.stale.live = true;
    if (this.shown <= crowd) this.stale.still = true;
    else this.carryAlong();
    clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.settled(), 2 * restAfter);
    this.soon();
  }

  private carryAlong(): void {
    const { painted, view } = this, scale = view.scale / painted.scale;
    this.layers[1].style.transform = `translate(${view.x - painted.x * scale}px, ${view.y - painted.y * scale}px) scale(${scale})`;
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => { this.stale.still = true; this.soon(); }, restAfter);
  }

  all(): void { this.stale = { picture: true, still: true, live: true }; this.soon(); }
  still(): void { this.stale.still = true; this.soon(); }
  live(): void { this.stale.live = true; this.soon(); }

  /** A box entered or left the still layer: only its surroundings are painted again. */
  patch(box: Box): void {
    this.patches.push(box);
    if (this.patches.length > mostPatches) { this.stale.still = true; this.patches = []; }
    this.soon();
  }

  private soon(): void { if (!this.frame) this.frame = requestAnimationFrame(() => this.paint()); }

  /** Paints what is stale now, instead of with the next frame. */
  paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { stale, patches } = this;
    this.stale = { picture: false, still: false, live: false };
    this.patches = [];
    if (this.size.width === 0) return;
    if (stale.picture) this.paintPicture();
    // Patches belong to the view the still layer was painted for.
    if (stale.still || patches.length > 0 && this.painted !== this.view) this.paintStill();
    else for (const box of patches) this.paintPatch(box);
    if (stale.live) this.paintLive();
  }

  private clear(layer: number): CanvasRenderingContext2D {
    const ctx = this.contexts[layer];
    ctx.setTransform(this.dpr, 0, 0, this.dpr, 0, 0);
    ctx.clearRect(0, 0, this.size.width, this.size.height);
    this.figures.drawCalls += 1;
    return ctx;
  }

  private paintPicture(): void {
    const ctx = this.clear(0);
    if (!this.picture) return;
    const { view, image, picture, size } = this;
    const ratio = picture.width / image.width;
    const [x0, y0, x1, y1] = boxInImage(view, [0, 0, size.width, size.height]);
    // Only what is on screen, with a pixel to spare for smoothing: at 4,000 % the whole picture would be a giant.
    const left = Math.max(0, Math.floor(x0) - 1), top = Math.max(0, Math.floor(y0) - 1);
    const right = Math.min(image.width, Math.ceil(x1) + 1), bottom = Math.min(image.height, Math.ceil(y1) + 1);
    if (right <= left || bottom <= top) return;
    ctx.imageSmoothingEnabled = view.scale < pixelsFrom * Math.max(1, ratio);
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(picture, left * ratio, top * ratio, (right - left) * ratio, (bottom - top) * ratio,
      left * view.scale + view.x, top * view.scale + view.y, (right - left) * view.scale, (bottom - top) * view.scale);
    this.figures.pictures += 1;
    this.figures.drawCalls += 1;
  }

  private paintStill(): void {
    clearTimeout(this.rest);
    const ctx = this.clear(1);
    this.layers[1].style.transform = "";
    this.painted = this.view;
    const marks = this.collect([0, 0, this.size.width, this.size.height], detailFor(0));
    this.shown = marks.length;
    this.paintMarks(ctx, marks, detailFor(marks.length));
    this.figures.stillFull += 1;
  }

  private paintPatch(box: Box): void {
    const [x0, y0, x1, y1] = boxOnScreen(this.view, box);
    const detail = detailFor(this.shown), reach = reachOf(detail);
    const region: Box = [Math.floor(x0 - reach.left), Math.floor(y0 - reach.top), Math.ceil(x1 + reach.right), Math.ceil(y1 + reach.bottom)];
    const onScreen: Box = [0, 0, this.size.width, this.size.height];
    if (!overlaps(region, onScreen)) return;
    const ctx = this.contexts[1];
    ctx.save();
    ctx.setTransform(this.dpr, 0, 0, this.dpr, 0, 0);
    ctx.beginPath();
    ctx.rect(region[0], region[1], region[2] - region[0], region[3] - region[1]);
    ctx.clip();
    ctx.clearRect(region[0], region[1], region[2] - region[0], region[3] - region[1]);
    this.figures.drawCalls += 1;
    this.paintMarks(ctx, this.collect(region, detail), detail);
    ctx.restore();
    this.figures.stillPatches += 1;
  }

  /** Marks whose painting reaches into a region of the screen. */
  private collect(region: Box, detail: Detail): Mark[] {
    const marks: Mark[] = [], reach = reachOf(detail);
    const wide: Box = [region[0] - reach.right, region[1] - reach.bottom, region[2] + reach.left, region[3] + reach.top];
    this.scene.visible(boxInImage(this.view, wide), (mark) => { marks.push(mark); });
    this.figures.stillVisited += marks.length;
    return marks;
  }

  private paintMarks(ctx: CanvasRenderingContext2D, marks: readonly Mark[], detail: Detail): void {
    for (const mark of marks) drawMark(ctx, mark, boxOnScreen(this.view, mark.box), this.colours, detail, this.figures);
    this.figures.stillShapes += marks.length;
  }

  private paintLive(): void {
    const ctx = this.clear(2);
    this.figures.live += 1;
    this.figures.liveShapes += this.scene.live(ctx, this);
  }

  /** Where a pointer is, in CSS pixels of the stage. */
  pointOf(event: { clientX: number; clientY: number }): Point {
    const box = this.host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

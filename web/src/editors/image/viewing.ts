/** Zoom and pan of a stage, for whatever is shown on it. */
import type { Point, Size } from "../../core/image/box.js";
import * as viewing from "../../core/image/view.js";
import type { ImageStage } from "../../render/imageStage.js";

export abstract class Viewing {
  stage?: ImageStage;
  private isFitted = true;
  abstract get size(): Size;

  setView(view: viewing.View, isFitted = false): void {
    if (!this.stage || view === this.stage.view) return;
    this.isFitted = isFitted;
    this.stage.setView(viewing.inSight(view, this.size, this.stage.size));
  }

  fit(): void { if (this.stage && this.stage.size.width > 0) this.setView(viewing.fit(this.size, this.stage.size), true); }

  zoom(factor: number, at?: Point): void {
    const { stage } = this;
    if (stage) this.setView(viewing.zoomAt(stage.view, stage.view.scale * factor, at ?? { x: stage.size.width / 2, y: stage.size.height / 2 }));
  }

  protected resized(before: Size): void { if (this.isFitted || before.width === 0) this.fit(); }
}

/** What pointers do something to. */
export interface Pointed extends Viewing {
  hand(on: "down" | "move" | "up" | "cancel", at: Point, add: boolean, reach: number): void;
  cancel(): boolean;
  leave(): void;
  /** A press moves the picture instead of drawing on it. */
  readonly onlyPans?: boolean;
  panning(isOn: boolean): void;
  cursorAt(p: Point): string;
}

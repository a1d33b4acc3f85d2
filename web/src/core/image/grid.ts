/**
 * A uniform grid over the picture: which things lie near a place, without looking at all of them. A thing that covers very
 * many cells stands in a list of its own, so that inserting it stays cheap.
 *
 * Cost: insert and remove touch the cells covered (at most `mostCells`); `near` visits the cells of the asked region.
 */
import { Box, overlaps, Size } from "./box.js";

export interface Placed { readonly box: Box; /** The last question that met it: no thing is visited twice. */ stamp: number }
const mostCells = 256;

export class Grid<Thing extends Placed> {
  private readonly cells = new Map<number, Thing[]>();
  private readonly wide = new Set<Thing>();
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  private turn = 0;

  constructor(size: Size, across = 64) {
    this.cell = Math.max(1, Math.max(size.width, size.height) / across);
    this.columns = Math.max(1, Math.ceil(size.width / this.cell));
    this.rows = Math.max(1, Math.ceil(size.height / this.cell));
  }

  insert(thing: Thing): void {
    thing.stamp = 0;
    if (this.isWide(thing.box)) this.wide.add(thing);
    else this.each(thing.box, (index) => {
      const list = this.cells.get(index);
      if (list) list.push(thing);
      else this.cells.set(index, [thing]);
    });
  }

  remove(thing: Thing): void {
    if (this.wide.delete(thing)) return;
    this.each(thing.box, (index) => {
      const list = this.cells.get(index), at = list ? list.indexOf(thing) : -1;
      if (at < 0) return;
      list![at] = list![list!.length - 1];
      list!.pop();
    });
  }

  /** Everything that overlaps the region, once each. */
  near(region: Box, visit: (thing: Thing) => void): void {
    const turn = ++this.turn;
    const meet = (thing: Thing) => {
      if (thing.stamp === turn) return;
      thing.stamp = turn;
      if (overlaps(thing.box, region)) visit(thing);
    };
    for (const thing of this.wide) meet(thing);
    this.each(region, (index) => { const list = this.cells.get(index); if (list) for (const thing of list) meet(thing); });
  }

  private span(box: Box): readonly [c0: number, r0: number, c1: number, r1: number] {
    const at = (value: number, count: number) => Math.min(Math.max(Math.floor(value / this.cell), 0), count - 1);
    return [at(box[0], this.columns), at(box[1], this.rows), at(box[2], this.columns), at(box[3], this.rows)];
  }

  private isWide(box: Box): boolean {
    const [c0, r0, c1, r1] = this.span(box);
    return (c1 - c0 + 1) * (r1 - r0 + 1) > mostCells;
  }

  private each(box: Box, visit: (index: number) => void): void {
    const [c0, r0, c1, r1] = this.span(box);
    for (let row = r0; row <= r1; row++) for (let column = c0; column <= c1; column++) visit(row * this.columns + column);
  }
}

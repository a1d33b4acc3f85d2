/**
 * The boxes of a document as the stage needs them: found by place, named and numbered, changed one at a time.
 *
 * `sync` compares cells by identity, so an edit of one box among ten thousand changes one entry; nothing is sorted on that way.
 * Suggestions still to be judged stand in the same table under keys of their own.
 */
import { Part, partsOf, Suggestion } from "../annotation.js";
import type { Label, Question } from "../definition.js";
import { Doc, partKey } from "../doc.js";
import { Box, isBox, Point, Size, areaOf, contains } from "./box.js";
import { Grid, Placed } from "./grid.js";

export interface Shape extends Placed {
  /** The document's key of the part, or `suggestion/<id>/<part>`. */
  readonly key: string;
  readonly part: Part;
  readonly box: Box;
  readonly question: Question;
  readonly label: Label;
  readonly suggestion?: { readonly id: string; readonly score: number };
}
export interface Changed { readonly before?: Shape; readonly after?: Shape }
/** One row of the object list: numbered within its label, in the order they were made. */
export interface Row { readonly shape: Shape; readonly name: string; readonly number: number }

const unnamed: Label = { name: "?", key: "", colour: 7, marked: true };
export const suggestionKey = (id: string, part: string) => `suggestion/${id}/${part}`;

export class ShapeTable {
  private readonly shapes = new Map<string, Shape>();
  private seen = new Map<string, number>();
  private turn = 0;
  private grid: Grid<Shape>;
  private listed?: { rows: Row[]; index: Map<string, number>; open: Row[]; counts: Map<string, number> };

  constructor(readonly size: Size) { this.grid = new Grid<Shape>(size); }

  get count(): number { return this.shapes.size; }
  get(key: string): Shape | undefined { return this.shapes.get(key); }
  all(): IterableIterator<Shape> { return this.shapes.values(); }
  near(region: Box, visit: (shape: Shape) => void): void { this.grid.near(region, visit); }

  /** Brings the table up to the document; returns what differs. Parts of other kinds or without a proper box are left alone. */
  sync(doc: Doc, questions: readonly Question[], suggestions: readonly Suggestion[], rejected: ReadonlySet<string>): Changed[] {
    const turn = ++this.turn, changed: Changed[] = [];
    const keep = (key: string, part: Part, question: Question | undefined, suggestion?: Shape["suggestion"]) => {
      const before = this.shapes.get(key);
      if (before && before.part === part) { this.seen.set(key, turn); return; }
      if (!question || !isBox(part.box)) return;
      this.seen.set(key, turn);
      changed.push({ before, after: this.put(before, { key, part, box: part.box, question, label: labelOf(question, part), suggestion, stamp: 0 }) });
    };
    for (const [key, cell] of doc) {
      if (!key.startsWith("part/")) continue;
      keep(key, cell as Part, this.shapes.get(key)?.question ?? questionOf(key, questions));
    }
    for (const suggestion of suggestions) {
      const question = questions.find((one) => one.name === suggestion.question);
      if (!question) continue;
      for (const part of partsOf(suggestion.answer)) {
        if (rejected.has(part.id) || doc.has(partKey(question.name, part.id))) continue;
        keep(suggestionKey(suggestion.id, part.id), part, question, { id: suggestion.id, score: part.score ?? suggestion.score });
      }
    }
    for (const [key, last] of this.seen) if (last !== turn) changed.push({ before: this.drop(key) });
    return changed;
  }

  private put(before: Shape | undefined, after: Shape): Shape {
    if (before) this.grid.remove(before);
    this.grid.insert(after);
    this.shapes.set(after.key, after);
    if (!before || before.label !== after.label) this.listed = undefined;
    else if (this.listed) this.replaceRow(after);
    return after;
  }

  private drop(key: string): Shape | undefined {
    const shape = this.shapes.get(key);
    if (shape) this.grid.remove(shape);
    this.shapes.delete(key);
    this.seen.delete(key);
    this.listed = undefined;
    return shape;
  }

  // MARK: The list

  private lists() { return (this.listed ??= makeLists(this.shapes.values())); }

  private replaceRow(shape: Shape): void {
    const { rows, open, index } = this.listed!;
    const at = index.get(shape.key)!;
    const list = shape.suggestion ? open : rows;
    list[at] = { ...list[at], shape };
  }

  /** Changes its identity when objects come, go or change their label; single rows are replaced in place. */
  rows(): readonly Row[] { return this.lists().rows; }
  openRows(): readonly Row[] { return this.lists().open; }
  rowOf(key: string): Row | undefined {
    const shape = this.shapes.get(key), { rows, open, index } = this.lists();
    return shape && (shape.suggestion ? open : rows)[index.get(key)!];
  }
  countOf(question: string, label: string): number { return this.lists().counts.get(`${question}/${label}`) ?? 0; }

  /** The smallest shape under a point: what lies inside another can always be reached. */
  at(p: Point, slop: number, may: (shape: Shape) => boolean): Shape | undefined {
    let best: Shape | undefined;
    this.near([p.x - slop, p.y - slop, p.x + slop, p.y + slop], (shape) => {
      const [x0, y0, x1, y1] = shape.box;
      if (!contains([x0 - slop, y0 - slop, x1 + slop, y1 + slop], p) || !may(shape)) return;
      if (!best || areaOf(shape.box) < areaOf(best.box)) best = shape;
    });
    return best;
  }
}

function questionOf(key: string, questions: readonly Question[]): Question | undefined {
  return questions.find((question) => key.startsWith(`part/${question.name}/`));
}

function labelOf(question: Question, part: Part): Label {
  return question.labels.find((label) => label.name === part.labels?.[0]) ?? { ...unnamed, name: part.labels?.[0] ?? "Object" };
}

function makeLists(shapes: Iterable<Shape>) {
  const byLabel = new Map<string, Shape[]>(), open: Shape[] = [];
  for (const shape of shapes) {
    if (shape.suggestion) { open.push(shape); continue; }
    const key = `${shape.question.name}/${shape.label.name}`, list = byLabel.get(key);
    if (list) list.push(shape);
    else byLabel.set(key, [shape]);
  }
  const order = (list: Shape[]) => { const at = list[0].question.labels.indexOf(list[0].label); return at < 0 ? Infinity : at; };
  const counts = new Map([...byLabel].map(([key, list]) => [key, list.length] as const));
  const rows = [...byLabel.values()].sort((a, b) => (a[0].question === b[0].question ? order(a) - order(b) : 0))
    .flatMap((list) => list.map((shape, index): Row => ({ shape, name: shape.label.name, number: index + 1 })));
  open.sort((a, b) => a.suggestion!.score - b.suggestion!.score || (a.key < b.key ? -1 : 1));
  const openRows = open.map((shape): Row => ({ shape, name: shape.label.name, number: 0 }));
  const index = new Map<string, number>();
  rows.forEach((row, at) => index.set(row.shape.key, at));
  openRows.forEach((row, at) => index.set(row.shape.key, at));
  return { rows, open: openRows, counts, index };
}

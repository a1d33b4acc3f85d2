/**
 * What a person can do to boxes, each as a plain change of the document. A key that is no longer there (deleted by undo, in
 * another tab, by somebody else) is passed over, never an error. Keys may name suggestions: changing one takes it over.
 */
import type { Part } from "../annotation.js";
import { acceptPart, changePart, nothing } from "../commands.js";
import { Cell, Change, Doc, partKey, unknownKey } from "../doc.js";
import { allowedMove, Box, clampBox, sameBox, shifted, Size, stretchBox } from "./box.js";
import type { Shape } from "./shapes.js";

/** A box on its way from one picture to another. */
export interface CopiedBox { readonly question: string; readonly labels: readonly string[]; readonly box: Box; readonly attributes?: Record<string, unknown>; readonly note?: string }

const joined = (changes: readonly Change[]): Change => {
  const cells = changes.flatMap((change) => change.cells);
  return cells.length === 0 ? nothing : { cells };
};

/** A question without labels takes boxes without one. */
export function addBox(question: string, id: string, label: string | undefined, box: Box, attributes?: Record<string, unknown>): Change {
  const part: Part = { id, labels: label === undefined ? [] : [label], box, origin: "person", ...(attributes && Object.keys(attributes).length ? { attributes } : {}) };
  return { cells: [[partKey(question, id), part], [unknownKey(question), undefined]] };
}

/** One edit of one shape, whether it is an object already or a suggestion. */
export function editShape(doc: Doc, shape: Shape, edit: Partial<Part>): Change {
  const change = shape.suggestion ? acceptPart(shape.question.name, shape.suggestion.id, shape.part, edit) : changePart(doc, shape.question.name, shape.part.id, edit);
  return { cells: change.cells.map(([key, cell]) => [key, cell && typeof cell === "object" ? withoutGaps(cell) : cell] as const) };
}

/** What is stored as JSON has no undefined members; neither has the document. */
const withoutGaps = (cell: object) => Object.fromEntries(Object.entries(cell).filter(([, value]) => value !== undefined)) as Cell;

export function moveShapes(doc: Doc, shapes: readonly Shape[], dx: number, dy: number, size: Size): Change {
  const [x, y] = allowedMove(shapes.map((shape) => shape.box), dx, dy, size);
  if (x === 0 && y === 0) return nothing;
  return joined(shapes.map((shape) => editShape(doc, shape, { box: shifted(shape.box, x, y) })));
}

export function setBox(doc: Doc, shape: Shape, box: Box, size: Size): Change {
  const inside = clampBox(box, size);
  return !inside || sameBox(inside, shape.box) ? nothing : editShape(doc, shape, { box: inside });
}

export function stretchShapes(doc: Doc, shapes: readonly Shape[], dx: number, dy: number, size: Size): Change {
  return joined(shapes.map((shape) => setBox(doc, shape, stretchBox(shape.box, dx, dy, size), size)));
}

export function relabelShapes(doc: Doc, shapes: readonly Shape[], label: string): Change {
  return joined(shapes.filter((shape) => shape.question.labels.some((one) => one.name === label)).map((shape) => relabelOne(doc, shape, label)));
}

function relabelOne(doc: Doc, shape: Shape, label: string): Change {
  const { labels } = shape.part;
  if (!shape.question.multiple) return labels[0] === label && !shape.suggestion ? nothing : editShape(doc, shape, { labels: [label] });
  const next = labels.includes(label) ? labels.filter((name) => name !== label) : [...labels, label];
  return next.length === 0 ? nothing : editShape(doc, shape, { labels: next });
}

export function removeShapes(doc: Doc, shapes: readonly Shape[]): Change {
  return joined(shapes.filter((shape) => !shape.suggestion && doc.has(shape.key)).map((shape) => ({ cells: [[shape.key, undefined]] as [string, undefined][] })));
}

export function acceptShapes(shapes: readonly Shape[]): Change {
  return joined(shapes.filter((shape) => shape.suggestion).map((shape) => acceptPart(shape.question.name, shape.suggestion!.id, shape.part)));
}

/** `undefined` takes the attribute back to its default. */
export function setAttribute(doc: Doc, shapes: readonly Shape[], name: string, value: unknown): Change {
  return joined(shapes.map((shape) => {
    const { [name]: _, ...rest } = (shape.part.attributes ?? {}) as Record<string, unknown>;
    return editShape(doc, shape, { attributes: value === undefined ? rest : { ...rest, [name]: value } });
  }));
}

export function setPartNote(doc: Doc, shape: Shape, text: string): Change {
  return editShape(doc, shape, { note: text.trim() === "" ? undefined : text });
}

export function copied(shapes: readonly Shape[]): CopiedBox[] {
  return shapes.map(({ part, box, question }) => ({
    question: question.name, labels: [...part.labels], box,
    ...(part.attributes ? { attributes: part.attributes as Record<string, unknown> } : {}), ...(part.note ? { note: part.note } : {}),
  }));
}

/** In the same picture a little aside, in another one at the same place; cut to the picture, left out when nothing of it is there. */
export function pasteBoxes(boxes: readonly CopiedBox[], questions: ReadonlySet<string>, size: Size, aside: number, newID: () => string): { change: Change; ids: string[] } {
  const cells: [string, Cell | undefined][] = [], ids: string[] = [];
  const [dx, dy] = aside === 0 ? [0, 0] : allowedMove(boxes.map((one) => one.box), aside, aside, size);
  for (const { question, labels, box, attributes, note } of boxes) {
    const inside = clampBox(shifted(box, dx, dy), size);
    if (!inside || !questions.has(question)) continue;
    const id = newID();
    ids.push(partKey(question, id));
    cells.push([partKey(question, id), { id, labels: [...labels], box: inside, origin: "person", ...(attributes ? { attributes } : {}), ...(note ? { note } : {}) }], [unknownKey(question), undefined]);
  }
  return { change: cells.length ? { cells } : nothing, ids };
}

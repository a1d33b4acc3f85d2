/**
 * The document being edited: one annotation as an immutable map of cells.
 *
 * Keys: `part/<question>/<id>`, `value/<question>`, `unknown/<question>`, `flag/<name>`, `note`.
 * A change names cells and their new values, so its inverse is a snapshot of the same cells, and applying a change
 * never fails, whatever somebody else has removed meanwhile.
 */
import type { Annotation, Answer, Part } from "./annotation.js";

export type Cell = Part | Answer | string | true;
export type Doc = ReadonlyMap<string, Cell>;
export interface Change { readonly cells: readonly (readonly [key: string, value: Cell | undefined])[] }

export const partKey = (question: string, id: string) => `part/${question}/${id}`;
export const valueKey = (question: string) => `value/${question}`;
export const unknownKey = (question: string) => `unknown/${question}`;
export const flagKey = (name: string) => `flag/${name}`;
export const noteKey = "note";
export const emptyDoc: Doc = new Map();

export function apply(doc: Doc, change: Change): Doc {
  if (change.cells.length === 0) return doc;
  const next = new Map(doc);
  for (const [key, value] of change.cells) {
    if (value === undefined) next.delete(key);
    else next.set(key, value);
  }
  return next;
}

/** The change that takes `apply(doc, change)` back to `doc`. */
export function inverse(doc: Doc, change: Change): Change {
  const touched = new Set(change.cells.map(([key]) => key));
  return { cells: [...touched].map((key) => [key, doc.get(key)] as const) };
}

export function partsIn(doc: Doc, question: string): Part[] {
  const prefix = `part/${question}/`;
  const parts: Part[] = [];
  for (const [key, cell] of doc) if (key.startsWith(prefix)) parts.push(cell as Part);
  return parts.sort(inTextOrder);
}

/** By start, longer first, then by id: the same document always gives the same list. */
export function inTextOrder(a: Part, b: Part): number {
  const left = a.ranges?.[0] ?? [0, 0], right = b.ranges?.[0] ?? [0, 0];
  return left[0] - right[0] || right[1] - left[1] || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

export function valueIn(doc: Doc, question: string): Answer | undefined {
  return doc.get(valueKey(question)) as Answer | undefined;
}

export function isUnknown(doc: Doc, question: string): boolean { return doc.has(unknownKey(question)); }

export function readDoc(annotation: Annotation | undefined): Doc {
  const doc = new Map<string, Cell>();
  for (const [question, answer] of Object.entries(annotation?.answers ?? {})) {
    if (Array.isArray(answer.parts)) for (const part of answer.parts as Part[]) doc.set(partKey(question, part.id), part);
    else doc.set(valueKey(question), answer);
  }
  for (const question of annotation?.unknown ?? []) doc.set(unknownKey(question), true);
  for (const flag of annotation?.flags ?? []) doc.set(flagKey(flag), true);
  if (annotation?.note) doc.set(noteKey, annotation.note);
  return doc;
}

/** `partQuestions`: questions answered by parts; "nothing to mark" is an answer there too. */
export function writeAnnotation(doc: Doc, partQuestions: readonly string[]): Annotation {
  const answers: Record<string, Answer> = {};
  const unknown: string[] = [], flags: string[] = [];
  for (const [key, cell] of [...doc].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key.startsWith("value/")) answers[key.slice(6)] = cell as Answer;
    else if (key.startsWith("unknown/")) unknown.push(key.slice(8));
    else if (key.startsWith("flag/")) flags.push(key.slice(5));
  }
  for (const question of partQuestions) {
    if (!doc.has(unknownKey(question))) answers[question] = { parts: partsIn(doc, question) };
  }
  const note = doc.get(noteKey) as string | undefined;
  return { answers, unknown, flags, ...(note ? { note } : {}) };
}

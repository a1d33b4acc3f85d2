/**
 * Undo and redo as two lists of changes with their inverses. Changes that share a `merge` key in a row (typing, growing a
 * span) count as one; `seal` ends such a row. Only own changes are ever in the lists.
 */
import { apply, Change, Doc, inverse } from "./doc.js";

interface Entry { change: Change; undo: Change; merge?: string }

export interface History {
  readonly doc: Doc;
  readonly past: readonly Entry[];
  readonly future: readonly Entry[];
}

export const undoDepth = 1000;

export const startHistory = (doc: Doc): History => ({ doc, past: [], future: [] });

export function commit(history: History, change: Change, merge?: string): History {
  if (change.cells.length === 0) return history;
  const doc = apply(history.doc, change);
  const last = history.past[history.past.length - 1];
  const entry: Entry = { change, undo: inverse(history.doc, change), merge };
  if (merge !== undefined && last?.merge === merge) {
    const joined: Entry = { change: join(last.change, change), undo: join(entry.undo, last.undo), merge };
    return { doc, past: [...history.past.slice(0, -1), joined], future: [] };
  }
  return { doc, past: [...history.past.slice(-(undoDepth - 1)), entry], future: [] };
}

export function seal(history: History): History {
  const last = history.past[history.past.length - 1];
  if (last?.merge === undefined) return history;
  return { ...history, past: [...history.past.slice(0, -1), { change: last.change, undo: last.undo }] };
}

export function undo(history: History): History {
  const last = history.past[history.past.length - 1];
  if (!last) return history;
  return { doc: apply(history.doc, last.undo), past: history.past.slice(0, -1), future: [last, ...history.future] };
}

export function redo(history: History): History {
  const next = history.future[0];
  if (!next) return history;
  return { doc: apply(history.doc, next.change), past: [...history.past, { ...next, merge: undefined }], future: history.future.slice(1) };
}

/** First `a`, then `b`, as one change. */
function join(a: Change, b: Change): Change {
  return { cells: [...new Map([...a.cells, ...b.cells])] };
}

/**
 * Selecting text by keys: a cursor on one word, an anchor when words are being selected. A small machine without DOM:
 * it knows words as ranges and rows as a function the caller gives.
 */
import type { Span } from "./annotation.js";

export interface WordCursor { readonly head: number; readonly anchor?: number }
export type Move = "next" | "previous" | "first" | "last";

export function moveCursor(cursor: WordCursor | undefined, move: Move, count: number, selecting: boolean): WordCursor | undefined {
  if (count === 0) return undefined;
  if (!cursor) return { head: move === "previous" || move === "last" ? count - 1 : 0, anchor: undefined };
  const anchor = selecting ? cursor.anchor ?? cursor.head : undefined;
  if (!selecting && cursor.anchor !== undefined) {
    const edge = move === "next" || move === "last" ? Math.max(cursor.head, cursor.anchor) : Math.min(cursor.head, cursor.anchor);
    return { head: clamp(edge + step(move, edge, count), count) };
  }
  return { head: clamp(cursor.head + step(move, cursor.head, count), count), anchor };
}

function step(move: Move, from: number, count: number): number {
  return move === "next" ? 1 : move === "previous" ? -1 : move === "first" ? -from : count - 1 - from;
}

export function moveTo(cursor: WordCursor | undefined, head: number, count: number, selecting: boolean): WordCursor {
  return { head: clamp(head, count), anchor: selecting ? cursor?.anchor ?? cursor?.head ?? head : undefined };
}

export function cursorRange(cursor: WordCursor | undefined, words: readonly Span[]): Span | undefined {
  if (!cursor || words.length === 0) return undefined;
  const low = Math.min(cursor.head, cursor.anchor ?? cursor.head), high = Math.max(cursor.head, cursor.anchor ?? cursor.head);
  return words[low] && words[high] ? [words[low][0], words[high][1]] : undefined;
}

/** Grows or shrinks a span's end by whole words; it never becomes empty. */
export function growSpan([start, end]: Span, words: readonly Span[], move: "next" | "previous"): Span {
  if (move === "next") {
    const word = words.find((candidate) => candidate[1] > end);
    return word ? [start, word[1]] : [start, end];
  }
  const inside = words.filter((candidate) => candidate[1] < end && candidate[1] > start);
  return inside.length ? [start, inside[inside.length - 1][1]] : [start, end];
}

const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

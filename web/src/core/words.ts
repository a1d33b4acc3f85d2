/**
 * Words and graphemes of a text, in UTF-16 units and logical order, for the word cursor and for snapping selections.
 * A span never splits a grapheme; a selection that touches a word takes the whole word unless asked not to.
 */
import type { Span } from "./annotation.js";

export interface Paragraph { readonly start: number; readonly end: number }

const wordSegmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const graphemeSegmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Lines of the text without their line ends (`\n`, `\r\n`, `\r`). */
export function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    found.push({ start, end: match.index! });
    start = match.index! + match[0].length;
  }
  found.push({ start, end: text.length });
  return found;
}

export function wordsIn(text: string, from: number, to: number): Span[] {
  const found: Span[] = [];
  for (const piece of wordSegmenter.segment(text.slice(from, to))) {
    if (piece.isWordLike) found.push([from + piece.index, from + piece.index + piece.segment.length]);
  }
  return found;
}

/** Grows to whole words where an end lies inside one; trims blanks; undefined when nothing is left. */
export function snapToWords(text: string, [from, to]: Span): Span | undefined {
  const trimmed = trim(text, [from, to]);
  if (!trimmed) return undefined;
  return [wordAround(text, trimmed[0])?.[0] ?? trimmed[0], wordAround(text, trimmed[1] - 1)?.[1] ?? trimmed[1]];
}

export function snapToGraphemes(text: string, [from, to]: Span): Span | undefined {
  const start = graphemeAround(text, from)[0];
  const end = to > from ? graphemeAround(text, to - 1)[1] : start;
  return end > start ? [start, end] : undefined;
}

export function trim(text: string, [from, to]: Span): Span | undefined {
  while (from < to && /\s/.test(text[from])) from += 1;
  while (to > from && /\s/.test(text[to - 1])) to -= 1;
  return to > from ? [from, to] : undefined;
}

/** Segmenting a window instead of the text keeps the cost flat for long texts. */
function around(text: string, at: number): Span {
  let from = at, to = at;
  while (from > 0 && at - from < 200 && !/[\n\r ]/.test(text[from - 1])) from -= 1;
  while (to < text.length && to - at < 200 && !/[\n\r ]/.test(text[to])) to += 1;
  return [from, Math.max(to, Math.min(at + 1, text.length))];
}

function wordAround(text: string, at: number): Span | undefined {
  const [from, to] = around(text, at);
  return wordsIn(text, from, to).find(([start, end]) => start <= at && at < end);
}

function graphemeAround(text: string, at: number): Span {
  const [from, to] = around(text, at);
  for (const piece of graphemeSegmenter.segment(text.slice(from, to))) {
    const start = from + piece.index, end = start + piece.segment.length;
    if (start <= at && at < end) return [start, end];
  }
  return [at, at];
}

/** Index of the word at or after the offset. */
export function wordIndexAt(words: readonly Span[], offset: number): number {
  let low = 0, high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle][1] <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, words.length - 1);
}

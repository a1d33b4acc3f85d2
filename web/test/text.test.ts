// Offsets, words and the word cursor, with right-to-left text, emoji families and CRLF.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ScalarMap } from "../src/core/offsets.js";
import { cursorRange, growSpan, moveCursor } from "../src/core/wordCursor.js";
import { paragraphs, snapToGraphemes, snapToWords, wordIndexAt, wordsIn } from "../src/core/words.js";

const family = "👩‍👩‍👧";
const samples = ["", "plain", "a👍b", family + " Larsen", "نص عربي 👍 مختلط", "हिन्दी पाठ", "x\r\ny👍\r\nz", "👍👍👍"];

test("scalar and UTF-16 offsets agree with a slow count, in both directions", () => {
  for (const text of samples) {
    const map = new ScalarMap(text), scalars = [...text];
    assert.equal(map.scalarCount, scalars.length);
    for (let scalar = 0; scalar <= scalars.length; scalar++) {
      const units = scalars.slice(0, scalar).join("").length;
      assert.equal(map.toUnits(scalar), units, `${text} at ${scalar}`);
      assert.equal(map.toScalars(units), scalar, `${text} at unit ${units}`);
    }
  }
});

test("a selection takes whole words and drops blanks at its ends", () => {
  const text = "On 14 March, Halden Freight AS agreed";
  const taken = (from: number, to: number) => { const span = snapToWords(text, [from, to]); return span && text.slice(...span); };
  assert.equal(taken(15, 22), "Halden Freight");
  assert.equal(taken(12, 13), undefined);
  assert.equal(taken(11, 13), ",");
});

test("no span splits a grapheme", () => {
  const text = `by ${family} today`;
  const span = snapToGraphemes(text, [5, 6])!;
  assert.equal(text.slice(...span), family);
});

test("paragraphs keep offsets over every kind of line end", () => {
  const text = "one\r\ntwo\n\nthree\rfour";
  assert.deepEqual(paragraphs(text).map(({ start, end }) => text.slice(start, end)), ["one", "two", "", "three", "four"]);
});

test("the word cursor walks in logical order, selects with an anchor and collapses to the side it moves to", () => {
  const words = wordsIn("وقّعت شركة هالدن العقد", 0, 22);
  let cursor = moveCursor(undefined, "next", words.length, false);
  cursor = moveCursor(cursor, "next", words.length, false);
  cursor = moveCursor(cursor, "next", words.length, true);
  assert.deepEqual(cursor, { head: 2, anchor: 1 });
  assert.deepEqual(cursorRange(cursor, words), [words[1][0], words[2][1]]);
  assert.deepEqual(moveCursor(cursor, "previous", words.length, false), { head: 0 });
  assert.equal(moveCursor(undefined, "next", 0, false), undefined);
});

test("a span grows and shrinks by words and never becomes empty", () => {
  const text = "one two three", words = wordsIn(text, 0, text.length);
  assert.deepEqual(growSpan([4, 7], words, "next"), [4, 13]);
  assert.deepEqual(growSpan([4, 13], words, "previous"), [4, 7]);
  assert.deepEqual(growSpan([4, 7], words, "previous"), [4, 7]);
  assert.equal(wordIndexAt(words, 5), 1);
});

test("a text of one megabyte is mapped and its words found in reasonable time", () => {
  const text = "lorem ipsum 👍 dolor ".repeat(50_000), began = performance.now();
  const map = new ScalarMap(text);
  assert.equal(map.toScalars(map.toUnits(500_000)), 500_000);
  assert.ok(snapToWords(text, [600_001, 600_002]));
  assert.ok(performance.now() - began < 5000);
});

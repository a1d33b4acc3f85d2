// The document and its changes: laws on random documents, and the shapes that are stored.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation, Part } from "../src/core/annotation.js";
import * as commands from "../src/core/commands.js";
import { apply, Change, Doc, emptyDoc, inverse, partsIn, readDoc, writeAnnotation } from "../src/core/doc.js";
import { commit, redo, seal, startHistory, undo, undoDepth } from "../src/core/history.js";

/** A small seeded generator: the same walk every time. */
function walk(seed: number) {
  let state = seed;
  return (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
}

function randomChange(doc: Doc, pick: (limit: number) => number): Change {
  const id = `p${pick(6)}`;
  switch (pick(8)) {
    case 0: return commands.addSpan("names", id, "Person", [pick(50), 50 + pick(50)]);
    case 1: return commands.removePart("names", id);
    case 2: return commands.relabel(doc, "names", id, ["Person", "Place"][pick(2)], pick(2) === 0);
    case 3: return commands.setValue("topic", { choice: `label${pick(3)}` });
    case 4: return commands.toggleUnknown(doc, ["names", "topic"][pick(2)]);
    case 5: return commands.toggleFlag(doc, "flagged");
    case 6: return commands.setNote(pick(2) ? "hm" : "");
    default: return commands.toggleChoice(doc, "mentions", `m${pick(3)}`);
  }
}

const plain = (doc: Doc) => Object.fromEntries([...doc].sort(([a], [b]) => (a < b ? -1 : 1)));

test("applying a change and its inverse is the identity", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const pick = walk(seed);
    let doc: Doc = emptyDoc;
    for (let step = 0; step < 30; step++) {
      const change = randomChange(doc, pick), next = apply(doc, change);
      assert.deepEqual(plain(apply(next, inverse(doc, change))), plain(doc));
      doc = next;
    }
  }
});

test("undo-all returns the start and redo-all the end, also with merged changes", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const pick = walk(seed);
    let history = startHistory(emptyDoc);
    for (let step = 0; step < 40; step++) {
      history = commit(history, randomChange(history.doc, pick), pick(3) === 0 ? "typing" : undefined);
      if (pick(5) === 0) history = seal(history);
    }
    const end = plain(history.doc);
    let steps = 0;
    while (history.past.length) { history = undo(history); steps += 1; }
    assert.deepEqual(plain(history.doc), {});
    while (history.future.length) history = redo(history);
    assert.deepEqual(plain(history.doc), end);
    assert.ok(steps <= 40);
  }
});

test("undo is at least 500 deep and typing is one step", () => {
  let history = startHistory(emptyDoc);
  for (let step = 0; step < 600; step++) history = commit(history, commands.setValue("topic", { choice: String(step) }));
  assert.equal(history.past.length, Math.min(600, undoDepth));
  let typed = startHistory(emptyDoc);
  for (const text of ["H", "He", "Hel"]) typed = commit(typed, commands.setValue("reply", { text }), "type/reply");
  assert.equal(typed.past.length, 1);
  assert.deepEqual(plain(undo(typed).doc), {});
});

test("an annotation survives the way into a document and back", () => {
  const part = (id: string, start: number): Part => ({ id, labels: ["Person"], ranges: [[start, start + 3]], origin: "person", extra: { kept: true } });
  const annotation: Annotation = { answers: { names: { parts: [part("a", 1), part("b", 9)] }, topic: { choice: "spam" } }, unknown: ["mood"], flags: ["flagged"], note: "look" };
  assert.deepEqual(writeAnnotation(readDoc(annotation), ["names"]), annotation);
});

test("nothing marked is an answer, unless it is unknown", () => {
  assert.deepEqual(writeAnnotation(emptyDoc, ["names"]).answers, { names: { parts: [] } });
  assert.deepEqual(writeAnnotation(apply(emptyDoc, commands.toggleUnknown(emptyDoc, "names")), ["names"]), { answers: {}, unknown: ["names"], flags: [] });
});

test("parts come in text order, the longer first, whatever the order they were made in", () => {
  let doc: Doc = emptyDoc;
  for (const [id, range] of [["c", [4, 6]], ["a", [0, 2]], ["b", [4, 9]]] as const) doc = apply(doc, commands.addSpan("names", id, "Person", range));
  assert.deepEqual(partsIn(doc, "names").map((one) => one.id), ["a", "b", "c"]);
});

test("a taken suggestion says where it comes from, and that it was corrected", () => {
  const part: Part = { id: "s1", labels: ["Person"], ranges: [[0, 3]], score: 0.9, origin: "suggestion:sug" };
  let doc = apply(emptyDoc, commands.acceptPart("names", "sug", part));
  assert.deepEqual(partsIn(doc, "names")[0], { id: "s1", labels: ["Person"], ranges: [[0, 3]], origin: "suggestion:sug" });
  doc = apply(doc, commands.relabel(doc, "names", "s1", "Place", false));
  assert.equal(partsIn(doc, "names")[0].origin, "corrected:sug");
});

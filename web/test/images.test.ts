// Boxes on pictures: laws on random command sequences, tools as event traces, the grid against a slow search, the catalogue of keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { actionTable } from "../src/core/actionTable.js";
import type { Part, Suggestion } from "../src/core/annotation.js";
import { readDefinition } from "../src/core/definition.js";
import { apply, Change, Doc, emptyDoc, inverse, partKey, readDoc, writeAnnotation } from "../src/core/doc.js";
import { commit, History, redo, seal, startHistory, undo } from "../src/core/history.js";
import * as box from "../src/core/image/box.js";
import * as commands from "../src/core/image/boxCommands.js";
import { boxTool, BoxState, ghostOf, idleBox, Input } from "../src/core/image/boxTool.js";
import { Grid, Placed } from "../src/core/image/grid.js";
import { imageActions, imageLetters } from "../src/core/image/imageActions.js";
import { attributesOf, boxQuestions, choiceKeys, isWholeChoice, nextValue } from "../src/core/image/questions.js";
import { Choice, choicesOf, Difference, disputesOf, settledParts, stillOpen } from "../src/core/image/disputes.js";
import { idleSelect, Outcome, SelectInput, SelectState, selectTool } from "../src/core/image/selectTool.js";
import { arrowOf, imageActionFor } from "../src/core/image/shapeKeys.js";
import { ShapeTable } from "../src/core/image/shapes.js";
import * as view from "../src/core/image/view.js";
import { Quiet } from "../src/core/quiet.js";

function walk(seed: number) {
  let state = seed;
  return (limit: number) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return (state >>> 8) % limit; };
}
const size = { width: 640, height: 480 };
const definition = readDefinition({ project: "street", media: "image", questions: [
  { name: "objects", kind: "boxes", labels: ["Car", { name: "Person", key: "p" }, { name: "Van", key: "v" }], attributes: [{ name: "occluded", kind: "boolean", default: false }, { name: "colour", kind: "choice", options: ["red", "blue"] }] },
  { name: "signs", kind: "boxes", labels: ["Stop"], multiple: true },
  { name: "light", kind: "choice", labels: ["day", "night"] },
] });
const questions = boxQuestions(definition);
const suggestions: Suggestion[] = [{ id: "sug", question: "objects", score: 0.7, answer: { parts: Array.from({ length: 6 }, (_, index) => ({ id: `s${index}`, labels: ["Car"], box: [10 * index, 20, 10 * index + 15, 60], score: index / 6 })) } }];
const none: ReadonlySet<string> = new Set();
const plain = (doc: Doc) => Object.fromEntries([...doc].sort(([a], [b]) => (a < b ? -1 : 1)));
const anyBox = (pick: (limit: number) => number): box.Box => { const x = pick(600) + pick(1000) / 1000, y = pick(440) + pick(1000) / 1000; return [x, y, Math.min(640, x + 1 + pick(200) / 3), Math.min(480, y + 1 + pick(200) / 3)]; };

/** A random command over a table that may be older than the document: somebody else deletes parts in between. */
function randomChange(doc: Doc, stale: ShapeTable, pick: (limit: number) => number, number: number): Change {
  const all = [...stale.all()], some = all.filter(() => pick(3) === 0);
  switch (pick(11)) {
    case 0: case 1: return commands.addBox(["objects", "signs"][pick(2)], `b${number}`, pick(2) ? "Car" : "Stop", anyBox(pick));
    case 2: return commands.moveShapes(doc, some, pick(900) - 450 + 0.3, pick(900) - 450 - 0.7, size);
    case 3: return all.length ? commands.setBox(doc, all[pick(all.length)], anyBox(pick), size) : { cells: [] };
    case 4: return commands.stretchShapes(doc, some, pick(40) - 20, pick(40) - 20, size);
    case 5: return commands.relabelShapes(doc, some, ["Car", "Person", "Stop"][pick(3)]);
    case 6: return commands.removeShapes(doc, some);
    case 7: return commands.acceptShapes(some);
    case 8: return commands.setAttribute(doc, some, "occluded", [true, false, undefined][pick(3)]);
    case 9: return all.length ? commands.setPartNote(doc, all[pick(all.length)], ["", "cut off"][pick(2)]) : { cells: [] };
    default: { let made = 0; return commands.pasteBoxes(commands.copied(some), new Set(["objects", "signs"]), size, pick(30), () => `c${number}-${made++}`).change; }
  }
}

function randomRun(seed: number): { history: History; pick: (limit: number) => number } {
  const pick = walk(seed);
  let history = startHistory(emptyDoc), table = new ShapeTable(size);
  table.sync(emptyDoc, questions, suggestions, none);
  for (let step = 0; step < 40; step++) {
    // Every third step works on a table from before the last changes, as a slow hand would.
    if (pick(3) > 0) { table = new ShapeTable(size); table.sync(history.doc, questions, suggestions, none); }
    history = commit(history, randomChange(history.doc, table, pick, step), pick(4) === 0 ? "nudge" : undefined);
    if (pick(4) === 0) history = seal(history);
    if (pick(6) === 0) history = undo(history);
  }
  return { history, pick };
}

test("undo-all is the start and redo-all the end, whatever was done to boxes", () => {
  for (let seed = 1; seed <= 300; seed++) {
    let { history } = randomRun(seed);
    while (history.future.length) history = redo(history);
    const end = plain(history.doc);
    while (history.past.length) history = undo(history);
    assert.deepEqual(plain(history.doc), {}, `seed ${seed}`);
    while (history.future.length) history = redo(history);
    assert.deepEqual(plain(history.doc), end, `seed ${seed}`);
  }
});

test("every change has its inverse, and a change of ids that are gone changes nothing and throws nothing", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const pick = walk(seed);
    let doc: Doc = emptyDoc;
    for (let step = 0; step < 30; step++) {
      const table = new ShapeTable(size);
      table.sync(doc, questions, [], none);
      const gone = [...table.all()].filter(() => pick(2) === 0);
      const without = apply(doc, { cells: gone.map((shape) => [shape.key, undefined] as const) });
      const change = randomChange(without, table, pick, step), next = apply(without, change);
      assert.deepEqual(plain(apply(next, inverse(without, change))), plain(without));
      const edits = [commands.moveShapes(without, gone, 3, 3, size), commands.relabelShapes(without, gone, "Person"), commands.removeShapes(without, gone), commands.setAttribute(without, gone, "occluded", true)];
      for (const edit of edits) assert.deepEqual(plain(apply(without, edit)), plain(without));
      doc = apply(doc, randomChange(doc, table, pick, step));
    }
  }
});

test("what is stored comes back the same, and every box lies in the picture with an area", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { doc } = randomRun(seed).history, names = ["objects", "signs"];
    const written = writeAnnotation(doc, names), text = JSON.stringify(written);
    assert.deepEqual(writeAnnotation(readDoc(JSON.parse(text)), names), written, `seed ${seed}`);
    assert.deepEqual(plain(readDoc(JSON.parse(text))), plain(doc), `seed ${seed}`);
    for (const [key, cell] of doc) if (key.startsWith("part/")) {
      const [x0, y0, x1, y1] = (cell as Part).box as box.Box;
      assert.ok(x0 >= 0 && y0 >= 0 && x1 <= 640.0000001 && y1 <= 480.0000001 && x1 > x0 && y1 > y0, JSON.stringify(cell));
    }
  }
});

test("the table brought up change by change equals a table made anew, list and counts included", () => {
  const facts = (table: ShapeTable) => ({
    shapes: [...table.all()].map((shape) => [shape.key, shape.box, shape.label.name, shape.suggestion?.score]).sort((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1)),
    open: table.openRows().map((row) => row.shape.key), count: table.countOf("objects", "Car"),
    numbers: table.rows().map((row) => row.name).sort(), boxes: table.rows().map((row) => String(row.shape.box)).sort(),
  });
  for (let seed = 1; seed <= 80; seed++) {
    const pick = walk(seed), table = new ShapeTable(size);
    let doc: Doc = emptyDoc;
    const rejected = new Set<string>();
    for (let step = 0; step < 25; step++) {
      table.sync(doc, questions, suggestions, rejected);
      table.rows();
      doc = apply(doc, randomChange(doc, table, pick, step));
      if (pick(8) === 0) rejected.add(`s${pick(6)}`);
      const changed = table.sync(doc, questions, suggestions, rejected), fresh = new ShapeTable(size);
      fresh.sync(doc, questions, suggestions, rejected);
      assert.deepEqual(facts(table), facts(fresh), `seed ${seed} step ${step}`);
      assert.deepEqual(table.sync(doc, questions, suggestions, rejected), [], "nothing changed, nothing reported");
      assert.ok(changed.length <= 20);
    }
  }
});

test("one moved box among ten thousand changes one entry, and keeps the list", () => {
  let doc = readDoc({ answers: { objects: { parts: Array.from({ length: 10_000 }, (_, index) => ({ id: `p${index}`, labels: ["Car"], box: [(index % 100) * 6, Math.floor(index / 100) * 4, (index % 100) * 6 + 5, Math.floor(index / 100) * 4 + 3] })) } }, unknown: [], flags: [] });
  const table = new ShapeTable(size);
  assert.equal(table.sync(doc, questions, [], none).length, 10_000);
  const rows = table.rows(), before = table.rowOf("part/objects/p5000")!;
  doc = apply(doc, commands.moveShapes(doc, [before.shape], 1, 1, size));
  const changed = table.sync(doc, questions, [], none);
  assert.deepEqual(changed.map(({ after }) => after?.key), ["part/objects/p5000"]);
  assert.equal(table.rows(), rows);
  assert.deepEqual(table.rowOf("part/objects/p5000")!.shape.box, box.shifted(before.shape.box, 1, 1));
});

test("the grid finds what a slow search finds", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const pick = walk(seed), grid = new Grid<Placed & { name: number }>(size, 16);
    const things = Array.from({ length: 80 }, (_, name) => ({ name, stamp: 0, box: pick(9) === 0 ? [0, 0, 640, 480] as const : anyBox(pick) }));
    for (const thing of things) grid.insert(thing);
    const left = things.filter((thing) => { if (pick(4)) return true; grid.remove(thing); return false; });
    for (let turn = 0; turn < 20; turn++) {
      const region = anyBox(pick), found: number[] = [];
      grid.near(region, (thing) => { found.push(thing.name); });
      assert.deepEqual(found.sort((a, b) => a - b), left.filter((thing) => box.overlaps(thing.box, region)).map((thing) => thing.name));
    }
  }
});

// MARK: Geometry

test("moves keep boxes inside and together; resizing turns over and never leaves a box without area", () => {
  assert.deepEqual(box.allowedMove([[10, 10, 20, 20], [600, 400, 630, 470]], 50, -50, size), [10, -10]);
  assert.deepEqual(box.resizeBox([10, 10, 20, 20], "e", { x: 4, y: 300 }, size), [4, 10, 10, 20]);
  assert.deepEqual(box.resizeBox([10, 10, 20, 20], "se", { x: 10, y: 10 }, size), [10, 10, 20, 20]);
  assert.deepEqual(box.resizeBox([10, 10, 20, 20], "nw", { x: -50, y: 5.25 }, size), [0, 5.25, 20, 20]);
  assert.deepEqual(box.clampBox([-5, 470, 30, 500], size), [0, 470, 30, 480]);
  assert.equal(box.clampBox([-50, 10, -1, 30], size), undefined);
  assert.equal(box.iou([0, 0, 10, 10], [5, 0, 15, 10]), 1 / 3);
  assert.equal(box.iou([0, 0, 10, 10], [10, 0, 20, 10]), 0, "half-open: edges that touch do not overlap");
  for (const handle of box.handles) assert.deepEqual(box.resizeBox([10, 10, 30, 40], handle, box.handlePoint([10, 10, 30, 40], handle), size), [10, 10, 30, 40], handle);
});

test("the image point under the pointer stays where it is while zooming, from 2 % to 4,000 %", () => {
  const pick = walk(5);
  let now = view.fit(size, { width: 900, height: 700 });
  for (let step = 0; step < 500; step++) {
    const at = { x: pick(900), y: pick(700) }, under = view.toImage(now, at);
    now = view.zoomAt(now, now.scale * [1.3, 0.7, 1.05, 3][pick(4)], at);
    const there = view.toScreen(now, under);
    assert.ok(Math.abs(there.x - at.x) < 0.5 && Math.abs(there.y - at.y) < 0.5);
    assert.ok(now.scale >= view.leastScale && now.scale <= view.mostScale);
    if (step % 50 === 0) now = view.fit(size, { width: 900, height: 700 });
  }
});

test("reveal pans only as far as needed", () => {
  const stage = { width: 400, height: 300 }, now = { scale: 1, x: 0, y: 0 };
  assert.equal(view.reveal(now, [50, 50, 90, 90], stage), now);
  const moved = view.reveal(now, [500, 50, 540, 90], stage);
  assert.equal(view.boxOnScreen(moved, [500, 50, 540, 90])[2], stage.width - 24);
});

// MARK: Tools

const trace = (events: [Input["on"], number, number][], slop = 4) => {
  let state: BoxState = idleBox;
  const made: box.Box[] = [];
  for (const [on, x, y] of events) { const step = boxTool(state, { on, p: { x, y }, slop }); state = step.state; if (step.box) made.push(step.box); }
  return { state, made };
};

test("a box by dragging, in any direction; a slip draws nothing", () => {
  assert.deepEqual(trace([["down", 50, 60], ["move", 20, 30], ["up", 20.25, 30]]).made, [[20.25, 30, 50, 60]]);
  assert.deepEqual(trace([["down", 50, 60], ["move", 60, 60], ["up", 53, 90]]).made, [], "too narrow");
  assert.equal(trace([["down", 50, 60], ["move", 70, 90], ["cancel", 0, 0]]).state.at, "idle");
});

test("a box by two clicks, also with a drag at the second", () => {
  assert.deepEqual(trace([["down", 10, 10], ["up", 10, 10], ["move", 40, 50], ["down", 60, 70], ["up", 60, 70]]).made, [[10, 10, 60, 70]]);
  assert.deepEqual(trace([["down", 10, 10], ["up", 11, 10], ["down", 60, 70], ["move", 80, 90], ["up", 80, 90]]).made, [[10, 10, 80, 90]]);
  const placed = trace([["down", 10, 10], ["up", 10, 10], ["move", 40, 50]]).state;
  assert.deepEqual(ghostOf(placed), [10, 10, 40, 50]);
});

test("a box by keys alone: corner, move, corner; one pixel is enough", () => {
  assert.deepEqual(trace([["corner", 10, 10], ["move", 11, 11], ["corner", 11, 11]]).made, [[10, 10, 11, 11]]);
  assert.deepEqual(trace([["corner", 10, 10], ["corner", 10, 30]]).made, []);
});

const choose = (events: Partial<SelectInput>[], selected: string[] = []) => {
  let state: SelectState = idleSelect;
  const done: Outcome[] = [], chosen = new Set(selected);
  for (const event of events) {
    const step = selectTool(state, { on: "move", p: { x: 0, y: 0 }, slop: 3, add: false, ...event }, chosen);
    state = step.state;
    if (step.outcome) { done.push(step.outcome); if (step.outcome.does === "select") { if (step.outcome.how === "only") chosen.clear(); for (const key of step.outcome.keys) chosen.add(key); } }
  }
  return done;
};
const on = (key: string) => ({ on: "shape" as const, key });

test("select: click, Shift-click, drag of one, drag of a group, frame", () => {
  assert.deepEqual(choose([{ on: "down", hit: on("a") }, { on: "up" }]), [{ does: "select", keys: ["a"], how: "only" }]);
  assert.deepEqual(choose([{ on: "down", hit: on("b"), add: true }, { on: "up" }], ["a"]), [{ does: "select", keys: ["b"], how: "toggle" }]);
  assert.deepEqual(choose([{ on: "down", hit: on("a") }, { on: "move", p: { x: 9, y: 2 } }, { on: "up", p: { x: 10, y: 2.5 } }], ["a", "b"]), [{ does: "move", dx: 10, dy: 2.5 }], "the group moves with the one that was pressed");
  assert.deepEqual(choose([{ on: "down", hit: on("a") }, { on: "up" }], ["a", "b"]), [{ does: "select", keys: ["a"], how: "only" }]);
  assert.deepEqual(choose([{ on: "down" }, { on: "move", p: { x: 30, y: 40 } }, { on: "up", p: { x: 30, y: 40 } }]), [{ does: "frame", box: [0, 0, 30, 40], add: false }]);
  assert.deepEqual(choose([{ on: "down" }, { on: "up" }], ["a"]), [{ does: "select", keys: [], how: "only" }]);
  assert.deepEqual(choose([{ on: "down", p: { x: 5, y: 5 }, hit: { on: "handle", key: "a", handle: "se" } }, { on: "move", p: { x: 20, y: 9 } }, { on: "up", p: { x: 20, y: 9 } }], ["a"]), [{ does: "resize", key: "a", handle: "se", dx: 15, dy: 4 }]);
});

// MARK: Two people

test("kinds of dispute, and the parts a decision leaves", () => {
  const part = (id: string, label: string, where: box.Box): Part => ({ id, labels: [label], box: where, origin: "person", score: 0.5 });
  const jun = [part("p1", "Car", [0, 0, 100, 100]), part("p2", "Person", [200, 0, 250, 100]), part("p3", "Car", [300, 0, 400, 100]), part("p4", "Sign", [500, 0, 520, 20]), part("p5", "Car", [0, 10, 100, 90])];
  const ada = [part("p9", "Car", [0, 12, 100, 92]), part("p1", "Car", [2, 0, 100, 100]), part("p2", "Cyclist", [200, 0, 250, 98]), part("p3", "Car", [380, 0, 480, 100])];
  const people = [{ login: "jun", name: "Jun", parts: jun }, { login: "ada", name: "Ada", parts: ada }];
  const of = (login: string, one: Part) => ({ login, part: one });
  const differences: Difference[] = [
    { kind: "missed", marks: [of("jun", jun[3])], absent: ["ada"] }, { kind: "place", iou: 0.1, marks: [of("ada", ada[3]), of("jun", jun[2])], absent: [] },
    { kind: "label", iou: 0.98, marks: [of("jun", jun[1]), of("ada", ada[2])], absent: [] },
  ];
  const disputes = disputesOf(people, differences);
  assert.deepEqual(disputes.map((one) => [one.kind, one.sides.map((side) => side?.id)]), [
    ["label", ["p2", "p2"]], ["place", ["p3", "p3"]], ["missed", ["p4", undefined]], ["agreed", ["p1", "p1"]], ["agreed", ["p5", "p9"]]], "sides stand in the people's order; what nobody differs on is brought together by the best cover");
  assert.deepEqual(disputes.map(choicesOf), [[0, 1, "between", "none"], [0, 1, "between", "none"], [0, 1], [0, 1, "between", "none"], [0, 1, "between", "none"]]);
  assert.equal(stillOpen(disputes, new Map()).length, 3);
  const decided = new Map<string, Choice>([[disputes[0].id, 1], [disputes[1].id, "between"], [disputes[2].id, 1], [disputes[4].id, "none"]]);
  assert.deepEqual(settledParts(disputes, decided).map((one) => [one.id, one.labels[0], one.box]), [["d1", "Cyclist", [200, 0, 250, 98]], ["d2", "Car", [340, 0, 440, 100]], ["d4", "Car", [1, 0, 100, 100]]]);
  assert.ok(settledParts(disputes, decided).every((one) => one.score === undefined && one.origin === "person"));
});

test("three people: each has a place, between is the mean of those who drew it, and every box comes once", () => {
  const part = (id: string, where: box.Box): Part => ({ id, labels: ["Car"], box: where });
  const people = ["a", "b", "c"].map((login, index) => ({ login, name: login, parts: [part("x", [index * 3, 0, 60 + index * 3, 50]), ...(login === "c" ? [] : [part("y", [200, index * 4, 240, 40])])] }));
  const disputes = disputesOf(people, [{ kind: "missed", marks: [{ login: "a", part: people[0].parts[1] }, { login: "b", part: people[1].parts[1] }], absent: ["c"] }]);
  assert.deepEqual(disputes.map((one) => one.kind), ["missed", "agreed"]);
  assert.deepEqual(choicesOf(disputes[0]), [0, 1, 2, "between"]);
  assert.deepEqual(settledParts(disputes, new Map<string, Choice>([[disputes[0].id, "between"]])).map((one) => one.box), [[200, 2, 240, 40], [3, 0, 63, 50]]);
  assert.deepEqual(settledParts(disputes, new Map<string, Choice>([[disputes[0].id, 2]])).length, 1, "as the third said: nothing there");
});

// MARK: Catalogue

test("every command has key, name and help; no two of the editor and its page clash", () => {
  const beside = new Set(["label.back", "label.forward"]);
  const together = actionTable.filter((action) => ["image", "label", "everywhere"].includes(action.scope) && !beside.has(action.id));
  const seen = new Map<string, string>();
  for (const action of together) for (const key of action.keys) {
    assert.ok(!seen.has(key) || ["?", "Esc"].includes(key), `${key}: ${seen.get(key)} and ${action.id}`);
    seen.set(key, action.id);
  }
  for (const action of imageActions) assert.ok(action.title.length > 2 && (action.help ?? "").length > 5 && action.keys.every((key) => key.length > 0) && imageActionFor(action.keys[0]) === action.id, action.id);
  assert.deepEqual(arrowOf("image.widerFar"), { dx: 1, dy: 0, far: "far", stretches: true });
  assert.equal(arrowOf("image.lock"), undefined);
});

test("labels and attributes never take a letter of the editor; choices have Shift and a digit beside boxes", () => {
  assert.deepEqual(questions[0].labels.map((label) => label.key), ["1", "p", "2"], "V is the select tool");
  assert.deepEqual(attributesOf(definition, questions[0]).map((one) => one.key), ["o", "r"], "C is the comment, O is taken, L the label search, U reserved");
  for (const one of attributesOf(definition, questions[0])) assert.ok(!imageLetters.has(one.key));
  assert.equal(nextValue(attributesOf(definition, questions[0])[1], "red"), "blue");
  const asked = definition.questions.filter(isWholeChoice);
  assert.deepEqual(choiceKeys(asked, true).map((one) => one.chord), ["Shift+1", "Shift+2"]);
  assert.deepEqual(choiceKeys(asked, false).map((one) => one.chord), ["1", "2"]);
});

test("a suggestion that is moved is taken over as corrected; unchanged it stays a suggestion's", () => {
  const table = new ShapeTable(size);
  table.sync(emptyDoc, questions, suggestions, none);
  const [first, second] = table.openRows().map((row) => row.shape);
  assert.ok(first.suggestion!.score <= second.suggestion!.score, "the least sure first");
  const doc = apply(apply(emptyDoc, commands.moveShapes(emptyDoc, [first], 2, 0, size)), commands.acceptShapes([second]));
  const origins = [first, second].map((shape) => (doc.get(partKey("objects", shape.part.id)) as Part).origin);
  assert.deepEqual(origins, ["corrected:sug", "suggestion:sug"]);
});

test("a quiet moment comes when every hold has ended, once each", async () => {
  const quiet = new Quiet(), heard: string[] = [];
  const first = quiet.hold(), second = quiet.hold();
  void quiet.moment().then(() => heard.push("sent"));
  first(); first();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(heard, []);
  second();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(heard, ["sent"]);
  assert.equal(quiet.isNow, true);
});

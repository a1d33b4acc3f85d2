// What the Quality page reckons: the line over time, the heat map, the list of suspects.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cells, legible, mixed, strength, symmetric } from "../src/core/confusion.js";
import { begin, bringBack, chooseAll, judge, meant, pageOfSuspects, saidOf, showMore, shownRows, step, toggle, waiting } from "../src/core/suspects.js";
import { change, datedPlaces, heightOf, lineOf, lowest, pieces, placesOf } from "../src/core/timeline.js";

const paper = { left: 0, right: 132, top: 0, bottom: 100 };
const point = (from: string, value?: number | null, running?: number) => ({ from, value, running });

test("the axis begins at 0, and further down only where a value is", () => {
  assert.equal(lowest([point("2026-01-05", 0.4)]), 0);
  assert.equal(lowest([point("2026-01-05", -0.05)]), -0.2);
  assert.equal(lowest([point("2026-01-05", null), point("2026-01-12", 0.2, -7)]), -1);
  assert.equal(heightOf(1, 0, paper), 0);
  assert.equal(heightOf(-3, 0, paper), 100, "beyond the axis is on its edge");
});

test("points lie where their dates do, one alone in the middle", () => {
  assert.deepEqual(placesOf([point("2026-01-05"), point("2026-01-12"), point("2026-02-02")], paper), [16, 41, 116]);
  assert.deepEqual(placesOf([point("2026-01-05")], paper), [66]);
});

test("a period without a value breaks the line", () => {
  const points = [point("2026-01-05", 0.5, 0.5), point("2026-01-06", undefined, 0.5), point("2026-01-07", 0.75, 0.6), point("2026-01-08", 1, 0.7), point("2026-01-09", Number.NaN, 0.7)];
  assert.deepEqual(pieces(points, "value", 0, paper).map((piece) => piece.map((dot) => dot.at)), [[0], [2, 3]]);
  assert.equal(pieces(points, "running", 0, paper).length, 1);
  assert.equal(lineOf([{ at: 0, x: 1, y: 2 }, { at: 1, x: 3.25, y: 4 }]), "M1.0 2.0L3.3 4.0");
});

test("dates do not run into each other; first and last are always there", () => {
  assert.deepEqual(datedPlaces([0, 10, 20, 30, 40, 50, 60, 100], 25), [0, 3, 6, 7]);
  assert.deepEqual(datedPlaces([0, 5], 25), [0]);
  assert.deepEqual(datedPlaces([], 25), []);
});

test("the change is told between the first and the last value there are", () => {
  assert.equal(change([point("2026-01-05", null), point("2026-01-12", 0.5)]), undefined);
  assert.equal(change([point("2026-01-05", 0.5), point("2026-01-12", null), point("2026-01-19", 0.75)])?.by, 0.25);
});

const confusion = { labels: ["a", "b", "c"], counts: [[8, 2, 0], [2, 4, 1], [0, 1, 0]] };

test("cells are shares of their row; a row without answers has none", () => {
  assert.deepEqual(cells(confusion)[0].map((cell) => cell.share), [0.8, 0.2, 0]);
  assert.deepEqual(cells({ labels: ["a"], counts: [[0]] }), [[{ count: 0, share: 0 }]]);
});

test("pairs that were counted in one half of the grid are shown in both", () => {
  assert.deepEqual(symmetric({ labels: ["a", "b"], counts: [[3, 2], [0, 1]] }).counts, [[3, 2], [2, 1]]);
  assert.equal(symmetric(confusion), confusion);
});

test("what is mixed up most, by count, told as a share of the rarer label", () => {
  assert.deepEqual(mixed(confusion), [{ a: "a", b: "b", count: 2, share: 2 / 7 }, { a: "b", b: "c", count: 1, share: 1 }]);
  assert.deepEqual(mixed({ labels: ["a", "b"], counts: [[3, 0], [0, 2]] }), []);
});

test("of many labels those mixed up most are shown, in their own order", () => {
  const { confusion: shown, hidden } = legible(confusion, 2);
  assert.deepEqual([shown.labels, shown.counts, hidden], [["a", "b"], [[8, 2], [2, 4]], 1]);
  assert.equal(legible(confusion, 3).hidden, 0);
});

test("nothing is no colour, more is never fainter, and all stays readable", () => {
  assert.equal(strength(0, false), 0);
  const steps = [0.01, 0.05, 0.2, 0.6, 1].map((share) => strength(share, false));
  assert.deepEqual(steps, [...steps].sort((x, y) => x - y));
  assert.equal(steps[4], 60);
});

const rows = Array.from({ length: 60 }, (_, index) => ({ id: `r${index}`, given: "a", suggested: "b" }));

test("keys walk the shown rows and stop at the ends", () => {
  const state = begin(rows);
  assert.equal(step(state, -1).at, "r0");
  assert.equal(step(step(state, 1), 1).at, "r2");
  assert.equal(step(state, 500).at, `r${pageOfSuspects - 1}`);
  assert.equal(step(showMore(state), 500).at, "r59");
  assert.equal(begin([]).at, undefined);
});

test("a judged row leaves, the next is at hand; the last one judged leaves the one before", () => {
  const first = judge(begin(rows.slice(0, 3)), ["r0"], "accept");
  assert.deepEqual([first.at, waiting(first).map((row) => row.id)], ["r1", ["r1", "r2"]]);
  const last = judge(step(first, 1), ["r2"], "keep");
  assert.equal(last.at, "r1");
  const none = judge(last, ["r1"], "relabel");
  assert.deepEqual([none.at, waiting(none)], [undefined, []]);
});

test("a key speaks of the chosen rows, else of the one at hand", () => {
  const state = begin(rows.slice(0, 4));
  assert.deepEqual(meant(state).map((row) => row.id), ["r0"]);
  const chosen = toggle(toggle(state, "r1"), "r3");
  assert.deepEqual(meant(chosen).map((row) => row.id), ["r1", "r3"]);
  assert.deepEqual(meant(toggle(toggle(chosen, "r1"), "r3")).map((row) => row.id), ["r0"]);
  const after = judge(chosen, ["r1", "r3"], "keep");
  assert.deepEqual([after.at, after.chosen.size], ["r0", 0]);
  assert.deepEqual([chooseAll(state).chosen.size, chooseAll(chooseAll(state)).chosen.size], [4, 0]);
});

test("undo is the inverse of every word, and a refusal says why", () => {
  const state = begin(rows.slice(0, 5));
  for (const ids of [["r0"], ["r2", "r4"], ["r0", "r1", "r2", "r3", "r4"]]) {
    const back = bringBack(judge(state, ids, "accept"), ids);
    assert.deepEqual([shownRows(back), back.judged.size, back.at], [shownRows(state), 0, ids[0]]);
  }
  const refused = bringBack(judge(state, ["r1"], "keep"), ["r1"], new Map([["r1", "somebody has decided it"]]));
  assert.equal(refused.refused.get("r1"), "somebody has decided it");
  assert.equal(judge(refused, ["r1"], "keep").refused.size, 0);
  assert.equal(saidOf("keep", 2), "2 labels kept as they are");
});

// What the Profile page reckons: which fields are shown in which order, and which have a plot.
import assert from "node:assert/strict";
import { test } from "node:test";
import { alertsByField, fieldRows, isAllDifferent, missingShare, plotOf, ProfiledField, ProfileReport, shortNumber, Shown } from "../src/core/profile.js";

const field = (name: string, kind: string, count: number, missing: number, distinct: number, more: Partial<ProfiledField> = {}): ProfiledField =>
  ({ name, kind, count, missing, distinct, distinctIsExact: true, topValues: [], topValuesAreExact: true, missingWords: [], kinds: [], ...more });
const bins = (...counts: number[]) => counts.map((count, index) => ({ from: index, to: index + 1, count }));
const spread = (...counts: number[]) => ({ count: 4, minimum: 0, maximum: 4, mean: 2, deviation: 1, quantiles: [0, 1, 2, 3, 4], quantilesAreExact: true, histogram: bins(...counts), zeros: 0, negatives: 0 });
const report: ProfileReport = {
  rows: 10, duplicateRows: 0, duplicatesAreExact: true, columnsLeftOut: 0, sampledRows: 10, correlations: [],
  columns: [field("key", "identifier", 10, 0, 10, { topValues: [{ value: "a", count: 1 }] }), field("Age", "integer", 6, 4, 5, { numbers: spread(1, 3) }), field("place", "category", 9, 1, 2, { topValues: [{ value: "wood", count: 6 }, { value: "town", count: 3 }] })],
  findings: [{ severity: "note", code: "profile.unique", message: "m", place: { record: "key" } }, { severity: "warning", code: "profile.missing", message: "m", place: { record: "Age" } }, { severity: "error", code: "profile.width", message: "m" }],
};
const shown: Shown = { words: "", onlyAlerts: false, order: "field", isTurned: false };
const names = (more: Partial<Shown>) => fieldRows(report, { ...shown, ...more }).map((row) => row.field.name);

test("fields stand in the order of the table until they are sorted, and the report is left as it was", () => {
  assert.deepEqual(names({}), ["key", "Age", "place"]);
  assert.deepEqual(names({ order: "missing" }), ["Age", "place", "key"]);
  assert.deepEqual(names({ order: "missing", isTurned: true }), ["key", "place", "Age"]);
  assert.deepEqual(names({ order: "distinct" }), ["key", "Age", "place"]);
  assert.deepEqual(names({ order: "type" }), ["place", "key", "Age"]);
  assert.deepEqual(names({ order: "alerts" }), ["Age", "key", "place"]);
  assert.deepEqual(names({}), ["key", "Age", "place"]);
});

test("fields are found by part of their name, their type, and by what looks wrong; a note does not", () => {
  assert.deepEqual(names({ words: " aG" }), ["Age"]);
  assert.deepEqual(names({ kind: "category" }), ["place"]);
  assert.deepEqual(names({ onlyAlerts: true }), ["Age"]);
  assert.deepEqual(names({ words: "nope" }), []);
});

test("a finding about the whole table belongs to no field", () => assert.deepEqual([...alertsByField(report.findings).keys()], ["key", "Age"]));

test("a field has a plot of its spread or of its values, and none where every value is another", () => {
  const [key, age, place] = report.columns;
  assert.ok(isAllDifferent(key) && plotOf(key) === undefined);
  assert.deepEqual(plotOf(age), { kind: "histogram", bars: [{ name: "0 to 1", count: 1, share: 1 / 3 }, { name: "1 to 2", count: 3, share: 1 }] });
  assert.deepEqual(plotOf(place)?.bars.map((bar) => [bar.name, bar.share]), [["wood", 1], ["town", 0.5]]);
  assert.equal(plotOf(field("text", "text", 9, 0, 9, { lengths: spread(2, 2) }))?.kind, "lengths");
  assert.equal(plotOf(field("sent", "date", 9, 0, 9, { dates: { earliest: "1970-01-01", latest: "1970-01-02", histogram: [{ from: 0, to: 86_400, count: 1 }, { from: 86_400, to: 172_800, count: 0 }] } }))?.bars[0].name, "1970-01-01 to 1970-01-02");
  assert.equal(plotOf(field("none", "empty", 0, 10, 0)), undefined);
});

test("shares and numbers hold at the ends", () => {
  assert.equal(missingShare(field("none", "empty", 0, 0, 0)), 0);
  assert.deepEqual([0, 12, 1234.5678, 1_500_000, 0.00001, -3.25, Number.NaN, undefined].map(shortNumber), ["0", "12", "1,235", "1.50e6", "1.00e-5", "-3.25", "–", "–"]);
});

// What the pages around the image editor decide with: uploads, layers of boxes, kinds of finding, names of measures.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readDefinition } from "../src/core/definition.js";
import { byCode, codeTitle, reasonText } from "../src/core/findingWords.js";
import { coloured, layersOf, shownAtFirst } from "../src/core/image/layers.js";
import { boxesOf, countsOf, pictureSize } from "../src/core/image/pictures.js";
import { measureName } from "../src/core/measures.js";
import { isClutter, Send, sumsOf, Uploads } from "../src/core/uploads.js";

/** A line that ends when the test says so. */
function line() {
  const under = new Map<string, { end: () => void; fail: (message: string) => void; progress: (bytes: number) => void; aborted: boolean }>();
  let most = 0;
  const send: Send<string> = (path, _, onProgress) => {
    let end = () => undefined as void, fail = (_: string) => undefined as void;
    const whole = new Promise<void>((resolve, reject) => { end = () => resolve(); fail = (message) => reject(Object.assign(new Error(message), { hint: "send it again" })); });
    const row = { end: () => { under.delete(path); end(); }, fail: (message: string) => { under.delete(path); fail(message); }, progress: onProgress, aborted: false };
    under.set(path, row);
    most = Math.max(most, under.size);
    return { whole, abort: () => { row.aborted = true; under.delete(path); } };
  };
  return { send, under, most: () => most };
}
const file = (path: string, size = 10) => ({ path, file: path + "/bytes", size });
const turn = () => new Promise((resolve) => setImmediate(resolve));
const states = (uploads: Uploads<string>) => Object.fromEntries(uploads.list.get().map((one) => [one.path, one.state]));

test("four files at a time, every one once, until all are done", async () => {
  const wire = line(), uploads = new Uploads<string>(wire.send);
  uploads.add(Array.from({ length: 11 }, (_, index) => file(`${index}.jpg`)));
  assert.equal(wire.under.size, 0, "nothing leaves before it is started");
  uploads.start();
  const order: string[] = [];
  while (wire.under.size > 0) { const [path, row] = [...wire.under][0]; order.push(path); row.end(); await turn(); }
  assert.deepEqual(order, Array.from({ length: 11 }, (_, index) => `${index}.jpg`));
  assert.equal(wire.most(), 4);
  assert.deepEqual(sumsOf(uploads.list.get()), { files: 11, done: 11, failed: 0, sending: 0, waiting: 0, bytes: 110, sent: 110 });
  assert.equal(uploads.isRunning, false);
});

test("a failed file holds nobody up, says why, and goes again when asked", async () => {
  const wire = line(), uploads = new Uploads<string>(wire.send, 1);
  uploads.add([file("a"), file("b")]);
  uploads.start();
  wire.under.get("a")!.fail("the disk is full");
  await turn();
  assert.deepEqual(states(uploads), { a: "failed", b: "sending" });
  assert.equal(uploads.list.get()[0].hint, "send it again");
  wire.under.get("b")!.end();
  await turn();
  uploads.retry();
  wire.under.get("a")!.end();
  await turn();
  assert.deepEqual(states(uploads), { a: "done", b: "done" });
  assert.equal(uploads.list.get()[0].error, undefined);
});

test("stopped ones wait and start from nothing; what was done stays", async () => {
  const wire = line(), uploads = new Uploads<string>(wire.send, 2);
  uploads.add([file("a"), file("b"), file("c")]);
  uploads.start();
  wire.under.get("a")!.end();
  await turn();
  const broken = wire.under.get("b")!;
  broken.progress(7);
  assert.equal(uploads.list.get()[1].sent, 7);
  uploads.stop();
  assert.ok(broken.aborted);
  broken.progress(9);
  broken.end();
  await turn();
  assert.deepEqual(states(uploads), { a: "done", b: "waiting", c: "waiting" });
  assert.equal(sumsOf(uploads.list.get()).sent, 10);
  uploads.start();
  assert.deepEqual([...wire.under.keys()], ["b", "c"]);
});

test("a file that is left out stops, and makes room", async () => {
  const wire = line(), uploads = new Uploads<string>(wire.send, 1);
  uploads.add([file("a"), file("b")]);
  uploads.start();
  uploads.remove("a");
  assert.deepEqual(states(uploads), { b: "sending" });
});

test("a name that is taken gets a number before its ending; the same file twice is one", () => {
  const uploads = new Uploads<string>(line().send);
  uploads.add([file("p/image.jpg"), { ...file("p/image.jpg"), file: "another" }, { ...file("p/image.jpg"), file: "a third" }, { path: ".hidden", file: "h", size: 1 }, { path: ".hidden", file: "i", size: 1 }]);
  uploads.add([file("p/image.jpg")]);
  assert.deepEqual(uploads.list.get().map((one) => one.path), ["p/image.jpg", "p/image-2.jpg", "p/image-3.jpg", ".hidden", ".hidden-2"]);
});

test("what systems leave in folders is clutter, pictures are not", () => {
  for (const path of [".DS_Store", "a/.git/config", "__MACOSX/a.jpg", "a/Thumbs.db", "desktop.ini"]) assert.ok(isClutter(path), path);
  for (const path of ["a.jpg", "a.b/c.d.jpg", "thumbs.jpg", "a/desktop.initial.png"]) assert.ok(!isClutter(path), path);
});

const { questions } = readDefinition({ media: "image", questions: [{ name: "objects", kind: "boxes", labels: ["Car", "Person"] }, { name: "light", kind: "choice", labels: ["day"] }] });
const drawn = (...labels: string[]) => ({ objects: { parts: labels.map((label, index) => ({ id: `p${index}`, labels: [label], box: [index, 0, index + 5, 5] })) } });
const annotation = (answers: Record<string, any>) => ({ answers, unknown: [], flags: [] });

test("boxes come with label and colour, other shapes and answers are left out, counts are by label", () => {
  const boxes = boxesOf({ ...drawn("Person", "Car", "Person", "Gone"), light: { choice: "day" } }, questions);
  assert.deepEqual(countsOf(boxes).map(({ label, count }) => [label, count]), [["Person", 2], ["Car", 1], ["Gone", 1]]);
  assert.deepEqual(boxesOf({ objects: { parts: [{ id: "p", labels: ["Car"], polygons: [[0, 0]] }, { id: "q", labels: ["Car"], box: [3, 3, 3, 9] }] } }, questions), []);
  assert.equal(boxes[0].colour, questions[0].labels[1].colour);
  assert.equal(pictureSize({ image: { width: 4 } }), undefined);
  assert.deepEqual(pictureSize({ image: { width: 4, height: 3 } }), { width: 4, height: 3 });
});

test("layers: what counts first, each person's newest by name and older ones by number, suggestions by model", () => {
  const layers = layersOf({
    settled: { objects: { answer: drawn("Car").objects } },
    revisions: [{ id: "r1", name: "Jun", number: 1, annotation: annotation(drawn("Car")) }, { id: "r2", name: "Jun", number: 2, annotation: annotation(drawn()) }, { id: "r3", name: "Ada", number: 1, annotation: annotation({ light: { choice: "day" } }) }],
    suggestions: [{ question: "objects", answer: drawn("Car", "Car").objects, model: "m" }, { question: "light", answer: { choice: "day" } }],
  }, questions);
  assert.deepEqual(layers.map(({ name, boxes, isDashed }) => [name, boxes.length, isDashed]), [["What counts", 1, false], ["Jun, version 1", 1, false], ["Jun", 0, false], ["m", 2, true]]);
  assert.deepEqual([...shownAtFirst(layers)], ["settled"]);
  assert.deepEqual([...shownAtFirst(layers.slice(1))].length, 3);
  assert.deepEqual(coloured(layers, new Set(["r1"])).map((one) => one.colour), [undefined], "a layer alone has its labels' colours");
  const both = coloured(layers, new Set(["settled", "r1"])).map((one) => one.colour);
  assert.equal(new Set(both).size, 2, "side by side each layer has one of its own");
});

test("kinds of finding: one row a code, the worst first", () => {
  assert.deepEqual(byCode([{ code: "image.dark", severity: "note", count: 4 }, { code: "image.unreadable", severity: "error", count: 1 }, { code: "image.dark", severity: "warning", count: 2 }]),
    [{ code: "image.unreadable", severity: "error", count: 1 }, { code: "image.dark", severity: "warning", count: 6 }]);
  assert.equal(codeTitle("image.low-information"), "Low information");
  assert.equal(codeTitle("csv.row.too-few-columns"), "Row: too few columns");
  assert.equal(codeTitle("odd"), "Odd");
  assert.equal(reasonText("image.unknown-format"), "Unknown format");
  assert.equal(reasonText("its source `old-chat` has no licence"), "its source `old-chat` has no licence");
});

test("measures have names that people say, and an unknown one keeps its own", () => {
  assert.equal(measureName("iou-f1"), "F1 at overlap 0.5");
  assert.equal(measureName("iou-f1:0.75"), "F1 at overlap 0.75");
  assert.equal(measureName("iou-f1:0.5:0.95"), "F1 over overlaps 0.5 to 0.95");
  assert.equal(measureName("krippendorff-alpha:ordinal"), "Krippendorff's α (ordinal)");
  assert.equal(measureName("new-one:x"), "new-one:x");
});

// The outbox: order, coalescing, replay after a crash, what happens to refusals.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyAnnotation } from "../src/core/annotation.js";
import { Entry, Outbox, Outcome, OutboxStorage } from "../src/core/outbox.js";

class Shelf implements OutboxStorage {
  rows = new Map<number, Entry>();
  async load() { return [...this.rows.values()]; }
  async put(entry: Entry) { this.rows.set(entry.sequence, entry); }
  async remove(sequence: number) { this.rows.delete(sequence); }
}

interface Rig { outbox: Outbox; shelf: Shelf; sent: Entry[]; answers: Outcome[]; timers: { run: () => void; wait: number }[] }

function rig(shelf = new Shelf(), person = "ada"): Rig {
  const sent: Entry[] = [], answers: Outcome[] = [], timers: Rig["timers"] = [];
  const send = async (entry: Entry) => { sent.push(entry); return answers.shift() ?? { is: "done" as const }; };
  const outbox = new Outbox(person, shelf, send, (run, wait) => { timers.push({ run, wait }); return run; }, (timer) => { timers.splice(0, timers.length, ...timers.filter((one) => one.run !== timer)); });
  return { outbox, shelf, sent, answers, timers };
}

const entry = (kind: Entry["kind"], assignment: string, more: Partial<Entry> = {}) => ({ kind, assignment, project: "p", item: "i" + assignment, key: "k", annotation: emptyAnnotation, activeSeconds: 1, ...more });
const quiet = async () => { for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve)); };

test("entries leave in order and are stored until the server has answered", async () => {
  const { outbox, shelf, sent } = rig();
  await outbox.open();
  outbox.add(entry("draft", "a"));
  outbox.add(entry("submit", "b", { idempotencyKey: "one" }));
  assert.equal(shelf.rows.size, 2);
  await quiet();
  assert.deepEqual(sent.map((one) => one.kind), ["draft", "submit"]);
  assert.equal(shelf.rows.size, 0);
  assert.equal(outbox.state.get().status, "saved");
});

test("a draft replaces the unsent draft of the same item, and a submit replaces it too", async () => {
  const { outbox, sent, answers, timers } = rig();
  answers.push({ is: "unreachable" });
  await outbox.open();
  outbox.add(entry("draft", "x"));
  await quiet();
  for (const seconds of [1, 2, 3]) outbox.add(entry("draft", "a", { activeSeconds: seconds }));
  outbox.add(entry("submit", "a"));
  assert.equal(outbox.state.get().waiting, 2);
  assert.equal(outbox.state.get().status, "offline");
  timers.shift()!.run();
  await quiet();
  assert.deepEqual(sent.map((one) => `${one.kind} ${one.assignment}`), ["draft x", "draft x", "submit a"]);
});

test("work of a killed tab is sent by the next one, with the same idempotency key, and only for its own person", async () => {
  const first = rig();
  first.answers.push({ is: "unreachable" });
  await first.outbox.open();
  first.outbox.add(entry("submit", "a", { idempotencyKey: "key-1" }));
  await quiet();
  const stranger = rig(first.shelf, "jun");
  await stranger.outbox.open();
  await quiet();
  assert.equal(stranger.sent.length, 0);
  const second = rig(first.shelf);
  await second.outbox.open();
  await quiet();
  assert.deepEqual(second.sent.map((one) => one.idempotencyKey), ["key-1"]);
  assert.equal(first.shelf.rows.size, 0);
});

test("waiting grows while the server is away, and coming back sends at once", async () => {
  const { outbox, answers, timers, sent } = rig();
  answers.push({ is: "unreachable" }, { is: "unreachable" }, { is: "unreachable" });
  await outbox.open();
  outbox.add(entry("submit", "a"));
  await quiet();
  const waits = [timers[0].wait];
  timers.shift()!.run();
  await quiet();
  waits.push(timers[0].wait);
  assert.deepEqual(waits, [1000, 2000]);
  outbox.wake();
  await quiet();
  timers.shift()?.run();
  await quiet();
  assert.equal(sent.length, 4);
  assert.equal(outbox.state.get().status, "saved");
});

test("a refusal moves aside with its reason and does not hold up the rest", async () => {
  const { outbox, shelf, answers, sent } = rig();
  answers.push({ is: "refused", problem: { status: 422, message: "no such label" } });
  await outbox.open();
  const refused = outbox.add(entry("submit", "a"));
  outbox.add(entry("submit", "b"));
  await quiet();
  assert.equal(sent.length, 2);
  assert.equal(outbox.state.get().status, "problem");
  assert.equal(outbox.state.get().problems[0].problem!.message, "no such label");
  assert.equal(shelf.rows.size, 1, "kept until the person decides");
  outbox.retry();
  await quiet();
  assert.equal(outbox.state.get().status, "saved");
  assert.equal(sent[2].sequence, refused.sequence);
});

test("signed out: the work waits and says so", async () => {
  const { outbox, answers } = rig();
  answers.push({ is: "signedOut" });
  await outbox.open();
  outbox.add(entry("submit", "a"));
  await quiet();
  assert.equal(outbox.state.get().status, "signed-out");
});

test("after its person has left nothing is sent until they are back, and what was added meanwhile is kept", async () => {
  const { outbox, shelf, sent, answers, timers } = rig();
  answers.push({ is: "signedOut" });
  await outbox.open();
  outbox.add(entry("submit", "a", { idempotencyKey: "one" }));
  await quiet();
  outbox.pause();
  outbox.add(entry("draft", "b"));
  for (const timer of timers.splice(0)) timer.run();
  await quiet();
  assert.equal(sent.length, 1);
  assert.equal(shelf.rows.size, 2);
  assert.equal(outbox.state.get().status, "signed-out");
  outbox.wake();
  await quiet();
  assert.deepEqual(sent.map((one) => `${one.kind} ${one.assignment}`), ["submit a", "submit a", "draft b"]);
  assert.equal(outbox.state.get().status, "saved");
});

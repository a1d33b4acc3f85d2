// A labelling session under node: prefetch, one key per item, drafts, undo over submitted items, leaving.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as commands from "../src/core/commands.js";
import { ActiveTimer } from "../src/core/activeTimer.js";
import { readDefinition } from "../src/core/definition.js";
import { LabelSession, openSuggestions, WorkEntry } from "../src/core/labelSession.js";
import type { Entry } from "../src/core/outbox.js";
import * as queueing from "../src/core/queue.js";

const spam = readDefinition({ project: "sms", questions: [{ name: "spam", kind: "choice", labels: ["ham", "spam"], unknown: true }] });
const work = (number: number, more: Partial<WorkEntry> = {}): WorkEntry => ({ assignment: `a${number}`, item: { id: `i${number}`, key: `k${number}`, fields: { text: `text ${number}` } }, expiresAt: 0, ...more });

function rig(total: number, definition = spam, first: Partial<WorkEntry> = {}, pending: (assignment: string) => Entry | undefined = () => undefined) {
  let served = 0, clock = 0;
  const added: Omit<Entry, "sequence" | "person">[] = [], released: string[] = [], timers: { run: () => void }[] = [], asked: number[] = [];
  const session = new LabelSession("sms", definition, {
    next: async (count) => {
      asked.push(count);
      const assignments = Array.from({ length: Math.min(count, total - served) }, () => work(++served, served === 1 ? first : {}));
      return { assignments, remaining: total - served };
    },
    release: (assignment) => { released.push(assignment); }, add: (entry) => { added.push(entry); }, pending, opened: () => undefined,
    now: () => clock, newID: () => `id${added.length}`,
    later: (run) => { const timer = { run }; timers.push(timer); return timer; },
    cancel: (timer) => { timers.splice(timers.indexOf(timer as { run: () => void }), 1); },
  });
  const fire = () => { for (const timer of timers.splice(0)) timer.run(); };
  return { session, added, released, fire, asked, pass: (milliseconds: number) => { clock += milliseconds; } };
}
const quiet = async () => { for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve)); };

test("ten items in ten keys, the next one always at hand without waiting", async () => {
  const { session, added } = rig(10);
  await session.start();
  for (let number = 1; number <= 10; number++) {
    assert.equal(session.state.get().entry?.item.key, `k${number}`);
    session.change(commands.setValue("spam", { choice: "ham" }));
    assert.ok(session.submit());
    if (number < 10) assert.ok(session.state.get().entry, "shown in the same turn");
    await quiet();
  }
  assert.equal(session.state.get().phase, "empty");
  assert.deepEqual(added.map((entry) => `${entry.kind} ${entry.assignment}`), Array.from({ length: 10 }, (_, index) => `submit a${index + 1}`));
  assert.equal(new Set(added.map((entry) => entry.idempotencyKey)).size, 10);
});

test("three or more items are decided ahead", async () => {
  const { session } = rig(50);
  await session.start();
  for (let number = 0; number < 5; number++) {
    const { queue } = session.state.get();
    assert.ok(queue.items.length - queue.at - 1 >= 3);
    session.change(commands.setValue("spam", { choice: "ham" }));
    session.submit();
    await quiet();
  }
});

test("a missing answer is named, and nothing is sent", async () => {
  const { session, added } = rig(3);
  await session.start();
  assert.equal(session.submit(), false);
  assert.match(session.state.get().missing[0].message, /spam/);
  session.change(commands.toggleUnknown(session.doc, "spam"));
  assert.equal(session.submit(), true);
  assert.deepEqual(added[0].annotation, { answers: {}, unknown: ["spam"], flags: [] });
});

test("edits are saved as a draft after a pause, once", async () => {
  const { session, added, fire } = rig(3);
  await session.start();
  session.change(commands.setNote("a"), "note");
  session.change(commands.setNote("ab"), "note");
  fire();
  assert.deepEqual(added.map((entry) => [entry.kind, entry.annotation.note]), [["draft", "ab"]]);
});

test("going back opens the submitted answer for correction; unchanged, nothing is sent again", async () => {
  const { session, added } = rig(5);
  await session.start();
  session.change(commands.setValue("spam", { choice: "spam" }));
  session.submit();
  await quiet();
  assert.ok(session.back());
  assert.equal(session.state.get().entry?.item.key, "k1");
  assert.ok(session.state.get().sheet?.submitted);
  session.submit();
  assert.equal(added.length, 1);
  session.back();
  session.change(commands.setValue("spam", { choice: "ham" }));
  session.submit();
  assert.deepEqual(added.map((entry) => entry.kind), ["submit", "correct"]);
  assert.equal(session.state.get().done, 1);
});

test("a skipped item is gone, its reason sent; unopened leases are handed back on leaving, edited ones kept", async () => {
  const { session, added, released } = rig(20);
  await session.start();
  session.skip("damaged");
  await quiet();
  assert.deepEqual([added[0].kind, added[0].reason, session.state.get().entry?.item.key], ["skip", "damaged", "k2"]);
  session.change(commands.setNote("half done"));
  session.close();
  assert.ok(!released.includes("a2") && released.includes("a3"));
  assert.equal(added[added.length - 1].kind, "draft");
});

test("a lease that ended meanwhile leaves the queue, unless something was done to the item", async () => {
  const { session } = rig(20);
  await session.start();
  session.lost("a1");
  assert.equal(session.state.get().entry?.assignment, "a2");
  session.change(commands.setNote("mine"));
  session.lost("a2");
  session.lost("a3");
  assert.equal(session.state.get().entry?.assignment, "a2");
  assert.ok(!session.held().includes("a3"));
});

test("a kept draft is taken up where it was left", async () => {
  const { session } = rig(2, spam, { draft: { counter: 3, annotation: { answers: { spam: { choice: "spam" } }, unknown: [], flags: [] }, activeSeconds: 7 } });
  await session.start();
  assert.deepEqual(session.doc.get("value/spam"), { choice: "spam" });
  assert.equal(session.state.get().sheet?.timer.seconds, 7);
});

test("a suggestion is open until it is rejected or something else is answered", async () => {
  const { session } = rig(2, spam, { suggestions: [{ id: "s", question: "spam", answer: { choice: "spam" }, score: 0.9 }] });
  await session.start();
  const open = () => openSuggestions(session.state.get().entry!, session.state.get().sheet!, spam).length;
  assert.equal(open(), 1);
  session.reject("s");
  assert.equal(open(), 0);
});

test("active time stops after a minute without input and while hidden", () => {
  let now = 0;
  const timer = new ActiveTimer(() => now);
  now = 10_000; timer.input();
  now = 200_000; assert.equal(timer.seconds, 70);
  timer.input();
  now = 205_000; timer.hidden();
  now = 900_000; assert.equal(timer.seconds, 75);
  timer.shown();
  now = 901_000; assert.equal(timer.seconds, 76);
});

test("the queue remembers twenty items behind and asks for nothing when the server had nothing", () => {
  let queue = queueing.receive(queueing.emptyQueue<WorkEntry>(), Array.from({ length: 40 }, (_, index) => work(index)), 0, new Set());
  for (let step = 0; step < 30; step++) queue = queueing.advance(queue);
  assert.equal(queue.at, queueing.behind);
  assert.equal(queueing.current(queue)?.assignment, "a30");
  queue = queueing.receive(queue, [work(39)], 0, new Set());
  assert.equal(queueing.wanted({ ...queue, at: queue.items.length }), 0, "only known ones came: exhausted");
});

test("an answer that is still on its way is not asked for again after a reload", async () => {
  const waiting = { kind: "submit", assignment: "a1", annotation: { answers: {}, unknown: [], flags: [] } } as unknown as Entry;
  const { session } = rig(5, spam, {}, (assignment) => (assignment === "a1" ? waiting : undefined));
  await session.start();
  assert.equal(session.state.get().entry?.item.key, "k2");
});

test("an answer that is opened again begins at its first question, where one key changes it", async () => {
  const two = readDefinition({ project: "p", questions: [{ name: "topic", kind: "choice", labels: ["a", "b"] }, { name: "mentions", kind: "spans", labels: ["x"], required: false }] });
  const { session } = rig(3, two);
  await session.start();
  session.change(commands.setValue("topic", { choice: "a" }));
  session.nextOpenQuestion();
  assert.equal(session.state.get().question, "mentions");
  session.submit();
  session.back();
  assert.equal(session.state.get().question, "topic");
});

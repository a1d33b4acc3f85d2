// Keys, the action table and label keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Actions } from "../src/core/actions.js";
import { actionTable, meantOverlaps, scopeStacks } from "../src/core/actionTable.js";
import { autoAdvances, readDefinition, readLabels, reservedKeys } from "../src/core/definition.js";
import { fuzzyFilter } from "../src/core/fuzzy.js";
import { chordOf, keyText, sequencer, worksInText } from "../src/core/keymap.js";

const press = (key: string, code: string, marks: Partial<Record<"ctrlKey" | "altKey" | "shiftKey" | "metaKey" | "isComposing", boolean>> = {}) =>
  chordOf({ key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...marks });

test("chords are named by what people press", () => {
  assert.equal(press("k", "KeyK", { ctrlKey: true }), "Ctrl+K");
  assert.equal(press("k", "KeyK", { metaKey: true }), "Ctrl+K");
  assert.equal(press("ArrowRight", "ArrowRight", { shiftKey: true }), "Shift+Right");
  assert.equal(press("?", "Slash", { shiftKey: true }), "?");
  assert.equal(press("&", "Digit1"), "1", "AZERTY: digits by position");
  assert.equal(press("1", "Numpad1"), "1");
  assert.equal(press("س", "KeyS"), "S", "no Latin letter on the layout: by position");
  assert.equal(press("y", "KeyZ"), "Y", "QWERTZ: letters by what they type");
  assert.equal(press("Z", "KeyZ", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+Z");
  assert.equal(press("Shift", "ShiftLeft", { shiftKey: true }), undefined);
  assert.equal(press("a", "KeyA", { isComposing: true }), undefined, "composing: no action");
});

test("single letters never act inside a text field; Esc, Ctrl+Enter and Ctrl+K do; undo there is the field's own", () => {
  assert.deepEqual(["S", "1", "?", "Ctrl+Z", "Esc", "Ctrl+Enter", "Ctrl+K"].map(worksInText), [false, false, false, false, true, true, true]);
});

test("sequences wait a little for the second key", () => {
  const keys = sequencer();
  const known = (text: string) => (text === "G L" || text === "L" ? "full" as const : text === "G" ? "prefix" as const : "none" as const);
  assert.equal(keys.press("G", known, 0), undefined);
  assert.equal(keys.press("L", known, 500), "G L");
  assert.equal(keys.press("G", known, 1000), undefined);
  assert.equal(keys.press("L", known, 9000), "L", "too late: the key alone");
});

test("every action has a key, and no two of one scope, or of scopes that are on together, share one", () => {
  for (const action of actionTable) assert.ok(action.keys.length > 0 && action.keys.every(Boolean), action.id);
  const check = (rows: typeof actionTable) => {
    const seen = new Map<string, string>();
    for (const action of rows) for (const key of action.keys) {
      assert.ok(!seen.has(key) || meantOverlaps.has(key), `${key}: ${seen.get(key)} and ${action.id}`);
      seen.set(key, action.id);
    }
  };
  for (const stack of scopeStacks) check(actionTable.filter((action) => stack.includes(action.scope) || action.scope === "everywhere"));
});

test("label letters that are actions of the label page are reserved", () => {
  const taken = actionTable.filter((action) => ["label", "choice", "spans"].includes(action.scope)).flatMap((action) => action.keys).filter((key) => /^[A-Z]$/.test(key));
  for (const key of taken) if (!["N", "Q"].includes(key)) assert.ok(reservedKeys.has(key.toLowerCase()), key);
  assert.deepEqual(readLabels([{ name: "spam", key: "s" }, { name: "ham", key: "h" }, "other", { name: "odd", key: 1 }]).map((label) => label.key), ["2", "h", "3", "1"]);
});

test("labels beyond the seventh repeat a colour and carry a second sign; beyond the ninth digit there is no key", () => {
  const labels = readLabels(Array.from({ length: 12 }, (_, index) => `label ${index}`));
  assert.deepEqual(labels.map((label) => label.colour), [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5]);
  assert.deepEqual(labels.map((label) => label.marked).filter(Boolean).length, 5);
  assert.deepEqual(labels.slice(8).map((label) => label.key), ["9", "", "", ""]);
});

test("one single-choice question advances by itself; anything else waits for submit", () => {
  const choice = { name: "spam", kind: "choice", labels: ["ham", "spam"] };
  assert.equal(autoAdvances(readDefinition({ questions: [choice] })), true);
  assert.equal(autoAdvances(readDefinition({ questions: [choice, { ...choice, name: "b" }] })), false);
  assert.equal(autoAdvances(readDefinition({ questions: [{ name: "names", kind: "spans" }] })), false);
});

test("the newest binding wins, one that returns false passes on, unbinding restores", () => {
  const actions = new Actions(), heard: string[] = [];
  actions.bind({ escape: () => { heard.push("page"); } });
  const unbind = actions.bind({ escape: () => { heard.push("sheet"); return heard.length > 1 ? false : undefined; } });
  actions.press("Esc");
  actions.press("Esc");
  unbind();
  actions.press("Esc");
  assert.deepEqual(heard, ["sheet", "sheet", "page", "page"]);
  assert.throws(() => actions.bind({ nowhere: () => undefined }));
});

test("label search finds starts of words first and copes with a thousand labels", () => {
  const labels = ["card_arrival", "lost_or_stolen_card", "card_linking", "exchange_rate"];
  assert.equal(fuzzyFilter("cl", labels, (one) => one)[0], "card_linking");
  assert.deepEqual(fuzzyFilter("zz", labels, (one) => one), []);
  assert.equal(fuzzyFilter("label 999", Array.from({ length: 1000 }, (_, index) => `label ${index}`), (one) => one)[0], "label 999");
});

test("keys read well on a button", () => assert.equal(keyText("Ctrl+Enter"), "Ctrl ↵"));

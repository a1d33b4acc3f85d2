// Markdown, addresses and figures.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerText, canonical, sameJSON } from "../src/core/annotation.js";
import { percent, ticks } from "../src/core/figures.js";
import { isSafeLink, parseInline, parseMarkdown, sectionFor } from "../src/core/markdown.js";
import { projectPath, readRoute, safeReturn } from "../src/core/route.js";

test("guidelines become data, and markup in them stays text", () => {
  const blocks = parseMarkdown("# Title\nOne **two** `x`\n\n- a\n- b\n\n| l | r |\n|---|---|\n| 1 | 2 |\n\n<img src=x onerror=alert(1)>\n```\ncode\n```");
  assert.deepEqual(blocks.map((block) => block.is), ["heading", "paragraph", "list", "table", "paragraph", "code"]);
  assert.deepEqual(parseInline("<b>no</b>"), [{ is: "text", text: "<b>no</b>" }]);
});

test("only harmless links are links", () => {
  assert.deepEqual(["https://a.b", "mailto:a@b", "#x", "/p/x", "//evil.example", "javascript:alert(1)", "data:text/html,x", "vbscript:x"].map(isSafeLink), [true, true, true, true, false, false, false, false]);
  assert.equal(parseInline("[x](javascript:alert(1))")[0].is, "text");
});

test("the parser comes to an end on anything", () => {
  for (const text of ["", "\n\n", "*", "**", "[", "[a](", "|", "|\n|-|", "```", "> ", "- ", "1. ", "#", "####### x", "`".repeat(99), "*a".repeat(500), "[".repeat(500)]) assert.ok(Array.isArray(parseMarkdown(text)));
});

test("a label finds its own section of the guidelines", () => {
  const blocks = parseMarkdown("# All\n## Person\nFull name.\n## Place\nTowns.");
  assert.equal(sectionFor(blocks, "Person").length, 2);
  assert.equal(sectionFor(blocks, "Money").length, 0);
});

test("addresses are read and written alike", () => {
  assert.deepEqual(readRoute("/p/tickets/data"), { page: "data", project: "tickets" });
  assert.deepEqual(readRoute("/p/tickets"), { page: "overview", project: "tickets" });
  assert.deepEqual(readRoute("/link/s3cret"), { page: "link", secret: "s3cret" });
  assert.equal(readRoute("/p/x/nowhere").page, "missing");
  assert.equal(projectPath("a b", "data", { text: "x&y", label: undefined }), "/p/a%20b/data?text=x%26y");
});

test("after signing in one returns to this site only", () => {
  assert.deepEqual(["/p/x?y=1", "//evil.example", "/\\evil.example", "https://evil.example", "/sign-in?to=/", null].map(safeReturn), ["/p/x?y=1", "/", "/", "/", "/", "/"]);
});

test("answers are told in a few words and compared as content", () => {
  assert.equal(answerText({ choice: "spam" }), "spam");
  assert.equal(answerText({ parts: [{ id: "a", labels: ["X"] }, { id: "b", labels: ["X"] }] }), "2 X");
  assert.equal(answerText({ parts: [] }), "nothing marked");
  assert.ok(sameJSON({ a: 1, b: [2] }, { b: [2], a: 1 }));
  assert.equal(canonical({ b: undefined, a: null }), '{"a":null}');
});

test("figures: shares, and axis steps that reach the highest value", () => {
  assert.equal(percent(0.955, 1), "95.5%");
  assert.equal(percent(undefined), "–");
  for (const high of [0, 1, 3, 7, 48, 99, 5574, 1_000_000]) {
    const steps = ticks(high);
    assert.ok(steps[steps.length - 1] >= high && steps.length <= 6, `${high}: ${steps}`);
  }
});

// The arrows of the source: core <- render, api <- panels <- editors <- pages. And no markup injected from text.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, dirname, normalize } from "node:path";
import { test } from "node:test";

const root = join(process.cwd(), "src");
const may: Record<string, readonly string[]> = {
  core: ["core"], render: ["render", "core"], api: ["api", "core"], panels: ["panels", "render", "core"],
  editors: ["editors", "panels", "render", "core"], pages: ["pages", "editors", "panels", "render", "api", "core"], "main.tsx": ["pages"],
};

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => { const path = join(folder, name); return statSync(path).isDirectory() ? files(path) : [path]; });
}
const sources = files(root).filter((file) => /\.tsx?$/.test(file)).map((file) => ({ name: relative(root, file), text: readFileSync(file, "utf8") }));

test("modules import only along the arrows", () => {
  for (const { name, text } of sources) {
    const here = name.split("/")[0];
    for (const [, target] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)) {
      const there = normalize(join(dirname(name), target)).split("/")[0];
      assert.ok(may[here]?.includes(there), `${name} imports ${there}`);
    }
  }
});

test("core knows neither React nor the page", () => {
  for (const { name, text } of sources.filter((one) => one.name.startsWith("core/"))) {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
    assert.doesNotMatch(code, /from "react|\b(document|window|localStorage|indexedDB|fetch)\s*[.(]/, name);
  }
});

test("no text ever becomes markup, and nothing needs an unsafe policy", () => {
  for (const { name, text } of sources) assert.doesNotMatch(text, /dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(|<style/, name);
});

test("files stay small", () => {
  const lines = sources.map(({ name, text }) => ({ name, count: text.split("\n").length })).sort((a, b) => a.count - b.count);
  assert.ok(lines[lines.length - 1].count <= 450, JSON.stringify(lines[lines.length - 1]));
  assert.ok(lines[lines.length >> 1].count <= 120);
  for (const { name, text } of sources) assert.match(text, /^(\/\*\*|\/\/)/, `${name} opens with why`);
});

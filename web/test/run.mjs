// Transpiles the tests with esbuild and runs them under `node --test`. Usage: node test/run.mjs [name ...]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(web, ".build/test");
const wanted = process.argv.slice(2);
const tests = readdirSync(join(web, "test")).filter((name) => name.endsWith(".test.ts") && (wanted.length === 0 || wanted.some((part) => name.includes(part))));
const local = join(web, "node_modules/.bin/esbuild");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const built = spawnSync(existsSync(local) ? local : "esbuild", [
  ...tests.map((name) => join(web, "test", name)), "--bundle", "--platform=node", "--format=esm", "--target=node20",
  "--out-extension:.js=.mjs", `--outdir=${out}`, "--log-level=warning",
], { stdio: "inherit" });
if (built.status !== 0) process.exit(1);
const ran = spawnSync(process.execPath, ["--test", "--test-reporter=tap", ...tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")))], { stdio: "inherit", cwd: web });
process.exit(ran.status ?? 1);

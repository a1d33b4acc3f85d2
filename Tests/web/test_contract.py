"""The types that the pages were written against, held to the OpenAPI document that the product serves.

Every function of `web/src/api/endpoints.ts` is called with a recording `fetch`, which tells its route; the route's schema
becomes a TypeScript type; the compiler says where the two differ: a field that the server does not have, or may leave out.
"""
import json
import re
import shutil
import subprocess

import pytest

from conftest import serving
from harness.api import Client
from harness.cli import Workspace
from harness.places import ROOT

WEB = ROOT / "web"

# A field or a route that the pages can do without until it is there.
NOT_YET = set()

RECORD = """
import * as api from %s;
const seen = {};
for (const [name, run] of Object.entries(api)) {
  let call;
  globalThis.fetch = async (path, options) => { call = options.method + " " + path.split("?")[0]; throw new Error("recorded"); };
  try { await run("x", "x", "x", "x"); } catch { /* recorded */ }
  if (call) seen[name] = call;
}
console.log(JSON.stringify(seen));
"""

CHECK = """
import type * as api from %s;
import type { Answers } from "./answers.js";
type Got<F> = F extends (...args: any[]) => Promise<infer R> ? R : never;
/** The paths of a page's type that the server's has not. */
type Extra<W, G, P extends string> =
  0 extends 1 & G ? never : unknown extends W ? never
  : W extends readonly (infer A)[] ? (G extends readonly (infer B)[] ? Extra<A, B, `${P}[]`> : never)
  : string extends keyof W ? (W extends Record<string, infer A> ? (G extends Record<string, infer B> ? Extra<A, B, `${P}.*`> : never) : never)
  : W extends object ? { [K in keyof W & string]-?: K extends keyof G ? Extra<NonNullable<W[K]>, NonNullable<G[K]>, `${P}.${K}`> : `${P}.${K}` }[keyof W & string]
  : never;
type NotYet = %s;
type Same<W, G, P extends string> = [Exclude<Extra<W, G, P>, NotYet>] extends [never] ? true : { theServerHasNo: Extra<W, G, P> };
"""


def type_of(schema, components):
    """A JSON Schema as TypeScript. What may be anything is `any`: there is nothing to compare."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1] + "_"
    if "enum" in schema:
        return " | ".join(map(json.dumps, schema["enum"]))
    kind = schema.get("type")
    if kind == "array":
        return f"({type_of(schema['items'], components)})[]"
    if kind == "object" and "properties" in schema:
        required = set(schema.get("required", []))
        return "{ " + " ".join(f"{json.dumps(name)}{'' if name in required else '?'}: {type_of(inner, components)};" for name, inner in schema["properties"].items()) + " }"
    if kind == "object":
        return f"Record<string, {type_of(schema.get('additionalProperties', {}), components)}>"
    return {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}.get(kind, "any")


def answers(document):
    """`METHOD /path` -> the schema of what a good answer holds."""
    found = {}
    for path, methods in document["paths"].items():
        for method, route in methods.items():
            for status, response in route.get("responses", {}).items():
                content = response.get("content", {}).get("application/json")
                if status.startswith("2") and content:
                    found[f"{method.upper()} {path}"] = content["schema"]
    return found


def routes_of(functions, document):
    """Function of the pages -> route of the document."""
    patterns = [(method.upper(), path, re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$")) for path, methods in document["paths"].items() for method in methods]
    return {name: next((f"{method} {path}" for method, path, pattern in patterns if method == call.split(" ")[0] and pattern.match(call.split(" ")[1])), None)
            for name, call in functions.items()}


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    workspace = Workspace(tmp_path_factory.mktemp("contract") / "workspace")
    workspace.init()
    with serving(workspace.folder) as server:
        yield Client(server.address).call("GET", "/v1/openapi.json")


@pytest.fixture(scope="module")
def bench(document):
    """A folder with the two sets of types; skips where the pages cannot be built."""
    if not (shutil.which("esbuild") and shutil.which("tsc") and (WEB / ".build/tsconfig.json").exists()):
        pytest.skip("SKIPPED (no esbuild, tsc or built pages): the pages' types against the server's")
    folder = WEB / ".build/contract"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    components = document["components"]["schemas"]
    # An annotation comes from many hands: the pages take one without `unknown` or `flags`, and always write both.
    components.pop("Annotation")
    named = "import type { Annotation } from \"../../src/core/annotation.js\";\ntype Annotation_ = Annotation;\n" + "".join(f"export type {name}_ = {type_of(schema, components)};\n" for name, schema in components.items())
    table = "".join(f"  {json.dumps(route)}: {type_of(schema, components)};\n" for route, schema in answers(document).items())
    (folder / "answers.ts").write_text(f"{named}export interface Answers {{\n{table}}}\n", encoding="utf-8")
    endpoints = json.dumps(str(WEB / "src/api/endpoints.ts"))
    (folder / "record.mjs").write_text(RECORD % endpoints, encoding="utf-8")
    bundled = folder / "recorded.mjs"
    subprocess.run(["esbuild", folder / "record.mjs", "--bundle", "--platform=node", "--format=esm", f"--outfile={bundled}", "--log-level=error"], check=True)
    functions = json.loads(subprocess.run(["node", bundled], capture_output=True, text=True, check=True).stdout)
    return folder, routes_of(functions, document)


def test_every_route_the_pages_call_is_in_the_document(bench):
    _, routes = bench
    assert len(routes) > 40
    assert {name for name, route in routes.items() if route is None} <= NOT_YET


def test_no_page_reads_what_the_server_does_not_say(bench, document):
    folder, routes = bench
    known = answers(document)
    lines = [CHECK % (json.dumps("../../src/api/endpoints.js"), " | ".join(map(json.dumps, sorted(NOT_YET))) or "never")]
    for name, route in routes.items():
        if route in known:
            at = json.dumps(route)
            lines.append(f"export const {name}_fields: true = null! as Same<Got<typeof api.{name}>, Answers[{at}], {json.dumps(name)}>;")
            lines.append(f"export const {name}_types: Got<typeof api.{name}> = null! as Answers[{at}];")
    (folder / "check.ts").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "tsconfig.json").write_text(json.dumps({"extends": "../tsconfig.json", "include": ["check.ts", "../../typings/highlights.d.ts"]}), encoding="utf-8")
    done = subprocess.run(["tsc", "--noEmit", "-p", folder / "tsconfig.json"], capture_output=True, text=True, check=False, cwd=WEB)
    wrong = [line for line in done.stdout.splitlines() if "check.ts" in line or line.startswith(" ")]
    assert done.returncode == 0, "\n".join(wrong or done.stdout.splitlines())

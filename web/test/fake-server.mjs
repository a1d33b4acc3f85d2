// An in-memory stand-in for the server while working on the pages, and for the web tests. Nothing is kept, nothing is secure.
// Usage: node test/fake-server.mjs [--port N] [--dir BUILT] [--count N]; sign in with any login and the password "password".
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { differencesOf } from "./differences.mjs";
import * as describe from "./describe-data.mjs";
import { labels, makeProjects } from "./fake-data.mjs";

const option = (name, otherwise) => { const at = process.argv.indexOf("--" + name); return at < 0 ? otherwise : process.argv[at + 1]; };
const folder = option("dir", join(dirname(dirname(fileURLToPath(import.meta.url))), ".build/site"));
// `--more FILE` adds projects and routes of its own: pictures stand apart.
const more = option("more") ? await import(new URL(option("more"), import.meta.url)) : {};
const projects = { ...makeProjects(Number(option("count", 60))), ...more.projects };
const now = () => Date.now();
const fail = (status, code, message, more = {}) => ({ status, body: { error: { code, message, hint: more.hint, findings: more.findings ?? [] }, ...more.extra } });
const state = { signedIn: new Map(), leases: new Map(), revisions: [], drafts: new Map(), keys: new Map(), commits: [], shipments: [], jobs: new Map(), listeners: new Set(), offline: false, number: 1, tokens: [] };
const newID = () => `0z${String(state.number++).padStart(11, "0")}`;
const people = [{ login: "ada", name: "Ada Nowak" }, { login: "jun", name: "Jun Watanabe" }, { login: "leila", name: "Leïla Haddad" }, { login: "amara", name: "Amara Osei" }];
seed();

function seed() {
  projects.tickets.items.slice(0, 38).forEach((item, index) => {
    for (const [turn, person] of people.slice(0, 2).entries()) {
      const answer = turn === 1 && index % 6 === 5 ? labels[(labels.indexOf(item.truth) + 1 + (index % 2)) % 5] : item.truth;
      state.revisions.push({ id: newID(), item: item.id, key: item.key, project: "tickets", login: person.login, author: person.login, authorName: person.name, stage: "label", origin: { person: {} }, number: 1, annotation: { answers: { topic: { choice: answer } }, unknown: [], flags: [] }, definitionVersion: 3, activeSeconds: 3 + (index * 7 % 11), madeAt: now() - 86400000 * (12 - index / 4), preview: item.fields.text });
    }
  });
  state.commits.push({ id: "c4f81d20aa17", message: "First 20 messages settled", author: "Ada Nowak", madeAt: now() - 5 * 86400000, items: 20 }, { id: "91b0e6d3fe52", message: "Pilot finished, guideline v3", author: "Ada Nowak", madeAt: now() - 86400000, items: 38, parent: "c4f81d20aa17" });
  state.shipments.push({ id: newID(), commit: "91b0e6d3fe52", format: "jsonl", madeAt: now() - 80000000, files: [{ name: "train.jsonl", size: 18230, sha256: "ab".repeat(32) }, { name: "validation.jsonl", size: 4120, sha256: "cd".repeat(32) }, { name: "test.jsonl", size: 4310, sha256: "ef".repeat(32) }, { name: "README.md", size: 3120, sha256: "12".repeat(32) }, { name: "credits.csv", size: 240, sha256: "34".repeat(32) }] });
}

const routes = [];
const route = (method, pattern, run) => routes.push({ method, pattern: new RegExp("^/v1" + pattern.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)") + "$"), run });
const project = (slug) => projects[slug];
const answersOf = (slug, item) => state.revisions.filter((row) => row.project === slug && row.item === item.id);
const current = (slug, item) => [...new Map(answersOf(slug, item).map((row) => [row.login, row])).values()];
const votesOf = (slug, item) => current(slug, item).filter((row) => row.stage !== "adjudication").map((row) => ({ login: row.login, name: row.authorName, revision: row.id, answer: Object.values(row.annotation.answers)[0] ?? null, isUnknown: row.annotation.unknown.length > 0, note: row.annotation.note }));
const torn = (slug, item) => !answersOf(slug, item).some((row) => row.stage === "adjudication") && new Set(votesOf(slug, item).map((vote) => JSON.stringify(vote.answer))).size > 1;
const settledOf = (slug, item) => {
  const votes = votesOf(slug, item), judged = answersOf(slug, item).filter((row) => row.stage === "adjudication").pop();
  const question = project(slug).definition.questions[0].name;
  if (judged) return { [question]: { answer: Object.values(judged.annotation.answers)[0], rule: "adjudication", reason: `decided by ${judged.authorName}` } };
  if (votes.length === 0 || torn(slug, item)) return {};
  return { [question]: { answer: votes[0].answer, rule: votes.length > 1 ? "consensus" : "single", reason: votes.length > 1 ? `${votes.length} of ${votes.length} agree (dawid-skene, 0.98)` : "one annotator, no review asked", posterior: 0.98 } };
};
const suggestionOf = (slug, item) => item.suggestions ?? (slug === "tickets" && item.score > 0.6 ? [{ id: "0s" + item.id.slice(2), question: "topic", answer: { choice: item.score > 0.64 ? item.truth : "other" }, score: item.score, model: "hashed-ngrams", version: "1", state: "open" }] : []);
const summary = (slug, row) => ({ slug, objective: row.definition.objective, media: row.definition.media, role: row.role, counts: { items: row.items.length, ready: row.items.length, done: row.items.filter((item) => answersOf(slug, item).length).length, open: 12 } });

route("GET", "/health", () => ({ status: "ok" }));
route("POST", "/session", ({ body, response }) => {
  if (body.password !== "password") return fail(401, "session.wrong", "login and password do not match");
  const token = newID();
  state.signedIn.set(token, body.login);
  response.setHeader("Set-Cookie", `winnow_session=${token}; HttpOnly; SameSite=Strict; Path=/`);
  return { person: person(body.login) };
});
const person = (login) => ({ id: "0u_" + login, login, name: people.find((one) => one.login === login)?.name ?? login, isOwner: login === "ada" });
route("GET", "/session/link/{secret}", ({ params }) => params.secret === "owner" ? { kind: "owner" } : params.secret === "join" ? { kind: "invitation", role: "annotator", project: "tickets" } : fail(404, "link.unknown", "this link is not valid"));
route("POST", "/session/link", ({ body, response }) => { const token = newID(); state.signedIn.set(token, body.login); response.setHeader("Set-Cookie", `winnow_session=${token}; HttpOnly; SameSite=Strict; Path=/`); return { person: person(body.login) }; });
route("DELETE", "/session", () => undefined);
const mine = (login) => Object.entries(projects).filter(([slug]) => login === "ada" || login !== "solo" || slug === "x").map(([slug, row]) => ({ ...summary(slug, row), role: login === "ada" ? "owner" : "annotator" }));
route("GET", "/me", ({ login }) => ({ person: person(login), projects: mine(login) }));
const doneBy = (slug, login) => new Set(state.revisions.filter((row) => row.project === slug && row.login === login).map((row) => row.item));
const openFor = (slug, login) => project(slug).items.filter((item) => item.state === "ready" && !doneBy(slug, login).has(item.id) && !state.skipped?.has(login + item.id));
route("GET", "/me/work", ({ login }) => ({ projects: mine(login).map(({ slug, objective }) => ({ slug, objective, purpose: project(slug).definition.purpose, available: openFor(slug, login).length, leased: [...state.leases.values()].filter((lease) => lease.login === login && lease.project === slug).map((lease) => ({ assignment: lease.id, item: lease.item.id, key: lease.item.key, expiresAt: lease.expiresAt })), submitted: doneBy(slug, login).size, returned: login === "jun" && slug === "tickets" ? [{ item: project(slug).items[3].id, key: project(slug).items[3].key, note: "Read the last sentence again" }] : [] })) }));
route("GET", "/me/history", ({ login, query }) => {
  const rows = state.revisions.filter((row) => row.login === login && (!query.get("project") || row.project === query.get("project"))).sort((a, b) => b.madeAt - a.madeAt);
  const from = query.get("before") ? rows.findIndex((row) => row.id === query.get("before")) + 1 : 0, limit = Number(query.get("limit") ?? 50);
  return { revisions: rows.slice(from, from + limit), next: rows.length > from + limit ? rows[from + limit - 1].id : undefined };
});
route("GET", "/me/tokens", () => ({ tokens: state.tokens }));
route("POST", "/me/tokens", ({ body }) => { const row = { id: newID(), name: body.name, madeAt: now() }; state.tokens.push(row); return { ...row, token: "wn_" + "4f".repeat(20) }; });
route("DELETE", "/me/tokens/{id}", ({ params }) => { state.tokens = state.tokens.filter((row) => row.id !== params.id); });
route("GET", "/people", () => ({ people: people.map((row, index) => ({ ...person(row.login), isActive: index < 3, roles: index === 0 ? [] : [{ project: "tickets", role: index === 1 ? "reviewer" : "annotator" }] })) }));
route("POST", "/invitations", () => ({ link: "/link/Jt5uQm0vX2hZ9c4L", expiresAt: now() + 48 * 3600000 }));
route("GET", "/projects", ({ login }) => ({ projects: mine(login) }));
route("POST", "/projects", ({ body }) => body.yaml.includes("project:") ? { slug: "tickets", version: 1 } : fail(422, "definition.refused", "3:1: `project` is missing", { findings: [{ severity: "error", code: "definition.missing", message: "`project` is missing", place: { line: 3, column: 1 }, hint: "add `project: my-project`" }] }));
route("GET", "/projects/{p}", ({ params, login }) => ({ slug: params.p, version: project(params.p).version, definition: project(params.p).definition, guidelines: project(params.p).guidelines, role: login === "ada" ? "owner" : "annotator" }));
const yaml = "winnow: 1\nproject: tickets\nobjective: Route support messages to the right desk\npurpose: A wrong desk costs a day\nuse: commercial\nmedia: text\nquestions:\n  - name: topic\n    kind: choice\n    prompt: What is this message about?\n    unknown: true\n    labels:\n      - {name: billing, about: \"Money: invoices, refunds, cards\", quota: 40}\n      - {name: technical, about: Something does not work as it should}\n      - {name: account, about: \"Sign-in, ownership, profile\"}\n      - {name: shipping, about: Parcels and addresses}\n      - {name: other, about: None of the above}\nguidelines: guidelines.md\nsources:\n  - {name: inbox, kind: table, path: messages.csv, licence: CC0-1.0, known: {topic: topic}}\nlabelling:\n  overlap: 2\n  lease: {minutes: 15, heartbeat: 30}\nconsensus: {choice: {method: dawid-skene, settle: 0.7}}\nsplits: {train: 0.6, validation: 0.2, test: 0.2, seed: 7}\n";
route("GET", "/projects/{p}/definition.yaml", () => ({ text: yaml }));
route("PUT", "/projects/{p}/definition", ({ body }) => body.yaml.includes("kind: chioce") ? fail(422, "definition.refused", "9:11: `chioce` is no kind of question", { findings: [{ severity: "error", code: "definition.kind.unknown", message: "`chioce` is no kind of question", place: { file: "winnow.yaml", line: 9, column: 11 }, hint: "did you mean `choice`?" }] }) : { version: 4, changes: ["question `topic`: prompt changed"] });
route("GET", "/projects/{p}/people", () => ({ people: people.map((row, index) => ({ ...row, role: ["owner", "reviewer", "annotator", "annotator"][index], items: [38, 38, 0, 0][index], medianSeconds: [6.1, 8.4][index], agreement: [0.86, 0.84][index] })) }));
route("PUT", "/projects/{p}/people/{login}", () => undefined);
route("DELETE", "/projects/{p}/people/{login}", () => undefined);
route("GET", "/projects/{p}/overview", ({ params }) => ({ ...overview(params.p), ...project(params.p).pages?.overview(settledOf) }));
function overview(slug) {
  const row = project(slug), done = row.items.filter((item) => votesOf(slug, item).length);
  const choice = row.definition.questions[0].kind === "choice" && slug === "tickets";
  const names = choice ? labels : [];
  const confusion = names.map((a) => names.map((b) => row.items.reduce((sum, item) => { const votes = votesOf(slug, item).map((vote) => vote.answer?.choice); return sum + (votes.length === 2 ? Number(votes[0] === a && votes[1] === b) + Number(votes[1] === a && votes[0] === b) : 0); }, 0)));
  return {
    counts: { items: row.items.length, ready: row.items.filter((item) => item.state === "ready").length, quarantined: row.items.filter((item) => item.state === "quarantined").length, rejected: 0, submitted: done.length, settled: row.items.filter((item) => Object.keys(settledOf(slug, item)).length).length, taught: row.items.filter((item) => Object.keys(settledOf(slug, item)).length).length, disagreements: row.items.filter((item) => torn(slug, item)).length, suggested: row.items.filter((item) => suggestionOf(slug, item).length).length },
    agreement: choice ? { question: "topic", measure: "krippendorff-alpha", value: 0.81, band: "excellent", items: done.length } : { question: "", measure: "krippendorff-alpha", reason: "no item has two answers yet", items: 0 },
    kappa: choice ? [{ a: "ada", b: "jun", items: 38, value: 0.56, band: "needs work", mostConfused: ["shipping", "other"] }, { a: "ada", b: "leila", items: 12, value: 0.83, band: "excellent" }, { a: "jun", b: "leila", items: 12, value: 0.71, band: "good", mostConfused: ["billing", "account"] }] : [],
    warning: choice ? "Agreement of ada and jun is below 0.6: `shipping` and `other` are confused most. Look for ambiguous labels, missing edge cases in the guidelines (section “Shipping”) and training" : undefined,
    labels: names.map((label) => ({ question: "topic", label, count: row.items.filter((item) => settledOf(slug, item).topic?.answer.choice === label).length, quota: label === "billing" ? 40 : undefined })),
    people: choice ? [{ login: "ada", name: "Ada Nowak", items: 38, medianSeconds: 6.1, agreement: 0.86 }, { login: "jun", name: "Jun Watanabe", items: 38, medianSeconds: 8.4, agreement: 0.84 }, { login: "leila", name: "Leïla Haddad", items: 12, medianSeconds: 17.2, agreement: 0.55 }] : [],
    confusion: choice ? { labels: names, counts: confusion } : undefined,
    daily: choice ? Array.from({ length: 12 }, (_, index) => ({ day: new Date(now() - (11 - index) * 86400000).toISOString().slice(0, 10), items: [4, 6, 0, 9, 7, 8, 2, 0, 11, 9, 12, 8][index] })) : [],
    sources: [{ name: "inbox", kind: "table", licence: { name: "CC0-1.0" }, items: row.items.length - 1 }, { name: "old-chat", kind: "table", items: 1 }],
  };
}
const previewOf = (item) => item.fields.text ?? Object.entries(item.fields).map(([name, value]) => `${name}: ${value}`).join(", ");
const rowOf = (slug, item) => ({ id: item.id, key: item.key, state: item.state, stateReason: item.stateReason ?? (item.state === "quarantined" ? "its source `old-chat` has no licence" : undefined), split: item.split, preview: previewOf(item), blobs: item.blobs, settled: settledOf(slug, item), answers: votesOf(slug, item).length, suggestion: suggestionOf(slug, item)[0] });
route("GET", "/projects/{p}/items", ({ params, query }) => {
  let rows = project(params.p).items.map((item) => rowOf(params.p, item));
  if (query.get("source") && query.get("source") !== "inbox") rows = rows.filter((row) => project(params.p).items.find((item) => item.id === row.id).source === query.get("source"));
  if (query.get("group")) rows = rows.filter((row) => project(params.p).items.find((item) => item.id === row.id).group === query.get("group"));
  const state_ = query.get("state"), text = query.get("text")?.toLowerCase(), label = query.get("label"), split = query.get("split");
  if (text) rows = rows.filter((row) => (row.preview + row.key).toLowerCase().includes(text));
  if (split) rows = rows.filter((row) => row.split === split);
  if (label) rows = rows.filter((row) => JSON.stringify(row.settled).includes(`"${label}"`));
  if (state_) rows = rows.filter((row) => row.state === state_ || state_ === "settled" && Object.keys(row.settled).length || state_ === "open" && !Object.keys(row.settled).length);
  const total = rows.length, from = query.get("after") ? rows.findIndex((row) => row.id === query.get("after")) + 1 : 0, limit = Number(query.get("limit") ?? 100);
  return { items: rows.slice(from, from + limit), next: from + limit < total ? rows[from + limit - 1].id : undefined, total };
});
route("GET", "/projects/{p}/items/{id}", ({ params, login }) => {
  if (login !== "ada") return fail(403, "permission.missing", "this needs the permission `readProject`");
  const item = project(params.p).items.find((row) => row.id === params.id);
  if (!item) return fail(404, "item.unknown", "there is no item with this id");
  return { item: { ...item, licence: { name: "CC0-1.0" }, media: project(params.p).definition.media }, source: { name: item.source ?? "inbox", kind: item.blobs ? "folder" : "table", licence: { name: "CC0-1.0" }, attribution: "Winnow authors", origin: "own" }, revisions: answersOf(params.p, item), suggestions: suggestionOf(params.p, item), settled: settledOf(params.p, item), findings: project(params.p).pages ? project(params.p).pages.findings.filter((row) => row.item === item.id) : item.state === "quarantined" ? [{ severity: "warning", code: "source.licence.missing", message: "its source `old-chat` has no licence", hint: "name a licence in `winnow.yaml`" }] : [] };
});
const findings = [
  { id: "f1", severity: "warning", code: "source.licence.missing", message: "1 item of source `old-chat` has no licence", place: { file: "winnow.yaml", line: 21 }, hint: "name a licence in `winnow.yaml`, then collect again", run: "collect" },
  { id: "f2", severity: "error", code: "csv.row.too-few-columns", message: "row has 1 column, 3 are expected", place: { file: "messages.csv", line: 118 }, hint: "check for an unescaped quote above this line", run: "collect" },
  { id: "f3", severity: "note", code: "text.near-duplicate", message: "`msg-0031` nearly equals `msg-0021` (0.94)", place: { record: "msg-0031" }, run: "prepare", item: projects.tickets.items[30].id, key: "msg-0031", preview: projects.tickets.items[30].fields.text, blobs: {} },
  { id: "f4", severity: "note", code: "text.near-duplicate", message: "`msg-0041` nearly equals `msg-0011` (0.91)", place: { record: "msg-0041" }, run: "prepare", item: projects.tickets.items[40].id, key: "msg-0041", preview: projects.tickets.items[40].fields.text, blobs: {} },
];
route("GET", "/projects/{p}/findings", ({ params, query }) => {
  const all = params.p === "tickets" ? findings : project(params.p).pages?.findings ?? [], limit = Number(query.get("limit") ?? 100);
  const rows = all.filter((row) => (!query.get("severity") || row.severity === query.get("severity")) && (!query.get("code") || row.code === query.get("code")));
  const from = query.get("after") ? rows.findIndex((row) => row.id === query.get("after")) + 1 : 0;
  const counts = [...new Set(all.map((row) => `${row.code} ${row.severity}`))].sort().map((pair) => ({ code: pair.split(" ")[0], severity: pair.split(" ")[1], count: all.filter((row) => `${row.code} ${row.severity}` === pair).length }));
  return { findings: rows.slice(from, from + limit), counts, next: rows.length > from + limit ? rows[from + limit - 1].id : undefined };
});
// Groups by project: which members are set aside, and whether anything was said of the group.
const twins = {}, keeping = ["first", "largest", "answered"];
const twinsOf = (slug) => twins[slug] ??= (project(slug).pages?.groups ?? (slug === "tickets" ? [[20, 30], [10, 40]].map((pair, index) => ({ id: `0g0000000000${index}`, kind: "near", size: 2, members: pair.map((at) => projects.tickets.items[at]).map((item) => ({ item: item.id, key: item.key, preview: item.fields.text, blobs: {} })) })) : []))
  .map((group, place) => ({ isDecided: false, group: { ...group, members: group.members.map((member, index) => ({ ...member, answers: index === 1 ? 2 : 0, isGold: place === 1 && index === 2, isSetAside: false })), keeps: { first: group.members[0].item, largest: group.members.at(-1).item, answered: group.members[1].item } } }));
const sayOf = (one, keep) => {
  const before = one.group.members.filter((member) => member.isSetAside).length, keeper = one.group.keeps[keep];
  one.isDecided = keep !== "open";
  for (const member of one.group.members) member.isSetAside = keeper !== undefined && member.item !== keeper;
  const aside = one.group.members.filter((member) => member.isSetAside);
  return { groups: 1, setAside: aside.length, answered: aside.filter((member) => member.answers > 0 || member.isGold).length, broughtBack: keeper ? 0 : before };
};
route("GET", "/projects/{p}/duplicates", ({ params, query }) => {
  const all = twinsOf(params.p), groups = all.filter((one) => one.isDecided === (query.get("standing") === "decided")).map((one) => one.group);
  return { groups, total: groups.length, decided: all.filter((one) => one.isDecided).length };
});
route("GET", "/projects/{p}/duplicates/foresight", ({ params }) => {
  const all = twinsOf(params.p), open = all.filter((one) => !one.isDecided).map((one) => one.group);
  const aside = (keep) => open.flatMap((group) => group.members.filter((member) => member.item !== group.keeps[keep]));
  return { groups: open.length, decided: all.length - open.length, isAside: all.reduce((sum, one) => sum + one.group.members.filter((member) => member.isSetAside).length, 0),
    effects: keeping.map((keep) => ({ keep, setAside: aside(keep).length, answered: aside(keep).filter((member) => member.answers > 0 || member.isGold).length, gold: aside(keep).filter((member) => member.isGold).length })) };
});
route("POST", "/projects/{p}/duplicates/decide", ({ params, body }) => twinsOf(params.p).filter((one) => body.groups.includes(one.group.id)).map((one) => sayOf(one, body.keep))
  .reduce((sum, one) => Object.fromEntries(Object.keys(one).map((name) => [name, (sum[name] ?? 0) + one[name]])), {}));
route("POST", "/projects/{p}/duplicates/decide-all", ({ params, body }) => {
  const asked = twinsOf(params.p).filter((one) => one.isDecided === (body.keep === "open"));
  return job(params.p, "duplicates", () => asked.map((one) => sayOf(one, body.keep)).reduce((sum, one) => Object.fromEntries(Object.keys(one).map((name) => [name, (sum[name] ?? 0) + one[name]])), {}));
});
const scoreLines = { dark: 0.32 };
route("GET", "/projects/{p}/picture-scores", ({ params, query }) => {
  const check = query.get("check") ?? "dark", limit = Number(query.get("limit") ?? 100), value = scoreLines[check] ?? 0.35;
  const rows = project(params.p).items.filter((item) => item.blobs?.image?.width).map((item, index) => ({ item: item.id, key: item.key, blobs: item.blobs, score: (index + 0.5) / 130, words: `the picture is dark: 99 of 100 pixels are below ${Math.round(index / 1.3)} % brightness` }));
  const from = query.get("after") ? rows.findIndex((row) => row.item === query.get("after")) + 1 : 0;
  return { checks: [["dark", "Even the brightest hundredth of the pixels is dark"], ["blurry", "Few edges are left even in a small copy"]].map(([name, summary]) => ({ name, summary })), check, setting: check, value, isDeclared: false,
    steps: Array.from({ length: 101 }, (_, step) => step / 100).map((step) => ({ value: step, count: rows.filter((row) => row.score < step).length })), measured: rows.length, unmeasured: 1,
    version: project(params.p).version ?? 1, pictures: rows.slice(from, from + limit), next: rows.length > from + limit ? rows[from + limit - 1].item : undefined };
});
route("POST", "/projects/{p}/picture-scores/line", ({ params, body }) => {
  const version = project(params.p).version ?? 1;
  if (body.expectedVersion !== version) return fail(409, "definition.older", `this was made from version ${body.expectedVersion}, and version ${version} is stored`);
  scoreLines[body.check] = body.value;
  project(params.p).version = version + 1;
  return { slug: params.p, version: version + 1, changes: [], findings: [] };
});
route("GET", "/projects/{p}/coverage", ({ params }) => {
  const first = project(params.p).definition.questions.find((one) => one.labels?.length > 0);
  if (!first) return fail(422, "coverage.no-axes", "nothing to cover", { hint: "declare `environments` or quotas of labels" });
  const values = first.labels.map((label) => label.name), lacking = params.p === "tickets" ? 28 : 0;
  return { axes: [{ name: first.name, values }], items: 60, cells: values.map((value, index) => ({ values: [value], count: 12 - 3 * index < 0 ? 0 : 12 - 3 * index, wanted: index === 0 && lacking ? 40 : 0 })),
    quotas: lacking ? [{ values: { [first.name]: values[0] }, wanted: 40, count: 12, lacking }] : [], withoutValue: [{ axis: first.name, count: 20 }], unknown: [], plan: lacking ? [{ values: [values[0]], count: lacking }] : [] };
});
route("GET", "/projects/{p}/profile", ({ params }) => (params.p === "tickets" ? describe.profile : { items: project(params.p).items.length }));
route("GET", "/projects/{p}/splits", ({ params }) => (params.p === "tickets" ? describe.splits(projects.tickets.items) : { items: project(params.p).items.length, withoutSide: project(params.p).items.length, sides: [], labels: [], answered: [], groups: 0, tornGroups: 0, torn: [], isAuditOlder: false }));
route("GET", "/projects/{p}/bias", ({ params, query }) => (params.p === "tickets" ? describe.bias(query.get("by") ?? undefined, query.get("with") ?? undefined, query.get("reference") ?? undefined) : { fields: [], by: [], items: project(params.p).items.length, looked: 0, groups: [], withoutGroup: 0, rates: [], proxies: [], notCompared: 0, findings: [] }));
// Three messages hold what tells who wrote them; the first two the same address.
const hidden = [[0, "EMAIL_ADDRESS", "ada@lovelace.org", 1, true], [4, "EMAIL_ADDRESS", "ada@lovelace.org", 1, true], [7, "PHONE_NUMBER", "+49 30 901820", 0.75, false], [9, "US_SSN", "219-09-9999", 0.85, false]].map(([at, entity, value, score, isChecked], index) => ({
  id: `0p0000000000${index}`, item: projects.tickets.items[at].id, key: projects.tickets.items[at].key, field: "text", start: 30, end: 30 + value.length, value, before: "Please write back to me under ", after: ", I am at home until noon and my neighbour after that.", entity, locale: "GLOBAL", score, isChecked, ...(entity === "US_SSN" ? { context: "ssn" } : {}),
}));
route("GET", "/projects/{p}/personal-data", ({ params, query }) => {
  const all = params.p === "tickets" ? hidden : [], limit = Number(query.get("limit") ?? 100);
  const rows = all.filter((row) => (!query.get("entity") || row.entity === query.get("entity")) && (!query.get("standing") || (row.decision ?? "open") === query.get("standing")));
  const of = (entity, word) => all.filter((row) => row.entity === entity && (row.decision ?? "open") === word).length;
  const counts = [...new Set(all.map((row) => row.entity))].sort().map((entity) => ({ entity, open: of(entity, "open"), personal: of(entity, "personal"), harmless: of(entity, "harmless") }));
  return { places: rows.slice(0, limit).map((row) => ({ ...row, alike: all.filter((other) => other.value === row.value).length })), counts, isDeclared: params.p === "tickets" };
});
route("POST", "/projects/{p}/personal-data/decide", ({ body, login }) => {
  const values = hidden.filter((row) => body.places.includes(row.id)).map((row) => row.value);
  const meant = hidden.filter((row) => (body.alike ? values.includes(row.value) : body.places.includes(row.id)));
  for (const row of meant) { row.decision = body.word === "open" ? undefined : body.word; row.decidedBy = row.decision && login; }
  return { places: meant.length };
});
route("GET", "/projects/{p}/runs", () => ({ runs: [] }));

route("POST", "/projects/{p}/next", ({ params, body, login }) => {
  const held = [...state.leases.values()].filter((lease) => lease.login === login && lease.project === params.p);
  const free = openFor(params.p, login).filter((item) => !held.some((lease) => lease.item.id === item.id)).slice(0, Math.max(0, (body.count ?? 1) - (body.resume ? held.length : 0)));
  const leases = free.map((item) => { const lease = { id: newID(), project: params.p, item, login, expiresAt: now() + 900000 }; state.leases.set(lease.id, lease); if (item.draft && login === "ada") state.drafts.set(lease.id, item.draft); return lease; });
  const stale = body.resume ? held : [];
  return { assignments: [...stale, ...leases].map((lease) => ({ assignment: lease.id, item: { id: lease.item.id, key: lease.item.key, fields: lease.item.fields, metadata: lease.item.metadata, blobs: lease.item.blobs }, expiresAt: lease.expiresAt, draft: state.drafts.get(lease.id), suggestions: suggestionOf(params.p, lease.item) })), remaining: openFor(params.p, login).length - held.length };
});
route("PUT", "/assignments/{a}/draft", ({ params, body }) => {
  if (!state.leases.has(params.a)) return fail(409, "assignment.ended", "this assignment has ended");
  const counter = state.drafts.get(params.a)?.counter ?? 0;
  if (body.counter !== counter) return fail(409, "draft.stale", "the draft was saved elsewhere", { extra: { current: state.drafts.get(params.a) } });
  state.drafts.set(params.a, { counter: counter + 1, annotation: body.annotation, activeSeconds: body.activeSeconds });
  return { counter: counter + 1 };
});
route("POST", "/assignments/{a}/heartbeat", () => ({ expiresAt: now() + 900000 }));
function revise(lease, login, body, stage = "label") {
  const number = state.revisions.filter((row) => row.item === lease.item.id && row.login === login).length + 1;
  const row = { id: newID(), item: lease.item.id, key: lease.item.key, project: lease.project, login, author: login, authorName: person(login).name, stage, origin: { person: {} }, number, annotation: body.annotation, definitionVersion: 3, activeSeconds: body.activeSeconds ?? 0, madeAt: body.madeAt ?? now(), preview: previewOf(lease.item), fields: lease.item.fields, blobs: lease.item.blobs };
  state.revisions.push(row);
  tell(lease.project, "settled", { item: lease.item.id });
  return { revision: row.id, number };
}
route("POST", "/assignments/{a}/submit", ({ params, body, login }) => {
  if (state.keys.has(body.idempotencyKey)) return state.keys.get(body.idempotencyKey);
  const lease = state.leases.get(params.a);
  if (!lease) return fail(409, "assignment.ended", "this assignment has ended", { hint: "the item went back to the queue" });
  state.leases.delete(params.a);
  const answer = revise(lease, login, body);
  state.keys.set(body.idempotencyKey, answer);
  return answer;
});
route("POST", "/assignments/{a}/skip", ({ params, login }) => { const lease = state.leases.get(params.a); (state.skipped ??= new Set()).add(login + lease?.item.id); state.leases.delete(params.a); });
route("POST", "/assignments/{a}/release", ({ params }) => { state.leases.delete(params.a); });
route("POST", "/projects/{p}/items/{id}/correct", ({ params, body, login }) => revise({ project: params.p, item: project(params.p).items.find((row) => row.id === params.id) }, login, body));

const marginOf = (votes) => { const counts = Object.values(votes.reduce((sum, vote) => ({ ...sum, [JSON.stringify(vote.answer)]: (sum[JSON.stringify(vote.answer)] ?? 0) + 1 }), {})).sort((a, b) => b - a); return (counts[0] - (counts[1] ?? 0)) / votes.length; };
route("GET", "/projects/{p}/disagreements", ({ params, query }) => {
  const said = ["label", "other"].map((name) => query.get(name)).filter(Boolean);
  const rows = project(params.p).items.filter((item) => torn(params.p, item) && said.every((label) => votesOf(params.p, item).some((vote) => vote.answer?.choice === label)))
    .map((item) => ({ id: item.id, key: item.key, preview: previewOf(item), fields: item.fields, blobs: item.blobs ?? {}, question: project(params.p).definition.questions[0].name, votes: votesOf(params.p, item), score: 0.5, ...(item.blobs ? { differences: differencesOf(votesOf(params.p, item)) } : { margin: marginOf(votesOf(params.p, item)) }) }));
  return { items: rows, total: rows.length };
});
route("POST", "/projects/{p}/items/{id}/adjudicate", ({ params, body, login }) => ({ ...revise({ project: params.p, item: project(params.p).items.find((row) => row.id === params.id) }, login, body, "adjudication"), settled: {} }));
route("GET", "/projects/{p}/reviews", ({ params }) => {
  const rows = (project(params.p).pages?.reviews ?? []).map((id) => state.revisions.find((row) => row.item === id)).filter((row) => row && !state.judged?.has(row.id));
  return { reviews: rows.map((row) => ({ ...row, revision: row.id, name: row.authorName })), items: rows.length };
});
route("POST", "/projects/{p}/revisions/{r}/verdict", ({ params, body }) => { (state.judged ??= new Map()).set(params.r, body); return { verdict: newID() }; });
route("GET", "/projects/{p}/agreement", ({ params }) => project(params.p).pages?.agreement ?? ({ ...overview(params.p).agreement, pairs: overview(params.p).kappa, warning: overview(params.p).warning, confusion: overview(params.p).confusion }));
const soFar = { weeks: [[0.52, 12], [0.61, 30], [null, 0], [0.58, 21], [0.74, 44], [0.86, 52]], days: [[0.5, 6], [0.66, 9]] };
route("GET", "/projects/{p}/agreement/history", ({ params, query }) => {
  const by = query.get("by") ?? "week", figures = params.p === "survey" ? [] : params.p === "parties" ? [[null, 0]] : by === "week" ? soFar.weeks : soFar.days, step = by === "week" ? 7 : 1;
  const points = figures.map(([value, items], index) => ({ from: new Date(Date.UTC(2026, 0, 5 + index * step)).toISOString().slice(0, 10), answered: items + 4, items, ...(value === null ? { reason: "no item was answered by two people" } : { value, band: value < 0.6 ? "needs work" : value <= 0.8 ? "good" : "excellent" }), running: 0.5 + index * 0.04, runningItems: 12 + index * 30 }));
  return { question: project(params.p).definition.questions[0].name, measure: "krippendorff-alpha", by, points };
});
route("GET", "/projects/{p}/annotators", ({ params }) => ({ question: project(params.p).definition.questions[0].name, votes: 88, findings: [], rows: params.p !== "tickets" ? [] : [
  { name: "ada", votes: 38, items: 38, gold: 0.97, withOthers: 0.86, skill: 0.83, spammerScore: 0.79, medianSeconds: 6.1, flags: [], words: [] },
  { name: "jun", votes: 38, items: 38, gold: 0.9, withOthers: 0.84, skill: 0.78, spammerScore: 0.71, medianSeconds: 8.4, flags: [], words: [] },
  { name: "leila", votes: 12, items: 12, gold: 0.58, withOthers: 0.55, skill: 0.31, spammerScore: 0.12, medianSeconds: 1.2, flags: ["gold-accuracy", "speed"], words: ["58 % of 12 known answers are right, below 70 %. Show the guidelines and a few known items again", "1.2 s an item, while others take 7 s. Look at a few of the answers before using the rest"] },
] }));
route("POST", "/projects/{p}/consensus", ({ body }) => ({ settled: 34, open: 26, waiting: 20, method: body.method ?? "dawid-skene", iterations: 7, stopped: "converged", annotators: people.slice(0, 3).map((row, index) => ({ ...row, votes: [38, 38, 12][index], skill: [0.97, 0.88, 0.93][index] })) }));
route("POST", "/projects/{p}/label-errors", ({ params }) => {
  const all = project(params.p).items.slice(4, 4 + Number(option("suspects", 7))).filter((item) => settledOf(params.p, item).topic?.rule !== "adjudication");
  return { question: "topic", count: all.length, share: all.length / 38, checked: 38, decided: 0, filter: "both", scoring: "self-confidence", items: all.map((item, index) => ({ id: item.id, key: item.key, given: settledOf(params.p, item).topic?.answer.choice ?? labels[index % 5], suggested: labels[(labels.indexOf(item.truth) + 2) % 5], score: 0.04 + index * 0.035, preview: item.fields.text, ...(state.asked?.has(item.id) ? { isAsked: true } : {}) })), health: 0.92 };
});
route("POST", "/projects/{p}/label-errors/judge", ({ params, body, login }) => {
  const out = state.refuse ? body.items.filter((row) => row.id === state.refuse) : [], judged = body.items.filter((row) => !out.includes(row));
  return { question: "topic", word: body.word, leftOut: out.map((row) => ({ id: row.id, reason: "somebody has decided it" })), withoutAnnotator: 0, judged: judged.map((row) => {
    if (body.word === "relabel") { (state.asked ??= new Set()).add(row.id); return { id: row.id, slot: "0c" + row.id.slice(2) }; }
    const item = project(params.p).items.find((one) => one.id === row.id);
    return { id: row.id, revision: revise({ project: params.p, item }, login, { annotation: { answers: { topic: { choice: body.word === "accept" ? row.suggested : row.given } }, unknown: [], flags: [] } }, "adjudication").revision };
  }) };
});
route("POST", "/projects/{p}/label-errors/undo", ({ body }) => {
  const before = state.revisions.length;
  state.revisions = state.revisions.filter((row) => !body.revisions.includes(row.id));
  for (const slot of body.slots) state.asked?.delete("0t" + slot.slice(2));
  return { undone: before - state.revisions.length + body.slots.length, leftOut: 0 };
});
function job(slug, kind, report) {
  const row = { id: newID(), kind, state: "running", done: 0, total: 100, createdAt: now() };
  state.jobs.set(row.id, row);
  const timer = setInterval(() => {
    row.done += 20;
    if (row.done >= 100) { clearInterval(timer); row.state = "done"; row.report = report(); }
    tell(slug, row.done >= 100 ? "job" : "progress", row);
  }, Number(option("tick", 250)));
  return { job: row.id };
}
// Rules of words only: enough to see figures follow what is typed.
const rulesOf = {};
const weakOf = (slug, yaml) => {
  const rows = [...yaml.matchAll(/\{name: ([\w-]+), kind: (\w+)(?:, any: \[([^\]]*)\])?.*?label: (\w+)\}/g)].map(([, name, kind, words, label]) => ({ name, kind, words: (words ?? "").split(",").map((word) => word.trim().toLowerCase()).filter(Boolean), label }));
  const items = project(slug).items.filter((item) => item.fields?.text), version = project(slug).version ?? 1;
  const says = items.map((item) => rows.filter((rule) => rule.words.some((word) => item.fields.text.toLowerCase().split(/\W+/).includes(word))));
  const example = (item, rule) => ({ place: item.key, text: item.fields.text.slice(0, 80), says: rule.label });
  const share = (test) => says.filter(test).length / items.length, isSplit = (own) => new Set(own.map((rule) => rule.label)).size > 1;
  const labels = [...new Set(rows.map((rule) => rule.label))], judged = (method) => ({ method, labelled: says.filter((own) => own.length > 0 && !isSplit(own)).length, known: 0, correct: 0, labels: [] });
  return { question: "topic", yaml, version, items: items.length, ready: items.length, findings: rows.length < 3 && rows.length > 0 ? [{ severity: "note", code: "weak.few-rules", message: `there are ${rows.length} rules: \`label-model\` learns from how three or more agree, so the majority counts`, hint: "write more rules" }] : [],
    report: rows.length === 0 ? undefined : { records: items.length, labels, balance: labels.map(() => 1 / labels.length), balanceFrom: "uniform", coverage: share((own) => own.length > 0), overlap: share((own) => own.length > 1), conflict: share(isSplit),
      rules: rows.map((rule) => ({ name: rule.name, kind: rule.kind, labels: [rule.label], votes: says.filter((own) => own.includes(rule)).length, coverage: share((own) => own.includes(rule)), overlap: share((own) => own.includes(rule) && own.length > 1), conflict: share((own) => own.includes(rule) && isSplit(own)),
        known: 12, accuracy: 0.75, interval: { low: 0.47, high: 0.91 }, learnt: rows.length < 3 ? undefined : 0.8, say: 1, fired: items.filter((_, index) => says[index].includes(rule)).slice(0, 3).map((item) => example(item, rule)), conflicting: items.filter((_, index) => says[index].includes(rule) && isSplit(says[index])).slice(0, 3).map((item) => example(item, rule)), wrong: [] })),
      majority: judged("majority"), model: judged(rows.length < 3 ? "majority" : "label-model"), bothLabelled: 20, agreed: 19, dependencies: [], learntFrom: items.length,
      queue: items.map((item, index) => ({ item, own: says[index] })).filter(({ own }) => isSplit(own)).slice(0, 10).map(({ item, own }) => ({ place: item.key, text: item.fields.text.slice(0, 80), strength: 1, votes: own.map((rule) => ({ rule: rule.name, label: rule.label })), item: item.id })) } };
};
route("GET", "/projects/{p}/weak", ({ params }) => weakOf(params.p, rulesOf[params.p] ?? ""));
route("POST", "/projects/{p}/weak", ({ params, body }) => (body.yaml.includes("kind: keywords") ? fail(422, "rules.refused", "there is no rule of kind `keywords`", { findings: [{ severity: "error", code: "rules.kind", message: "there is no rule of kind `keywords`", hint: "did you mean `keyword`?", place: { line: 2, column: 5 } }] }) : weakOf(params.p, body.yaml)));
route("PUT", "/projects/{p}/weak", ({ params, body }) => {
  const version = project(params.p).version ?? 1;
  if (body.expectedVersion !== version) return fail(409, "definition.older", `this was made from version ${body.expectedVersion}, and version ${version} is stored`);
  rulesOf[params.p] = body.yaml;
  project(params.p).version = version + 1;
  return { slug: params.p, version: version + 1, changes: [], findings: [] };
});
route("POST", "/projects/{p}/weak/suggest", ({ params }) => job(params.p, "weak", () => ({ suggested: 31, queued: 4, version: "9c1f" })));
route("POST", "/projects/{p}/suggest", ({ params }) => job(params.p, "suggest", () => ({ rows: 38, columns: 512, suggested: 22, accuracy: 0.91, calibrationError: 0.03, crossEntropy: 0.31, model: "text-ngrams", version: "1" })));
route("POST", "/projects/{p}/accept", ({ body }) => ({ accepted: 9, needsReview: 13, above: body.above }));
route("POST", "/projects/{p}/queue", ({ body }) => ({ queued: Math.min(body.budget, 22) }));
route("POST", "/projects/{p}/prepare", ({ params }) => job(params.p, "prepare", () => ({ groups: 2 })));
route("POST", "/projects/{p}/collect", ({ params, body }) => { const sent = (state.uploads ?? []).splice(0); return job(params.p, "collect", () => project(params.p).pages?.collected(sent, body.source) ?? { added: 0 }); });
const terms = [["CC0-1.0", "anything is allowed", false], ["CC-BY-4.0", "anything is allowed, with credit", true], ["own", "your own data", false], ["CC-BY-NC-4.0", "no commercial use, with credit", true, ["error", "licence.non-commercial", "`CC-BY-NC-4.0` forbids commercial use", "leave the source out, or set `use: research`"]], ["CC-BY-ND-4.0", "no changed copies, with credit", true, ["warning", "licence.no-derivatives", "`CC-BY-ND-4.0` forbids sharing changed copies: labels may be shared, edited items not"]]];
route("GET", "/licences", ({ query }) => ({ licences: terms.map(([name, summary, needsAttribution, found]) => ({ name, summary, needsAttribution, findings: found && (query.get("use") === "commercial" || found[0] === "warning") ? [{ severity: found[0], code: found[1], message: found[2], hint: found[3] }] : [] })) }));
route("POST", "/projects/{p}/uploads", ({ params, body }) => (body.source === "fleet" ? fail(409, "upload.source", "there is a source `fleet` with another kind, licence or attribution", { hint: "choose another name, or change the source in the definition" })
  : (project(params.p).definition.sources.push({ name: body.source, kind: "upload", licence: body.licence, attribution: body.attribution, origin: body.origin }), { source: body.source, version: 2 })));
route("PUT", "/projects/{p}/uploads/{s}/files", ({ query, size }) => {
  const path = query.get("path");
  if (/broken/.test(path) && !state.mended?.has(path)) { (state.mended ??= new Set()).add(path); return fail(400, "upload.path", `\`${path}\` could not be kept`, { hint: "send it again" }); }
  (state.uploads ??= []).push(path);
  (state.received ??= []).push({ path, size });
  return { path, size, sha256: "0".repeat(64) };
});
route("GET", "/projects/{p}/jobs", ({ query }) => ({ jobs: [...state.jobs.values()].filter((row) => !query.get("kind") || row.kind === query.get("kind")).reverse() }));
route("GET", "/projects/{p}/runs", () => ({ runs: [] }));
route("GET", "/jobs/{id}", ({ params }) => state.jobs.get(params.id) ?? fail(404, "job.unknown", "there is no such job"));
route("POST", "/jobs/{id}/cancel", ({ params }) => { state.jobs.get(params.id).state = "cancelled"; return {}; });
route("POST", "/projects/{p}/commits", ({ body, login }) => { const row = { id: `${(state.number * 7919).toString(16)}a9c0e1b27d`.slice(0, 12), message: body.message, author: person(login).name, madeAt: now(), items: 38, parent: state.commits[state.commits.length - 1]?.id }; state.commits.push(row); return { commit: row }; });
route("GET", "/projects/{p}/commits", ({ params }) => ({ commits: params.p === "tickets" ? [...state.commits].reverse() : [] }));
route("GET", "/projects/{p}/diff", () => ({ added: 18, removed: 0, changed: projects.tickets.items.slice(0, 4).map((item, index) => ({ item: item.id, key: item.key, question: "topic", before: index % 2 ? { choice: "other" } : null, after: { choice: item.truth } })), definition: ["question `topic`: label `shipping` added", "guidelines changed"] }));
route("POST", "/projects/{p}/restore", () => ({ revisions: 18 }));
route("POST", "/projects/{p}/ship", ({ params, body }) => job(params.p, "ship", () => { state.shipments.unshift({ ...state.shipments[0], id: newID(), format: body.format, madeAt: now() }); return { files: 5 }; }));
route("GET", "/projects/{p}/shipments", ({ params }) => ({ shipments: params.p === "tickets" ? state.shipments : [] }));
route("GET", "/projects/{p}/shipments/{id}/files/{name}", () => ({ text: "a file\n" }));
route("GET", "/catalogs", () => ({ consensus: [{ name: "majority", summary: "The most frequent answer" }, { name: "dawid-skene", summary: "Weighs people by what they tend to mistake for what" }], agreement: [{ name: "krippendorff-alpha", summary: "Any number of people, missing answers allowed" }, { name: "cohen-kappa", summary: "Two people" }], strategies: [{ name: "least-confidence", summary: "1 − highest probability" }], shipping: [{ name: "jsonl", summary: "JSON lines, one file per split" }, { name: "csv", summary: "CSV tables, one file per split" }, { name: "folders", summary: "A folder per label, a text file per item" }, { name: "conll", summary: "CoNLL columns for spans" }], formats: [], sources: [], steps: [] }));
route("POST", "/test/offline", ({ body }) => { state.offline = body.offline; return {}; });
route("POST", "/test/refuse", ({ body }) => { state.refuse = body.item; return {}; });
route("GET", "/test/state", () => ({ revisions: state.revisions, drafts: [...state.drafts], requests: state.requests ?? [], received: state.received ?? [], verdicts: [...(state.judged ?? new Map())], asked: [...(state.asked ?? [])] }));

more.addRoutes?.({ route, fail, revise });

function tell(slug, name, data) { for (const listener of state.listeners) if (listener.slug === slug) listener.response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`); }
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const types = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html" };

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://x");
  response.setHeader("Content-Security-Policy", csp);
  if (!url.pathname.startsWith("/v1")) {
    const file = join(folder, url.pathname), found = extname(url.pathname) && existsSync(file) ? file : join(folder, "index.html");
    response.setHeader("Content-Type", (types[extname(found)] ?? "application/octet-stream") + "; charset=utf-8");
    return response.end(readFileSync(found));
  }
  if (state.offline && !url.pathname.startsWith("/v1/test")) return request.socket.destroy();
  const login = state.signedIn.get(/winnow_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1]);
  const events = /^\/v1\/projects\/([^/]+)\/events$/.exec(url.pathname);
  if (events) {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    const listener = { slug: events[1], response };
    state.listeners.add(listener);
    return request.on("close", () => state.listeners.delete(listener));
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks), isJSON = bytes.length > 0 && !(request.headers["content-type"] ?? "").includes("octet-stream");
  const hit = routes.map((one) => ({ one, match: one.pattern.exec(url.pathname) })).find(({ one, match }) => match && one.method === request.method);
  const open = /^\/v1\/(health|session|catalogs|test)/.test(url.pathname);
  let answer = !hit ? fail(404, "route.unknown", `there is no ${request.method} ${url.pathname}`) : !login && !open ? fail(401, "session.missing", "sign in first") : undefined;
  (state.requests ??= []).push(`${request.method} ${url.pathname}`);
  answer ??= hit.one.run({ params: hit.match.groups ?? {}, query: url.searchParams, body: isJSON ? JSON.parse(bytes.toString()) : {}, size: bytes.length, login, response });
  if (answer?.bytes) { response.setHeader("Content-Type", answer.type); return response.end(answer.bytes); }
  if (answer?.text !== undefined && Object.keys(answer).length === 1) { response.setHeader("Content-Type", "text/plain"); return response.end(answer.text); }
  const status = answer?.status && answer.body ? answer.status : answer === undefined ? 204 : 200;
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(status === 204 ? undefined : JSON.stringify(answer.body?.error ? answer.body : answer));
});
server.listen(Number(option("port", 8765)), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));

// A project of 130 small pictures for looking at the pages around the editor: answers of three people, findings, near duplicates,
// a review sample, uploads. `fake-server.mjs --more ./fleet-data.mjs`; the editor's own projects come along.
import { addRoutes as addEditorRoutes, definition, guide, id, light, objects, parts, pictured, projects as others, truth } from "./image-data.mjs";

const shapes = [[640, 360], [640, 360], [480, 360], [640, 360], [270, 480]];
const scaled = (list, width) => list.map(([label, box]) => [label, box.map((value) => (value * width) / 1920)]);
const moved = (list, by) => list.map(([label, [x0, y0, x1, y1]], index) => [label, [x0 + by * (index % 2), y0 + by, x1 + by, y1]]);

function item(index) {
  const [width, height] = shapes[index % shapes.length], turn = index % 9, isNight = index % 17 === 5;
  return {
    id: id("0f", index + 1), key: `cam${1 + (index % 3)}/2026-05-${String(1 + (index % 28)).padStart(2, "0")}_${String(1000 + index)}.jpg`, fields: { camera: String(1 + (index % 3)) }, metadata: {}, source: "fleet",
    state: index % 61 === 60 ? "quarantined" : "ready", split: ["train", "train", "train", "validation", "test"][index % 5], picture: [isNight ? "night" : "street", width, height, turn],
    blobs: { image: { sha256: "ab".repeat(32), size: 48000, type: "image/jpeg", width, height } }, group: index < 40 && index % 10 < 3 ? `0g0000000000${Math.floor(index / 10)}` : undefined,
    suggestions: index >= 60 && index < 80 ? [{ id: id("0q", index), question: "objects", score: 0.71, model: "street-boxes", answer: { parts: parts(scaled(truth(turn).slice(0, 2), width)) } }] : [],
  };
}
const unreadable = { id: id("0f", 900), key: "cam2/2026-05-09_broken.jpg", fields: {}, metadata: {}, source: "fleet", state: "rejected", stateReason: "the file ends after 4,096 of 51,200 bytes", blobs: {} };
const items = [...Array.from({ length: 130 }, (_, index) => item(index)), unreadable];
pictured.push(...items);

const found = (code, severity, at, message, hint) => { const one = items[at]; return { id: `${code}-${at}`, code, severity, message: message.replace("KEY", one.key), hint, item: one.id, key: one.key, blobs: one.blobs, preview: "", place: { record: one.key }, run: "prepare" }; };
const findings = [
  found("image.unreadable", "error", 130, "`KEY` ends early: 4,096 of 51,200 bytes are there", "copy it again from where it came"),
  ...[5, 22, 39, 56, 73, 90, 107].map((at) => found("image.dark", "warning", at, "`KEY` is dark: its 99th percentile of brightness is 0.11, below 0.32", "leave it out, or take it again with more light")),
  ...[12, 41, 77].map((at) => found("image.blurry", "warning", at, "`KEY` is blurry: sharpness 0.19, below 0.29")),
  ...[4, 9, 14, 19, 24].map((at) => found("image.odd-aspect-ratio", "note", at, "`KEY` is 270 by 480 pixels, narrower than 0.6 of the others")),
  { id: "f-licence", code: "source.licence.missing", severity: "warning", message: "2 items of source `old-camera` have no licence", hint: "name a licence in `winnow.yaml`, then collect again", place: { file: "winnow.yaml", line: 21 }, run: "collect" },
];
const groups = [0, 1, 2, 3].map((number) => ({ id: `0g0000000000${number}`, kind: ["near", "exact", "pixels", "near"][number], size: 3, members: items.filter((one) => one.group === `0g0000000000${number}`).map((one) => ({ item: one.id, key: one.key, preview: "", blobs: one.blobs, split: one.split })) }));

const labels = ["Car", "Person", "Cyclist", "Traffic sign", "Animal"];
const overlap = (f1) => ({ f1, f1At75: f1 - 0.12, f1At90: f1 - 0.41, f1Mean: f1 - 0.2, meanIoU: f1 - 0.09, matchedIoU: 0.88 });
const pairs = [{ a: "jun", b: "leila", items: 48, value: 0.91, band: "excellent", overlap: overlap(0.91) }, { a: "amara", b: "jun", items: 21, value: 0.74, band: "good", mostConfused: ["Person", "Cyclist"], overlap: overlap(0.74) }, { a: "amara", b: "leila", items: 20, value: 0.56, band: "needs work", mostConfused: ["Person", "Cyclist"], overlap: overlap(0.56) }];
const warning = "amara and leila match in 0.56 of their boxes: `Person` and `Cyclist` are confused most. Look at the guidelines and at training";
const agreement = { question: "objects", measure: "iou-f1:0.5", value: 0.83, band: "excellent", items: 48, overlap: overlap(0.83) };
const pages = {
  findings, groups, reviews: items.slice(2, 5).map((one) => one.id),
  agreement: { ...agreement, pairs, warning, differences: { missed: 14, extra: 6, label: 9, place: 4 }, leftOut: 0,
    labels: labels.map((label, index) => (index === 4 ? { label, parts: 0, reason: "nobody drew it", overlap: {} } : { label, parts: [188, 92, 17, 71][index], value: [0.93, 0.81, 0.44, 0.88][index], overlap: overlap([0.93, 0.81, 0.44, 0.88][index]) })),
    people: [["amara", 0.66, 21], ["jun", 0.87, 70], ["leila", 0.84, 61]].map(([login, value, count]) => ({ login, items: count, shared: count - 4, parts: count * 4, value, overlap: overlap(value) })) },
  overview: (settledOf) => {
    const drawn = items.flatMap((one) => settledOf("fleet", one).objects?.answer.parts ?? []);
    return {
      agreement, kappa: pairs, warning, labels: labels.map((label, index) => ({ question: "objects", label, count: drawn.filter((part) => part.labels[0] === label).length, quota: [undefined, 120, 60][index] })),
      people: [["jun", "Jun Watanabe", 70, 21.4, 0.87], ["leila", "Leïla Haddad", 61, 18.9, 0.84], ["amara", "Amara Osei", 21, 9.2, 0.56]].map(([login, name, count, medianSeconds, share]) => ({ login, name, items: count, medianSeconds, agreement: share })),
      confusion: { labels, counts: [[176, 2, 0, 1, 0], [2, 81, 9, 0, 0], [0, 9, 12, 0, 0], [1, 0, 0, 70, 0], [0, 0, 0, 0, 0]] },
      daily: Array.from({ length: 10 }, (_, index) => ({ day: new Date(Date.now() - (9 - index) * 86400000).toISOString().slice(0, 10), items: [6, 9, 0, 0, 11, 8, 12, 10, 7, 9][index] })),
      sources: [{ name: "fleet", kind: "folder", licence: { name: "CC-BY-4.0" }, items: 129 }, { name: "old-camera", kind: "folder", items: 2 }, ...projects.fleet.definition.sources.filter((one) => one.kind === "upload").map((one) => ({ name: one.name, kind: "upload", licence: { name: one.licence }, items: items.filter((other) => other.source === one.name).length }))],
    };
  },
  collected: (sent, source) => {
    for (const path of sent) { const one = { ...item(items.length), id: id("0f", 1000 + items.length), key: path, source, group: undefined, suggestions: [] }; items.push(one); pictured.push(one); }
    return { added: sent.length, findings: 0 };
  },
};

export const projects = { ...others, fleet: { version: 1, role: "owner", guidelines: guide, items, pages, definition: definition("fleet", "Street objects for the fleet's cameras", [objects, light], guide) } };

export function addRoutes(server) {
  addEditorRoutes(server);
  for (const [index, one] of items.slice(0, 72).entries()) {
    const width = one.blobs.image.width, list = scaled(truth(index % 9), width), said = (login, drawn, hours, note) => server.revise({ project: "fleet", item: one }, login, { annotation: { answers: { objects: { parts: parts(drawn) }, light: { choice: "dusk" } }, unknown: [], flags: [], note }, activeSeconds: 12 + (index % 9), madeAt: Date.now() - hours * 3600000 });
    said("jun", list, 90 - index);
    if (index < 48) said("leila", index % 8 === 7 ? moved(list, 60 * (width / 1920)).slice(1) : list, 80 - index, index === 7 ? "The second car is only a reflection" : undefined);
    if (index % 8 === 7) said("amara", list.map(([label, box]) => [label === "Person" ? "Cyclist" : label, box]), 40);
  }
}

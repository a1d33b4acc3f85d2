// Picture projects for the stand-in server (`fake-server.mjs --more ./image-data.mjs`): a drawn street, boxes, suggestions,
// two people's answers, and one picture with ten thousand boxes. Pictures are painted here, nothing is read from disk.
import { Canvas, fade, street } from "./paint.mjs";

export const truth = (turn) => { const shift = turn * 90; return [
  ["Car", [176 + shift, 756, 568 + shift, 1012]], ["Car", [1038 - shift / 2, 698, 1256 - shift / 2, 842]], ["Person", [1430 + shift / 2, 658, 1508 + shift / 2, 952]], ["Traffic sign", [1272, 418, 1370, 530]],
]; };
const open = (turn) => [{ label: "Person", box: [1545, 690, 1616, 940], score: 0.83 }, { label: "Car", box: [716 + turn * 30, 614, 840 + turn * 30, 700], score: 0.61 }];

export const id = (prefix, index) => prefix + String(index).padStart(11, "0");
export const parts = (list, origin = "person") => list.map(([label, box], index) => ({ id: `p${index}`, labels: [label], box, origin }));
const draft = (answers) => ({ counter: 1, activeSeconds: 12, annotation: { answers, unknown: [], flags: [] } });
const facts = (width, height) => ({ image: { sha256: "ab".repeat(32), size: 120000, type: "image/png", width, height } });

function streets() {
  return Array.from({ length: 9 }, (_, turn) => ({
    id: id("0i", turn + 1), key: `cam2_${String(412 + turn).padStart(4, "0")}.png`, fields: turn === 0 ? { camera: "2", weather: "dusk" } : {}, metadata: {}, state: "ready", split: "train", picture: ["street", 1920, 1080, turn], blobs: facts(1920, 1080),
    suggestions: [{ id: id("0s", turn + 1), question: "objects", score: 0.8, answer: { parts: open(turn).map((one, index) => ({ id: `s${turn}${index}`, labels: [one.label], box: one.box, score: one.score, origin: `suggestion:${id("0s", turn + 1)}` })) } },
      { id: id("0w", turn + 1), question: "light", score: 0.74, answer: { choice: "dusk" } }],
    draft: turn === 0 ? draft({ objects: { parts: parts(truth(turn)) } }) : undefined,
  }));
}

/** A grid of boxes over a wide picture, sizes and labels spread by a fixed walk. */
function crowd(count, seed) {
  let state = seed;
  const pick = (limit) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state % limit; };
  const names = ["Cell", "Clump", "Debris"];
  return Array.from({ length: count }, (_, index) => { const x = (index % 125) * 32 + pick(8), y = Math.floor(index / 125) * 32 + pick(8); return { id: `m${String(index).padStart(5, "0")}`, labels: [names[pick(3)]], box: [x, y, x + 14 + pick(12), y + 14 + pick(12)], origin: "import" }; });
}

const crowds = (count) => Array.from({ length: 6 }, (_, turn) => ({
  id: id("0m", turn + 1), key: `plate-${turn + 1}.png`, fields: {}, metadata: {}, state: "ready", split: "train", picture: ["plate", 4000, 2600, turn], blobs: facts(4000, 2600),
  draft: draft({ cells: { parts: crowd(turn % 2 ? 200 : count, turn + 7) } }),
}));

function plate(width, height, turn) {
  const picture = new Canvas(width / 4, height / 4);
  picture.rect(0, 0, width, height, fade([236, 228, 232], [214, 204, 214], 0, height / 4));
  for (const { box, labels } of crowd(4000, turn + 7)) picture.disc((box[0] + box[2]) / 8, (box[1] + box[3]) / 8, (box[2] - box[0]) / 9, labels[0] === "Cell" ? [190, 96, 112] : [120, 84, 150], 0.8);
  return picture;
}

export const question = (name, kind, more = {}) => ({ name, kind, prompt: "", labels: [], attributes: [], isRequired: true, allowsUnknown: false, allowsMultiple: false, ...more });
export const definition = (project, objective, questions, guidelines) => ({ project, objective, use: "commercial", media: "image", questions, environments: {}, guidelines, sources: [], prepare: [], labelling: { overlapFrom: 2, overlapTo: 2, leaseMinutes: 15, heartbeatSeconds: 30, goldShare: 0, reviewShare: 0, acceptAbove: 0.6 }, consensus: {}, ship: [] });
export const guide = `# Street objects
Box what you see, not what you guess. The box ends where the object ends.

## Car
Also vans. Wing mirrors belong to the car; a shadow does not.

## Person
Whole body with what is carried.

## Traffic sign
The plate only, without its pole.`;

export const objects = question("objects", "boxes", { labels: ["Car", "Person", "Cyclist", "Traffic sign", "Animal"].map((name, index) => ({ name, colour: [6, 2, 3, 7, 4][index], about: ["Cars and vans", "On foot", "With the bicycle", "The plate only", "Any"][index] })), attributes: [{ name: "occluded", kind: "boolean", default: false }, { name: "truncated", kind: "boolean", default: false }] });
export const light = question("light", "choice", { prompt: "Light", allowsUnknown: true, labels: ["day", "dusk", "night"].map((name) => ({ name })) });

/** What the second person boxed: one moved, one relabelled, one missed, one extra. */
const second = (turn) => { const [car, other, person, sign] = truth(turn); return [
  [car[0], car[1].map((value, index) => value + [150, 40, 110, 40][index])], other, ["Cyclist", person[1].map((value, index) => value + [1, -2, 2, 1][index])], ["Car", [716 + turn * 30, 614, 842 + turn * 30, 700]], ["Person", [1547, 688, 1618, 942]], ...(turn % 2 ? [sign] : []),
]; };

export const projects = {
  street: { version: 1, role: "owner", guidelines: guide, items: streets(), definition: definition("street", "Street objects", [objects, light], guide) },
  plates: { version: 1, role: "owner", guidelines: "", items: crowds(Number(process.env.WINNOW_BOXES ?? 10000)), definition: definition("plates", "Ten thousand cells", [question("cells", "boxes", { labels: ["Cell", "Clump", "Debris"].map((name) => ({ name })) })], "") },
  judged: { version: 1, role: "owner", guidelines: guide, items: streets().slice(0, 4).map((item) => ({ ...item, id: item.id.replace("0i", "0j"), draft: undefined, suggestions: [] })), definition: definition("judged", "Street objects, judged", [objects], guide) },
};

/** Items whose pictures the server hands out; a project made elsewhere adds its own. */
export const pictured = Object.values(projects).flatMap((one) => one.items);

const painted = new Map();
function paint([kind, width, height, turn], size) {
  const key = `${kind}/${width}/${turn}/`;
  if (!painted.has(key + size)) {
    const whole = kind === "plate" ? plate(width, height, turn) : street(width, height, turn);
    if (kind === "night") whole.rect(0, 0, width, height, [4, 6, 12], 0.88);
    const full = whole.png(), view = width > 1000 && kind !== "plate" ? whole.half().png() : full;
    painted.set(key + "full", full).set(key + "view", view).set(key + "thumb", view);
  }
  return painted.get(key + size);
}

export function addRoutes({ route, fail, revise }) {
  for (const item of projects.judged.items) for (const [login, list] of [["jun", truth], ["leila", second]]) {
    revise({ project: "judged", item }, login, { annotation: { answers: { objects: { parts: parts(list(Number(item.picture[3]))) } }, unknown: [], flags: [] }, activeSeconds: 9 });
  }
  route("GET", "/items/{id}/blobs/image", ({ params, query }) => {
    const item = pictured.find((one) => one.id === params.id);
    return item?.picture ? { bytes: paint(item.picture, query.get("size") ?? "full"), type: "image/png" } : fail(404, "blob.unknown", "there is no such picture");
  });
}

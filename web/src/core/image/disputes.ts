/**
 * Several people's boxes on one picture, object by object, and what a person decides for each. On what they differ the server
 * says; every box it does not name is agreed on by all, and only those are brought together here.
 */
import type { Part } from "../annotation.js";
import { Box, iou, isBox } from "./box.js";

export type DisputeKind = "agreed" | "missed" | "extra" | "label" | "place";
/** As the server tells it: whose parts make up one object, and who saw the picture and has nothing there. */
export interface Difference { readonly kind: Exclude<DisputeKind, "agreed">; readonly iou?: number; readonly bounds?: readonly number[]; readonly marks: readonly { login: string; part: Part }[]; readonly absent: readonly string[] }
export interface Drawer { readonly login: string; readonly name: string; readonly parts: readonly Part[] }
/** `sides` has a place for each person, in their order; empty where they have nothing. */
export interface Dispute { readonly id: string; readonly kind: DisputeKind; readonly sides: readonly (Part | undefined)[]; readonly iou?: number }
/** As the person of this number said, between all who drew it, or no object at all. */
export type Choice = number | "between" | "none";

const order: readonly DisputeKind[] = ["label", "place", "missed", "extra", "agreed"];
const boxOf = (part: Part) => part.box as unknown as Box;
const sameLabels = (a: Part, b: Part) => JSON.stringify([...(a.labels ?? [])].sort()) === JSON.stringify([...(b.labels ?? [])].sort());

export function disputesOf(people: readonly Drawer[], differences: readonly Difference[]): Dispute[] {
  const differed = differences.map(({ kind, iou: overlap, marks }): Dispute => {
    const sides = people.map(({ login }) => marks.find((mark) => mark.login === login)?.part);
    return { id: idOf(sides), kind, sides, iou: overlap };
  }).filter((one) => one.sides.some((part) => part && isBox(part.box)));
  const named = new Set(differences.flatMap(({ marks }) => marks.map(({ login, part }) => `${login}/${part.id}`)));
  const left = people.map(({ login, parts }) => parts.filter((part) => isBox(part.box) && !named.has(`${login}/${part.id}`)));
  return [...differed, ...agreed(left)].sort((x, y) => order.indexOf(x.kind) - order.indexOf(y.kind));
}

/** Of one object everybody's boxes have the same label and cover each other best: the first person's lead. */
function agreed([first, ...others]: readonly Part[][]): Dispute[] {
  const free = (others ?? []).map((parts) => [...parts]);
  return (first ?? []).map((part): Dispute => {
    const sides = [part, ...free.map((parts) => {
      const best = parts.filter((one) => sameLabels(one, part)).sort((x, y) => iou(boxOf(y), boxOf(part)) - iou(boxOf(x), boxOf(part)))[0];
      if (best && iou(boxOf(best), boxOf(part)) > 0) return parts.splice(parts.indexOf(best), 1)[0];
      return undefined;
    })];
    return { id: idOf(sides), kind: "agreed", sides };
  });
}

const idOf = (sides: readonly (Part | undefined)[]) => sides.map((part) => part?.id ?? "").join("|");
export const drawnIn = (dispute: Dispute): Part[] => dispute.sides.filter((part): part is Part => part !== undefined);

/** What may be decided of a dispute: as each person said, and between those who drew it. */
export function choicesOf(dispute: Dispute): Choice[] {
  const drawn = drawnIn(dispute).length, people: Choice[] = dispute.sides.map((_, person) => person);
  return [...people, ...(drawn > 1 ? ["between" as const] : []), ...(drawn === dispute.sides.length ? ["none" as const] : [])];
}

/** What was agreed on needs no decision; it may be changed all the same. */
export const choiceFor = (dispute: Dispute, decided: ReadonlyMap<string, Choice>): Choice | undefined => decided.get(dispute.id) ?? (dispute.kind === "agreed" ? "between" : undefined);
export const stillOpen = (disputes: readonly Dispute[], decided: ReadonlyMap<string, Choice>) => disputes.filter((one) => choiceFor(one, decided) === undefined);

/** The part that stands after a decision; undefined when there is none. `between` takes the first one's label. */
export function settledPart(dispute: Dispute, choice: Choice): Part | undefined {
  if (typeof choice === "number") return dispute.sides[choice];
  const drawn = drawnIn(dispute);
  if (choice === "none" || drawn.length === 0) return undefined;
  const mean = [0, 1, 2, 3].map((edge) => drawn.reduce((sum, part) => sum + boxOf(part)[edge], 0) / drawn.length);
  return { ...drawn[0], box: mean };
}

/** The annotation's parts, with ids of their own: two people's may be the same. */
export function settledParts(disputes: readonly Dispute[], decided: ReadonlyMap<string, Choice>): Part[] {
  return disputes.flatMap((dispute, index) => {
    const choice = choiceFor(dispute, decided), part = choice === undefined ? undefined : settledPart(dispute, choice);
    if (!part) return [];
    const { score: _, ...kept } = part;
    return [{ ...kept, id: `d${index + 1}`, origin: "person" }];
  });
}

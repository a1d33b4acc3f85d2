/**
 * Two people's boxes side by side, object by object: what both have, what one missed, where label or place differ; and what
 * a person decides for each. The first person is the measure: `missed` is theirs alone, `extra` the other's alone.
 */
import type { Part } from "../annotation.js";
import { Box, isBox } from "./box.js";
import { matchBoxes } from "./matching.js";

export type DisputeKind = "agreed" | "missed" | "extra" | "label" | "place";
export interface Dispute { readonly id: string; readonly kind: DisputeKind; readonly a?: Part; readonly b?: Part; readonly iou?: number }
/** As the first said, as the second said, half way between both boxes, or no object at all. */
export type Choice = "a" | "b" | "between" | "none";
export interface Bars { /** Overlap from which two boxes are one object. */ readonly match: number; /** Overlap from which they are in the same place. */ readonly place: number }
export const usualBars: Bars = { match: 0.5, place: 0.8 };
const order: readonly DisputeKind[] = ["label", "place", "missed", "extra", "agreed"];

const boxed = (parts: readonly Part[]) => parts.filter((part) => isBox(part.box)).map((part) => ({ part, box: part.box as Box, labels: part.labels ?? [] }));
const sameLabels = (a: Part, b: Part) => JSON.stringify([...(a.labels ?? [])].sort()) === JSON.stringify([...(b.labels ?? [])].sort());

export function disputesOf(first: readonly Part[], second: readonly Part[], bars: Bars = usualBars): Dispute[] {
  const as = boxed(first), bs = boxed(second), pairs = matchBoxes(as, bs, bars.match);
  const takenA = new Set(pairs.map((pair) => pair.a)), takenB = new Set(pairs.map((pair) => pair.b));
  const found: Dispute[] = pairs.map(({ a, b, iou }) => {
    const left = as[a].part, right = bs[b].part;
    return { id: `${left.id}|${right.id}`, kind: !sameLabels(left, right) ? "label" : iou < bars.place ? "place" : "agreed", a: left, b: right, iou };
  });
  as.forEach(({ part }, index) => { if (!takenA.has(index)) found.push({ id: `${part.id}|`, kind: "missed", a: part }); });
  bs.forEach(({ part }, index) => { if (!takenB.has(index)) found.push({ id: `|${part.id}`, kind: "extra", b: part }); });
  return found.sort((x, y) => order.indexOf(x.kind) - order.indexOf(y.kind));
}

/** What may be decided of a dispute. */
export const choicesOf = ({ kind }: Dispute): readonly Choice[] => (kind === "missed" || kind === "extra" ? ["a", "b"] : kind === "label" || kind === "place" ? ["a", "b", "between", "none"] : ["a", "b", "between", "none"]);

/** What was agreed on needs no decision; it may be changed all the same. */
export const choiceFor = (dispute: Dispute, decided: ReadonlyMap<string, Choice>): Choice | undefined => decided.get(dispute.id) ?? (dispute.kind === "agreed" ? "between" : undefined);
export const stillOpen = (disputes: readonly Dispute[], decided: ReadonlyMap<string, Choice>) => disputes.filter((one) => choiceFor(one, decided) === undefined);

/** The part that stands after a decision; undefined when there is none. `between` takes the first person's label. */
export function settledPart(dispute: Dispute, choice: Choice): Part | undefined {
  const { a, b } = dispute;
  if (choice === "none") return undefined;
  if (choice === "between" && a && b) return { ...a, box: (a.box as unknown as Box).map((value, index) => (value + (b.box as unknown as Box)[index]) / 2) };
  return choice === "b" ? b : a;
}

/** The annotation's parts, with ids of their own: both people's may be the same. */
export function settledParts(disputes: readonly Dispute[], decided: ReadonlyMap<string, Choice>): Part[] {
  return disputes.flatMap((dispute, index) => {
    const choice = choiceFor(dispute, decided), part = choice && settledPart(dispute, choice);
    if (!part) return [];
    const { score: _, ...kept } = part;
    return [{ ...kept, id: `d${index + 1}`, origin: "person" }];
  });
}

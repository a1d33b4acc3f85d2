/** Whose boxes can be laid over an item's picture: what counts, each answer of each person, the open suggestions. */
import type { Annotation, Answer } from "../annotation.js";
import type { Question } from "../definition.js";
import { boxesOf, ShownBox } from "./pictures.js";

export interface BoxLayer { readonly id: string; readonly name: string; readonly boxes: readonly ShownBox[]; readonly isDashed: boolean }
export interface Said {
  readonly settled: Record<string, { answer: Answer }>;
  readonly revisions: readonly { id: string; name: string; number: number; annotation: Annotation }[];
  readonly suggestions: readonly { question: string; answer: Answer; model?: string }[];
}

/** The colours of whole layers, far apart for all eyes: sky, orange, green, pink, yellow, vermilion, blue. */
const colours = [6, 2, 3, 4, 7, 5, 1];

/** Layers without boxes are there too, when boxes were asked for: that somebody saw none is an answer. */
export function layersOf({ settled, revisions, suggestions }: Said, questions: readonly Question[]): BoxLayer[] {
  const asked = questions.filter((question) => question.kind === "boxes");
  const isAsked = (answers: Record<string, unknown>) => asked.some((question) => answers[question.name] !== undefined);
  const counts = Object.fromEntries(Object.entries(settled).map(([question, one]) => [question, one.answer]));
  const newest = new Map<string, number>();
  for (const { name, number } of revisions) newest.set(name, Math.max(newest.get(name) ?? 0, number));
  const people = revisions.filter((one) => isAsked(one.annotation.answers)).map((one): BoxLayer => ({
    id: one.id, name: newest.get(one.name) === one.number ? one.name : `${one.name}, version ${one.number}`, boxes: boxesOf(one.annotation.answers, asked), isDashed: false,
  }));
  const byModel = new Map<string, ShownBox[]>();
  for (const one of suggestions) if (isAsked({ [one.question]: true })) byModel.set(one.model ?? "Suggested", [...(byModel.get(one.model ?? "Suggested") ?? []), ...boxesOf({ [one.question]: one.answer }, asked)]);
  return [
    ...(isAsked(counts) ? [{ id: "settled", name: "What counts", boxes: boxesOf(counts, asked), isDashed: false }] : []),
    ...people, ...[...byModel].map(([name, boxes]) => ({ id: `model/${name}`, name, boxes, isDashed: true })),
  ];
}

/** At first what counts; where nothing does yet, everything that was said. */
export const shownAtFirst = (layers: readonly BoxLayer[]): ReadonlySet<string> => new Set(layers.some((one) => one.id === "settled") ? ["settled"] : layers.map((one) => one.id));

/** A layer alone has its labels' colours; side by side each has its own. */
export function coloured<Shown extends BoxLayer>(layers: readonly Shown[], shown: ReadonlySet<string>): (Shown & { colour?: number })[] {
  return layers.map((layer, index) => (shown.size > 1 ? { ...layer, colour: colours[index % colours.length] } : layer)).filter((layer) => shown.has(layer.id));
}

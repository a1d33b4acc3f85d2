/** What the text editor shows of a document: spans and open suggestions of the questions about spans, in UTF-16 units. */
import { partsOf, Part, Suggestion } from "../../core/annotation.js";
import type { Label, Question } from "../../core/definition.js";
import { Doc, partsIn } from "../../core/doc.js";
import { partTaken } from "../../core/labelSession.js";
import { percent } from "../../core/figures.js";
import type { ScalarMap } from "../../core/offsets.js";
import type { Mark } from "../../render/textStage.js";

export interface ShownPart {
  part: Part;
  question: Question;
  label: Label;
  start: number;
  end: number;
  suggestion?: { id: string; score: number };
}

const unnamed: Label = { name: "?", key: "", colour: 7, marked: true };

function shown(part: Part, question: Question, map: ScalarMap, suggestion?: ShownPart["suggestion"]): ShownPart | undefined {
  const first = part.ranges?.[0], last = part.ranges?.[part.ranges.length - 1];
  if (!first || !last) return undefined;
  const label = question.labels.find((candidate) => candidate.name === part.labels?.[0]) ?? { ...unnamed, name: part.labels?.[0] ?? "?" };
  return { part, question, label, start: map.toUnits(first[0]), end: map.toUnits(last[1]), suggestion };
}

export function shownParts(doc: Doc, questions: readonly Question[], map: ScalarMap): ShownPart[] {
  return questions.flatMap((question) => partsIn(doc, question.name).flatMap((part) => shown(part, question, map) ?? []));
}

/** Low confidence first is for the list; here text order, as the eye reads. */
export function shownSuggestions(suggestions: readonly Suggestion[], rejected: ReadonlySet<string>, doc: Doc, questions: readonly Question[], map: ScalarMap): ShownPart[] {
  const found = suggestions.flatMap((suggestion) => {
    const question = questions.find((candidate) => candidate.name === suggestion.question);
    if (!question) return [];
    return partsOf(suggestion.answer).filter((part) => !rejected.has(part.id) && !partTaken(doc, question.name, part.id))
      .flatMap((part) => shown(part, question, map, { id: suggestion.id, score: part.score ?? suggestion.score }) ?? []);
  });
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

export function markOf(shown: ShownPart, selected: string | undefined): Mark {
  const names = shown.part.labels?.join(", ") || shown.label.name;
  return {
    id: shown.part.id, start: shown.start, end: shown.end, colour: shown.label.colour, striped: shown.label.marked,
    suggested: shown.suggestion !== undefined, selected: shown.part.id === selected,
    caption: shown.suggestion ? `${names}? ${percent(shown.suggestion.score)}` : names,
  };
}

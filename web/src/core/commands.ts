/** What a person can do to an annotation, each as a plain change of the document. No command decides what is shown. */
import type { Answer, Part, Span, Suggestion } from "./annotation.js";
import { partsOf } from "./annotation.js";
import { Change, Doc, flagKey, noteKey, partKey, unknownKey, valueKey } from "./doc.js";

export const nothing: Change = { cells: [] };

export function setValue(question: string, answer: Answer | undefined): Change {
  return { cells: [[valueKey(question), answer], [unknownKey(question), undefined]] };
}

/** Adds or takes away one of several choices; an empty list stays an answer ("none of these"). */
export function toggleChoice(doc: Doc, question: string, label: string): Change {
  const chosen = ((doc.get(valueKey(question)) as Answer | undefined)?.choices as string[] | undefined) ?? [];
  const choices = chosen.includes(label) ? chosen.filter((name) => name !== label) : [...chosen, label];
  return setValue(question, { choices });
}

/** "I don't know" takes the question's answer away; a second time takes itself away. */
export function toggleUnknown(doc: Doc, question: string): Change {
  if (doc.has(unknownKey(question))) return { cells: [[unknownKey(question), undefined]] };
  const prefix = `part/${question}/`;
  const parts = [...doc.keys()].filter((key) => key.startsWith(prefix));
  return { cells: [[unknownKey(question), true], [valueKey(question), undefined], ...parts.map((key) => [key, undefined] as const)] };
}

export function toggleFlag(doc: Doc, name: string): Change {
  return { cells: [[flagKey(name), doc.has(flagKey(name)) ? undefined : true]] };
}

export function setNote(text: string): Change { return { cells: [[noteKey, text.trim() === "" ? undefined : text]] }; }

export function addSpan(question: string, id: string, label: string, range: Span): Change {
  const part: Part = { id, labels: [label], ranges: [range], origin: "person" };
  return { cells: [[partKey(question, id), part], [unknownKey(question), undefined]] };
}

export function removePart(question: string, id: string): Change { return { cells: [[partKey(question, id), undefined]] }; }

/** An edited part that came from a suggestion says so. */
export function changePart(doc: Doc, question: string, id: string, edit: Partial<Part>): Change {
  const part = doc.get(partKey(question, id)) as Part | undefined;
  if (!part) return nothing;
  const origin = part.origin?.startsWith("suggestion:") ? part.origin.replace("suggestion:", "corrected:") : part.origin;
  return { cells: [[partKey(question, id), { ...part, ...edit, origin }]] };
}

export function relabel(doc: Doc, question: string, id: string, label: string, multiple: boolean): Change {
  const part = doc.get(partKey(question, id)) as Part | undefined;
  if (!part) return nothing;
  if (!multiple) return part.labels[0] === label ? nothing : changePart(doc, question, id, { labels: [label] });
  const labels = part.labels.includes(label) ? part.labels.filter((name) => name !== label) : [...part.labels, label];
  return labels.length === 0 ? nothing : changePart(doc, question, id, { labels });
}

/** Takes one suggested part over, unchanged or with another label or range. */
export function acceptPart(question: string, suggestion: string, part: Part, edit?: Partial<Part>): Change {
  const { score: _, ...kept } = part;
  const origin = `${edit ? "corrected" : "suggestion"}:${suggestion}`;
  return { cells: [[partKey(question, part.id), { ...kept, ...edit, origin }], [unknownKey(question), undefined]] };
}

export function acceptSuggestion(suggestion: Suggestion): Change {
  const parts = partsOf(suggestion.answer);
  if (parts.length === 0) return setValue(suggestion.question, suggestion.answer);
  return { cells: parts.flatMap((part) => acceptPart(suggestion.question, suggestion.id, part).cells) };
}

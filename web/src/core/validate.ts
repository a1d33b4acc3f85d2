/** What still misses before an annotation may be submitted, question by question, in words for the person who labels. */
import { Doc, isUnknown, partsIn, valueIn } from "./doc.js";
import type { Definition, Question } from "./definition.js";

export interface Missing { question: string; message: string }

const partKinds = new Set(["spans", "boxes", "rotated-boxes", "ellipses", "polygons", "polylines", "points", "skeletons", "masks", "cuboids", "tracks", "segments", "transcripts", "fields", "cuboids-3d"]);
export const isPartKind = (question: Question) => partKinds.has(question.kind);
/** Kinds this page can ask; others are stored and shipped, and are answered elsewhere. */
export const editableKinds: ReadonlySet<string> = new Set(["choice", "choices", "rating", "number", "date", "text", "spans"]);

export function missing(definition: Definition, doc: Doc): Missing[] {
  return definition.questions.filter((question) => question.of === undefined && question.required && !isAnswered(question, doc))
    .map((question) => ({ question: question.name, message: messageFor(question) }));
}

/** Nothing marked is an answer to a question for parts. */
export function isAnswered(question: Question, doc: Doc): boolean {
  if (isUnknown(doc, question.name) || isPartKind(question)) return true;
  const value = valueIn(doc, question.name);
  if (!value) return false;
  if (typeof value.text === "string") return value.text.trim() !== "";
  if (typeof value.date === "string") return value.date !== "";
  return true;
}

/** Whether a person has done anything here: unlike `isAnswered`, an empty list of spans does not count. */
export function isStarted(question: Question, doc: Doc): boolean {
  return isPartKind(question) ? partsIn(doc, question.name).length > 0 || isUnknown(doc, question.name) : isAnswered(question, doc);
}

function messageFor(question: Question): string {
  const name = question.prompt || question.name;
  const or = question.unknown ? ", or say that you don't know" : "";
  switch (question.kind) {
    case "choice": return `“${name}” needs a label${or}`;
    case "choices": return `“${name}” needs its labels, or none of them${or}`;
    case "rating": return `“${name}” needs a rating${or}`;
    default: return `“${name}” needs an answer${or}`;
  }
}

/**
 * What is asked of a picture: questions answered by boxes, their attributes, choices about the whole picture, and the one key
 * each of them has. Box labels have the digits; choices have Shift and a digit, or the digits where no boxes are asked for.
 */
import type { Definition, Label, Question } from "../definition.js";
import { imageLetters } from "./imageActions.js";

export interface Attribute { readonly name: string; readonly kind: "boolean" | "choice" | "number" | "text"; readonly options: readonly string[]; readonly default?: unknown; readonly key: string }
/** One button about the whole picture: pressing `chord` answers it. */
export interface ChoiceKey { readonly question: Question; readonly label: Label; readonly chord: string }

export const isBoxes = (question: Question) => question.kind === "boxes" && question.of === undefined;
export const isWholeChoice = (question: Question) => (question.kind === "choice" || question.kind === "choices") && question.of === undefined;

/** The questions answered by boxes, with labels whose letters do not fight the editor's. */
export function boxQuestions(definition: Definition): Question[] {
  return definition.questions.filter(isBoxes).map((question) => ({ ...question, labels: rekeyed(question.labels) }));
}

function rekeyed(labels: readonly Label[]): Label[] {
  const taken = new Set(labels.map((label) => label.key).filter((key) => key && !imageLetters.has(key)));
  return labels.map((label) => {
    if (!imageLetters.has(label.key)) return label;
    const key = "123456789".split("").find((digit) => !taken.has(digit)) ?? "";
    taken.add(key);
    return { ...label, key };
  });
}

/** The definition's attributes of a question; each boolean or choice gets the first free letter of its name. */
export function attributesOf(definition: Definition, question: Question): Attribute[] {
  const raw = ((definition.raw.questions ?? []) as Record<string, any>[]).find((one) => one.name === question.name)?.attributes ?? [];
  const taken = new Set([...imageLetters, ...question.labels.map((label) => label.key)]);
  return (raw as Record<string, any>[]).map((one) => {
    const kind = (["boolean", "choice", "number", "text"].includes(one.kind) ? one.kind : "text") as Attribute["kind"];
    const key = kind === "boolean" || kind === "choice" ? [...String(one.name).toLowerCase()].find((letter) => /^[a-z]$/.test(letter) && !taken.has(letter)) ?? "" : "";
    taken.add(key);
    return { name: one.name, kind, options: one.options ?? one.labels ?? [], default: one.default, key };
  });
}

export function attributeValue(attributes: unknown, attribute: Attribute): unknown {
  const own = (attributes as Record<string, unknown> | undefined)?.[attribute.name];
  return own === undefined ? attribute.default ?? (attribute.kind === "boolean" ? false : undefined) : own;
}

/** The value one press further: yes and no, or round through the options. */
export function nextValue(attribute: Attribute, value: unknown): unknown {
  if (attribute.kind === "boolean") return value !== true;
  const at = attribute.options.indexOf(String(value));
  return attribute.options[(at + 1) % Math.max(1, attribute.options.length)];
}

export function choiceKeys(questions: readonly Question[], hasBoxes: boolean): ChoiceKey[] {
  let digit = 0;
  return questions.flatMap((question) => question.labels.map((label) => {
    digit += 1;
    return { question, label, chord: digit > 9 ? "" : hasBoxes ? `Shift+${digit}` : String(digit) };
  }));
}

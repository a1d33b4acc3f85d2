/**
 * The JSON shapes of annotations as they are stored and sent (the data model's names; offsets are Unicode scalars).
 * Kinds without an editor here keep their JSON untouched.
 */
export type Span = readonly [start: number, end: number];

export interface Part {
  id: string;
  labels: string[];
  ranges?: Span[];
  origin?: string;
  score?: number;
  note?: string;
  [other: string]: unknown;
}

export type Answer = Record<string, unknown>;

export interface Annotation {
  answers: Record<string, Answer>;
  unknown: string[];
  flags: string[];
  note?: string;
}

export interface Suggestion {
  id: string;
  question: string;
  answer: Answer;
  score: number;
}

export const emptyAnnotation: Annotation = { answers: {}, unknown: [], flags: [] };

export function partsOf(answer: Answer | undefined): Part[] {
  return Array.isArray(answer?.parts) ? (answer!.parts as Part[]) : [];
}

/** Equal as content: key order does not count. */
export function sameJSON(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** An answer in a few words, for tables and lists. */
export function answerText(answer: Answer | undefined | null): string {
  if (!answer) return "";
  if (typeof answer.choice === "string") return answer.choice;
  if (Array.isArray(answer.choices)) return answer.choices.join(", ") || "none";
  if (Array.isArray(answer.paths)) return (answer.paths as string[][]).map((path) => path.join(" › ")).join(", ");
  if (Array.isArray(answer.texts)) return answer.texts.join(" · ");
  for (const key of ["rating", "number", "date", "text", "preferred"]) {
    if (answer[key] !== undefined) return String(answer[key]);
  }
  if (Array.isArray(answer.parts)) return partsText(partsOf(answer));
  return JSON.stringify(answer);
}

function partsText(parts: Part[]): string {
  if (parts.length === 0) return "nothing marked";
  const counts = new Map<string, number>();
  for (const part of parts) for (const label of part.labels ?? []) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, count]) => `${count} ${label}`).join(", ");
}

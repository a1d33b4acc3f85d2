/** A project's questions as the pages use them: defaults filled in, every label with a key and a colour. */
export interface Label {
  name: string;
  /** One character, unique within the question; empty beyond the ninth label without its own key. */
  key: string;
  /** 1-7: place in the palette; `marked` when the colour repeats and a second sign is due. */
  colour: number;
  marked: boolean;
  quota?: number;
  about?: string;
}

export interface Question {
  name: string;
  kind: string;
  prompt: string;
  labels: Label[];
  required: boolean;
  unknown: boolean;
  multiple: boolean;
  of?: string;
}

export interface Definition {
  project: string;
  objective: string;
  purpose?: string;
  media: string;
  questions: Question[];
  guidelines: string;
  heartbeatSeconds: number;
  raw: Record<string, any>;
}

/** Letters that are actions of the label page: a label that asks for one of them gets a digit instead. */
export const reservedKeys = new Set(["i", "s", "f", "c", "x", "g", "l", "u", "b", "?", "/", " "]);

export function readDefinition(raw: Record<string, any>): Definition {
  return {
    project: raw.project ?? "", objective: raw.objective ?? "", purpose: raw.purpose, media: raw.media ?? "text",
    questions: (raw.questions ?? []).map(readQuestion),
    guidelines: raw.guidelines ?? "",
    heartbeatSeconds: raw.labelling?.heartbeatSeconds ?? raw.labelling?.lease?.heartbeat ?? 30,
    raw,
  };
}

function readQuestion(raw: Record<string, any>): Question {
  return {
    name: raw.name, kind: raw.kind, prompt: raw.prompt ?? "", labels: readLabels(raw.labels ?? []),
    required: raw.required ?? raw.isRequired ?? true,
    unknown: raw.unknown ?? raw.allowsUnknown ?? false,
    multiple: raw.multiple ?? raw.allowsMultiple ?? false,
    of: raw.of,
  };
}

export function readLabels(raw: (string | Record<string, any>)[]): Label[] {
  const given = raw.map((label) => (typeof label === "string" ? { name: label } : label) as Record<string, any>);
  const own = given.map((label) => ownKey(label.key));
  const taken = new Set(own.filter(Boolean));
  let digit = 0;
  const nextDigit = () => {
    do digit += 1; while (taken.has(String(digit)));
    return digit <= 9 ? String(digit) : "";
  };
  const seen = new Set<string>();
  return given.map((label, index) => {
    const free = own[index] && !seen.has(own[index]) ? own[index] : "";
    const key = free || nextDigit();
    seen.add(key);
    return {
      name: label.name, key, quota: label.quota, about: label.about,
      colour: label.colour ?? (index % 7) + 1, marked: index >= 7,
    };
  });
}

function ownKey(key: unknown): string {
  const text = key === undefined || key === null ? "" : String(key).toLowerCase();
  return [...text].length === 1 && !reservedKeys.has(text) ? text : "";
}

export function isSpanKind(question: Question): boolean { return question.kind === "spans"; }
export function isOneKey(question: Question): boolean { return question.kind === "choice"; }

/** One key answers the whole item: the only question is a single choice. */
export function autoAdvances(definition: Definition): boolean {
  return definition.questions.length === 1 && isOneKey(definition.questions[0]);
}

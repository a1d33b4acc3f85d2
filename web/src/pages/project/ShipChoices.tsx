/** What of a commit goes out: one split or all, and what becomes of personal data where the project looks for it. */
import { Field } from "../../panels/controls.js";

export interface ShipChoice { split: string; personalData: string }
export const everything: ShipChoice = { split: "", personalData: "refuse" };

const policies = { refuse: "Refuse to write any", mask: "Write blocks in its place", keep: "Write it as it is" } as const;

/** The names of the splits that a definition declares. */
export function splitNames(definition: Record<string, any>): string[] {
  return ((definition.splits?.shares ?? []) as { name: string }[]).map((share) => share.name);
}

export function looksForPersonalData(definition: Record<string, any>): boolean {
  return ((definition.prepare ?? []) as { step: string }[]).some((step) => step.step === "personal-data");
}

/** As the body of a call says it; what is usual is left out. */
export function asked(choice: ShipChoice): { splits?: string[]; settings?: Record<string, string> } {
  return { ...(choice.split ? { splits: [choice.split] } : {}), ...(choice.personalData === "refuse" ? {} : { settings: { "personal-data": choice.personalData } }) };
}

export function ShipChoices({ definition, choice, onChange }: { definition: Record<string, any>; choice: ShipChoice; onChange: (choice: ShipChoice) => void }) {
  const splits = splitNames(definition);
  return (
    <>
      {splits.length > 0 && <Field label="Split">{(ids) => <select {...ids} className="input" value={choice.split} onChange={(event) => onChange({ ...choice, split: event.target.value })} data-testid="ship-split"><option value="">All</option>{splits.map((name) => <option key={name}>{name}</option>)}</select>}</Field>}
      {looksForPersonalData(definition) && <Field label="Personal data">{(ids) => <select {...ids} className="input" value={choice.personalData} onChange={(event) => onChange({ ...choice, personalData: event.target.value })} data-testid="ship-personal-data">{Object.entries(policies).map(([name, words]) => <option key={name} value={name}>{words}</option>)}</select>}</Field>}
    </>
  );
}

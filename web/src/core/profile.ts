/** Which fields of a profile are shown, in which order, and what their small plot draws. No DOM here. */

export interface Alert { severity: "note" | "warning" | "error"; code: string; message: string; hint?: string; place?: { record?: string } }
export interface Bin { from: number; to: number; count: number }
export interface ValueCount { value: string; count: number }
export interface NumberSpread { count: number; minimum: number; maximum: number; mean: number; deviation: number; quantiles: number[]; quantilesAreExact: boolean; histogram: Bin[]; skewness?: number; zeros: number; negatives: number }
/** One field as the profile describes it. `lengths` are of texts, in characters; quantiles at 5, 25, 50, 75 and 95 %. */
export interface ProfiledField {
  name: string; kind: string; count: number; missing: number; distinct: number; distinctIsExact: boolean; topValues: ValueCount[]; topValuesAreExact: boolean; numbers?: NumberSpread; lengths?: NumberSpread;
  missingWords: ValueCount[]; kinds: ValueCount[]; dates?: { earliest: string; latest: string; histogram: Bin[] };
}
export interface Relation { first: string; second: string; measure: string; value: number; rows: number }
export interface ProfileReport { rows: number; duplicateRows: number; duplicatesAreExact: boolean; columns: ProfiledField[]; findings: Alert[]; columnsLeftOut: number; sampledRows: number; correlations: Relation[] }

export const orders = ["field", "type", "missing", "distinct", "alerts"] as const;
export type Order = (typeof orders)[number];
export interface Shown { words: string; kind?: string; onlyAlerts: boolean; order: Order; isTurned: boolean }
export interface FieldRow { field: ProfiledField; alerts: Alert[] }

export const missingShare = (field: ProfiledField) => { const all = field.count + field.missing; return all ? field.missing / all : 0; };
/** A bar for each value tells nothing where no value comes twice. */
export const isAllDifferent = (field: ProfiledField) => field.count > 1 && field.distinct >= field.count;

export function fieldRows(report: ProfileReport, shown: Shown): FieldRow[] {
  const alerts = alertsByField(report.findings), words = shown.words.trim().toLowerCase();
  const rows = report.columns.map((field) => ({ field, alerts: alerts.get(field.name) ?? [] }))
    .filter(({ field, alerts }) => (!words || field.name.toLowerCase().includes(words)) && (!shown.kind || field.kind === shown.kind) && (!shown.onlyAlerts || alerts.some((one) => one.severity !== "note")));
  if (shown.order !== "field") rows.sort((a, b) => weight(shown.order, a, b));
  return shown.isTurned ? rows.reverse() : rows;
}

/** Fields stay in the order of the table where they are equal. */
function weight(order: Order, a: FieldRow, b: FieldRow): number {
  if (order === "type") return a.field.kind.localeCompare(b.field.kind);
  if (order === "missing") return missingShare(b.field) - missingShare(a.field);
  if (order === "distinct") return b.field.distinct - a.field.distinct;
  return badness(b.alerts) - badness(a.alerts);
}

const points = { error: 1e6, warning: 1e3, note: 1 };
const badness = (alerts: readonly Alert[]) => alerts.reduce((sum, one) => sum + points[one.severity], 0);

/** A finding's record is the field it is about. */
export function alertsByField(findings: readonly Alert[]): Map<string, Alert[]> {
  const found = new Map<string, Alert[]>();
  for (const one of findings) {
    const name = one.place?.record;
    if (name === undefined) continue;
    const before = found.get(name);
    if (before) before.push(one); else found.set(name, [one]);
  }
  return found;
}

export interface Bar { share: number; name: string; count: number }
export interface Plot { kind: "histogram" | "values" | "lengths"; bars: Bar[] }

/** Numbers and dates by ranges, a few values by how often, texts by length; nothing where every value is another. */
export function plotOf(field: ProfiledField): Plot | undefined {
  const bins = field.dates?.histogram ?? field.numbers?.histogram;
  const day = (seconds: number) => (Number.isFinite(seconds) && Math.abs(seconds) < 8e12 ? new Date(seconds * 1000).toISOString().slice(0, 10) : "");
  const name = field.dates ? day : shortNumber;
  if (bins && bins.length > 1) return { kind: "histogram", bars: scaled(bins.map((bin) => ({ name: `${name(bin.from)} to ${name(bin.to)}`, count: bin.count }))) };
  const few = ["boolean", "category", "mixed", "integer", "number"].includes(field.kind) || (field.distinct <= 20 && !isAllDifferent(field));
  if (few && !isAllDifferent(field) && field.topValues.length > 0) return { kind: "values", bars: scaled(field.topValues.map((one) => ({ name: one.value, count: one.count }))) };
  const lengths = field.lengths?.histogram;
  if (lengths && lengths.length > 1 && field.kind !== "identifier") return { kind: "lengths", bars: scaled(lengths.map((bin) => ({ name: `${shortNumber(bin.from)} to ${shortNumber(bin.to)} characters`, count: bin.count }))) };
  return undefined;
}

function scaled(rows: { name: string; count: number }[]): Bar[] {
  const most = Math.max(1, ...rows.map((row) => row.count));
  return rows.map((row) => ({ ...row, share: row.count / most }));
}

/** Four digits that tell numbers apart; large ones and tiny ones by a power of ten. */
export function shortNumber(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return value.toLocaleString("en-GB");
  if (size >= 1e6 || (size > 0 && size < 1e-3)) return value.toExponential(2).replace("e+", "e");
  return Number(value.toPrecision(4)).toLocaleString("en-GB", { maximumFractionDigits: 6 });
}

export const measureTitle: Readonly<Record<string, string>> = { pearson: "Pearson's r", spearman: "Spearman's ρ", "cramers-v": "Cramér's V" };

/** Numbers, dates and shares as people read them here. One locale, so that two people see the same page. */
const whole = new Intl.NumberFormat("en-GB");
const dayMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dateTime = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

export const count = (value: number | undefined | null) => (value === undefined || value === null ? "–" : whole.format(value));
export const percent = (share: number | undefined | null, digits = 0) =>
  share === undefined || share === null || !Number.isFinite(share) ? "–" : `${(share * 100).toFixed(digits)}%`;
export const decimal = (value: number | undefined | null, digits = 2) =>
  value === undefined || value === null || !Number.isFinite(value) ? "–" : value.toFixed(digits);
export const seconds = (value: number | undefined | null) =>
  value === undefined || value === null ? "–" : value < 60 ? `${value.toFixed(1)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
export const day = (text: string) => dayMonth.format(new Date(text + "T00:00:00Z"));
export const moment = (milliseconds: number | undefined | null) => (milliseconds ? dateTime.format(new Date(milliseconds)) : "–");

export function ago(milliseconds: number, now: number): string {
  const gone = Math.max(0, now - milliseconds) / 1000;
  if (gone < 60) return "just now";
  if (gone < 3600) return `${Math.floor(gone / 60)} min ago`;
  if (gone < 86_400) return `${Math.floor(gone / 3600)} h ago`;
  return moment(milliseconds);
}

export function bytes(size: number | undefined): string {
  if (size === undefined) return "–";
  if (size < 1000) return `${size} B`;
  if (size < 1_000_000) return `${(size / 1000).toFixed(1)} kB`;
  return `${(size / 1_000_000).toFixed(1)} MB`;
}

export const plural = (value: number, one: string, many = one + "s") => `${count(value)} ${value === 1 ? one : many}`;

/** Round steps for an axis: at most `most` lines, from 0. */
export function ticks(highest: number, most = 4): number[] {
  const top = Math.max(1, highest);
  const rough = top / most, power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!);
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => index * step);
}

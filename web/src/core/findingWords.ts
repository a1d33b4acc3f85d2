/** A finding's code as a heading: `image.low-information` is "Low information". The code itself stays beside it, for searching. */
export function codeTitle(code: string): string {
  const parts = code.split(".");
  const words = (parts.length > 1 ? parts.slice(1) : parts).map((part) => part.replace(/-/g, " ")).join(": ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Why an item is set aside: a code becomes words, words stay. */
export const reasonText = (reason: string | undefined) => (reason && /^[a-z-]+(\.[a-z-]+)+$/.test(reason) ? codeTitle(reason) : reason ?? "");

export interface CodeCount { readonly code: string; readonly severity: "note" | "warning" | "error"; readonly count: number }
const weight = { error: 0, warning: 1, note: 2 };

/** One row a code, the worst first; a code with several severities goes by its worst. */
export function byCode(counts: readonly CodeCount[]): CodeCount[] {
  const found = new Map<string, CodeCount>();
  for (const row of counts) {
    const before = found.get(row.code);
    found.set(row.code, { code: row.code, count: row.count + (before?.count ?? 0), severity: before && weight[before.severity] < weight[row.severity] ? before.severity : row.severity });
  }
  return [...found.values()].sort((a, b) => weight[a.severity] - weight[b.severity] || b.count - a.count || (a.code < b.code ? -1 : 1));
}

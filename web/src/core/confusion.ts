/** What two people call one item: shares for a heat map, and the pairs of labels mixed up most. Counts are symmetric. No DOM. */
export interface Confusion { readonly labels: readonly string[]; readonly counts: readonly (readonly number[])[]; readonly leftOut?: number }
export interface Cell { readonly count: number; /** Of the pairs in which one person said the row's label. */ readonly share: number }
export interface Mixed { readonly a: string; readonly b: string; readonly count: number; readonly share: number }

const sumOf = (row: readonly number[]) => row.reduce((sum, value) => sum + value, 0);

/** Where each pair was counted once, in the row of the label declared first, as of drawn objects: both halves of the grid. */
export function symmetric(confusion: Confusion): Confusion {
  const { labels, counts } = confusion;
  if (counts.every((row, i) => row.every((count, j) => count === counts[j][i]))) return confusion;
  return { ...confusion, labels, counts: counts.map((row, i) => row.map((count, j) => (i === j ? count : count + counts[j][i]))) };
}

export function cells(confusion: Confusion): Cell[][] {
  return confusion.counts.map((row) => { const sum = sumOf(row); return row.map((count) => ({ count, share: sum > 0 ? count / sum : 0 })); });
}

/** Off the diagonal, the most frequent first; the share is of the rarer label's pairs, of which it is the greater part. */
export function mixed(confusion: Confusion, most = 3): Mixed[] {
  const { labels, counts } = confusion, sums = counts.map(sumOf), found: Mixed[] = [];
  for (let i = 0; i < labels.length; i += 1) for (let j = i + 1; j < labels.length; j += 1) {
    const count = counts[i][j];
    if (count > 0) found.push({ a: labels[i], b: labels[j], count, share: count / Math.min(sums[i], sums[j]) });
  }
  return found.sort((x, y) => y.count - x.count || y.share - x.share).slice(0, most);
}

/** As many labels as can be read at once: those mixed up most, in their own order. */
export function legible(confusion: Confusion, most: number): { confusion: Confusion; hidden: number } {
  const { labels, counts } = confusion, hidden = Math.max(0, labels.length - most);
  if (hidden === 0) return { confusion, hidden };
  const wrong = counts.map((row, i) => sumOf(row) - row[i]);
  const kept = labels.map((_, i) => i).sort((i, j) => wrong[j] - wrong[i] || i - j).slice(0, most).sort((i, j) => i - j);
  return { confusion: { labels: kept.map((i) => labels[i]), counts: kept.map((i) => kept.map((j) => counts[i][j])), leftOut: confusion.leftOut }, hidden };
}

/** How strongly a cell is tinted, in percent: the eye tells 2 % from 10 %, and the figure stays readable in both themes. */
export const strength = (share: number, isSame: boolean) => (share <= 0 ? 0 : isSame ? Math.round(6 + share * 26) : Math.round(12 + Math.sqrt(share) * 48));

/** Letters in order, best matches first: a start of a word counts most, then runs, then shortness. */
export function fuzzyScore(query: string, text: string): number | undefined {
  const wanted = query.toLowerCase().replace(/\s+/g, ""), inside = text.toLowerCase();
  let score = 0, at = 0, run = 0;
  for (const letter of wanted) {
    const found = inside.indexOf(letter, at);
    if (found < 0) return undefined;
    run = found === at && at > 0 ? run + 1 : 0;
    const startsWord = found === 0 || /[\s_\-./]/.test(inside[found - 1]);
    score += 1 + (startsWord ? 4 : 0) + run * 2;
    at = found + 1;
  }
  return score - text.length / 100;
}

export function fuzzyFilter<Value>(query: string, values: readonly Value[], textOf: (value: Value) => string): Value[] {
  if (query.trim() === "") return [...values];
  return values.map((value, index) => ({ value, index, score: fuzzyScore(query, textOf(value)) }))
    .filter((entry) => entry.score !== undefined)
    .sort((a, b) => b.score! - a.score! || a.index - b.index)
    .map((entry) => entry.value);
}

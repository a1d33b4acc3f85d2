// A made-up profile, splits with a leak, and groups of unequal labels, for looking at those pages.
const bins = (counts, from, step) => counts.map((count, index) => ({ from: from + index * step, to: from + (index + 1) * step, count }));
const top = (pairs) => pairs.map(([value, count]) => ({ value, count }));
const numbers = (counts, from, step, quantiles, more = {}) => ({ count: counts.reduce((sum, one) => sum + one, 0), minimum: from, maximum: from + counts.length * step, mean: quantiles[2] * 1.07, deviation: (quantiles[4] - quantiles[0]) / 3.3, quantiles, quantilesAreExact: true, histogram: bins(counts, from, step), skewness: 1.32, zeros: 0, negatives: 0, infinite: 0, momentsOverflow: false, ...more });
const field = (name, kind, missing, distinct, more = {}) => ({ name, kind, count: 2000 - missing, missing, distinct, distinctIsExact: true, topValues: [], topValuesAreExact: true, topValuesShortBy: 0, missingWords: [], kinds: [], ...more });
const bell = [2, 6, 14, 31, 62, 104, 158, 214, 262, 281, 264, 215, 160, 103, 61, 34, 17, 8, 3, 1], falling = [612, 402, 271, 182, 121, 84, 60, 43, 31, 24, 17, 13, 10, 8, 6, 5, 4, 3, 2, 2];
const text = ["My parcel was marked as delivered", "I cannot sign in", "Could you refund one of the payments"];

const columns = [
  field("text", "text", 0, 2000, { topValues: top(text.map((one) => [one, 1])), lengths: numbers(bell, 12, 18, [48, 118, 181, 247, 340]) }),
  field("channel", "category", 0, 3, { topValues: top([["mail", 1240], ["chat", 610], ["telephone", 150]]), imbalance: 0.21 }),
  field("region", "category", 12, 5, { topValues: top([["north", 760], ["south", 540], ["west", 410], ["east", 240], ["islands", 38]]) }),
  field("age", "integer", 430, 61, { numbers: numbers(bell, 18, 3.6, [24, 37, 48, 59, 76]), topValues: top([["41", 52], ["44", 49]]), missingWords: top([["NA", 212], ["N/A", 18]]) }),
  field("amount", "number", 86, 1741, { numbers: numbers(falling, -3.2, 61.2, [4.99, 19.9, 61.25, 184.4, 702.13], { negatives: 3, zeros: 41 }) }),
  field("sent", "dateTime", 0, 1994, { dates: { earliest: "2024-01-03T08:12:04Z", latest: "2025-06-30T21:44:51Z", histogram: bins([80, 92, 101, 88, 96, 110, 107, 99, 93, 90, 104, 112, 101, 98, 95, 104, 110, 102, 112, 106], 1704268800, 2348000) } }),
  field("order", "identifier", 3, 1997, { topValues: top([["55-1001", 1], ["55-1002", 1]]), lengths: numbers([0, 1997], 6, 1, [7, 7, 7, 7, 7]) }),
  field("is_paid", "boolean", 0, 2, { topValues: top([["true", 1893], ["false", 107]]) }),
  field("note", "empty", 2000, 0),
];
const finding = (severity, code, message, record, hint) => ({ severity, code, message, place: record ? { record } : undefined, hint });

export const profile = {
  run: "0000000000003", madeAt: Date.now() - 240_000, items: 2000,
  report: {
    rows: 2000, duplicateRows: 4, duplicatesAreExact: true, columnsLeftOut: 0, sampledRows: 2000, trends: [], columns,
    findings: [
      finding("error", "profile.empty", "`note` has no value in any item", "note", "leave it out, or look why its source does not fill it"),
      finding("warning", "profile.missing", "`age` is missing in 430 of 2000 rows (21.5 %)", "age", "find out whether it lacks by chance"),
      finding("warning", "profile.missing-word", "`age` says `NA` 212 times where it means missing", "age", "mend them, or count their word as missing"),
      finding("warning", "profile.skewed", "`amount` leans far to one side: skewness 1.32", "amount", "a logarithm may tell more"),
      finding("note", "profile.unique", "`order` has its own value in every row", "order", "a key, not something to learn from"),
      finding("note", "profile.imbalance", "`is_paid` is `true` in 94.7 % of rows", "is_paid"),
    ],
    correlations: [
      { first: "channel", second: "is_paid", measure: "cramers-v", value: 0.62, rows: 2000 }, { first: "age", second: "amount", measure: "spearman", value: 0.41, rows: 1510 },
      { first: "age", second: "amount", measure: "pearson", value: 0.33, rows: 1510 }, { first: "channel", second: "region", measure: "cramers-v", value: 0.18, rows: 1988 },
    ],
  },
};

export function splits(items) {
  const at = (index) => items[index], keys = [1, 2, 12, 22].map((index) => at(index).key);
  const labels = [["billing", [402, 41, 77]], ["technical", [351, 47, 22]], ["account", [280, 36, 39]], ["shipping", [214, 25, 28]], ["other", [61, 7, 0]]];
  return {
    policy: { shares: [{ name: "train", share: 0.8 }, { name: "validation", share: 0.1 }, { name: "test", share: 0.1 }], stratify: "topic", group: "near-duplicate", seed: 7 },
    items: 2000, withoutSide: 37, question: "topic", groups: 41, tornGroups: 2, isAuditOlder: false,
    sides: [{ name: "train", count: 1560, share: 0.795, asked: 0.8 }, { name: "validation", count: 190, share: 0.097, asked: 0.1 }, { name: "test", count: 213, share: 0.108, asked: 0.1 }],
    labels: labels.map(([label, counts]) => ({ label, counts })), answered: [1308, 156, 166], largestDifference: { label: "billing", side: "test", share: 0.464, overall: 0.319 },
    torn: [[1, 2], [12, 22]].map(([first, second], index) => ({ group: `0g0000000000${index}`, size: 2 + index, members: [{ item: at(first).id, key: at(first).key, side: "train" }, { item: at(second).id, key: at(second).key, side: "test" }] })),
    drawn: { run: "0000000000004", madeAt: Date.now() - 3_600_000, report: { seed: 7, findings: [finding("warning", "split.stratum-absent", "`test` has no item of `other`", undefined, "label more of `other`")] } },
    audit: {
      run: "0000000000005", madeAt: Date.now() - 600_000, report: {
        sides: [{ name: "train", count: 1560 }, { name: "test", count: 213 }, { name: "validation", count: 190 }], withoutSide: 37, training: "train", question: "topic",
        items: Object.fromEntries([1, 2, 12, 22].map((index) => [at(index).key, at(index).id])),
        copies: [{ kind: "content", other: "train", side: "test", count: 6, share: 0.028, conflicting: 1, examples: [[keys[1], keys[0]], [keys[3], keys[2]]] }, { kind: "near", other: "train", side: "validation", count: 2, share: 0.011, conflicting: 0, examples: [[keys[3], keys[0]]] }],
        groups: [{ column: "region", groups: 5, torn: 5, side: "test", count: 213, share: 1, examples: [["north", keys[0], keys[1]]] }],
        columns: [
          { name: "queue", kind: "categories", present: 2000, missing: 0, different: 5, isIdentifier: false, power: { measure: "area", value: 0.998, label: "billing" }, distances: [{ side: "test", measure: "jensen-shannon", value: 0.04, probability: 0.4, isTooFar: false }] },
          { name: "sent", kind: "categories", present: 2000, missing: 0, different: 1994, isIdentifier: true, distances: [] },
          { name: "age", kind: "numbers", present: 1570, missing: 430, different: 61, isIdentifier: false, power: { measure: "area", value: 0.56, label: "account" }, distances: [{ side: "test", measure: "ks", value: 0.21, probability: 0.001, isTooFar: true }] },
          { name: "channel", kind: "categories", present: 2000, missing: 0, different: 3, isIdentifier: false, power: { measure: "cramers-v", value: 0.11 }, distances: [{ side: "validation", measure: "jensen-shannon", value: 0.02, probability: 0.7, isTooFar: false }] },
        ],
        findings: [
          finding("error", "leakage.duplicates", `6 items of \`test\` (2.8 %) have a copy in \`train\`, 1 of them with another target; such as \`${keys[1]}\` and \`${keys[0]}\``, keys[1], "group copies before splitting, so that they stay on one side"),
          finding("error", "leakage.target", "`queue` alone tells `billing`: the area under its ROC curve is 0.998", "queue", "ask whether it is known before the target is; if not, leave it out"),
          finding("warning", "leakage.side-differs", "`age` differs between `train` and `test`: the Kolmogorov-Smirnov distance is 0.21", "age", "stratify by it, or say why the sides should differ"),
        ],
      },
    },
  };
}

const interval = (share, count) => { const half = 1.96 * Math.sqrt((share * (1 - share)) / count + 1 / (count * count)); return { low: Math.max(0, share - half), high: Math.min(1, share + half) }; };
const regions = [["north", 760], ["south", 540], ["west", 410], ["east", 240], ["islands", 38]];
const rate = (name, kind, shares, isGap) => {
  const groups = regions.map(([value, count], index) => ({ values: [value], count, hits: Math.round(shares[index] * count), rate: shares[index], interval: interval(shares[index], count) })).sort((a, b) => (a.values[0] < b.values[0] ? -1 : 1));
  const all = groups.map((group) => group.rate), hits = groups.reduce((sum, group) => sum + group.hits, 0);
  return { name, kind, overall: hits / 1988, groups, difference: Math.max(...all) - Math.min(...all), ratio: Math.max(...all) ? Math.min(...all) / Math.max(...all) : undefined, probability: isGap ? 0.0003 : 0.4, isGap };
};

const should = { north: 0.25, south: 0.25, west: 0.2, east: 0.2, islands: 0.1 };
const represented = () => {
  const cells = regions.map(([value, count]) => ({ values: [value], count, share: count / 1988, reference: should[value], difference: count / 1988 - (should[value] ?? 0), needed: Math.max(0, Math.ceil((should[value] ?? 0) * Math.max(...regions.map(([name, held]) => held / (should[name] ?? 1))) - count)), verdict: count / 1988 < 0.8 * (should[value] ?? 0) ? "under" : count / 1988 > 1.25 * (should[value] ?? 1) ? "over" : "as expected" }));
  return { columns: ["region"], rows: 1988, missing: 12, hidden: { groups: 0, rows: 0, least: 10 }, cells, chiSquare: 412.7, freedom: 4, probability: 1e-12, isRough: false, unnamedRows: 0 };
};

export const bias = (by, second, reference) => ({
  representation: reference ? represented() : undefined,
  fields: [{ name: "region", values: 5, missing: 12 }, { name: "channel", values: 3, missing: 0 }, { name: "age", values: 61, missing: 430 }], by: second ? [by ?? "region", second] : [by ?? "region"], question: "topic", items: 2000, looked: 2000,
  groups: regions.map(([value, count]) => ({ values: second ? [value, "mail"] : [value], count, share: count / 1988, interval: interval(count / 1988, 1988) })), withoutGroup: 12, hidden: { groups: 2, rows: 11, least: 10 },
  rates: [rate("billing", "label", [0.34, 0.31, 0.33, 0.21, 0.18], true), rate("technical", "label", [0.22, 0.21, 0.23, 0.24, 0.26], false), rate("account", "label", [0.17, 0.19, 0.16, 0.18, 0.21], false), rate("answer to topic", "missing", [0.12, 0.14, 0.13, 0.31, 0.42], true), rate("age", "missing", [0.21, 0.2, 0.22, 0.23, 0.24], false)],
  proxies: [{ sensitive: by ?? "region", rows: 1988, missing: 12, columns: [{ name: "postcode", normalized: 0.8, adjusted: 0.771, probability: 0.005, pooledLevels: 0, isProxy: true }, { name: "channel", normalized: 0.04, adjusted: 0.031, probability: 0.12, pooledLevels: 0, isProxy: false }, { name: "age", normalized: 0.02, adjusted: 0.004, probability: 0.31, pooledLevels: 0, isProxy: false }] }],
  notCompared: 2, slices: { rows: 1400, unknown: 600, mean: 0.08, tested: 31, tooSmall: 4, overlapping: 1, leftOut: 0, slices: [{ conditions: [{ column: "region", value: "islands" }, { column: "channel", value: "telephone" }], count: 41, mean: 0.31, restMean: 0.07, effect: 0.9, adjusted: 0.001 }] },
  findings: [finding("warning", "bias.label-rate", "label `billing`: 34 % of `north`, 18 % of `islands`", "billing", "find out whether the world is so or the collection made it so"), finding("warning", "bias.missing-rate", "missing `answer to topic`: 42 % of `islands`, 12 % of `north`", "answer to topic", "find out whether the world is so or the collection made it so"), finding("warning", "bias.proxy", "`postcode` tells of `region`: adjusted mutual information 0.771", "postcode", "leaving out `region` does not hide it from a model that sees `postcode`")],
});

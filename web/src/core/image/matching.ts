/**
 * Which box of one answer is which of the other: the assignment with the greatest sum of overlaps, pairs below a bar left out.
 *
 * Boxes that could be paired at all form small groups; each group is solved by the Hungarian method (Kuhn 1955, in the
 * shortest-path form of Jonker and Volgenant 1987), so the cost is cubic in the group, not in the picture.
 * Deterministic: equal overlaps prefer equal labels, then the order given.
 */
import { Box, iou, overlaps } from "./box.js";

export interface Labelled { readonly box: Box; readonly labels: readonly string[] }
export interface Pair { readonly a: number; readonly b: number; readonly iou: number }
const sameLabelBonus = 1e-6;

export function matchBoxes(as: readonly Labelled[], bs: readonly Labelled[], least: number): Pair[] {
  const edges: Pair[] = [];
  as.forEach((left, a) => bs.forEach((right, b) => {
    if (!overlaps(left.box, right.box)) return;
    const share = iou(left.box, right.box);
    if (share >= least) edges.push({ a, b, iou: share });
  }));
  return groups(edges, as.length).flatMap((group) => solve(group, as, bs)).sort((x, y) => x.a - y.a);
}

/** Edges that hang together, by union of their ends. */
function groups(edges: readonly Pair[], offset: number): Pair[][] {
  const parent = new Map<number, number>();
  const root = (node: number): number => { const up = parent.get(node) ?? node; return up === node ? node : root(up); };
  for (const { a, b } of edges) parent.set(root(a), root(offset + b));
  const found = new Map<number, Pair[]>();
  for (const edge of edges) { const key = root(edge.a), list = found.get(key); if (list) list.push(edge); else found.set(key, [edge]); }
  return [...found.values()];
}

function solve(edges: readonly Pair[], as: readonly Labelled[], bs: readonly Labelled[]): Pair[] {
  if (edges.length === 1) return [...edges];
  const rows = [...new Set(edges.map((edge) => edge.a))].sort((x, y) => x - y), columns = [...new Set(edges.map((edge) => edge.b))].sort((x, y) => x - y);
  const shares = new Map(edges.map((edge) => [`${edge.a}/${edge.b}`, edge.iou] as const));
  const n = Math.max(rows.length, columns.length);
  const cost = (row: number, column: number) => {
    const share = shares.get(`${rows[row]}/${columns[column]}`);
    if (share === undefined) return 1;
    return 1 - share - (as[rows[row]].labels[0] === bs[columns[column]].labels[0] ? sameLabelBonus : 0);
  };
  return assign(n, cost).flatMap((column, row) => {
    const share = shares.get(`${rows[row]}/${columns[column]}`);
    return share === undefined ? [] : [{ a: rows[row], b: columns[column], iou: share }];
  });
}

/** Column of each row with the least total cost, n x n. Potentials `u`, `v` and augmenting paths; O(n^3). */
export function assign(n: number, cost: (row: number, column: number) => number): number[] {
  const u = new Array(n + 1).fill(0), v = new Array(n + 1).fill(0), rowOf = new Array(n + 1).fill(0), way = new Array(n + 1).fill(0);
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row;
    const least = new Array(n + 1).fill(Infinity), used = new Array(n + 1).fill(false);
    let at = 0;
    do {
      used[at] = true;
      let delta = Infinity, next = 0;
      for (let column = 1; column <= n; column++) {
        if (used[column]) continue;
        const slack = cost(rowOf[at] - 1, column - 1) - u[rowOf[at]] - v[column];
        if (slack < least[column]) { least[column] = slack; way[column] = at; }
        if (least[column] < delta) { delta = least[column]; next = column; }
      }
      for (let column = 0; column <= n; column++) {
        if (used[column]) { u[rowOf[column]] += delta; v[column] -= delta; } else least[column] -= delta;
      }
      at = next;
    } while (rowOf[at] !== 0);
    for (; at !== 0; at = way[at]) rowOf[at] = rowOf[way[at]];
  }
  const columnOf = new Array(n).fill(0);
  for (let column = 1; column <= n; column++) columnOf[rowOf[column] - 1] = column - 1;
  return columnOf;
}

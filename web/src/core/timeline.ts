/** Figures over time as a line: where each point lies, where the line breaks, what the axes say. No DOM. */
export interface TimedValue { readonly from: string; readonly value?: number | null; readonly running?: number | null }
export interface Paper { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
export interface Dot { readonly at: number; readonly x: number; readonly y: number }

const dayOf = (text: string) => Date.parse(text + "T00:00:00Z") / 86_400_000;

/** The lowest line of the axis: agreement is read from 0 to 1, and further down only where somebody is there. */
export function lowest(points: readonly TimedValue[]): number {
  const least = Math.min(0, ...points.flatMap((point) => [point.value, point.running]).filter((value): value is number => typeof value === "number" && Number.isFinite(value)));
  return Math.max(-1, -Math.ceil(-least / 0.2) * 0.2);
}

/** Where a value lies on the paper; what is beyond the axis lies on its edge. */
export function heightOf(value: number, low: number, paper: Paper): number {
  const share = (Math.min(1, Math.max(low, value)) - low) / (1 - low);
  return paper.bottom - share * (paper.bottom - paper.top);
}

/** Off the paper's edges, so that a dot and its figure have room. */
const inset = 16;

/** Places from left to right by date, so that a pause is as wide as it was long; one alone stands in the middle. */
export function placesOf(points: readonly TimedValue[], paper: Paper): number[] {
  const days = points.map((point) => dayOf(point.from)), first = days[0], span = days[days.length - 1] - first;
  return days.map((day) => (span > 0 ? paper.left + inset + ((day - first) / span) * (paper.right - paper.left - 2 * inset) : (paper.left + paper.right) / 2));
}

/** The pieces of a line: a point without a value breaks it. */
export function pieces(points: readonly TimedValue[], of: "value" | "running", low: number, paper: Paper): Dot[][] {
  const found: Dot[][] = [];
  let open = false;
  placesOf(points, paper).forEach((x, at) => {
    const value = points[at][of];
    const isThere = typeof value === "number" && Number.isFinite(value);
    if (isThere && !open) found.push([]);
    if (isThere) found[found.length - 1].push({ at, x, y: heightOf(value, low, paper) });
    open = isThere;
  });
  return found;
}

export const lineOf = (dots: readonly Dot[]) => dots.map((dot, index) => `${index ? "L" : "M"}${dot.x.toFixed(1)} ${dot.y.toFixed(1)}`).join("");

/** Which points get a date below: the first and the last, and as many between as fit `least` apart. */
export function datedPlaces(places: readonly number[], least: number): number[] {
  if (places.length === 0) return [];
  const end = places.length - 1, shown = [0];
  for (let at = 1; at < end; at += 1) if (places[at] - places[shown[shown.length - 1]] >= least && places[end] - places[at] >= least) shown.push(at);
  return end > 0 && places[end] - places[0] >= least / 2 ? [...shown, end] : shown;
}

/** The change between the first and the last period that has a value, for one sentence; nothing where there are no two. */
export function change(points: readonly TimedValue[]): { from: TimedValue; to: TimedValue; by: number } | undefined {
  const known = points.filter((point): point is TimedValue & { value: number } => typeof point.value === "number");
  if (known.length < 2) return undefined;
  const from = known[0], to = known[known.length - 1];
  return { from, to, by: to.value - from.value };
}

/**
 * Offsets: Unicode scalars in all that is stored or sent, UTF-16 units only inside the browser.
 *
 * `ScalarMap` keeps the positions of the text's surrogate pairs, so a text without any costs nothing, and both directions
 * are one binary search. Lone surrogates count as one scalar, as U+FFFD does in a decoder.
 */
export class ScalarMap {
  /** Scalar index of each pair, and UTF-16 index of its first unit. */
  private readonly scalars: number[] = [];
  private readonly units: number[] = [];
  readonly scalarCount: number;

  constructor(readonly text: string) {
    for (let unit = 0; unit < text.length - 1; unit++) {
      const first = text.charCodeAt(unit);
      if (first < 0xd800 || first > 0xdbff) continue;
      const second = text.charCodeAt(unit + 1);
      if (second < 0xdc00 || second > 0xdfff) continue;
      this.scalars.push(unit - this.units.length);
      this.units.push(unit);
      unit += 1;
    }
    this.scalarCount = text.length - this.units.length;
  }

  toUnits(scalar: number): number {
    return scalar + countBelow(this.scalars, scalar);
  }

  /** An offset inside a pair goes to the pair's start. */
  toScalars(unit: number): number {
    const pairs = countBelow(this.units, unit);
    const inside = pairs > 0 && this.units[pairs - 1] === unit - 1;
    return inside ? this.scalars[pairs - 1] : unit - pairs;
  }
}

/** How many values of the ascending list are less than `limit`. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0, high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

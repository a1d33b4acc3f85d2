/** Small figures of one field or one group, drawn as SVG; what they say stands beside them in words or a table. */
import type { Plot } from "../../../core/profile.js";
import { count, percent } from "../../../core/figures.js";
import type { Interval } from "../../../api/types.js";

const width = 112, height = 24;

export function SmallPlot({ plot, name }: { plot: Plot; name: string }) {
  const step = width / plot.bars.length, gap = plot.bars.length > 24 ? 0.5 : 1.5;
  return (
    <svg className={`spark ${plot.kind}`} viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={`${words[plot.kind]} of ${name}`}>
      {plot.bars.map((bar, place) => <rect key={place} x={place * step} y={height - 1 - bar.share * (height - 3)} width={Math.max(1, Math.min(step, 22) - gap)} height={bar.share * (height - 3) + (bar.count > 0 ? 1 : 0)}><title>{`${bar.name}: ${count(bar.count)}`}</title></rect>)}
      <path d={`M0 ${height - 0.5}H${width}`} />
    </svg>
  );
}
const words = { histogram: "Spread", values: "Commonest values", lengths: "Lengths" };

/** Bars by range with the ends under them. */
export function Histogram({ plot, low, high }: { plot: Plot; low: string; high: string }) {
  const wide = 360, tall = 112, step = wide / plot.bars.length;
  return (
    <figure className="histogram">
      <svg className="spark" viewBox={`0 0 ${wide} ${tall}`} role="img" aria-label={`${words[plot.kind]}: ${plot.bars.map((bar) => `${bar.name} ${bar.count}`).join(", ")}`}>
        {plot.bars.map((bar, place) => <rect key={place} x={place * step} y={tall - 1 - bar.share * (tall - 4)} width={Math.max(1, step - 1.5)} height={bar.share * (tall - 4) + (bar.count > 0 ? 1 : 0)}><title>{`${bar.name}: ${count(bar.count)}`}</title></rect>)}
        <path d={`M0 ${tall - 0.5}H${wide}`} />
      </svg>
      <figcaption className="row caption num"><span>{low}</span><span className="grow" /><span>{high}</span></figcaption>
    </figure>
  );
}

/** A share with its interval on a line from nothing to `most`; the stroke is the share of all. */
export function IntervalBar({ share, interval, most, all, isFar }: { share: number; interval: Interval; most: number; all?: number; isFar?: boolean }) {
  const at = (value: number) => `${(100 * Math.min(value, most)) / most}%`;
  return (
    <span className={`interval${isFar ? " far" : ""}`} title={`${percent(share, 1)}, with 95 % certainty between ${percent(interval.low, 1)} and ${percent(interval.high, 1)}`}>
      {all !== undefined && <i className="all" style={{ left: at(all) }} />}
      <i className="reach" style={{ left: at(interval.low), width: `${(100 * (Math.min(interval.high, most) - Math.min(interval.low, most))) / most}%` }} /><i className="point" style={{ left: at(share) }} />
    </span>
  );
}

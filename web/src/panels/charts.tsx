/** Figures drawn as SVG or bars, without a library. Each piece that stands for items is a link to them. */
import { ReactNode, useId } from "react";
import { count, day, plural, ticks } from "../core/figures.js";
import { Link } from "./controls.js";

export function Figures({ children }: { children: ReactNode }) { return <div className="figures">{children}</div>; }

export function Figure({ title, value, to, children, tone }: { title: string; value: ReactNode; to?: string; children?: ReactNode; tone?: string }) {
  const inside = <><span className="cap">{title}</span><b className="num">{value}</b><span className={tone ?? "muted"}>{children}</span></>;
  return to ? <Link to={to} className="figure-link">{inside}</Link> : <div>{inside}</div>;
}

const width = 640, height = 176, left = 36, bottom = 24, top = 12;

/** Items finished by day, added up; bars behind are the days themselves. */
export function DailyChart({ days, goal }: { days: readonly { day: string; items: number }[]; goal: number }) {
  const title = useId();
  let total = 0;
  const sums = days.map((one) => (total += one.items));
  // One day alone is a rise from nothing, not a dot in the middle of the paper.
  const isFirst = days.length === 1;
  const scale = ticks(Math.max(total, 1));
  const high = scale[scale.length - 1];
  const y = (value: number) => height - bottom - (value / high) * (height - bottom - top);
  const step = isFirst ? 40 : (width - left - 16) / (days.length - 1);
  const x = (index: number) => (isFirst ? width - 16 : left + 8 + index * step);
  const busiest = Math.max(...days.map((one) => one.items), 1);
  const every = Math.max(1, Math.ceil(days.length / 6));
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={title}>
      <title id={title}>{`${plural(total, "item")} finished in ${plural(days.length, "day")}, of ${count(goal)}`}</title>
      {scale.map((value) => <g key={value}><path className="grid" d={`M${left} ${y(value)}H${width}`} /><text x={left - 8} y={y(value) + 4} textAnchor="end">{count(value)}</text></g>)}
      {days.map((one, index) => <rect key={one.day} className="day" x={x(index) - Math.min(10, step * 0.3)} width={Math.min(20, step * 0.6)} y={height - bottom - (one.items / busiest) * 40} height={(one.items / busiest) * 40}><title>{`${day(one.day)}: ${plural(one.items, "item")}`}</title></rect>)}
      <path className="line" d={(isFirst ? `M${left + 8} ${y(0)}L${x(0)} ${y(total)}` : "") + sums.map((sum, index) => `${index ? "L" : "M"}${x(index)} ${y(sum)}`).join("")} />
      {sums.map((sum, index) => <circle key={index} className={index === sums.length - 1 ? "last" : "point"} cx={x(index)} cy={y(sum)} r={index === sums.length - 1 ? 4 : 6}><title>{`${day(days[index].day)}: ${count(sum)} in all`}</title></circle>)}
      <text className="now" x={x(sums.length - 1) - 8} y={Math.max(12, y(total) - 9)} textAnchor="end">{count(total)}</text>
      {days.map((one, index) => index % every === (days.length - 1) % every && <text key={one.day} x={x(index)} y={height - 6} textAnchor={index === days.length - 1 ? "end" : "middle"}>{day(one.day)}</text>)}
    </svg>
  );
}

/** Row: one person's label; column: the other's. The diagonal is agreement. */
export function ConfusionGrid({ labels, counts, to }: { labels: readonly string[]; counts: readonly (readonly number[])[]; to: (row: string, column: string) => string }) {
  const sums = counts.map((row) => row.reduce((sum, value) => sum + value, 0));
  return (
    <div className="scroll-x"><table className="confusion">
      <thead><tr><td />{labels.map((label) => <th key={label} scope="col"><span className="clip" title={label}>{label}</span></th>)}</tr></thead>
      <tbody>{counts.map((row, i) => (
        <tr key={labels[i]}><th scope="row" className="clip" title={labels[i]}>{labels[i]}</th>
          {row.map((value, j) => {
            const share = sums[i] ? value / sums[i] : 0, same = i === j;
            const strength = Math.round(same ? 6 + share * 24 : value === 0 ? 3 : Math.min(64, 14 + share * 180));
            const body = sums[i] ? Math.round(share * 100) : "";
            return <td key={j} className={same ? "same" : "other"} style={{ "--share": `${strength}%` } as React.CSSProperties}
              title={`${labels[i]} and ${labels[j]}: ${plural(value, "pair")}`}>{same || value === 0 ? body : <Link to={to(labels[i], labels[j])}>{body}</Link>}</td>;
          })}</tr>
      ))}</tbody>
    </table></div>
  );
}

export interface BarRow { name: string; value: number; colour?: number; to?: string; goal?: number; note?: string }

/** `most`: the longest ones, when there are more; `rest` leads to the others. */
export function Bars({ rows: all, most: shown = all.length, rest }: { rows: readonly BarRow[]; most?: number; rest?: string }) {
  const rows = all.length > shown ? [...all].sort((a, b) => b.value - a.value).slice(0, shown) : all;
  const most = Math.max(1, ...rows.map((row) => Math.max(row.value, row.goal ?? 0)));
  return (
    <div className="bars">{rows.map((row) => {
      const inside = <>
        <span className="clip bars-name" title={row.name}>{row.name}</span>
        <span className={`bars-track${row.colour ? ` label-${row.colour}` : ""}`}><i className="bar" style={{ width: `${(row.value / most) * 100}%` }} />{row.goal !== undefined && <i className="goal" style={{ left: `${(row.goal / most) * 100}%` }} title={`quota ${count(row.goal)}`} />}</span>
        <span className="num bars-value">{count(row.value)}{row.goal !== undefined && <span className="caption"> / {count(row.goal)}</span>}</span>
      </>;
      return row.to ? <Link key={row.name} to={row.to} className="bars-row">{inside}</Link> : <div key={row.name} className="bars-row">{inside}</div>;
    })}{all.length > rows.length && <p className="caption">and {rest ? <Link className="link" to={rest}>{count(all.length - rows.length)} more</Link> : `${count(all.length - rows.length)} more`}</p>}</div>
  );
}

export function Band({ value, band }: { value?: number | null; band?: string }) {
  if (value === undefined || value === null) return <span className="muted">undefined</span>;
  const tone = value < 0.6 ? "bad" : value <= 0.8 ? "warn" : "good";
  return <span className={`row band ${tone}`}><span className="num">{value.toFixed(2)}</span>{band && <span className="caption">{band}</span>}</span>;
}

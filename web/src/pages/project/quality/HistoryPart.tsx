/** Agreement over time: a line by day or week, the same as a table for who cannot see it. */
import { useId } from "react";
import { count, day, decimal, plural } from "../../../core/figures.js";
import { change, datedPlaces, heightOf, lineOf, lowest, Paper, pieces, placesOf } from "../../../core/timeline.js";
import * as api from "../../../api/endpoints.js";
import type { AgreementHistory, HistoryPoint } from "../../../api/types.js";
import { setQuery } from "../../../panels/app.js";
import { Button, ErrorNotice, sentence, Waiting } from "../../../panels/controls.js";
import { Band } from "../../../panels/charts.js";
import { useLoad } from "../../../panels/hooks.js";

export function HistoryPart({ project, question, measure, by, marker }: { project: string; question: string; measure?: string; by: "day" | "week"; marker: string }) {
  const history = useLoad(`${project}/${question}/${measure}/${by}/${marker}`, () => api.agreementHistory(project, { question, measure, by }));
  const points = history.value?.points ?? [];
  return (
    <section className="block" data-testid="history-part">
      <div className="row"><h2 className="grow">Agreement over time</h2>{points.length > 0 && <span className="view-switch" role="group" aria-label="Period">{(["week", "day"] as const).map((one) => <Button key={one} dense aria-pressed={by === one} onClick={() => setQuery({ by: one === "week" ? undefined : one })} data-testid={`by-${one}`}>{one === "week" ? "Weeks" : "Days"}</Button>)}</span>}</div>
      {history.error && <ErrorNotice error={history.error} retry={history.reload} />}
      {!history.value && !history.error && <Waiting rows={5} />}
      {history.value && <Said history={history.value} />}
      {points.length > 1 && <><Line points={points} by={by} /><Table points={points} by={by} /></>}
    </section>
  );
}

/** One sentence for what the line shows, or why there is none yet. */
function Said({ history: { points, by } }: { history: AgreementHistory }) {
  if (points.length === 0) return <p className="muted" data-testid="no-history">Begins with the first answers.</p>;
  if (points.length === 1) {
    const [only] = points;
    return <p className="muted" data-testid="no-history">One {by} so far{only.value === undefined || only.value === null ? "" : `, at ${decimal(only.value)}`}: the line begins with the second.{by === "week" ? " Days may show more." : ""}</p>;
  }
  const found = change(points);
  if (!found) return <p className="muted">{sentence(points.find((point) => point.reason)?.reason ?? "not defined yet")}.</p>;
  const way = Math.abs(found.by) < 0.005 ? "Unchanged" : found.by > 0 ? "Up" : "Down";
  return <p className="muted num" data-testid="history-said">{way} from {decimal(found.from.value)} ({day(found.from.from)}) to {decimal(found.to.value)} ({day(found.to.from)}).</p>;
}

const width = 560, height = 220;
const paper: Paper = { left: 44, right: width - 84, top: 12, bottom: height - 28 };

function Line({ points, by }: { points: readonly HistoryPoint[]; by: "day" | "week" }) {
  const title = useId();
  const low = lowest(points), y = (value: number) => heightOf(value, low, paper);
  const places = placesOf(points, paper), values = pieces(points, "value", low, paper), running = pieces(points, "running", low, paper);
  const bands = [["good", "excellent", 0.8, 1], ["warn", "good", 0.6, 0.8], ["bad", "needs work", low, 0.6]] as const;
  const last = values[values.length - 1]?.slice(-1)[0];
  const lines = Array.from({ length: Math.round((1 - low) / 0.2) + 1 }, (_, index) => low + index * 0.2);
  const label = `Agreement by ${by}, ${points.map((point) => `${day(point.from)}: ${point.value === undefined || point.value === null ? "undefined" : decimal(point.value)}`).slice(-12).join("; ")}`;
  return (
    <figure className="history">
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={title} data-testid="history-line">
        <title id={title}>{label}</title>
        {bands.map(([tone, words, from, to]) => <g key={tone} className={`zone ${tone}`}><rect x={paper.left} y={y(to)} width={paper.right - paper.left} height={y(from) - y(to)} /><text x={paper.right + 8} y={(y(from) + y(to)) / 2 + 4}>{words}</text></g>)}
        {lines.map((value) => <g key={value}><path className="grid" d={`M${paper.left} ${y(value)}H${paper.right}`} /><text x={paper.left - 8} y={y(value) + 4} textAnchor="end">{value.toFixed(1)}</text></g>)}
        {running.map((piece, index) => <path key={index} className="line running" d={lineOf(piece)} />)}
        {values.map((piece, index) => <path key={index} className="line" d={lineOf(piece)} />)}
        {values.flat().map((dot) => <circle key={dot.at} className="dot" cx={dot.x} cy={dot.y} r={3.5}><title>{pointText(points[dot.at], by)}</title></circle>)}
        {points.map((point, at) => (point.value === undefined || point.value === null) && <circle key={at} className="gap" cx={places[at]} cy={paper.bottom} r={3}><title>{pointText(point, by)}</title></circle>)}
        {last && <text className="now" x={last.x} y={Math.max(12, last.y - 9)} textAnchor="middle">{decimal(points[last.at].value)}</text>}
        {datedPlaces(places, 64).map((at) => <text key={at} x={places[at]} y={height - 8} textAnchor="middle">{day(points[at].from)}</text>)}
      </svg>
      <figcaption className="caption row"><span className="key-line" aria-hidden="true" />each {by}<span className="key-line running" aria-hidden="true" />all until then</figcaption>
    </figure>
  );
}

const pointText = (point: HistoryPoint, by: string) => `${by === "week" ? "Week of " : ""}${day(point.from)}: ${point.value === undefined || point.value === null ? point.reason ?? "undefined" : decimal(point.value)}, ${plural(point.items, "item")} with two or more answers`;

function Table({ points, by }: { points: readonly HistoryPoint[]; by: "day" | "week" }) {
  return (
    <details className="behind"><summary>As a table</summary>
      <div className="scroll-x"><table className="table" data-testid="history-table"><thead><tr><th>{by === "week" ? "Week of" : "Day"}</th><th className="r">Items</th><th className="r" title="Items that two people or more answered">Shared</th><th>Agreement</th><th className="r">All until then</th></tr></thead>
        <tbody>{points.map((point) => <tr key={point.from}><td>{day(point.from)}</td><td className="r">{count(point.answered)}</td><td className="r">{count(point.items)}</td><td title={point.reason}><Band value={point.value} band={point.band} /></td><td className="r">{decimal(point.running)}</td></tr>)}</tbody></table></div>
    </details>
  );
}

/** What two people call one item, as a heat map: where the guidelines have to tell labels apart. Cells lead to those items. */
import type { CSSProperties } from "react";
import { cells, Confusion, legible, mixed, strength, symmetric } from "../../../core/confusion.js";
import { count, percent, plural } from "../../../core/figures.js";
import { projectPath } from "../../../core/route.js";
import { Link } from "../../../panels/controls.js";

const mostLabels = 16;

export function ConfusionPart({ confusion: given, project, question, canReview }: { confusion?: Confusion; project: string; question: string; canReview: boolean }) {
  const confusion = given && symmetric(given);
  const pairs = confusion ? mixed(confusion) : [];
  const to = (a: string, b: string) => projectPath(project, "disagreements", { question, label: a, other: b });
  return (
    <section className="block" data-testid="confusion-part">
      <h2>Where people disagree</h2>
      {!confusion || confusion.labels.length === 0 ? <p className="muted">Shows once two people have answered the same item.</p> : <>
        {pairs.length === 0 ? <p className="muted">No two labels were mixed up so far.</p> : (
          <p className="muted num">Mixed up most: {pairs.map((pair, index) => <span key={pair.a + "/" + pair.b}>{index > 0 && ", "}<Pair to={canReview ? to(pair.a, pair.b) : undefined}>{pair.a} and {pair.b}</Pair> ({plural(pair.count, "pair")}, {percent(pair.share)})</span>)}.</p>
        )}
        <HeatMap confusion={confusion} to={canReview ? to : undefined} />
      </>}
    </section>
  );
}

function Pair({ to, children }: { to?: string; children: React.ReactNode }) { return to ? <Link className="link" to={to}>{children}</Link> : <b>{children}</b>; }

function HeatMap({ confusion: whole, to }: { confusion: Confusion; to?: (a: string, b: string) => string }) {
  const { confusion, hidden } = legible(whole, mostLabels), { labels } = confusion;
  return (
    <>
      <div className="scroll-x"><table className="confusion heat" data-testid="heat-map" aria-label="Pairs of answers to one item: one person's label in the row, the other's in the column, in percent of the row">
        <thead><tr><td />{labels.map((label) => <th key={label} scope="col"><span className="clip" title={label}>{label}</span></th>)}</tr></thead>
        <tbody>{cells(confusion).map((row, i) => (
          <tr key={labels[i]}><th scope="row" className="clip" title={labels[i]}>{labels[i]}</th>
            {row.map(({ count: number, share }, j) => {
              const isSame = i === j, body = number === 0 ? "·" : Math.round(share * 100);
              const said = `${labels[i]} and ${labels[j]}: ${plural(number, "pair")}, ${percent(share)} of the pairs with ${labels[i]}`;
              return <td key={j} className={number === 0 ? "none" : isSame ? "same" : "other"} style={{ "--share": `${strength(share, isSame)}%` } as CSSProperties} title={said}>{to && !isSame && number > 0 ? <Link to={to(labels[i], labels[j])} aria-label={said}>{body}</Link> : body}</td>;
            })}</tr>
        ))}</tbody>
      </table></div>
      <p className="caption row heat-key"><i className="heat-same" aria-hidden="true" />both said it <i className="heat-other" aria-hidden="true" />one said another<span className="grow" />percent of the row{hidden + (whole.leftOut ?? 0) > 0 && ` · the ${labels.length} labels mixed up most; ${count(hidden + (whole.leftOut ?? 0))} more not shown`}</p>
    </>
  );
}

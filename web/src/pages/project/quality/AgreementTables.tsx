/** Agreement in detail: pairs of people, and of boxes each label and each person with everybody else. */
import type { Label } from "../../../core/definition.js";
import { count, decimal } from "../../../core/figures.js";
import { projectPath } from "../../../core/route.js";
import type { DrawnLabel, DrawnPerson, Pair } from "../../../api/types.js";
import { Band } from "../../../panels/charts.js";
import { Link, Swatch } from "../../../panels/controls.js";

export function Pairs({ pairs, project, question, isBoxes }: { pairs: readonly Pair[]; project: string; question: string; isBoxes: boolean }) {
  return (
    <table className="table" data-testid="pairs"><thead><tr><th>People</th><th className="r">Items</th><th>{isBoxes ? "Agreement" : "κ"}</th>{isBoxes && <th className="r hide-small" title="How well the boxes that both drew cover each other">Overlap</th>}<th>Most confused</th></tr></thead>
      <tbody>{pairs.map((pair) => (
        <tr key={pair.a + "/" + pair.b}><td>{pair.a} and {pair.b}</td><td className="r">{count(pair.items)}</td><td title={pair.reason}><Band value={pair.value} band={pair.band} /></td>
          {isBoxes && <td className="r hide-small">{decimal(pair.overlap?.matchedIoU)}</td>}
          <td>{pair.mostConfused?.length ? <Link className="link confused" to={projectPath(project, "disagreements", { question, label: pair.mostConfused[0], other: pair.mostConfused[1] })}>{pair.mostConfused.join(" / ")}</Link> : <span className="muted">–</span>}</td></tr>
      ))}</tbody></table>
  );
}

/** The columns are what a box has to overlap to count as the same. */
export function DrawnLabels({ rows, labels }: { rows: readonly DrawnLabel[]; labels: readonly Label[] }) {
  return (
    <section className="block"><h2>By label</h2>
      {rows.length === 0 ? <p className="muted">Shows once two people have drawn on the same item.</p> : (
        <table className="table" data-testid="by-label"><thead><tr><th>Label</th><th className="r">Boxes</th><th>Agreement</th><th className="r">At 0.75</th><th className="r">At 0.9</th><th className="r hide-small">Overlap</th></tr></thead>
          <tbody>{rows.map((row) => {
            const label = labels.find((one) => one.name === row.label);
            return <tr key={row.label}><td><span className="row">{label && <Swatch colour={label.colour} marked={label.marked} />}{row.label}</span></td><td className="r">{count(row.parts)}</td><td title={row.reason}><Band value={row.value} /></td><td className="r">{decimal(row.overlap.f1At75)}</td><td className="r">{decimal(row.overlap.f1At90)}</td><td className="r hide-small">{decimal(row.overlap.matchedIoU)}</td></tr>;
          })}</tbody></table>
      )}
    </section>
  );
}

export function DrawnPeople({ rows }: { rows: readonly DrawnPerson[] }) {
  return (
    <section className="block"><h2>By person</h2>
      {rows.length === 0 ? <p className="muted">Nobody has drawn yet.</p> : (
        <table className="table" data-testid="by-person"><thead><tr><th>Person</th><th className="r">Items</th><th className="r hide-small" title="Items that somebody else drew too">Shared</th><th className="r">Boxes</th><th>With the others</th><th className="r hide-small">Overlap</th></tr></thead>
          <tbody>{rows.map((row) => <tr key={row.login}><td>{row.login}</td><td className="r">{count(row.items)}</td><td className="r hide-small">{count(row.shared)}</td><td className="r">{count(row.parts)}</td><td title={row.reason}><Band value={row.value} /></td><td className="r hide-small">{decimal(row.overlap.matchedIoU)}</td></tr>)}</tbody></table>
      )}
    </section>
  );
}

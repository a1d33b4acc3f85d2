/** What one side of the split knows of another: copies, groups, fields that give the answer away, fields that differ. */
import { ago, count, decimal, percent, plural } from "../../../core/figures.js";
import { projectPath } from "../../../core/route.js";
import type { Audit, AuditedField, Splits } from "../../../api/types.js";
import { Badge, Button, Empty, Link, Notice } from "../../../panels/controls.js";
import { FindingLine } from "./FindingLine.js";

interface Props { project: string; splits: Splits; canManage: boolean; busy: boolean; onAudit: () => void }

export function AuditPart({ project, splits, canManage, busy, onAudit }: Props) {
  const { audit } = splits;
  if (!audit) return (
    <section className="block" aria-label="Leaks"><h2>Leaks</h2>
      <Empty title="Not looked for yet" action={canManage && <Button look="main" busy={busy} onClick={onAudit} chord="Ctrl+Enter" data-testid="run-audit">Look for leaks</Button>}>Copies and groups on two sides, fields that give the answer away, and fields that differ between sides.</Empty>
    </section>
  );
  const report = audit.report as Audit, looked = report.sides.reduce((sum, side) => sum + side.count, 0);
  return (
    <section className="block" aria-label="Leaks" data-testid="audit"><h2>Leaks</h2>
      {splits.isAuditOlder ? <Notice tone="warn" title="The items have been split anew since">What is below is of the split before.</Notice>
        : looked !== splits.items - splits.withoutSide && <Notice tone="warn" title={`${plural(looked, "item")} were looked at; there are ${count(splits.items - splits.withoutSide)} on a side now`} />}
      <p className="muted">{ago(audit.madeAt, Date.now())}, from <b>{report.training}</b>, which teaches, to the others{report.question ? `; the answer is ${report.question}` : "; without a settled answer, fields that give it away were not looked for"}.</p>
      <Findings report={report} project={project} />
      <div className="two-columns even">
        <Copies report={report} project={project} />
        <Fields report={report} project={project} />
      </div>
    </section>
  );
}

function Findings({ report }: { report: Audit; project: string }) {
  if (report.findings.length === 0) return <p data-testid="no-leaks"><Badge tone="good">clean</Badge> Nothing of one side is known on another.</p>;
  return <ul className="plain-list" data-testid="leaks">{report.findings.slice(0, 30).map((one, place) => <FindingLine key={place} finding={one} />)}{report.findings.length > 30 && <li className="caption">and {count(report.findings.length - 30)} more on Checks</li>}</ul>;
}

function ItemLink({ report, project, name }: { report: Audit; project: string; name: string }) {
  const item = report.items?.[name];
  return item ? <Link className="link" to={projectPath(project, "data", { item })}>{name}</Link> : <>{name}</>;
}

const kinds = { content: "equal", row: "equal fields", near: "nearly equal" } as const;

function Copies({ report, project }: { report: Audit; project: string }) {
  const rows = report.copies.filter((one) => one.count > 0), groups = report.groups.filter((one) => one.count > 0);
  return (
    <section className="block" aria-label="On two sides"><h2>On two sides</h2>
      {rows.length === 0 && groups.length === 0 ? <p className="muted">No item, and no group that is looked at, is on two sides.</p> : (
        <table className="table" data-testid="copies"><thead><tr><th>What</th><th className="r fit">Items</th><th>Such as</th></tr></thead>
          <tbody>{rows.map((one) => (
            <tr key={one.kind + one.side + one.other}><td>{one.side} in {one.other}, {kinds[one.kind]}{one.conflicting > 0 && <> <Badge tone="bad">{count(one.conflicting)} answered otherwise</Badge></>}</td><td className="r fit" title={`${percent(one.share, 1)} of ${one.side}`}>{count(one.count)}</td>
              <td><Examples {...{ report, project }} pairs={one.examples} /></td></tr>
          ))}{groups.map((one) => (
            <tr key={one.column + one.side}><td>{one.side} of a {one.column} that teaches <span className="muted">({count(one.torn)} of {count(one.groups)} torn)</span></td><td className="r fit" title={`${percent(one.share, 1)} of ${one.side}`}>{count(one.count)}</td>
              <td><Examples {...{ report, project }} pairs={one.examples.map((three) => three.slice(1))} names={one.examples.map((three) => three[0])} /></td></tr>
          ))}</tbody></table>
      )}
    </section>
  );
}

function Examples({ report, project, pairs, names }: { report: Audit; project: string; pairs: string[][]; names?: string[] }) {
  return <ul className="plain-list examples">{pairs.slice(0, 3).map((pair, place) => <li key={pair.join("/")}>{names && <span className="muted">{names[place]}: </span>}<ItemLink {...{ report, project }} name={pair[0]} /> and <ItemLink {...{ report, project }} name={pair[1]} /></li>)}</ul>;
}

const powers: Record<string, string> = { area: "area under ROC", "cramers-v": "Cramér's V", correlation: "correlation", "correlation-ratio": "correlation ratio", missing: "its gaps, Cramér's V" };

/** Those that tell most of the answer first; then those that differ most between sides. */
function Fields({ report, project }: { report: Audit; project: string }) {
  const far = (field: AuditedField) => field.distances.reduce((most, one) => Math.max(most, one.value), 0);
  const rows = [...report.columns].sort((a, b) => (b.power?.value ?? 0) - (a.power?.value ?? 0) || far(b) - far(a)).slice(0, 20);
  return (
    <section className="block" aria-label="Fields"><h2>Fields</h2>
      {rows.length === 0 ? <p className="muted">Items have no field beside what people read.</p> : (
        <table className="table" data-testid="audited-fields"><thead><tr><th>Field</th><th className="r" title="How well the field alone tells the answer, from 0 or 0.5 to 1">Tells the answer</th><th className="r" title="The largest distance of its values between sides">Differs by side</th></tr></thead>
          <tbody>{rows.map((field) => {
            const distance = [...field.distances].sort((a, b) => b.value - a.value)[0];
            return <tr key={field.name}><td><Link className="link" to={projectPath(project, "profile", { field: field.name })}>{field.name}</Link>{field.isIdentifier && <> <Badge tone="warn">names items</Badge></>}</td>
              <td className={`r${field.power && field.power.value > 0.95 ? " bad" : ""}`} title={field.power ? `${powers[field.power.measure]}${field.power.label ? `, ${field.power.label}` : ""}` : undefined}>{field.power ? decimal(field.power.value, 3) : "–"}</td>
              <td className={`r${distance?.isTooFar ? " warn" : ""}`} title={distance ? `${distance.measure === "ks" ? "Kolmogorov-Smirnov" : "Jensen-Shannon"} distance to ${distance.side}` : undefined}>{distance ? `${decimal(distance.value)} ` : "–"}{distance && <span className="muted">{distance.side}</span>}</td></tr>;
          })}</tbody></table>
      )}
      {report.columns.length > rows.length && <p className="caption">and {count(report.columns.length - rows.length)} more</p>}
    </section>
  );
}

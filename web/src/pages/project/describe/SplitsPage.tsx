/** The sides of the split: how many items, which labels, what stays together, and what one side knows of another. */
import { ago, count, percent, plural } from "../../../core/figures.js";
import { projectPath } from "../../../core/route.js";
import * as api from "../../../api/endpoints.js";
import type { Splits } from "../../../api/types.js";
import { navigate, setQuery } from "../../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Link, Notice, PageHead, Waiting } from "../../../panels/controls.js";
import { useActions, useLoad, useQuery } from "../../../panels/hooks.js";
import { JobProgress, useJob } from "../jobs.js";
import type { ProjectProps } from "../ProjectPages.js";
import { AuditPart } from "./AuditPart.js";
import { FindingLine } from "./FindingLine.js";

export function SplitsPage({ project, detail, can }: ProjectProps) {
  const question = useQuery().get("question") ?? undefined;
  const page = useLoad(`${project}/${question}`, () => api.splits(project, question));
  const drawing = useJob(project, page.reload), auditing = useJob(project, page.reload);
  const { value } = page, isOnSides = value && value.items > value.withoutSide, hasPolicy = Boolean(value?.policy);
  const split = () => void drawing.start(() => api.prepare(project, ["split"]));
  const audit = () => void auditing.start(() => api.prepare(project, ["leakage"]));
  const labelled = ((detail.definition.questions ?? []) as { name: string; labels?: unknown[] }[]).filter((one) => (one.labels ?? []).length > 0);
  useActions({ "page.primary": !can("manage") ? undefined : isOnSides ? audit : hasPolicy ? split : undefined });
  return (
    <>
      <PageHead title="Splits">
        {labelled.length > 1 && isOnSides && <select className="input" aria-label="Question" value={value?.question ?? ""} onChange={(event) => setQuery({ question: event.target.value })}>{labelled.map((one) => <option key={one.name}>{one.name}</option>)}</select>}
        {can("manage") && hasPolicy && isOnSides && <Button busy={drawing.busy} onClick={split} data-testid="run-split">Split again</Button>}
        {can("manage") && isOnSides && value.audit && <Button busy={auditing.busy} onClick={audit} chord="Ctrl+Enter" data-testid="run-audit">Look for leaks again</Button>}
      </PageHead>
      <div className="stack jobs"><JobProgress follow={drawing} title="Splitting" brief /><JobProgress follow={auditing} title="Looking for leaks" brief /></div>
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!value && !page.error && <Waiting rows={8} />}
      {value && !isOnSides && <NotSplit project={project} splits={value} canManage={can("manage")} busy={drawing.busy} onSplit={split} />}
      {value && isOnSides && (
        <>
          {value.withoutSide > 0 && <Notice tone="warn" title={`${plural(value.withoutSide, "item")} on no side`}>{value.policy ? "They came after the last split: “Split again” gives every item a side; some may move to another." : "Their source says nothing of a split, and the definition asks for none."}</Notice>}
          <div className="two-columns even"><Sides splits={value} /><Groups project={project} splits={value} /></div>
          <Labels splits={value} />
          <AuditPart {...{ project, splits: value, canManage: can("manage"), busy: auditing.busy, onAudit: audit }} />
        </>
      )}
    </>
  );
}

function NotSplit({ project, splits, canManage, busy, onSplit }: { project: string; splits: Splits; canManage: boolean; busy: boolean; onSplit: () => void }) {
  if (splits.items === 0) return <Empty title="No items yet">Collect items first; then they can be cut into what teaches and what judges.</Empty>;
  if (splits.policy) return <Empty title="Not split yet" action={canManage && <Button look="main" busy={busy} onClick={onSplit} chord="Ctrl+Enter" data-testid="run-split">Split {plural(splits.items, "item")}</Button>}>The definition asks for {splits.policy.shares.map((one) => `${one.name} ${percent(one.share)}`).join(", ")}.</Empty>;
  return <Empty title="No item is on a side" action={canManage && <Button look="main" onClick={() => navigate(projectPath(project, "settings"))}>Settings</Button>}>Say in the definition how to split, such as <code>{"splits: {train: 0.8, validation: 0.1, test: 0.1, seed: 7}"}</code>, or collect a dataset that brings a split along.</Empty>;
}

function Sides({ splits }: { splits: Splits }) {
  const { policy } = splits, most = Math.max(...splits.sides.map((side) => Math.max(side.share, side.asked ?? 0)), 0.01);
  const isOff = (side: Splits["sides"][number]) => side.asked !== undefined && Math.abs(side.share - side.asked) > Math.max(0.01, 1.5 / Math.max(1, splits.items));
  return (
    <section className="block" aria-label="Sides"><h2>Sides</h2>
      <table className="table" data-testid="sides"><thead><tr><th>Side</th><th className="r">Items</th><th className="r">Share</th>{policy && <th className="r">Asked</th>}<th className="half"><span className="visually-hidden">Share as a bar</span></th></tr></thead>
        <tbody>{splits.sides.map((side) => (
          <tr key={side.name}><td>{side.name} {side.count === 0 ? <Badge tone="bad">empty</Badge> : policy && side.asked === undefined ? <Badge tone="warn">not asked for</Badge> : isOff(side) ? <Badge tone="warn">off</Badge> : null}</td><td className="r">{count(side.count)}</td><td className="r">{percent(side.share, 1)}</td>{policy && <td className="r muted">{percent(side.asked, 1)}</td>}
            <td><span className="bars-track block-line"><i className="bar" style={{ width: `${(100 * side.share) / most}%` }} />{side.asked !== undefined && <i className="goal" style={{ left: `${(100 * side.asked) / most}%` }} />}</span></td></tr>
        ))}</tbody></table>
      <p className="muted">{policy ? `Seed ${policy.seed}${policy.stratify ? `, even by ${policy.stratify}` : ""}${policy.group && policy.group !== "near-duplicate" ? `, ${policy.group} kept whole` : ""}.` : "As the source of the items says; the definition asks for no split."}{splits.drawn && ` Drawn ${ago(splits.drawn.madeAt, Date.now())}.`}</p>
      {(splits.drawn?.report.findings ?? []).length > 0 && <ul className="plain-list">{splits.drawn!.report.findings!.slice(0, 12).map((one, place) => <FindingLine key={place} finding={one} />)}</ul>}
    </section>
  );
}

function Groups({ project, splits }: { project: string; splits: Splits }) {
  return (
    <section className="block" aria-label="Near duplicates"><h2>Near duplicates</h2>
      {splits.groups === 0 ? <p className="muted">No near duplicates are known among the items on a side: <Link className="link" to={projectPath(project, "checks")}>Prepare</Link> looks for them.</p>
        : splits.tornGroups === 0 ? <p data-testid="groups-whole"><Badge tone="good">whole</Badge> {splits.groups === 1 ? "The one group of near duplicates lies on one side." : `All ${count(splits.groups)} groups of near duplicates lie on one side each.`}</p>
        : <>
            <p data-testid="groups-torn"><Badge tone="bad">torn</Badge> {count(splits.tornGroups)} of {plural(splits.groups, "group")} lie on several sides: what is learnt is then asked.</p>
            <ul className="plain-list">{splits.torn.slice(0, 8).map((group) => <li key={group.group} className="row wrap sheet-row">{group.members.map((member) => <span key={member.item}><span className="muted">{member.side}</span> <Link className="link" to={projectPath(project, "data", { item: member.item })}>{member.key}</Link></span>)}<span className="grow" /><Link className="caption" to={projectPath(project, "data", { group: group.group })}>{plural(group.size, "item")}</Link></li>)}</ul>
            {splits.tornGroups > 8 && <p className="caption">and {count(splits.tornGroups - 8)} more</p>}
          </>}
    </section>
  );
}

const labelsShown = 30;

function Labels({ splits }: { splits: Splits }) {
  const { sides, labels, answered, largestDifference: far } = splits;
  if (!splits.question) return null;
  const total = answered.reduce((sum, value) => sum + value, 0);
  return (
    <section className="block" aria-label="Labels by side"><h2>Labels by side: {splits.question}</h2>
      {labels.length === 0 ? <p className="muted">No answer counts yet: labels show here once items are settled.</p> : (
        <>
          {far && <p data-testid="largest-difference">The largest difference: <b>{far.label}</b> is {percent(far.share, 1)} of {far.side}, and {percent(far.overall, 1)} of all.</p>}
          <table className="table" data-testid="labels"><thead><tr><th>Label</th>{sides.map((side) => <th key={side.name} className="side-column">{side.name}</th>)}<th className="r fit">All</th></tr></thead>
            <tbody>{labels.slice(0, labelsShown).map((row) => {
              const all = row.counts.reduce((sum, value) => sum + value, 0), most = Math.max(0.01, ...row.counts.map((value, side) => (answered[side] ? value / answered[side] : 0)));
              return <tr key={row.label}><td>{row.label}</td>{sides.map((side, place) => {
                const share = answered[place] ? row.counts[place] / answered[place] : undefined, isFar = far?.label === row.label && far.side === side.name && Math.abs(far.share - far.overall) > 0.05;
                return <td key={side.name} className="side-column"><span className="row"><span className="bars-track"><i className="bar" style={{ width: `${(100 * (share ?? 0)) / most}%` }} /></span><span className={`num side-share${isFar || (row.counts[place] === 0 && answered[place] > 0) ? " warn" : ""}`} title={plural(row.counts[place], "item")}>{percent(share, 1)}</span></span></td>;
              })}<td className="r fit">{count(all)}</td></tr>;
            })}</tbody></table>
          {labels.length > labelsShown && <p className="caption">and {count(labels.length - labelsShown)} rarer labels</p>}
          <p className="caption">Shares of the {plural(total, "item")} on a side whose answer counts{total < splits.items - splits.withoutSide ? `; ${count(splits.items - splits.withoutSide - total)} have none` : ""}. An item with several labels counts for each.</p>
        </>
      )}
    </section>
  );
}

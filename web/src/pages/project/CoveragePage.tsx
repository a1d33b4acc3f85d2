/** What of the wanted conditions and labels there is, where it lacks, and what to collect next. */
import { count, plural } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { Coverage } from "../../api/types.js";
import { setQuery } from "../../panels/app.js";
import { Badge, Empty, ErrorNotice, Field, Notice, PageHead, Waiting } from "../../panels/controls.js";
import { useLoad, useQuery } from "../../panels/hooks.js";
import type { ProjectProps } from "./ProjectPages.js";

export function CoveragePage({ project, detail }: ProjectProps) {
  const question = useQuery().get("question") ?? undefined;
  const page = useLoad(`${project}/${question}`, () => api.coverage(project, question));
  const labelled = ((detail.definition.questions ?? []) as { name: string; labels?: unknown[] }[]).filter((one) => (one.labels ?? []).length > 0);
  return (
    <>
      <PageHead title="Coverage">
        {labelled.length > 1 && <Field label="Question">{(ids) => <select {...ids} className="input" value={question ?? labelled[0].name} onChange={(event) => setQuery({ question: event.target.value })}>{labelled.map((one) => <option key={one.name}>{one.name}</option>)}</select>}</Field>}
      </PageHead>
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!page.value && !page.error && <Waiting rows={6} />}
      {page.value && <Report coverage={page.value} />}
    </>
  );
}

function Report({ coverage }: { coverage: Coverage }) {
  const missing = coverage.plan.reduce((sum, task) => sum + task.count, 0);
  return (
    <div className="two-columns">
      <section className="block" aria-label="What there is">
        <p>{plural(coverage.items, "item")} in {plural(coverage.cells.length, "combination")} of {coverage.axes.map((axis) => axis.name).join(" and ")}.</p>
        <Cells coverage={coverage} />
        {coverage.withoutValue.map((one) => <Notice key={one.axis} tone="warn" title={`${plural(one.count, "item")} without a known ${one.axis}`}>They are in no combination.</Notice>)}
        {coverage.unknown.length > 0 && <p className="muted">Not named by the definition: {coverage.unknown.map((one) => `${one.axis} ${one.value} (${count(one.count)})`).join(", ")}</p>}
      </section>
      <section className="block" aria-label="What to collect">
        <h2>What to collect</h2>
        {coverage.quotas.length === 0 ? <Empty title="No quota asks for anything">A quota of a label, or environments, in the definition say how many are wanted.</Empty>
          : missing === 0 ? <Empty title="Every quota is met">Nothing lacks of what the definition wants.</Empty>
          : <><p>{plural(missing, "more item")} would meet every quota:</p><ol className="plan" data-testid="plan">{coverage.plan.map((task) => <li key={task.values.join("/")}><b className="num">{count(task.count)}</b> {named(coverage, task.values)}</li>)}</ol></>}
      </section>
    </div>
  );
}

function named(coverage: Coverage, values: readonly string[]) { return coverage.axes.map((axis, place) => `${axis.name} ${values[place]}`).join(", "); }

/** One row a combination, the emptiest of what is wanted first. */
function Cells({ coverage }: { coverage: Coverage }) {
  const lack = (cell: Coverage["cells"][number]) => Math.max(0, cell.wanted - cell.count);
  const rows = [...coverage.cells].sort((a, b) => lack(b) - lack(a));
  const most = Math.max(1, ...rows.map((row) => Math.max(row.count, row.wanted)));
  return (
    <table className="table" data-testid="cells"><thead><tr>{coverage.axes.map((axis) => <th key={axis.name}>{axis.name}</th>)}<th className="r fit">Items</th><th className="r fit">Wanted</th><th className="wide">Share of the most</th></tr></thead>
      <tbody>{rows.slice(0, 500).map((row) => (
        <tr key={row.values.join("/")}>{row.values.map((value, place) => <td key={place}>{value}</td>)}<td className="r num">{count(row.count)}</td><td className="r num">{row.wanted > 0 ? count(row.wanted) : "–"}</td>
          <td><div className="bar" style={{ width: `${(100 * row.count) / most}%` }} />{row.count === 0 && row.wanted > 0 ? <Badge tone="bad">none yet</Badge> : lack(row) > 0 ? <Badge tone="warn">{count(lack(row))} lack</Badge> : null}</td></tr>
      ))}</tbody></table>
  );
}

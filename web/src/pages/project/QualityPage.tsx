/** How far to trust the labels: agreement, pairs of people with bands, consensus, suspected errors. */
import { useState } from "react";
import { readDefinition } from "../../core/definition.js";
import { count, decimal, percent, plural } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { ConsensusReport, LabelErrors, Pair } from "../../api/types.js";
import { Band } from "../../panels/charts.js";
import { setQuery } from "../../panels/app.js";
import { Button, Empty, ErrorNotice, Link, Notice, PageHead, sentence, Ticked, Waiting } from "../../panels/controls.js";
import { useLoad, useQuery, useTask } from "../../panels/hooks.js";
import type { ProjectProps } from "./ProjectPages.js";

export function QualityPage({ project, detail, overview, can }: ProjectProps) {
  const query = useQuery();
  const definition = readDefinition(detail.definition);
  const asked = definition.questions.filter((question) => question.of === undefined);
  const question = query.get("question") ?? asked[0]?.name;
  const measure = query.get("measure") ?? undefined;
  const catalogs = useLoad("catalogs", api.catalogs);
  const report = useLoad(`${project}/${question}/${measure}`, () => api.agreement(project, { question, measure }));
  const pairs = report.value?.pairs ?? overview.value?.kappa ?? [];
  const warning = report.value?.warning ?? overview.value?.warning;
  return (
    <>
      <PageHead title="Quality">
        {asked.length > 1 && <select className="input" aria-label="Question" value={question} onChange={(event) => setQuery({ question: event.target.value })}>{asked.map((one) => <option key={one.name}>{one.name}</option>)}</select>}
        <select className="input" aria-label="Measure" value={measure ?? ""} onChange={(event) => setQuery({ measure: event.target.value })}><option value="">Krippendorff's α</option>{(catalogs.value?.agreement ?? []).filter((row) => row.name !== "krippendorff-alpha").map((row) => <option key={row.name} value={row.name} title={row.summary}>{measureNames[row.name] ?? row.name}</option>)}</select>
      </PageHead>
      {warning && <Notice tone="warn" title="Agreement needs work" action={<Link className="link" to={projectPath(project, "guidelines")}>Guidelines</Link>}><span data-testid="agreement-warning"><Ticked text={sentence(warning)} /></span></Notice>}
      <div className="two-columns even">
        <section className="block">
          <h2>Agreement</h2>
          {report.error && <ErrorNotice error={report.error} retry={report.reload} />}
          {!report.value && !report.error && <Waiting />}
          {report.value && (
            <div className="hero-figure"><b className="num" data-testid="alpha">{decimal(report.value.value)}</b>
              <div><span>{measureNames[report.value.measure] ?? report.value.measure}</span><span className="muted">{report.value.value !== undefined && report.value.value !== null ? `${report.value.band ?? ""}${report.value.items ? `, over ${plural(report.value.items, "item")} with two or more answers` : ""}` : sentence(report.value.reason ?? "not defined yet")}</span></div></div>
          )}
          <p className="caption">Above 0.8 excellent, 0.6 to 0.8 good, below 0.6 needs work.</p>
          <h3 className="sub">Pairs of people (Cohen's κ)</h3>
          {pairs.length === 0 ? <p className="muted">Two people have to answer the same items first. Set “overlap: 2” under labelling in Settings.</p> : <Pairs pairs={pairs} project={project} />}
        </section>
        <section className="block">
          <ConsensusPart key={question} {...{ project, question, can }} methods={catalogs.value?.consensus ?? []} onDone={overview.reload} />
        </section>
      </div>
      <ErrorsPart key={"errors" + question} {...{ project, question, can }} />
    </>
  );
}

const measureNames: Record<string, string> = { "krippendorff-alpha": "Krippendorff's α", "cohen-kappa": "Cohen's κ", "fleiss-kappa": "Fleiss' κ", "gwet-ac1": "Gwet's AC1", "scott-pi": "Scott's π", "percent": "Share of equal answers" };

function Pairs({ pairs, project }: { pairs: readonly Pair[]; project: string }) {
  return (
    <table className="table" data-testid="pairs"><thead><tr><th>People</th><th className="r">Items</th><th>κ</th><th>Most confused</th></tr></thead>
      <tbody>{pairs.map((pair) => (
        <tr key={pair.a + "/" + pair.b}><td>{pair.a} and {pair.b}</td><td className="r">{count(pair.items)}</td><td title={pair.reason}><Band value={pair.value} band={pair.band} /></td>
          <td>{pair.mostConfused?.length ? <Link className="link confused" to={projectPath(project, "disagreements")}>{pair.mostConfused.join(" / ")}</Link> : <span className="muted">–</span>}</td></tr>
      ))}</tbody></table>
  );
}

interface PartProps { project: string; question: string; can: ProjectProps["can"] }

function ConsensusPart({ project, question, can, methods, onDone }: PartProps & { methods: readonly { name: string; summary: string }[]; onDone: () => void }) {
  const [method, setMethod] = useState("dawid-skene");
  const [report, setReport] = useState<ConsensusReport>();
  const task = useTask();
  const run = () => void task.run(async () => { setReport(await api.consensus(project, { method, question })); onDone(); });
  const all = methods.length > 0 ? methods : [{ name: "dawid-skene", summary: "" }, { name: "majority", summary: "" }];
  return (
    <>
      <h2>Consensus</h2>
      <p className="muted">Settles each item from its people's answers. Decisions and accepted reviews stay above it.</p>
      <div className="row form-row">
        <select className="input grow" aria-label="Method" value={method} onChange={(event) => setMethod(event.target.value)} data-testid="consensus-method">{all.map((row) => <option key={row.name} value={row.name}>{row.name}</option>)}</select>
        <Button look="main" busy={task.busy} disabled={!can("manage")} onClick={run} data-testid="run-consensus">Run consensus</Button>
      </div>
      <p className="caption">{all.find((row) => row.name === method)?.summary}</p>
      {task.error && <ErrorNotice error={task.error} />}
      {report && (
        <div data-testid="consensus-report">
          <Notice tone="good" title={`${plural(report.settled, "item")} settled, ${count(report.open)} open`}>{report.waiting > 0 && `${plural(report.waiting, "item")} of them ${report.waiting === 1 ? "waits" : "wait"} for more people's answers. `}{report.method}{report.iterations ? `, ${plural(report.iterations, "round")}` : ""}{report.stopped ? `, ${stops[report.stopped] ?? report.stopped}` : ""}</Notice>
          {report.annotators.length > 0 && <table className="table"><thead><tr><th>Person</th><th className="r">Answers</th><th className="r">Reliability</th></tr></thead>
            <tbody>{report.annotators.map((person, index) => <tr key={index}><td>{person.login}</td><td className="r">{count(person.votes)}</td><td className="r">{percent(person.skill)}</td></tr>)}</tbody></table>}
        </div>
      )}
    </>
  );
}

const stops: Record<string, string> = { "iteration-limit": "stopped at the limit of rounds", "one-pass": "in one pass" };


function ErrorsPart({ project, question, can }: PartProps) {
  const [report, setReport] = useState<LabelErrors>();
  const task = useTask();
  const rows = report?.items ?? [];
  return (
    <section className="block">
      <div className="row"><h2 className="grow">Suspected label errors</h2><Button busy={task.busy} disabled={!can("manage")} onClick={() => void task.run(async () => setReport(await api.labelErrors(project, { question })))} data-testid="find-errors">Find label errors</Button></div>
      {task.error && <ErrorNotice error={task.error} />}
      {!report && !task.error && <p className="muted">Compares each settled label with what a model, trained without that item, expects (confident learning). Worst first.</p>}
      {report && rows.length === 0 && <Empty title="No label looks wrong">{count(report.count)} suspected, {percent(report.share, 1)} of the labels.</Empty>}
      {rows.length > 0 && <>
        <p className="muted num">{plural(report!.count, "label")} suspected, {percent(report!.share, 1)} of all.</p>
        <table className="table" data-testid="label-errors"><thead><tr><th>Item</th><th className="wide">Text</th><th>Given</th><th>Expected</th><th className="r">Score</th></tr></thead>
          <tbody>{rows.map((row) => <tr key={row.id}><td className="fit"><Link className="link" to={projectPath(project, "data", { item: row.id, text: row.key })}>{row.key}</Link></td><td className="clip wide" dir="auto">{row.preview}</td><td className="fit bad">{row.given}</td><td className="fit good">{row.suggested}</td><td className="r fit">{decimal(row.score, 3)}</td></tr>)}</tbody></table>
      </>}
    </section>
  );
}

/** Settling items from their people's answers, and how reliable each person came out. */
import { useState } from "react";
import { count, percent, plural } from "../../../core/figures.js";
import * as api from "../../../api/endpoints.js";
import type { ConsensusReport } from "../../../api/types.js";
import { Button, ErrorNotice, Notice } from "../../../panels/controls.js";
import { useTask } from "../../../panels/hooks.js";
import type { ProjectProps } from "../ProjectPages.js";

export interface PartProps { project: string; question: string; can: ProjectProps["can"] }

export function ConsensusPart({ project, question, can, methods, usual, onDone }: PartProps & { usual: string; methods: readonly { name: string; summary: string }[]; onDone: () => void }) {
  const [method, setMethod] = useState(usual);
  const [report, setReport] = useState<ConsensusReport>();
  const task = useTask();
  const run = () => void task.run(async () => { setReport(await api.consensus(project, { method, question })); onDone(); });
  const all = methods.length > 0 ? methods : [{ name: usual, summary: "" }];
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
          {report.objects && <p className="muted num" data-testid="objects">{plural(report.objects.settled, "object")} settled, {count(report.objects.open)} for somebody to decide, {count(report.objects.dismissed)} outvoted.</p>}
          {report.annotators.some((person) => person.drawing) ? <Drawn rows={report.annotators} /> : report.annotators.length > 0 && <table className="table"><thead><tr><th>Person</th><th className="r">Answers</th><th className="r">Reliability</th></tr></thead>
            <tbody>{report.annotators.map((person, index) => <tr key={index}><td>{person.login}</td><td className="r">{count(person.votes)}</td><td className="r">{percent(person.skill)}</td></tr>)}</tbody></table>}
        </div>
      )}
    </>
  );
}

const stops: Record<string, string> = {
  "single-pass": "in one pass", "iteration-limit": "stopped at the limit of rounds", "all-rounds": "ran its set number of rounds",
  "no-overlap": "nobody answered what another did, so every answer is taken at its word",
};

/** How each person's boxes stand to the objects that were settled. */
function Drawn({ rows }: { rows: ConsensusReport["annotators"] }) {
  return (
    <table className="table" data-testid="drawn"><thead><tr><th>Person</th><th className="r">Answers</th><th className="r" title="Of their boxes, those that count">Right</th><th className="r" title="Of the objects, those they drew">Found</th><th className="r">Labels right</th><th className="r hide-small">Overlap</th></tr></thead>
      <tbody>{rows.map((person) => <tr key={person.login}><td>{person.login}</td><td className="r">{count(person.votes)}</td><td className="r">{percent(person.drawing?.precision)}</td><td className="r">{percent(person.drawing?.recall)}</td><td className="r">{percent(person.drawing?.labelAccuracy)}</td><td className="r hide-small">{percent(person.drawing?.meanIoU)}</td></tr>)}</tbody></table>
  );
}

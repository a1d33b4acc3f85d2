/** Label less: train on what is settled, suggest the rest, accept the sure ones, put the unsure ones first. */
import { useState } from "react";
import { readDefinition } from "../../core/definition.js";
import { count, percent, plural } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import { Button, ErrorNotice, Field, Link, Notice, PageHead } from "../../panels/controls.js";
import { useActions, useLoad, useTask } from "../../panels/hooks.js";
import { JobProgress, useJob } from "./jobs.js";
import type { ProjectProps } from "./ProjectPages.js";

export function ModelsPage({ project, detail, overview, can }: ProjectProps) {
  const questions = readDefinition(detail.definition).questions.filter((question) => question.kind === "choice");
  const [question, setQuestion] = useState(questions[0]?.name);
  const training = useJob(project, overview.reload);
  const train = () => void training.start(() => api.suggest(project, question));
  useActions({ "page.primary": can("manage") && question ? train : undefined });
  if (!question) return <><PageHead title="Models" /><Notice title="No question here that the model can answer">The text model suggests answers to questions of kind “choice”.</Notice></>;
  const counts = overview.value?.counts;
  return (
    <>
      <PageHead title="Models">{questions.length > 1 && <select className="input" aria-label="Question" value={question} onChange={(event) => setQuestion(event.target.value)}>{questions.map((one) => <option key={one.name}>{one.name}</option>)}</select>}</PageHead>
      <div className="steps">
        <section className="step"><span className="step-number">1</span><div className="grow">
          <h2>Train and suggest</h2>
          <p className="muted">A classifier of words and letters learns from the {counts ? <Link className="link" to={projectPath(project, "data", { settled: "yes" })}>{plural(counts.settled, "settled item")}</Link> : "settled items"} and suggests an answer with a confidence for every other one.{counts && counts.suggested > 0 ? ` ${plural(counts.suggested, "item")} carry a suggestion now.` : ""}</p>
          <Button look="main" chord="Ctrl+Enter" busy={training.busy} disabled={!can("manage")} onClick={train} data-testid="train">Train and suggest</Button>
          <JobProgress follow={training} title="Training" />
        </div></section>
        <AcceptStep {...{ project, question, can, overview }} />
        <QueueStep {...{ project, can, overview }} />
      </div>
    </>
  );
}

function AcceptStep({ project, question, can, overview }: Pick<ProjectProps, "project" | "can" | "overview"> & { question: string }) {
  const [above, setAbove] = useState(95);
  const [result, setResult] = useState<{ accepted: number; needsReview: number }>();
  const task = useTask();
  const run = () => void task.run(async () => { setResult(await api.accept(project, { question, above: above / 100 })); overview.reload(); });
  return (
    <section className="step"><span className="step-number">2</span><div className="grow">
      <h2>Accept the sure ones</h2>
      <p className="muted">Suggestions strictly above the threshold become answers of origin “policy”; the others stay suggestions and need a person.</p>
      <div className="row form-row"><Field label="Above, in percent">{(ids) => <input {...ids} className="input narrow" type="number" min={50} max={100} step={0.5} value={above} onChange={(event) => setAbove(Number(event.target.value))} data-testid="threshold" />}</Field>
        <Button busy={task.busy} disabled={!can("manage") || above < 0 || above > 100} onClick={run} data-testid="accept-above">Accept above {percent(above / 100, above % 1 ? 1 : 0)}</Button></div>
      {task.error && <ErrorNotice error={task.error} />}
      {result && <Notice tone="good" title={`${count(result.accepted)} accepted`}>{plural(result.needsReview, "suggestion")} still {result.needsReview === 1 ? "needs" : "need"} a person.</Notice>}
    </div></section>
  );
}

function QueueStep({ project, can, overview }: Pick<ProjectProps, "project" | "can" | "overview">) {
  const catalogs = useLoad("catalogs", api.catalogs);
  const strategies = catalogs.value?.strategies ?? [{ name: "least-confidence", summary: "" }];
  const [strategy, setStrategy] = useState("least-confidence");
  const [budget, setBudget] = useState(100);
  const [queued, setQueued] = useState<number>();
  const task = useTask();
  const run = () => void task.run(async () => { setQueued((await api.queueUncertain(project, { strategy, budget })).queued); overview.reload(); });
  return (
    <section className="step"><span className="step-number">3</span><div className="grow">
      <h2>Ask people about the unsure ones</h2>
      <p className="muted">The items the model is least sure of go to the front of everybody's queue.</p>
      <div className="row form-row wrap">
        <Field label="By">{(ids) => <select {...ids} className="input" value={strategy} onChange={(event) => setStrategy(event.target.value)}>{strategies.map((row) => <option key={row.name} value={row.name}>{row.name}</option>)}</select>}</Field>
        <Field label="How many">{(ids) => <input {...ids} className="input narrow" type="number" min={1} value={budget} onChange={(event) => setBudget(Number(event.target.value))} data-testid="budget" />}</Field>
        <Button busy={task.busy} disabled={!can("manage") || budget < 1} onClick={run} data-testid="queue">Queue {plural(budget, "item")}</Button></div>
      {task.error && <ErrorNotice error={task.error} />}
      {queued !== undefined && <Notice tone="good" title={`${plural(queued, "item")} moved to the front`} action={<Link className="link" to={projectPath(project, "label")}>Label now</Link>} />}
    </div></section>
  );
}

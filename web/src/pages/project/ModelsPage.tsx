/** Label less: train on what people settled, suggest the rest, accept the sure ones, put the unsure ones first. */
import { useState } from "react";
import { readDefinition } from "../../core/definition.js";
import { percent, plural } from "../../core/figures.js";
import { isPictures } from "../../core/image/pictures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { Overview } from "../../api/types.js";
import { Button, ErrorNotice, Field, Link, Notice, PageHead } from "../../panels/controls.js";
import { useActions, useLoad, useTask } from "../../panels/hooks.js";
import { JobProgress, useJob } from "./jobs.js";
import type { ProjectProps } from "./ProjectPages.js";
import { TrainingReport, useLastTraining } from "./training.js";

export function ModelsPage({ project, detail, overview, can }: ProjectProps) {
  const questions = readDefinition(detail.definition).questions.filter((question) => question.kind === "choice");
  const [question, setQuestion] = useState(questions[0]?.name);
  const last = useLastTraining(project, question);
  const training = useJob(project, () => { overview.reload(); last.reload(); });
  const train = () => void training.start(() => api.suggest(project, question));
  useActions({ "page.primary": can("manage") && question ? train : undefined });
  if (isPictures(readDefinition(detail.definition))) return <><PageHead title="Models" /><Notice title="The built-in model reads texts">It learns from words, so it has nothing to say about pictures. {overview.value?.counts.suggested ? <>{plural(overview.value.counts.suggested, "picture")} {overview.value.counts.suggested === 1 ? "carries a suggestion" : "carry suggestions"} from elsewhere: the editor shows them dashed, to take or to reject.</> : <>Boxes that another model or a dataset brings along come in as suggestions or answers of a source.</>}</Notice></>;
  if (!question) return <><PageHead title="Models" /><Notice title="No question here that the model can answer">The text model suggests answers to questions of kind “choice”.</Notice></>;
  const trained = training.job?.state === "done" ? training.job : last.job;
  return (
    <>
      <PageHead title="Models">{questions.length > 1 && <select className="input" aria-label="Question" value={question} onChange={(event) => setQuestion(event.target.value)}>{questions.map((one) => <option key={one.name}>{one.name}</option>)}</select>}</PageHead>
      <div className="two-columns">
        <div className="steps">
          <section className="step"><span className="step-number">1</span><div className="grow">
            <h2>Train and suggest</h2>
            <Teachers project={project} overview={overview.value} />
            <Button look="main" chord="Ctrl+Enter" busy={training.busy} disabled={!can("manage")} onClick={train} data-testid="train">Train and suggest</Button>
            <JobProgress follow={training} title="Training" brief />
          </div></section>
          <AcceptStep {...{ project, question, can, overview }} />
          <QueueStep {...{ project, can, overview }} />
        </div>
        <section className="block" aria-label="Last training" data-testid="training">
          <h2>Last training</h2>
          {trained ? <TrainingReport job={trained} /> : <p className="muted">{last.loading ? "" : "No model has been trained on this question yet. Its accuracy on answers it has not seen, and how far its confidence can be believed, will stand here."}</p>}
        </section>
      </div>
    </>
  );
}

/** Whom the model learns from: people. Never from a policy, nor from what a source brought along. */
function Teachers({ project, overview }: { project: string; overview?: Overview }) {
  const counts = overview?.counts;
  return (
    <p className="muted">A classifier of words and letters learns from the {counts ? plural(counts.taught, "item") : "items"} that <Link className="link" to={projectPath(project, "quality")}>people settled</Link>, and suggests an answer with a confidence for every other one.{counts && counts.suggested > 0 ? ` ${plural(counts.suggested, "item")} ${counts.suggested === 1 ? "carries" : "carry"} a suggestion now.` : ""}</p>
  );
}

function AcceptStep({ project, question, can, overview }: Pick<ProjectProps, "project" | "can" | "overview"> & { question: string }) {
  const [above, setAbove] = useState(95);
  const [result, setResult] = useState<{ above: number; accepted: number; needsReview: number }>();
  const task = useTask();
  const run = () => void task.run(async () => { setResult(await api.accept(project, { question, above: above / 100 })); overview.reload(); });
  return (
    <section className="step"><span className="step-number">2</span><div className="grow">
      <h2>Accept the sure ones</h2>
      <p className="muted">Suggestions strictly above the threshold become answers of origin “policy”; the others stay suggestions and need a person.</p>
      <div className="row form-row"><Field label="Above, in percent">{(ids) => <input {...ids} className="input narrow" type="number" min={50} max={100} step={0.5} value={above} onChange={(event) => setAbove(Number(event.target.value))} data-testid="threshold" />}</Field>
        <Button busy={task.busy} disabled={!can("manage") || above < 0 || above > 100} onClick={run} data-testid="accept-above">Accept above {percent(above / 100, above % 1 ? 1 : 0)}</Button></div>
      {task.error && <ErrorNotice error={task.error} />}
      {result && <Notice tone="good" title={`${plural(result.accepted, "suggestion")} above ${percent(result.above, 1)} accepted`}>{result.needsReview === 0 ? "None is left." : <>{plural(result.needsReview, "suggestion")} at or below it {result.needsReview === 1 ? "is" : "are"} left and {result.needsReview === 1 ? "needs" : "need"} a person.</>} Accepted ones count as settled by “policy” until a person answers.</Notice>}
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

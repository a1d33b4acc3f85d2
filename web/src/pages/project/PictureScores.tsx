/** Pictures by what one check sees in them, worst first, and a slider for its line: how many it would report is known for every place of it. */
import { useEffect, useId, useState } from "react";
import { count, plural } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import { codeTitle } from "../../core/findingWords.js";
import * as api from "../../api/endpoints.js";
import type { PictureScores as Scores } from "../../api/types.js";
import { setQuery, toast } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Link, Notice, Waiting } from "../../panels/controls.js";
import { useActions, useLoad, useTask } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { Thumb } from "../pictures.js";

const atOnce = 60;

interface ScoresProps { project: string; check?: string; canSet: boolean; onSet: () => void }

export function PictureScores({ project, check, canSet, onSet }: ScoresProps) {
  const page = useLoad(`${project}/scores/${check}`, () => api.pictureScores(project, { check, limit: atOnce }));
  return (
    <section className="block" aria-label="Pictures by score" data-testid="scores">
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!page.value && !page.error && <Waiting rows={6} />}
      {page.value && <Line key={`${page.value.check}/${page.value.version}`} {...{ project, canSet }} scores={page.value} onSet={() => { page.reload(); onSet(); }} />}
    </section>
  );
}

/** `0.35`, `120`: as it stands in the definition. */
const shown = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2).replace(/0$/, ""));

function Line({ project, scores, canSet, onSet }: { project: string; scores: Scores; canSet: boolean; onSet: () => void }) {
  const [at, setAt] = useState(() => scores.steps.findIndex((step) => step.value === scores.value));
  const task = useTask(), now = scores.steps.find((step) => step.value === scores.value), step = scores.steps[at] ?? now, name = useId();
  const isMoved = step !== undefined && step.value !== scores.value;
  const use = () => {
    if (!isMoved || !canSet) return;
    void task.run(async () => {
      const done = await api.drawLine(project, { check: scores.check, value: step.value, expectedVersion: scores.version });
      toast(`${scores.setting} is ${shown(step.value)} in version ${done.version}; Prepare reports by it from now on`, { tone: "good" });
      onSet();
    });
  };
  useActions({ "page.primary": canSet ? use : undefined });
  return (
    <>
      <div className="row"><h2>Pictures by score</h2>
        <select className="input" aria-label="Check" value={scores.check} onChange={(event) => setQuery({ check: event.currentTarget.value })} data-testid="score-check">{scores.checks.map((one) => <option key={one.name} value={one.name}>{codeTitle(`image.${one.name}`)}</option>)}</select>
        <span className="muted">{scores.checks.find((one) => one.name === scores.check)?.summary}</span></div>
      {scores.unmeasured > 0 && <Notice title={`${plural(scores.unmeasured, "picture")} not measured`}>Prepare looks at them; those that cannot be read are among the findings.</Notice>}
      {step && (
        <div className="score-line">
          <div className="row"><label htmlFor={name}>Report {scores.setting === "clipped" ? "from" : "below"} <code>{scores.setting}</code></label><b className="num" data-testid="score-value">{shown(step.value)}</b>
            <span className="grow" />{canSet && <Button look="main" chord="Ctrl+Enter" busy={task.busy} disabled={!isMoved} onClick={use} data-testid="use-line">Use from now on</Button>}</div>
          <input id={name} type="range" min={0} max={scores.steps.length - 1} step={1} value={at} onChange={(event) => setAt(Number(event.currentTarget.value))} aria-valuetext={`${shown(step.value)}, ${plural(step.count, "picture")}`} data-testid="score-slider" />
          <p className="num" role="status" data-testid="score-count"><b>{count(step.count)}</b> of {plural(scores.measured, "picture")} would be reported{isMoved && now && <>; <span className="muted">now {count(now.count)} at {shown(now.value)}</span></>}</p>
        </div>
      )}
      {task.error && <ErrorNotice error={task.error} retry={onSet} />}
      {scores.measured === 0 ? <Empty title="No picture is measured yet">Prepare measures them once; then the line can be moved without looking at them again.</Empty>
        : <Grid project={project} scores={scores} reported={step?.count ?? 0} />}
    </>
  );
}

function Grid({ project, scores, reported }: { project: string; scores: Scores; reported: number }) {
  const [rows, setRows] = useState(scores.pictures), [next, setNext] = useState(scores.next);
  useEffect(() => { setRows(scores.pictures); setNext(scores.next); }, [scores]);
  const more = async () => {
    const got = await api.pictureScores(project, { check: scores.check, limit: atOnce, after: next });
    setRows((before) => [...before, ...got.pictures]);
    setNext(got.next);
  };
  return (
    <>
      <ul className="item-grid" data-testid="score-grid">{rows.map((row, index) => (
        <li key={row.item} data-testid="score-tile"><Link to={projectPath(project, "data", { item: row.item })} className={`tile score-tile${index < reported ? " reported" : ""}`}>
          <Thumb item={row.item} blobs={row.blobs} look="tile" />
          <span className="tile-text"><span className="row"><span className="num">{row.score >= 100 ? count(Math.round(row.score)) : row.score.toFixed(3)}</span><span className="grow" />{index < reported && <Badge tone="warn">reported</Badge>}</span><span className="clip" title={row.key}>{row.key}</span><span className="caption score-words">{row.words}</span></span>
        </Link></li>
      ))}</ul>
      {next && <More load={more}>Show more</More>}
    </>
  );
}

/** Labels that are probably wrong: what a model expects that never saw the item. The built-in model reads texts and answers choices. */
import { useState } from "react";
import type { Definition, Question } from "../../../core/definition.js";
import { count, percent, plural } from "../../../core/figures.js";
import { isPictures } from "../../../core/image/pictures.js";
import { projectPath } from "../../../core/route.js";
import * as api from "../../../api/endpoints.js";
import type { LabelErrors } from "../../../api/types.js";
import { Button, Empty, ErrorNotice, Link } from "../../../panels/controls.js";
import { useTask } from "../../../panels/hooks.js";
import type { PartProps } from "./ConsensusPart.js";
import { SuspectList } from "./SuspectList.js";

export function ErrorsPart({ project, question: asked, definition, can, onJudged }: Omit<PartProps, "question"> & { question: Question; definition: Definition; onJudged: () => void }) {
  const question = asked.name;
  const [report, setReport] = useState<LabelErrors>(), [turn, setTurn] = useState(0);
  const task = useTask();
  const rows = report?.items ?? [];
  if (isPictures(definition) || asked.kind !== "choice") return <section className="block"><h2>Suspected label errors</h2><p className="muted">{isPictures(definition) ? "The built-in model reads texts: of pictures it cannot say which labels look wrong." : "The built-in model answers choices: of other answers it cannot say which look wrong."} <Link className="link" to={projectPath(project, "disagreements")}>Disagreements</Link> between people show the doubtful ones.</p></section>;
  return (
    <section className="block">
      <div className="row"><h2 className="grow">Suspected label errors</h2><Button busy={task.busy} disabled={!can("manage")} onClick={() => void task.run(async () => { setReport(await api.labelErrors(project, { question })); setTurn(turn + 1); })} data-testid="find-errors">Find label errors</Button></div>
      {task.error && <ErrorNotice error={task.error} />}
      {!report && !task.error && <p className="muted">Compares each settled label with what a model, trained without that item, expects (confident learning). Worst first.</p>}
      {report && rows.length === 0 && <Empty title="No label looks wrong">{count(report.count)} suspected, {percent(report.share, 1)} of the labels.</Empty>}
      {rows.length > 0 && <>
        <p className="muted num">{plural(report!.count, "label")} suspected, {percent(report!.share, 1)} of all.{report!.decided > 0 && ` ${plural(report!.decided, "other")}, already decided by somebody, ${report!.decided === 1 ? "is" : "are"} not listed.`}</p>
        <SuspectList key={turn} project={project} question={asked} rows={rows} canJudge={can("review")} onJudged={onJudged} />
      </>}
    </section>
  );
}

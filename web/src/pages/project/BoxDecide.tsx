/** A disagreement about boxes: two people's answers on the picture, a decision per object, then saved as the answer that counts. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Part, partsOf } from "../../core/annotation.js";
import type { Question } from "../../core/definition.js";
import { plural } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { DisagreementRow } from "../../api/types.js";
import { toast } from "../../panels/app.js";
import { Button, ErrorNotice, Waiting } from "../../panels/controls.js";
import { useActions, useLoad, useTask } from "../../panels/hooks.js";

const BoxDispute = lazy(() => import("./boxDispute.js"));
interface Props { project: string; row: DisagreementRow; question: Question; onDone: () => void }

export function BoxDecide({ project, row, question, onDone }: Props) {
  const loaded = useLoad(row.id, async () => { const [one, detail] = await Promise.all([api.item(project, row.id), api.project(project)]); return { item: one.item, match: detail.definition.consensus?.boxes?.iou as number | undefined }; });
  const [outcome, setOutcome] = useState<{ parts: Part[]; open: number }>({ parts: [], open: 1 });
  const [pair, setPair] = useState<readonly [number, number]>([0, 1]);
  const [note, setNote] = useState("");
  const noteInput = useRef<HTMLTextAreaElement>(null), here = useRef<HTMLElement>(null);
  const task = useTask();
  useEffect(() => { if (document.activeElement === document.body) here.current?.focus({ preventScroll: true }); }, []);
  const sides = useMemo(() => pair.map((index) => row.votes[index]).map((vote) => ({ name: vote?.name || vote?.login || "nobody", parts: vote && !vote.isUnknown ? partsOf(vote.answer ?? undefined) : [] })), [row, pair]);
  const save = () => {
    if (outcome.open > 0) { toast(`${plural(outcome.open, "object")} still to decide`); return; }
    void task.run(async () => {
      await api.adjudicate(project, row.id, { answers: { [row.question]: { parts: outcome.parts } }, unknown: [], flags: [] }, note.trim() || undefined);
      onDone();
    });
  };
  useActions({ "dispute.accept": save, "dispute.note": () => { noteInput.current?.focus(); }, "page.primary": save });
  return (
    <section className="decide" ref={here} tabIndex={-1} aria-label={row.key}>
      <div className="row"><h2 className="grow clip">{question.prompt || question.name}</h2>
        {row.votes.length > 2 && [0, 1].map((at) => <select key={at} className="input" aria-label={at === 0 ? "First person" : "Second person"} value={pair[at]} onChange={(event) => setPair(at === 0 ? [Number(event.target.value), pair[1]] : [pair[0], Number(event.target.value)])}>{row.votes.map((vote, index) => <option key={vote.login} value={index} disabled={index === pair[1 - at]}>{vote.name || vote.login}</option>)}</select>)}
        <span className="caption num" data-testid="still-open">{outcome.open ? `${plural(outcome.open, "object")} to decide` : "all decided"}</span></div>
      {loaded.error && <ErrorNotice error={loaded.error} retry={loaded.reload} />}
      {loaded.value ? <Suspense fallback={<Waiting />}><BoxDispute key={pair.join()} item={loaded.value.item} pictureURL={api.pictureURL} sides={[sides[0], sides[1]]} match={loaded.value.match} onChange={(parts, open) => setOutcome({ parts, open })} /></Suspense> : !loaded.error && <Waiting />}
      {task.error && <ErrorNotice error={task.error} />}
      <div className="row decide-foot">
        <textarea ref={noteInput} className="input grow" rows={1} placeholder="Why (optional, kept with the decision)" aria-label="Note" value={note} onChange={(event) => setNote(event.target.value)} />
        <Button look="main" chord="Enter" busy={task.busy} disabled={outcome.open > 0} onClick={save} data-testid="decide">Save and next</Button>
      </div>
    </section>
  );
}

/** A disagreement about boxes: everybody's answers on the picture, a decision per object, then saved as the answer that counts. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Part, partsOf } from "../../core/annotation.js";
import type { Question } from "../../core/definition.js";
import { plural } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { DisagreementRow } from "../../api/types.js";
import { toast } from "../../panels/app.js";
import { Button, ErrorNotice, Waiting } from "../../panels/controls.js";
import { useActions, useTask } from "../../panels/hooks.js";

const BoxDispute = lazy(() => import("./boxDispute.js"));
interface Props { project: string; row: DisagreementRow; question: Question; onDone: () => void }

export function BoxDecide({ project, row, question, onDone }: Props) {
  const [outcome, setOutcome] = useState<{ parts: Part[]; open: number }>({ parts: [], open: 1 });
  const [note, setNote] = useState("");
  const noteInput = useRef<HTMLTextAreaElement>(null), here = useRef<HTMLElement>(null);
  const task = useTask();
  useEffect(() => { if (document.activeElement === document.body) here.current?.focus({ preventScroll: true }); }, []);
  const people = useMemo(() => row.votes.filter((vote) => !vote.isUnknown && vote.answer).map((vote) => ({ login: vote.login, name: vote.name || vote.login, parts: partsOf(vote.answer ?? undefined) })), [row]);
  const item = useMemo(() => ({ id: row.id, key: row.key, blobs: row.blobs }), [row]);
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
        <span className="caption num" data-testid="still-open">{outcome.open ? `${plural(outcome.open, "object")} to decide` : "all decided"}</span></div>
      <Suspense fallback={<Waiting />}><BoxDispute item={item} pictureURL={api.pictureURL} people={people} differences={row.differences ?? []} onChange={(parts, open) => setOutcome({ parts, open })} /></Suspense>
      {task.error && <ErrorNotice error={task.error} />}
      <div className="row decide-foot">
        <textarea ref={noteInput} className="input grow" rows={1} placeholder="Why (optional, kept with the decision)" aria-label="Note" value={note} onChange={(event) => setNote(event.target.value)} />
        <Button look="main" chord="Enter" busy={task.busy} disabled={outcome.open > 0} onClick={save} data-testid="decide">Save and next</Button>
      </div>
    </section>
  );
}

/** Work that has not arrived: what waits for the connection, what the server refused and why. Nothing is dropped unasked. */
import { answerText, Annotation } from "../../core/annotation.js";
import type { Entry, Outbox } from "../../core/outbox.js";
import { counters, signedOut } from "../session.js";
import { Button, Notice, sentence } from "../../panels/controls.js";
import { useStore } from "../../panels/hooks.js";
import { Dialog } from "../../panels/overlays.js";

export function Problems({ outbox, onClose, onTakeOver }: { outbox: Outbox; onClose: () => void; onTakeOver: (entry: Entry) => void }) {
  const { status, waiting, problems } = useStore(outbox.state);
  return (
    <Dialog title="Work that has not arrived" onClose={onClose} wide>
      <div className="stack">
        {waiting > 0 && <Notice tone={status === "saving" ? "note" : "warn"} title={waiting === 1 ? "1 change is kept in this browser" : `${waiting} changes are kept in this browser`} action={status === "signed-out" ? <Button dense data-focus onClick={signedOut}>Sign in</Button> : <Button dense onClick={() => outbox.wake()}>Send now</Button>}>{status === "signed-out" ? "They are sent as soon as you have signed in again." : "They are sent in order as soon as the server answers."}</Notice>}
        {problems.map((entry) => <Problem key={entry.sequence} {...{ entry, outbox, onTakeOver }} />)}
        {waiting === 0 && problems.length === 0 && <p className="muted">Everything has arrived.</p>}
      </div>
    </Dialog>
  );
}

const summary = (annotation: Annotation) => Object.entries(annotation.answers).map(([question, answer]) => `${question}: ${answerText(answer)}`).join(" · ") || "nothing answered";

function Problem({ entry, outbox, onTakeOver }: { entry: Entry; outbox: Outbox; onTakeOver: (entry: Entry) => void }) {
  const problem = entry.problem!;
  const keepMine = () => {
    if (problem.counter !== undefined) counters.set(entry.assignment, problem.counter);
    outbox.retry();
  };
  if (problem.theirs) return (
    <section className="problem">
      <p><strong>{entry.key}</strong> was also changed in another tab or on another machine.</p>
      <div className="two"><div className="notice"><span className="grow"><strong>Here</strong><br />{summary(entry.annotation)}</span><Button dense onClick={keepMine}>Keep this</Button></div>
        <div className="notice"><span className="grow"><strong>There</strong><br />{summary(problem.theirs)}</span><Button dense onClick={() => { onTakeOver(entry); void outbox.discard(entry.sequence); }}>Take that</Button></div></div>
    </section>
  );
  return (
    <section className="problem">
      <Notice tone="bad" title={`${entry.key}: ${sentence(problem.message)}`} action={<span className="row"><Button dense onClick={() => outbox.retry()}>Send again</Button><Button dense look="danger" onClick={() => void outbox.discard(entry.sequence)}>Discard</Button></span>}>
        {problem.hint && <p>{sentence(problem.hint)}</p>}
        {(problem.findings ?? []).map((finding, index) => <p key={index}>{sentence(finding.message)}</p>)}
        <p className="caption">{entry.kind} · {summary(entry.annotation)}</p>
      </Notice>
    </section>
  );
}

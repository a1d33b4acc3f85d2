/** Header of the label page: where I am, how far, whether my work is safe. */
import { useState } from "react";
import type { LabelSession, SessionState } from "../../core/labelSession.js";
import type { Entry, Outbox, OutboxStatus } from "../../core/outbox.js";
import { actions } from "../../panels/app.js";
import { Button } from "../../panels/controls.js";
import { useStore } from "../../panels/hooks.js";
import { Problems } from "./Problems.js";

export interface HeaderProps { session: LabelSession; state: SessionState; outbox: Outbox; leave: () => void; onGuidelines: () => void; guidelinesOpen: boolean; guidelinesChanged: boolean }

export function LabelHeader({ session, state, outbox, leave, onGuidelines, guidelinesOpen, guidelinesChanged }: HeaderProps) {
  const entry = state.entry!, correcting = state.sheet?.submitted !== undefined;
  const position = Math.min(state.done + 1, Math.max(state.batch, state.done + 1));
  return (
    <header className="label-header">
      <button className="crumb muted clip" onClick={leave} title="Leave (Esc)" data-testid="leave">{session.definition.project || session.project}</button>
      <span className="muted" aria-hidden="true">/</span>
      <b className="clip" data-testid="item-key">{entry.item.key}</b>
      {correcting && <span className="badge accent">Correcting<span className="hide-small">{" "}an earlier answer</span></span>}
      <span className="grow" />
      {!entry.correcting && <>
        <div className="meter batch hide-medium" aria-hidden="true"><i style={{ width: `${(state.done / Math.max(1, state.batch)) * 100}%` }} /></div>
        <span className="num muted hide-small" data-testid="position">{position} of {Math.max(state.batch, position)} in this batch</span>
      </>}
      <SaveState outbox={outbox} session={session} />
      <Button chord="?" aria-pressed={guidelinesOpen} onClick={onGuidelines} aria-label="Guidelines" data-testid="guidelines"><span className="hide-small">Guidelines</span>{guidelinesChanged && <span className="badge accent">changed</span>}<span className="only-small" aria-hidden="true">?</span></Button>
      <Button className="hide-medium" chord="Ctrl+K" aria-label="Command palette" onClick={() => actions.run("palette")} />
    </header>
  );
}

const words: Record<OutboxStatus, [text: string, tone: string]> = {
  "saved": ["Saved", "good"], "saving": ["Saving", "muted"], "offline": ["Offline", "warn"], "signed-out": ["Signed out", "warn"], "problem": ["Not accepted", "bad"],
};

export function SaveState({ outbox, session }: { outbox: Outbox; session?: LabelSession }) {
  const { status, waiting, problems } = useStore(outbox.state);
  const [open, setOpen] = useState(false);
  const [text, tone] = words[status];
  const detail = status === "offline" || status === "signed-out" ? `, ${waiting} kept here` : problems.length ? ` (${problems.length})` : "";
  const state = <><i className="dot" aria-hidden="true" /><span>{text}<span className="hide-small">{detail}</span></span></>;
  const takeOver = (entry: Entry) => { if (entry.problem?.theirs) session?.takeOver(entry.assignment, entry.problem.theirs); };
  return (
    <>
      <span role="status">{status === "saved" || status === "saving"
        ? <span className={`save-state ${tone}`} data-testid="save-state" data-state={status}>{state}</span>
        : <button className={`save-state ${tone}`} onClick={() => setOpen(true)} data-testid="save-state" data-state={status}>{state}</button>}</span>
      {open && <Problems outbox={outbox} onTakeOver={takeOver} onClose={() => setOpen(false)} />}
    </>
  );
}

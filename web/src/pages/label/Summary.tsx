/** What a session came to, when nothing is left (or nothing could be fetched). */
import { answerText } from "../../core/annotation.js";
import { count, seconds } from "../../core/figures.js";
import { LabelSession, medianSeconds, SessionState } from "../../core/labelSession.js";
import type { Outbox } from "../../core/outbox.js";
import { navigate } from "../../panels/app.js";
import { Button, Empty, Notice, sentence } from "../../panels/controls.js";
import { useActions } from "../../panels/hooks.js";
import { SaveState } from "./LabelHeader.js";

export interface SummaryProps { session: LabelSession; state: SessionState; outbox: Outbox; leave: () => void; correcting: boolean }

export function Summary({ session, state, outbox, leave, correcting }: SummaryProps) {
  useActions({ "label.leave": leave, "label.back": () => session.back(), "choice.back": () => session.back(), "label.undo": () => { session.back(); }, "label.submit": () => void session.refresh() });
  if (correcting) return <main className="door"><Empty title="Corrected" action={<><Button onClick={leave}>My history</Button><SaveState outbox={outbox} /></>}>The earlier answer stays in the item's history; the new one counts.</Empty></main>;
  return (
    <main className="door">
      <div className="summary" data-testid="summary">
        {state.phase === "failed" && <Notice tone="warn" title={sentence(state.failure ?? "the next items could not be fetched")} action={<Button dense onClick={() => void session.refresh()}>Try again</Button>}>Your answers so far are safe.</Notice>}
        <Empty title={state.done > 0 ? "That was the last one" : "Nothing to label here right now"}
          action={<><Button onClick={() => navigate("/")}>My work</Button><Button onClick={() => navigate("/history")}>My history</Button><Button look="main" chord="Ctrl+Enter" onClick={() => void session.refresh()}>Look again</Button></>}>
          {state.done > 0 ? "Items come back when somebody skips them, or when more are collected." : "Every item has its answers, or is in somebody else's hands. Look again in a while."}
        </Empty>
        {state.log.length > 0 && <Figures log={state.log} />}
        <div className="row center"><SaveState outbox={outbox} /></div>
      </div>
    </main>
  );
}

function Figures({ log }: { log: SessionState["log"] }) {
  const mix = new Map<string, number>();
  for (const row of log) for (const answer of Object.values(row.annotation.answers)) mix.set(answerText(answer), (mix.get(answerText(answer)) ?? 0) + 1);
  const top = [...mix].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8);
  return (
    <>
      <div className="figures"><div><span className="cap">Items</span><b className="num">{count(log.length)}</b></div><div><span className="cap">Median time</span><b className="num">{seconds(medianSeconds(log))}</b></div></div>
      <div className="stack mix">{top.map(([text, number]) => <div className="row" key={text}><span className="clip mix-name">{text}</span><div className="grow"><div className="bar" style={{ width: `${(number / top[0][1]) * 100}%` }} /></div><span className="num">{count(number)}</span></div>)}</div>
    </>
  );
}

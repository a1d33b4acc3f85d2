/** Suspected labels, judged by keys: the list walks, a letter decides, what is decided leaves the list and can be taken back. */
import { useEffect, useRef, useState } from "react";
import type { Question } from "../../../core/definition.js";
import { count, decimal, plural } from "../../../core/figures.js";
import { projectPath } from "../../../core/route.js";
import { begin, bringBack, chooseAll, judge, meant, saidOf, showMore, shownRows, step, Suspects, toggle, waiting, Word } from "../../../core/suspects.js";
import * as api from "../../../api/endpoints.js";
import type { LabelErrorRow } from "../../../api/types.js";
import { toast } from "../../../panels/app.js";
import { Badge, Button, Empty, Link, Swatch } from "../../../panels/controls.js";
import { useActions } from "../../../panels/hooks.js";

interface Props { project: string; question: Question; rows: readonly LabelErrorRow[]; canJudge: boolean; onJudged: () => void }
/** One word of this visit, as the server has to be told to take it back; it may still be on its way. */
interface Said { word: Word; ids: string[]; made: Promise<{ revisions: string[]; slots: string[] }> }

function useJudging({ project, question, rows, onJudged }: Props) {
  const [state, setState] = useState<Suspects<LabelErrorRow>>(() => begin(rows));
  const said = useRef<Said[]>([]);
  const put = (word: Word, judged: readonly LabelErrorRow[]) => {
    if (judged.length === 0) return;
    const ids = judged.map((row) => row.id);
    setState((before) => judge(before, ids, word));
    const one: Said = { word, ids, made: send(word, judged) };
    said.current.push(one);
    toast(saidOf(word, ids.length), { tone: "good", only: true, action: { title: "Undo", key: "U", run: undo } });
  };
  const send = async (word: Word, judged: readonly LabelErrorRow[]) => {
    const nothing = { revisions: [] as string[], slots: [] as string[] };
    try {
      const answer = await api.judgeSuspects(project, { question: question.name, word, items: judged.map(({ id, given, suggested }) => ({ id, given, suggested })) });
      if (answer.leftOut.length > 0) {
        setState((before) => bringBack(before, answer.leftOut.map((row) => row.id), new Map(answer.leftOut.map((row) => [row.id, row.reason]))));
        toast(`${plural(answer.leftOut.length, "label")} could not be judged: ${answer.leftOut[0].reason}`, { tone: "bad" });
      }
      if (answer.withoutAnnotator > 0) toast(`Everybody who labels here has had ${answer.withoutAnnotator === 1 ? "one of these items" : plural(answer.withoutAnnotator, "of these items", "of these items")}: invite somebody who has not`, { milliseconds: 8000 });
      onJudged();
      return { revisions: answer.judged.flatMap((row) => row.revision ?? []), slots: answer.judged.flatMap((row) => row.slot ?? []) };
    } catch (error) {
      setState((before) => bringBack(before, judged.map((row) => row.id)));
      toast((error as Error).message, { tone: "bad" });
      return nothing;
    }
  };
  const undo = () => {
    const last = said.current.pop();
    if (!last) return;
    void last.made.then(async (made) => {
      if (made.revisions.length + made.slots.length === 0) return;
      try {
        const answer = await api.undoSuspects(project, made);
        setState((before) => bringBack(before, last.ids));
        toast(answer.leftOut === 0 ? "Taken back" : `${count(answer.undone)} taken back; ${plural(answer.leftOut, "other")} changed meanwhile`, { tone: answer.leftOut === 0 ? "good" : undefined, only: true });
        onJudged();
      } catch (error) { toast((error as Error).message, { tone: "bad" }); said.current.push(last); }
    });
  };
  return { state, setState, put, undo };
}

export function SuspectList(props: Props) {
  const { project, question, canJudge } = props;
  const { state, setState, put, undo } = useJudging(props);
  const list = useRef<HTMLDivElement>(null);
  const rows = shownRows(state), left = waiting(state), chosen = meant(state).length > 1 || state.chosen.size > 0 ? meant(state).length : 0;
  // Keys walk the list while nothing else has the focus, so that other controls of the page keep theirs.
  const here = (run: () => void) => () => { if (!isFree(list.current)) return false; run(); return undefined; };
  const all = () => put("relabel", rows);
  useActions({
    "suspect.next": here(() => setState((before) => step(before, 1))), "suspect.previous": here(() => setState((before) => step(before, -1))),
    "suspect.choose": canJudge ? here(() => setState((before) => toggle(before, before.at))) : undefined,
    "suspect.accept": canJudge ? () => put("accept", meant(state)) : undefined, "suspect.keep": canJudge ? () => put("keep", meant(state)) : undefined,
    "suspect.relabel": canJudge ? () => put("relabel", meant(state)) : undefined, "suspect.relabelAll": canJudge ? all : undefined,
    "suspect.undo": canJudge ? undo : undefined,
  });
  useEffect(() => { list.current?.focus({ preventScroll: true }); }, []);
  useEffect(() => { list.current?.querySelector("tr[aria-current]")?.scrollIntoView({ block: "nearest" }); }, [state.at]);
  const verdicts = chosen > 0 ? ` ${count(chosen)}` : "";
  return (
    <div className="suspects" ref={list} tabIndex={-1} role="group" aria-label="Suspected labels, judged by keys" data-testid="suspects">
      {canJudge && left.length > 0 && (
        <div className="row suspect-bar">
          <Button dense chord="A" onClick={() => put("accept", meant(state))} data-testid="accept-suspect">Accept{verdicts}</Button>
          <Button dense chord="X" onClick={() => put("keep", meant(state))} data-testid="keep-suspect">Keep{verdicts}</Button>
          <Button dense chord="R" onClick={() => put("relabel", meant(state))} data-testid="relabel-suspect">Relabel{verdicts}</Button>
          <span className="grow" />
          <Button dense chord="Shift+R" onClick={all} data-testid="relabel-all">Send all {count(rows.length)} shown to relabel</Button>
        </div>
      )}
      {left.length === 0 ? <Empty title="All judged" action={canJudge && <Button chord="U" onClick={undo}>Take the last word back</Button>}>What was put right or kept counts from now on. “Find label errors” looks again.</Empty> : (
        <table className="table suspect-table" data-testid="label-errors" aria-label="Suspected labels"><thead><tr>{canJudge && <th className="fit"><input type="checkbox" aria-label="Choose all shown" checked={rows.length > 0 && rows.every((row) => state.chosen.has(row.id))} onChange={() => setState(chooseAll)} /></th>}<th>Item</th><th className="wide">Text</th><th>Given</th><th>Expected</th><th className="r" title="Quality of the given label: 0 surely wrong, 1 surely right">Score</th></tr></thead>
          <tbody>{rows.map((row) => <SuspectLine key={row.id} row={row} project={project} question={question} isAt={row.id === state.at} isChosen={state.chosen.has(row.id)} canJudge={canJudge} refused={state.refused.get(row.id)} onPick={() => setState((before) => ({ ...before, at: row.id }))} onChoose={() => setState((before) => toggle(before, row.id))} />)}</tbody></table>
      )}
      {left.length > rows.length && <div className="more"><Button onClick={() => setState(showMore)}>Show {count(Math.min(50, left.length - rows.length))} more of {count(left.length)}</Button></div>}
    </div>
  );
}

interface LineProps { row: LabelErrorRow; project: string; question: Question; isAt: boolean; isChosen: boolean; canJudge: boolean; refused?: string; onPick: () => void; onChoose: () => void }

function SuspectLine({ row, project, question, isAt, isChosen, canJudge, refused, onPick, onChoose }: LineProps) {
  return (
    <tr className={isAt ? "selected" : undefined} aria-current={isAt || undefined} onClick={onPick} data-testid="suspect-row">
      {canJudge && <td className="fit"><input type="checkbox" aria-label={`Choose ${row.key}`} checked={isChosen} onChange={onChoose} tabIndex={isAt ? 0 : -1} /></td>}
      <td className="fit"><Link className="link" to={projectPath(project, "data", { item: row.id, text: row.key })}>{row.key}</Link></td>
      <td className="clip wide" dir="auto" title={row.preview}>{row.isAsked && <Badge title="Waits for another annotator's answer">being labelled afresh</Badge>} {row.preview}{refused && <span className="refused" role="alert"> · {refused}</span>}</td>
      <td className="fit"><LabelName question={question} name={row.given} /></td><td className="fit"><LabelName question={question} name={row.suggested} /></td>
      <td className="r fit">{decimal(row.score, 3)}</td>
    </tr>
  );
}

function LabelName({ question, name }: { question: Question; name: string }) {
  const label = question.labels.find((one) => one.name === name);
  return <span className="row">{label && <Swatch colour={label.colour} marked={label.marked} />}{name}</span>;
}

/** Whether the keys of the list may act: the focus is nowhere in particular, or within the list. */
function isFree(list: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return !focused || focused === document.body || focused.matches("main") || (list?.contains(focused) ?? false);
}

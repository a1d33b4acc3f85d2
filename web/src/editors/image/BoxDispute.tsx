/** Deciding between two people's boxes, object by object: 1 as the first said, 2 as the second, 3 between, X none; Tab walks them. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Part } from "../../core/annotation.js";
import { percent } from "../../core/figures.js";
import { Choice, choiceFor, choicesOf, Dispute, DisputeKind, disputesOf, settledParts, stillOpen } from "../../core/image/disputes.js";
import { theme } from "../../panels/app.js";
import { ErrorNotice, Kbd } from "../../panels/controls.js";
import { useActions, useKeys } from "../../panels/hooks.js";
import { DisputeView } from "./disputeView.js";
import { listen } from "./pointing.js";
import type { PictureItem } from "./props.js";
import { usePicture } from "./usePicture.js";

export interface BoxDisputeProps {
  item: PictureItem;
  pictureURL: (item: string, size: "view" | "full") => string;
  sides: readonly [{ name: string; parts: readonly Part[] }, { name: string; parts: readonly Part[] }];
  /** Overlap from which two boxes are one object, as the project's consensus has it. */
  match?: number;
  /** The parts as decided so far, and how many objects are still open. */
  onChange: (parts: Part[], open: number) => void;
}

const kindWords: Record<DisputeKind, string> = { agreed: "Agreed", missed: "Missed", extra: "Extra", label: "Label", place: "Place" };
const nothingDecided: ReadonlyMap<string, Choice> = new Map();

export default function BoxDispute({ item, pictureURL, sides, match, onChange }: BoxDisputeProps) {
  const host = useRef<HTMLDivElement>(null);
  const disputes = useMemo(() => disputesOf(sides[0].parts, sides[1].parts, { match: match ?? 0.5, place: 0.8 }), [item.id, sides, match]);
  const [decided, setDecided] = useState(nothingDecided), [selected, setSelected] = useState<string | undefined>(stillOpen(disputes, nothingDecided)[0]?.id);
  const view = useMemo(() => new DisputeView((id) => setSelected(id)), []);
  const picture = usePicture(item, [], pictureURL, () => view.stage);
  const names = { a: sides[0].name, b: sides[1].name };
  useLayoutEffect(() => {
    const stage = view.attach(host.current!), stop = listen(host.current!, view), unwatch = theme.subscribe(() => stage.readColours());
    (host.current as HTMLElement & { stageFigures?: () => unknown }).stageFigures = () => ({ ...stage.figures, view: stage.view, isSharp: stage.picture?.width });
    return () => { stop(); stage.close(); unwatch(); };
  }, []);
  useLayoutEffect(() => { if (picture.size) view.update({ disputes, decided, selected, names, size: picture.size }); });
  useEffect(() => onChange(settledParts(disputes, decided), stillOpen(disputes, decided).length), [disputes, decided]);

  const choose = (id: string) => { setSelected(id); view.reveal(id); };
  const decide = (dispute: Dispute | undefined, choice: Choice): boolean => {
    if (!dispute || !choicesOf(dispute).includes(choice)) return false;
    const next = new Map(decided).set(dispute.id, choice), open = stillOpen(disputes, next);
    setDecided(next);
    const at = disputes.indexOf(dispute), after = open.find((one) => disputes.indexOf(one) > at) ?? open[0];
    if (after) choose(after.id);
    return true;
  };
  const walk = (by: number) => {
    const at = disputes.findIndex((one) => one.id === selected), next = disputes[at + by];
    if (!next) { setSelected(undefined); return false; }
    choose(next.id);
  };
  const current = disputes.find((one) => one.id === selected);
  const keys: Record<string, Choice> = { "1": "a", "2": "b", "3": "between", "X": "none" };
  useKeys((chord) => (keys[chord] !== undefined && decide(current, keys[chord])));
  useActions({
    "image.next": () => walk(1), "image.previous": () => walk(-1), "image.zoomIn": () => view.zoom(1.25), "image.zoomOut": () => view.zoom(0.8), "image.fit": () => view.fit(), "image.zoomTo": () => view.close(selected),
    "label.undo": () => { const last = [...decided.keys()].pop(); if (last === undefined) return false; const next = new Map(decided); next.delete(last); setDecided(next); choose(last); },
  });
  return (
    <div className="box-dispute" data-testid="box-dispute">
      <div className="image-stage">
        <div ref={host} className="stage-host" tabIndex={0} role="application" aria-roledescription="picture" data-testid="image-stage" aria-label={`${item.key}, boxes of ${names.a} and ${names.b}`} />
        {picture.failure && <div className="stage-failure"><ErrorNotice error={new Error(picture.failure)} retry={picture.retry} /></div>}
        <div className="dispute-legend"><Side side="a" name={names.a} /><Side side="b" name={names.b} /></div>
      </div>
      <ol className="dispute-objects" aria-label="Objects to decide">
        {disputes.map((dispute) => <DisputeRow key={dispute.id} dispute={dispute} names={names} choice={choiceFor(dispute, decided)} isOn={dispute.id === selected} onPick={() => choose(dispute.id)} onDecide={(choice) => decide(dispute, choice)} />)}
      </ol>
    </div>
  );
}

function Side({ side, name }: { side: "a" | "b"; name: string }) { return <span className="row"><i className={`side-line ${side}`} aria-hidden="true" />{name}</span>; }

interface RowProps { dispute: Dispute; names: { a: string; b: string }; choice?: Choice; isOn: boolean; onPick: () => void; onDecide: (choice: Choice) => void }

function DisputeRow({ dispute, names, choice, isOn, onPick, onDecide }: RowProps) {
  const row = useRef<HTMLLIElement>(null), { a, b, kind, iou } = dispute;
  useEffect(() => { if (isOn) row.current?.scrollIntoView({ block: "nearest" }); }, [isOn]);
  const words: Record<Choice, string> = {
    a: `${names.a}: ${a ? a.labels.join(", ") : "nothing"}`, b: `${names.b}: ${b ? b.labels.join(", ") : "nothing"}`, between: "Between", none: "None",
  };
  const chords: Record<Choice, string> = { a: "1", b: "2", between: "3", none: "X" };
  return (
    <li ref={row} className={`${isOn ? "on" : ""}${choice ? " done" : ""}`} aria-current={isOn || undefined} data-testid={`dispute-${kind}`}>
      <button className="dispute-head" onClick={onPick}><span className={`badge ${kind === "agreed" ? "good" : "warn"}`}>{kindWords[kind]}</span><span className="grow clip">{a && b && kind !== "label" ? a.labels.join(", ") : [a, b].flatMap((part) => (part ? part.labels : [])).join(" or ")}</span>{iou !== undefined && <span className="caption num" title="Overlap of the two boxes">{percent(iou)}</span>}</button>
      {!isOn && choice && kind !== "agreed" && <p className="caption clip dispute-said">{words[choice]}</p>}
      {isOn && <div className="dispute-choices" role="radiogroup" aria-label={kindWords[kind]}>
        {choicesOf(dispute).map((one) => <button key={one} className="chip" role="radio" aria-checked={choice === one} onClick={() => onDecide(one)} data-testid={`choose-${one}`}>{one === "a" || one === "b" ? <i className={`side-line ${one}`} aria-hidden="true" /> : null}<span className="name">{words[one]}</span><Kbd chord={chords[one]} /></button>)}
      </div>}
    </li>
  );
}

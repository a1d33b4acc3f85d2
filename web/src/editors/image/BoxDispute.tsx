/** Deciding between several people's boxes, object by object: 1 as the first said, 2 as the second, B between, X none; Tab walks them. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Part } from "../../core/annotation.js";
import { percent } from "../../core/figures.js";
import { Choice, choiceFor, choicesOf, Difference, Dispute, DisputeKind, disputesOf, Drawer, drawnIn, settledParts, stillOpen } from "../../core/image/disputes.js";
import { theme } from "../../panels/app.js";
import { ErrorNotice, Kbd } from "../../panels/controls.js";
import { useActions, useKeys } from "../../panels/hooks.js";
import { DisputeView, lookOf } from "./disputeView.js";
import { listen } from "./pointing.js";
import type { PictureItem } from "./props.js";
import { usePicture } from "./usePicture.js";

export interface BoxDisputeProps {
  item: PictureItem;
  pictureURL: (item: string, size: "view" | "full") => string;
  people: readonly Drawer[];
  differences: readonly Difference[];
  /** The parts as decided so far, and how many objects are still open. */
  onChange: (parts: Part[], open: number) => void;
}

const kindWords: Record<DisputeKind, string> = { agreed: "Agreed", missed: "Missed", extra: "Extra", label: "Label", place: "Place" };
const nothingDecided: ReadonlyMap<string, Choice> = new Map();

export default function BoxDispute({ item, pictureURL, people, differences, onChange }: BoxDisputeProps) {
  const host = useRef<HTMLDivElement>(null);
  const disputes = useMemo(() => disputesOf(people, differences), [item.id, people, differences]);
  const [decided, setDecided] = useState(nothingDecided), [selected, setSelected] = useState<string | undefined>(stillOpen(disputes, nothingDecided)[0]?.id);
  const view = useMemo(() => new DisputeView((id) => setSelected(id)), []);
  const picture = usePicture(item, [], pictureURL, () => view.stage);
  const names = people.map((person) => person.name);
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
  useKeys((chord) => {
    const choice = current && choicesOf(current).find((one) => chordOf(one) === chord);
    return choice !== undefined && decide(current, choice);
  });
  useActions({
    "image.next": () => walk(1), "image.previous": () => walk(-1), "image.zoomIn": () => view.zoom(1.25), "image.zoomOut": () => view.zoom(0.8), "image.fit": () => view.fit(), "image.zoomTo": () => view.close(selected),
    "label.undo": () => { const last = [...decided.keys()].pop(); if (last === undefined) return false; const next = new Map(decided); next.delete(last); setDecided(next); choose(last); },
  });
  return (
    <div className="box-dispute" data-testid="box-dispute">
      <div className="image-stage">
        <div ref={host} className="stage-host" tabIndex={0} role="application" aria-roledescription="picture" data-testid="image-stage" aria-label={`${item.key}, boxes of ${names.join(" and ")}`} />
        {picture.failure && <div className="stage-failure"><ErrorNotice error={new Error(picture.failure)} retry={picture.retry} /></div>}
        <div className="dispute-legend">{names.map((name, person) => <span key={people[person].login} className="row"><Line person={person} />{name}</span>)}</div>
      </div>
      <ol className="dispute-objects" aria-label="Objects to decide">
        {disputes.map((dispute) => <DisputeRow key={dispute.id} dispute={dispute} names={names} choice={choiceFor(dispute, decided)} isOn={dispute.id === selected} onPick={() => choose(dispute.id)} onDecide={(choice) => decide(dispute, choice)} />)}
      </ol>
    </div>
  );
}

const chordOf = (choice: Choice) => (choice === "between" ? "B" : choice === "none" ? "X" : choice < 9 ? String(choice + 1) : "");

function Line({ person }: { person: number }) { const { colour, line } = lookOf(person); return <i className={`side-line line-${colour} ${line}`} aria-hidden="true" />; }

interface RowProps { dispute: Dispute; names: readonly string[]; choice?: Choice; isOn: boolean; onPick: () => void; onDecide: (choice: Choice) => void }

function DisputeRow({ dispute, names, choice, isOn, onPick, onDecide }: RowProps) {
  const row = useRef<HTMLLIElement>(null), { sides, kind, iou } = dispute, labels = [...new Set(drawnIn(dispute).map((part) => part.labels.join(", ")))];
  useEffect(() => { if (isOn) row.current?.scrollIntoView({ block: "nearest" }); }, [isOn]);
  const wordsOf = (one: Choice) => (one === "between" ? "Between" : one === "none" ? "None" : `${names[one]}: ${sides[one]?.labels.join(", ") ?? "nothing"}`);
  return (
    <li ref={row} className={`${isOn ? "on" : ""}${choice !== undefined ? " done" : ""}`} aria-current={isOn || undefined} data-testid={`dispute-${kind}`}>
      <button className="dispute-head" onClick={onPick}><span className={`badge ${kind === "agreed" ? "good" : "warn"}`}>{kindWords[kind]}</span><span className="grow clip">{labels.join(" or ")}</span>{iou !== undefined && <span className="caption num" title="Overlap of the boxes">{percent(iou)}</span>}</button>
      {!isOn && choice !== undefined && kind !== "agreed" && <p className="caption clip dispute-said">{wordsOf(choice)}</p>}
      {isOn && <div className="dispute-choices" role="radiogroup" aria-label={kindWords[kind]}>
        {choicesOf(dispute).map((one) => <button key={one} className="chip" role="radio" aria-checked={choice === one} onClick={() => onDecide(one)} data-testid={`choose-${one}`}>{typeof one === "number" && <Line person={one} />}<span className="name">{wordsOf(one)}</span>{chordOf(one) && <Kbd chord={chordOf(one)} />}</button>)}
      </div>}
    </li>
  );
}

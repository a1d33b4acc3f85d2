/** All groups of duplicates, to be decided one by one with a key or all at once: which is kept, and what that would set aside. */
import { useEffect, useRef, useState } from "react";
import { count, plural } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { DuplicateForesight, DuplicatePage, DuplicateWord } from "../../api/types.js";
import { setQuery, toast } from "../../panels/app.js";
import { Button, Empty, ErrorNotice, Waiting } from "../../panels/controls.js";
import { Loaded, useActions, useLoad } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { DuplicateGroupCard } from "./DuplicateGroupCard.js";
import { JobProgress, useJob } from "./jobs.js";

export type DuplicateStanding = "open" | "decided";
type Policy = "first" | "largest" | "answered";
const atOnce = 50;

interface DecideProps { project: string; standing: DuplicateStanding; hasPictures: boolean; canDecide: boolean; onDecided: () => void }

export function DuplicatesDecide({ project, standing, hasPictures, canDecide, onDecided }: DecideProps) {
  const page = useLoad(`${project}/duplicates/${standing}`, () => api.duplicates(project, { standing, limit: atOnce }));
  const foresight = useLoad(`${project}/foresight`, () => api.duplicateForesight(project));
  const [policy, setPolicy] = useState<Policy>("first");
  const again = () => { page.reload(); foresight.reload(); onDecided(); };
  const working = useJob(project, again);
  const all = (keep: DuplicateWord) => void working.start(() => api.decideAllDuplicates(project, keep));
  const policies = canDecide && standing === "open";
  useActions(Object.fromEntries((["first", "largest", "answered"] as const).map((one) => [`duplicate.${one}`, policies ? () => setPolicy(one) : undefined])));
  return (
    <section className="block" aria-label="Duplicates" data-testid="duplicates">
      <div className="row"><h2>Duplicates</h2>
        <span className="view-switch" role="group" aria-label="Which groups">{(["open", "decided"] as const).map((one) => (
          <Button key={one} dense aria-pressed={one === standing} onClick={() => setQuery({ standing: one === "open" ? undefined : one })} data-testid={`standing-${one}`}>{one === "open" ? "To decide" : "Decided"}{foresight.value ? ` ${count(one === "open" ? foresight.value.groups : foresight.value.decided)}` : ""}</Button>
        ))}</span></div>
      {canDecide && standing === "open" && (page.value?.total ?? 0) > 0 && <Policies {...{ policy, setPolicy, foresight, hasPictures, all }} busy={working.busy} />}
      {canDecide && standing === "decided" && (page.value?.total ?? 0) > 0 && <div className="row"><span className="muted num">{plural(foresight.value?.isAside ?? 0, "item")} set aside: out of the queue, splits and shipments, with their answers kept.</span><span className="grow" /><Button busy={working.busy} onClick={() => all("open")} data-testid="all-back">Bring everything back</Button></div>}
      <JobProgress follow={working} title={standing === "open" ? "Setting duplicates aside" : "Bringing back"} />
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!page.value && !page.error && <Waiting rows={4} />}
      {page.value && <Groups key={standing} {...{ project, standing, hasPictures, canDecide, policy }} page={page.value} again={again} />}
    </section>
  );
}

interface PoliciesProps { policy: Policy; setPolicy: (policy: Policy) => void; foresight: Loaded<DuplicateForesight>; hasPictures: boolean; all: (keep: DuplicateWord) => void; busy: boolean }

function Policies({ policy, setPolicy, foresight, hasPictures, all, busy }: PoliciesProps) {
  const titles: Record<Policy, string> = { first: "collected first", largest: hasPictures ? "the largest picture" : "the longest text", answered: "what has answers" };
  const effect = foresight.value?.effects.find((one) => one.keep === policy);
  return (
    <div className="duplicate-policy">
      <fieldset><legend>Keep of each group</legend>
        {(Object.keys(titles) as Policy[]).map((one, index) => (
          <label key={one} className="row"><input type="radio" name="keep" checked={policy === one} onChange={() => setPolicy(one)} data-testid={`keep-${one}`} /> {titles[one]} <kbd>{index + 1}</kbd></label>
        ))}
      </fieldset>
      <div className="row">
        <p className="num grow" role="status" data-testid="foresight">{effect ? <>In {plural(foresight.value!.groups, "group")} <b>{plural(effect.setAside, "item")}</b> would be set aside, {effect.answered === 0 ? "none with answers" : <><b>{count(effect.answered)}</b> of them with answers</>}{effect.gold > 0 && <>, {count(effect.gold)} with a known answer</>}. Nothing is deleted, and answers stay.</> : "Counting what would be set aside"}</p>
        <Button onClick={() => all("all")} busy={busy} data-testid="keep-everything">Keep everything</Button>
        <Button look="main" onClick={() => all(policy)} busy={busy} disabled={!effect} data-testid="set-all">Set aside in all groups</Button>
      </div>
    </div>
  );
}

interface GroupsProps { project: string; standing: DuplicateStanding; hasPictures: boolean; canDecide: boolean; policy: Policy; page: DuplicatePage; again: () => void }

function Groups({ project, standing, hasPictures, canDecide, policy, page, again }: GroupsProps) {
  const [rows, setRows] = useState(page.groups), [next, setNext] = useState(page.next), [at, setAt] = useState(0);
  const said = useRef<{ group: string; back: DuplicateWord }[]>([]), list = useRef<HTMLDivElement>(null);
  const isOpen = standing === "open";
  useEffect(() => { setRows(page.groups); setNext(page.next); setAt((before) => Math.max(0, Math.min(before, page.groups.length - 1))); }, [page]);
  useEffect(() => { list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }); }, [at]);
  const say = async (keep: DuplicateWord) => {
    const group = rows[at];
    if (!group || !canDecide) return;
    try {
      const done = await api.decideDuplicates(project, { groups: [group.id], keep });
      if (isOpen) said.current.push({ group: group.id, back: "open" });
      const words = keep === "all" ? "All are kept" : keep === "open" ? `${plural(done.broughtBack, "item")} brought back` : `${plural(done.setAside, "item")} set aside`;
      toast(words, { tone: "good", only: true, ...(isOpen ? { action: { title: "Undo", key: "U", run: () => void undo() } } : {}) });
      again();
    } catch (error) { toast((error as Error).message, { tone: "bad" }); }
  };
  const undo = async () => {
    const last = said.current.pop();
    if (!last) return;
    try {
      await api.decideDuplicates(project, { groups: [last.group], keep: last.back });
      toast("Taken back", { tone: "good", only: true });
      again();
    } catch (error) { toast((error as Error).message, { tone: "bad" }); }
  };
  const step = (by: number) => setAt((before) => Math.max(0, Math.min(rows.length - 1, before + by)));
  useActions({
    "duplicate.next": () => step(1), "duplicate.previous": () => step(-1),
    "duplicate.set": canDecide && isOpen ? () => void say(policy) : undefined, "duplicate.all": canDecide ? () => void say("all") : undefined,
    "duplicate.back": canDecide && !isOpen ? () => void say("open") : undefined, "duplicate.undo": canDecide && isOpen ? () => void undo() : undefined,
  });
  const more = async () => {
    const got = await api.duplicates(project, { standing, limit: atOnce, after: next });
    setRows((before) => [...before, ...got.groups]);
    setNext(got.next);
  };
  if (rows.length === 0) return <Empty title={isOpen ? "Nothing to decide" : "Nothing was decided"} action={said.current.length > 0 && <Button chord="U" onClick={() => void undo()}>Take the last word back</Button>}>{isOpen ? "No group of items that are nearly the same waits for a word." : "What is set aside as a duplicate shows here, and can be brought back."}</Empty>;
  return (
    <>
      {canDecide && <div className="row suspect-bar">
        {isOpen ? <Button dense chord="Enter" onClick={() => void say(policy)} data-testid="set-aside">Keep one</Button> : <Button dense chord="B" onClick={() => void say("open")} data-testid="bring-back">Bring back</Button>}
        <Button dense chord="A" onClick={() => void say("all")} data-testid="keep-all">Keep all</Button>
        <span className="grow" /><span className="caption">of the group that is marked</span>
      </div>}
      <div ref={list}>{rows.map((group, index) => <DuplicateGroupCard key={group.id} {...{ project, group, hasPictures }} keeper={isOpen && canDecide ? group.keeps[policy] : undefined} isAt={canDecide && index === at} onPick={() => setAt(index)} />)}</div>
      {next && <More load={more}>Show more groups</More>}
    </>
  );
}

/** What may tell who somebody is, each place in its words: one key says that it is personal or harmless, for the value wherever it stands. */
import { useEffect, useRef, useState } from "react";
import { count, plural } from "../../core/figures.js";
import { entityTitle } from "../../core/personalData.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { PersonalDataPage as Page, PersonalDataWord, PersonalPlace } from "../../api/types.js";
import { setQuery, toast } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Link, PageHead, Waiting } from "../../panels/controls.js";
import { useActions, useLoad, useQuery } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { JobProgress, useJob } from "./jobs.js";
import type { ProjectProps } from "./ProjectPages.js";

const atOnce = 50;
const standings = { open: "To look at", personal: "Personal", harmless: "Harmless", all: "Everything" } as const;
type Standing = keyof typeof standings;

export function PersonalDataPage({ project, can }: ProjectProps) {
  const query = useQuery(), entity = query.get("entity") ?? undefined, standing = (query.get("standing") ?? "open") as Standing;
  const asked = { entity, standing: standing === "all" ? undefined : standing, limit: atOnce };
  const page = useLoad(`${project}/${entity}/${standing}`, () => api.personalData(project, asked));
  const preparing = useJob(project, page.reload);
  const places = (page.value?.counts ?? []).reduce((sum, row) => sum + row.open + row.personal + row.harmless, 0);
  return (
    <>
      <PageHead title="Personal data">
        {can("manage") && <Button busy={preparing.busy} onClick={() => void preparing.start(() => api.prepare(project, ["personal-data"]))} data-testid="scan">Look again</Button>}
      </PageHead>
      <div className="stack jobs"><JobProgress follow={preparing} title="Looking for personal data" /></div>
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!page.value && !page.error && <Waiting rows={6} />}
      {page.value && !page.value.isDeclared && <p className="notice" data-testid="undeclared">Nothing is masked yet: <code>prepare: [{"{"}step: personal-data{"}"}]</code> in the definition masks what is found for workers, viewers and shipments.</p>}
      {page.value && places === 0 && <Empty title="No personal data found">E-mail addresses, telephones, cards, accounts and the numbers of countries show here once “Look again” or Prepare has looked at the texts.</Empty>}
      {page.value && places > 0 && (
        <div className="checks">
          <Facets page={page.value} now={{ entity, standing }} />
          <Places key={`${entity}/${standing}`} {...{ project, page: page.value, asked, canDecide: can("review"), onDecided: page.reload }} />
        </div>
      )}
    </>
  );
}

function Facets({ page, now }: { page: Page; now: { entity?: string; standing: Standing } }) {
  const of = (row: Page["counts"][number], standing: Standing) => (standing === "all" ? row.open + row.personal + row.harmless : row[standing]);
  const rows = page.counts.filter((row) => !now.entity || row.entity === now.entity);
  const facet = (name: string, isOn: boolean, change: Record<string, string | undefined>, figure: number) => (
    <button key={name} className="facet" aria-pressed={isOn} onClick={() => setQuery(change)}><span className="grow clip">{name}</span><span className="caption num">{count(figure)}</span></button>
  );
  return (
    <div className="facets" role="group" aria-label="What to show" data-testid="facets">
      {(Object.keys(standings) as Standing[]).map((one) => facet(standings[one], one === now.standing, { standing: one === "open" ? undefined : one }, rows.reduce((sum, row) => sum + of(row, one), 0)))}
      <h2 className="caption">By kind</h2>
      {facet("All kinds", !now.entity, { entity: undefined }, page.counts.reduce((sum, row) => sum + of(row, now.standing), 0))}
      {page.counts.map((row) => facet(entityTitle(row.entity), now.entity === row.entity, { entity: row.entity }, of(row, now.standing)))}
    </div>
  );
}

interface PlacesProps { project: string; page: Page; asked: { entity?: string; standing?: string; limit: number }; canDecide: boolean; onDecided: () => void }
interface Said { places: string[]; alike: boolean }

function Places({ project, page, asked, canDecide, onDecided }: PlacesProps) {
  const [rows, setRows] = useState(page.places), [next, setNext] = useState(page.next), [at, setAt] = useState(0), [alike, setAlike] = useState(true);
  const said = useRef<Said[]>([]), list = useRef<HTMLOListElement>(null);
  useEffect(() => { setRows(page.places); setNext(page.next); setAt((before) => Math.max(0, Math.min(before, page.places.length - 1))); }, [page]);
  useEffect(() => { list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }); }, [at]);
  const say = async (word: PersonalDataWord, place: PersonalPlace | undefined) => {
    if (!place || !canDecide) return;
    try {
      const answer = await api.decidePersonalData(project, { places: [place.id], word, alike });
      said.current.push({ places: [place.id], alike });
      toast(`${plural(answer.places, "place")} said to be ${word}`, { tone: "good", only: true, action: { title: "Undo", key: "U", run: () => void undo() } });
      onDecided();
    } catch (error) { toast((error as Error).message, { tone: "bad" }); }
  };
  const undo = async () => {
    const last = said.current.pop();
    if (!last) return;
    try {
      await api.decidePersonalData(project, { ...last, word: "open" });
      toast("Taken back", { tone: "good", only: true });
      onDecided();
    } catch (error) { toast((error as Error).message, { tone: "bad" }); }
  };
  const step = (by: number) => setAt((before) => Math.max(0, Math.min(rows.length - 1, before + by)));
  useActions({
    "place.next": () => step(1), "place.previous": () => step(-1),
    "place.personal": canDecide ? () => void say("personal", rows[at]) : undefined, "place.harmless": canDecide ? () => void say("harmless", rows[at]) : undefined,
    "place.alike": canDecide ? () => setAlike((before) => !before) : undefined, "place.undo": canDecide ? () => void undo() : undefined,
  });
  const more = async () => {
    const got = await api.personalData(project, { ...asked, after: next });
    setRows((before) => [...before, ...got.places]);
    setNext(got.next);
  };
  if (rows.length === 0) return <Empty title={asked.standing === "open" ? "All looked at" : "None of these"} action={said.current.length > 0 && <Button chord="U" onClick={() => void undo()}>Take the last word back</Button>}>{asked.standing === "open" ? "What is personal stays masked for workers, viewers and shipments; what is harmless is seen." : "Nothing stands so."}</Empty>;
  return (
    <section className="block" aria-label="Places">
      {canDecide && (
        <div className="row suspect-bar">
          <Button dense chord="P" onClick={() => void say("personal", rows[at])} data-testid="say-personal">Personal</Button>
          <Button dense chord="H" onClick={() => void say("harmless", rows[at])} data-testid="say-harmless">Harmless</Button>
          <span className="grow" />
          <label className="row"><input type="checkbox" checked={alike} onChange={() => setAlike(!alike)} data-testid="alike" /> The same value everywhere</label>
        </div>
      )}
      <ol className="places plain" ref={list} data-testid="places">{rows.map((place, index) => <Place key={place.id} {...{ project, place }} isAt={index === at} onPick={() => setAt(index)} />)}</ol>
      {next && <More load={more}>Show more</More>}
    </section>
  );
}

function Place({ project, place, isAt, onPick }: { project: string; place: PersonalPlace; isAt: boolean; onPick: () => void }) {
  const reasons = [place.isChecked && "it passes its check", place.context && `“${place.context}” stands before it`].filter(Boolean).join(", ");
  return (
    <li className={`place${isAt ? " selected" : ""}`} aria-current={isAt || undefined} onClick={onPick} data-testid="place">
      <div className="row">
        <Badge tone={place.decision === "personal" ? "bad" : place.decision === "harmless" ? "good" : "warn"}>{entityTitle(place.entity)}</Badge>
        <span className="caption num" title="How sure the finder is, from 0 to 1">{place.score.toFixed(2)}</span>
        {reasons && <span className="caption clip">{reasons}</span>}
        <span className="grow" />
        {place.decision && <span className="caption">{place.decision}{place.decidedBy ? `, says ${place.decidedBy}` : ""}</span>}
        {place.alike > 1 && <span className="caption num">{count(place.alike)} times</span>}
        <Link className="link clip" to={projectPath(project, "data", { item: place.item })}>{place.key}</Link>
      </div>
      <p className="place-words" dir="auto">{place.before}<mark>{place.value}</mark>{place.after}</p>
    </li>
  );
}

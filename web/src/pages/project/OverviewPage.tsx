/** The lead's first page: how far, how good, where it hurts. Every number leads to what is behind it. */
import { count, decimal, percent, plural } from "../../core/figures.js";
import { isPictures } from "../../core/image/pictures.js";
import { isDrawn, measureName } from "../../core/measures.js";
import { projectPath } from "../../core/route.js";
import { readDefinition } from "../../core/definition.js";
import { licenceText, Overview } from "../../api/types.js";
import { navigate } from "../../panels/app.js";
import { Bars, ConfusionGrid, DailyChart, Figure, Figures } from "../../panels/charts.js";
import { Badge, Button, Empty, ErrorNotice, Link, Notice, PageHead, sentence, Ticked, Waiting } from "../../panels/controls.js";
import { useActions } from "../../panels/hooks.js";
import type { ProjectProps } from "./ProjectPages.js";

export function OverviewPage({ project, detail, overview, can }: ProjectProps) {
  useActions({ "page.primary": can("label") ? () => navigate(projectPath(project, "label")) : undefined });
  const value = overview.value;
  return (
    <>
      <PageHead title="Overview"><span className="muted clip objective">{detail.definition.objective}</span>
        {can("manage") && <Button onClick={() => navigate(projectPath(project, "people"))}>Invite</Button>}
        {can("label") && <Button look="main" chord="G L" onClick={() => navigate(projectPath(project, "label"))} data-testid="label-now">Label now</Button>}
      </PageHead>
      {overview.error && !value && <ErrorNotice error={overview.error} retry={overview.reload} />}
      {!value && !overview.error && <Waiting rows={8} />}
      {value && (value.counts.items === 0
        ? <NoItems project={project} hasPictures={isPictures(readDefinition(detail.definition))} canManage={can("manage")} />
        : <Filled {...{ project, detail, value, can }} />)}
    </>
  );
}

function NoItems({ project, hasPictures, canManage }: { project: string; hasPictures: boolean; canManage: boolean }) {
  const go = (page: "checks" | "upload", title: string, isMain: boolean) => <Button look={isMain ? "main" : undefined} onClick={() => navigate(projectPath(project, page))}>{title}</Button>;
  return <Empty title="No items yet" action={canManage && <>{hasPictures && go("upload", "Upload pictures", true)}{go("checks", "Collect items", !hasPictures)}</>}>{hasPictures ? "Upload pictures here, or name a folder with its licence in Settings and collect it." : "Name a source with its licence in Settings, then collect it."}</Empty>;
}

function Filled({ project, detail, value, can }: { project: string; detail: ProjectProps["detail"]; value: Overview; can: ProjectProps["can"] }) {
  const { counts, agreement } = value;
  const to = (page: Parameters<typeof projectPath>[1], query?: Record<string, string>) => projectPath(project, page, query);
  const definition = readDefinition(detail.definition);
  const labels = value.labels ?? [], people = value.people ?? [], daily = value.daily ?? [];
  const colourOf = (question: string, label: string) => definition.questions.find((one) => one.name === question)?.labels.find((one) => one.name === label)?.colour;
  const hasPictures = isPictures(definition), isBoxes = definition.questions.some((question) => isDrawn(question.kind));
  const most = Math.max(1, ...people.map((person) => person.items));
  return (
    <>
      <Figures>
        <Figure title="Settled" value={count(counts.settled)} to={to("data", { settled: "yes" })}>{percent(counts.items ? counts.settled / counts.items : 0)} of {count(counts.items)}{counts.taught < counts.settled ? `, ${count(counts.taught)} by people` : ""}</Figure>
        <Figure title="Answered" value={count(counts.submitted)} to={to("data", { state: "ready" })}>{count(Math.max(0, counts.ready - counts.submitted))} still to do</Figure>
        <Figure title={`Agreement (${measureName(agreement?.measure ?? "krippendorff-alpha")})`} value={decimal(agreement?.value)} to={to("quality")} tone={tone(agreement?.value)}>{agreement?.value !== undefined && agreement.value !== null ? `${agreement.band}, ${plural(agreement.items ?? 0, "item")}` : sentence(agreement?.reason ?? "needs two answers per item")}</Figure>
        <Figure title="Disagreements" value={count(counts.disagreements)} to={to("disagreements")} tone={counts.disagreements ? "warn" : undefined}>{counts.disagreements ? "wait for a decision" : "nothing to decide"}</Figure>
        {(counts.suggested > 0 || !hasPictures) && <Figure title="Suggested" value={count(counts.suggested)} to={to("models")}>by a model</Figure>}
      </Figures>
      {counts.quarantined > 0 && <Notice tone="warn" title={`${plural(counts.quarantined, "item")} quarantined`} action={<Button dense onClick={() => navigate(to("data", { state: "quarantined" }))}>Show</Button>}>Their source has no licence: they are not labelled and never shipped.</Notice>}
      <div className="two-columns">
        <div>
          <section className="block"><h2>Items finished</h2>{daily.length > 0 ? <DailyChart days={daily} goal={counts.items} /> : <p className="muted">The first answer starts the curve.</p>}</section>
          <section className="block"><h2>People</h2>
            {people.length === 0 ? <p className="muted">Nobody has answered yet.</p> : (
              <table className="table"><thead><tr><th>Name</th><th className="r">Items</th><th className="r">Median s</th><th className="r">Agrees with others</th><th className="share">Share</th></tr></thead>
                <tbody>{people.map((person) => (
                  <tr key={person.login}><td><Link to={to("people")}>{person.name || person.login}</Link></td><td className="r">{count(person.items)}</td><td className="r">{decimal(person.medianSeconds, 1)}</td>
                    <td className={`r ${person.agreement !== undefined && person.agreement !== null && person.agreement < 0.6 ? "bad" : ""}`}>{percent(person.agreement)}</td>
                    <td className="share"><div className="bar" style={{ width: `${(person.items / most) * 100}%` }} /></td></tr>
                ))}</tbody></table>
            )}
          </section>
          <section className="block"><div className="row"><h2 className="grow">Sources</h2>{hasPictures && can("manage") && <Link className="link" to={to("upload")}>Upload pictures</Link>}</div>
            <table className="table"><thead><tr><th>Name</th><th>Kind</th><th>Licence</th><th className="r">Items</th></tr></thead>
              <tbody>{(value.sources ?? []).map((source) => (
                <tr key={source.name}><td>{source.name}</td><td className="muted">{source.kind}</td><td>{licenceText(source.licence) || <Badge tone="warn">no licence</Badge>}</td><td className="r"><Link className="link" to={to("data", { source: source.name })}>{count(source.items)}</Link></td></tr>
              ))}</tbody></table>
          </section>
        </div>
        <div>
          {value.warning && <Notice tone="warn" title="Agreement needs work" action={<Button dense onClick={() => navigate(to("quality"))}>Quality</Button>}><Ticked text={sentence(value.warning)} /></Notice>}
          <section className="block"><h2>Where people disagree</h2>
            {value.confusion && value.confusion.labels.length > 0
              ? <><p className="muted">Rows: one person's label. Columns: the other's. Percent of the row's {isDrawn(definition.questions.find((one) => one.name === agreement?.question)?.kind ?? "") ? "matched boxes" : "pairs"}.</p><ConfusionGrid labels={value.confusion.labels} counts={bothWays(value.confusion.counts)} to={() => to("disagreements")} /></>
              : <p className="muted">Shows once two people have answered the same item.</p>}
          </section>
          <section className="block"><h2>Labels</h2>{isBoxes && labels.length > 0 && <p className="muted">{definition.questions.every((question) => isDrawn(question.kind)) ? "Boxes that count, by label." : "Boxes and answers that count, by label."}</p>}
            {labels.length > 0 ? <Bars most={12} rest={to("data")} rows={labels.map((row) => ({ name: row.label, value: row.count, goal: row.quota ?? undefined, colour: colourOf(row.question, row.label), to: to("data", { label: `${row.question}:${row.label}` }) }))} /> : <p className="muted">No settled label yet.</p>}
          </section>
        </div>
      </div>
    </>
  );
}

/** A pair has no first and second: what stands above the diagonal belongs below it too. */
export function bothWays(counts: readonly (readonly number[])[]): number[][] {
  const isFolded = counts.some((row, i) => row.some((value, j) => value !== counts[j][i]));
  return isFolded ? counts.map((row, i) => row.map((value, j) => (i === j ? 2 * value : value + counts[j][i]))) : counts.map((row) => [...row]);
}

const tone = (value?: number | null) => (value === undefined || value === null ? undefined : value < 0.6 ? "bad" : value <= 0.8 ? "warn" : "good");

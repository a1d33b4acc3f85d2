/** Every field of the items: what it holds, what lacks, how it spreads, and what looks wrong with it. */
import { useEffect, useRef } from "react";
import { ago, count, decimal, percent, plural } from "../../../core/figures.js";
import { FieldRow, fieldRows, isAllDifferent, measureTitle, missingShare, Order, orders, plotOf, ProfileReport, shortNumber } from "../../../core/profile.js";
import * as api from "../../../api/endpoints.js";
import type { Finding, Profile } from "../../../api/types.js";
import { setQuery } from "../../../panels/app.js";
import { Figure, Figures } from "../../../panels/charts.js";
import { Badge, Button, Empty, ErrorNotice, Notice, PageHead, Waiting } from "../../../panels/controls.js";
import { useActions, useLoad, useQuery } from "../../../panels/hooks.js";
import { JobProgress, useJob } from "../jobs.js";
import type { ProjectProps } from "../ProjectPages.js";
import { FieldSheet } from "./FieldSheet.js";
import { FindingLine } from "./FindingLine.js";
import { SmallPlot } from "./plots.js";

export function ProfilePage({ project, can }: ProjectProps) {
  const page = useLoad(project, () => api.profile(project));
  const running = useJob(project, page.reload);
  const start = () => void running.start(() => api.prepare(project, ["profile"]));
  const { value } = page, report = value?.report, chosen = useQuery().get("field") ?? undefined;
  useActions({ "page.primary": can("manage") && !running.busy ? start : undefined });
  return (
    <div className={report && chosen ? "with-sheet" : undefined}>
      <PageHead title="Profile">
        {value?.madeAt && <span className="muted" data-testid="made">{ago(value.madeAt, Date.now())}</span>}
        {can("manage") && report && <Button busy={running.busy} onClick={start} chord="Ctrl+Enter" data-testid="run-profile">Profile again</Button>}
      </PageHead>
      <div className="stack jobs"><JobProgress follow={running} title="Describing the fields" brief /></div>
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!value && !page.error && <Waiting rows={8} />}
      {value && !report && (
        <Empty title={value.items === 0 ? "No items yet" : "Not profiled yet"} action={can("manage") && value.items > 0 && <Button look="main" busy={running.busy} onClick={start} chord="Ctrl+Enter" data-testid="run-profile">Profile {plural(value.items, "item")}</Button>}>
          {value.items === 0 ? "Collect items first: then every field is described here." : "One pass over all items says of every field what it holds, what lacks, how it spreads and what looks wrong."}
        </Empty>
      )}
      {value && report && <Report profile={value} report={report} chosen={chosen} />}
    </div>
  );
}

function Report({ profile, report, chosen }: { profile: Profile; report: ProfileReport; chosen?: string }) {
  const cells = report.columns.reduce((sum, field) => sum + field.count + field.missing, 0), missing = report.columns.reduce((sum, field) => sum + field.missing, 0);
  const alerts = report.findings.filter((one) => one.severity !== "note").length;
  const field = report.columns.find((one) => one.name === chosen);
  return (
    <>
      {profile.items !== report.rows && <Notice tone="warn" title={`Made of ${plural(report.rows, "item")}; there are ${count(profile.items)} now`}>“Profile again” looks at all of them.</Notice>}
      <Figures>
        <Figure title="Items" value={count(report.rows)} />
        <Figure title="Fields" value={count(report.columns.length + report.columnsLeftOut)}>{report.columnsLeftOut > 0 && `${count(report.columnsLeftOut)} beyond the bound are left out`}</Figure>
        <Figure title="Missing" value={percent(cells ? missing / cells : 0, 1)}>{plural(missing, "cell")}</Figure>
        <Figure title="Equal items" value={count(report.duplicateRows)}>{report.duplicatesAreExact ? "have the fields of another" : "at least"}</Figure>
        <Figure title="Looks wrong" value={count(alerts)} tone={alerts ? "warn" : undefined}>{alerts ? plural(report.findings.length - alerts, "note") + " beside" : "nothing"}</Figure>
      </Figures>
      <Fields report={report} chosen={field?.name} />
      <div className="two-columns even">
        <Findings findings={report.findings} />
        <Relations report={report} />
      </div>
      {field && <FieldSheet field={field} report={report} />}
    </>
  );
}

const titles: Record<Order, string> = { field: "Field", type: "Type", missing: "Missing", distinct: "Distinct", alerts: "Alerts" };

function Fields({ report, chosen }: { report: ProfileReport; chosen?: string }) {
  const query = useQuery(), search = useRef<HTMLInputElement>(null);
  const order = orders.find((one) => one === query.get("sort")) ?? "field", isTurned = query.get("turned") === "yes";
  const shown = { words: query.get("find") ?? "", kind: query.get("type") ?? undefined, onlyAlerts: query.get("alerts") === "yes", order, isTurned };
  const rows = fieldRows(report, shown), at = rows.findIndex((row) => row.field.name === chosen);
  const sort = (wanted: Order) => setQuery(wanted === order ? { turned: isTurned ? undefined : "yes" } : { sort: wanted === "field" ? undefined : wanted, turned: undefined });
  const step = (by: number) => { const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by))]; if (next) setQuery({ field: next.field.name }); };
  useActions({
    "rows.next": () => step(1), "rows.previous": () => step(-1), "rows.search": () => { search.current?.focus(); search.current?.select(); },
    "rows.sort": () => sort(orders[(orders.indexOf(order) + 1) % orders.length]), "rows.turn": () => setQuery({ turned: isTurned ? undefined : "yes" }),
    "rows.alerts": () => setQuery({ alerts: shown.onlyAlerts ? undefined : "yes" }),
  });
  const kinds = [...new Set(report.columns.map((field) => field.kind))].sort();
  return (
    <section className="block" aria-label="Fields">
      <div className="filters">
        <input ref={search} className="input" type="search" placeholder="Find a field" aria-label="Find a field" value={shown.words} onChange={(event) => setQuery({ find: event.target.value })} onKeyDown={(event) => { if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur(); }} data-testid="find-field" />
        {kinds.length > 1 && <select className={`input${shown.kind ? " on" : ""}`} aria-label="Type" value={shown.kind ?? ""} onChange={(event) => setQuery({ type: event.target.value })}><option value="">Every type</option>{kinds.map((kind) => <option key={kind}>{kind}</option>)}</select>}
        <Button aria-pressed={shown.onlyAlerts} chord="A" onClick={() => setQuery({ alerts: shown.onlyAlerts ? undefined : "yes" })} data-testid="only-alerts">Only what looks wrong</Button>
        <span className="grow" /><span className="muted num" data-testid="fields-shown">{rows.length === report.columns.length ? plural(rows.length, "field") : `${count(rows.length)} of ${plural(report.columns.length, "field")}`}</span>
      </div>
      {rows.length === 0 ? <Empty title="No field is so" action={<Button onClick={() => setQuery({ find: undefined, type: undefined, alerts: undefined })}>Show all</Button>} /> : (
        <table className="table data-table field-table" data-testid="fields"><thead><tr>
          {(["field", "type", "missing", "distinct"] as const).map((one) => <Head key={one} {...{ order, isTurned }} column={one} onSort={sort} isRight={one === "missing" || one === "distinct"} />)}
          <th className="r hide-medium" title="5 %, half and 95 % of the values are below">5% · half · 95%</th><th className="hide-small">Spread</th><th className="hide-medium">Commonest</th><Head {...{ order, isTurned }} column="alerts" onSort={sort} isRight={false} /></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.field.name} row={row} isChosen={row.field.name === chosen} />)}</tbody></table>
      )}
    </section>
  );
}

function Head({ column, order, isTurned, onSort, isRight }: { column: Order; order: Order; isTurned: boolean; onSort: (order: Order) => void; isRight: boolean }) {
  const isOn = column === order, isDown = (column === "field" || column === "type") === isTurned;
  return <th className={isRight ? "r" : undefined} aria-sort={isOn ? (isDown ? "descending" : "ascending") : undefined}><button className="sort" onClick={() => onSort(column)}>{titles[column]}<span aria-hidden="true">{isOn ? (isDown ? " ↓" : " ↑") : ""}</span></button></th>;
}

function Row({ row: { field, alerts }, isChosen }: { row: FieldRow; isChosen: boolean }) {
  const element = useRef<HTMLTableRowElement>(null), lacks = missingShare(field), quantiles = field.numbers?.quantiles, plot = plotOf(field), top = field.topValues[0];
  useEffect(() => { if (isChosen) element.current?.scrollIntoView({ block: "nearest" }); }, [isChosen]);
  const open = () => setQuery({ field: isChosen ? undefined : field.name });
  const bad = alerts.filter((one) => one.severity !== "note").length;
  return (
    <tr ref={element} className={isChosen ? "selected" : ""} aria-current={isChosen || undefined} onClick={open} data-testid="field-row">
      <td className="fit"><button className="row-key" aria-expanded={isChosen} onClick={(event) => { event.stopPropagation(); open(); }}>{field.name}</button></td>
      <td className="muted fit">{field.kind}</td>
      <td className={`r fit${lacks >= 0.2 ? " warn" : ""}`}>{field.missing === 0 ? <span className="muted">0</span> : <span title={plural(field.missing, "item") + " without"}>{lacks < 0.001 ? "<0.1%" : percent(lacks, 1)}</span>}</td>
      <td className="r fit" title={field.distinctIsExact ? undefined : "estimated within about 1 %"}>{field.distinctIsExact ? "" : "~"}{count(field.distinct)}</td>
      <td className="r fit hide-medium">{quantiles && quantiles.length === 5 ? [quantiles[0], quantiles[2], quantiles[4]].map(shortNumber).join(" · ") : field.dates ? <span className="muted">{field.dates.earliest.slice(0, 10)} – {field.dates.latest.slice(0, 10)}</span> : ""}</td>
      <td className="fit hide-small">{plot && !(plot.kind === "lengths" && isAllDifferent(field)) && <SmallPlot plot={plot} name={field.name} />}</td>
      <td className="clip hide-medium" dir="auto" title={top?.value}>{top && field.distinct < field.count && field.kind !== "number" ? <>{top.value} <span className="muted num">{percent(top.count / Math.max(1, field.count))}</span></> : <span className="muted">{field.count > 1 && field.distinct >= field.count ? "all different" : ""}</span>}</td>
      <td className="fit">{bad > 0 ? <Badge tone={alerts.some((one) => one.severity === "error") ? "bad" : "warn"}>{plural(bad, "alert")}</Badge> : alerts.length > 0 ? <Badge>{plural(alerts.length, "note")}</Badge> : null}</td>
    </tr>
  );
}

const findingsShown = 30;

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <section className="block" aria-label="What looks wrong"><h2>What looks wrong</h2>
      {findings.length === 0 ? <p className="muted">Nothing stands out.</p> : <ul className="plain-list" data-testid="profile-findings">{findings.slice(0, findingsShown).map((one, place) => <FindingLine key={place} finding={one} />)}</ul>}
      {findings.length > findingsShown && <p className="caption">and {count(findings.length - findingsShown)} more, each with its field above</p>}
    </section>
  );
}

const relationsShown = 30;

/** Of numbers the ranks tell more than the straight line: Pearson's is in the field's sheet. */
function Relations({ report }: { report: ProfileReport }) {
  const rows = report.correlations.filter((one) => one.measure !== "pearson");
  return (
    <section className="block" aria-label="Fields that go together"><h2>Fields that go together</h2>
      {rows.length === 0 ? <p className="muted">No two fields tell of each other.</p> : (
        <table className="table" data-testid="relations"><thead><tr><th>Field</th><th>and</th><th>Measure</th><th className="r">Value</th><th className="share">Strength</th></tr></thead>
          <tbody>{rows.slice(0, relationsShown).map((one) => (
            <tr key={one.first + "/" + one.second + one.measure}><td>{one.first}</td><td>{one.second}</td><td className="muted">{measureTitle[one.measure]}</td><td className="r" title={plural(one.rows, "item")}>{decimal(one.value)}</td><td className="share"><div className="bar" style={{ width: `${100 * Math.abs(one.value)}%` }} /></td></tr>
          ))}</tbody></table>
      )}
      {report.sampledRows < report.rows && rows.length > 0 && <p className="caption">Of a sample of {plural(report.sampledRows, "item")}.</p>}
      {rows.length > relationsShown && <p className="caption">and {count(rows.length - relationsShown)} weaker ones</p>}
    </section>
  );
}

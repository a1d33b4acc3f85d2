/** Write a commit out for others: format, progress, files with checksums, and what goes along (card, credits, licences). */
import { useState } from "react";
import { ago, bytes, count, moment, plural } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import { licenceText, type Loss, type ShipFormat, Shipment } from "../../api/types.js";
import { navigate } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Field, Notice, PageHead, Ticked, Waiting } from "../../panels/controls.js";
import { useActions, useLoad, useQuery } from "../../panels/hooks.js";
import { JobProgress, spaced, useJob } from "./jobs.js";
import type { ProjectProps } from "./ProjectPages.js";
import { asked, everything, ShipChoices } from "./ShipChoices.js";
import { short } from "./VersionsPage.js";

const plain = "jsonl";
const known: ShipFormat[] = [{ name: plain, summary: "JSON lines, one file per split" }];

export function ShipPage({ project, detail, overview, can }: ProjectProps) {
  const log = useLoad(project, () => api.commits(project));
  const shipped = useLoad("shipments/" + project, () => api.shipments(project));
  const all = shipped.value?.formats?.length ? shipped.value.formats : known;
  // By name, behind the one that holds every kind of answer and that nobody regrets.
  const byName = [...all].sort((a, b) => Number(b.name === plain) - Number(a.name === plain) || (a.name < b.name ? -1 : 1));
  const formats = byName.filter((one) => !one.refusal);
  const others = byName.filter((one) => one.refusal);
  const commits = log.value?.commits ?? [];
  const wanted = useQuery().get("commit");
  const [chosen, setChosen] = useState<string>();
  const [choice, setChoice] = useState(everything);
  const [format, setFormat] = useState<string>();
  const commit = chosen ?? commits.find((one) => one.id === wanted)?.id ?? commits[0]?.id;
  const kind = format ?? formats[0]?.name ?? plain;
  const shipping = useJob(project, shipped.reload);
  const preview = useJob(project);
  const look = () => void preview.start(() => api.ship(project, { commit, format: kind, preview: true, ...asked(choice) }));
  const choose = (name: string) => { setFormat(name); preview.clear(); };
  const ship = () => void shipping.start(() => api.ship(project, { commit, format: kind, ...asked(choice) }));
  useActions({ "page.primary": can("ship") && commit ? ship : undefined });
  const quarantined = overview.value?.counts.quarantined ?? 0;
  const sources = overview.value?.sources ?? [];
  return (
    <>
      <PageHead title="Ship" />
      {log.value && commits.length === 0 && <Empty title="Commit first" action={<Button look="main" onClick={() => navigate(projectPath(project, "versions"))}>Versions</Button>}>Only a commit is shipped, so that everybody can say which state of the dataset they hold.</Empty>}
      {!log.value && !log.error && <Waiting />}
      {log.error && <ErrorNotice error={log.error} retry={log.reload} />}
      {commits.length > 0 && (
        <div className="two-columns">
          <section className="block">
            <fieldset className="formats"><legend>Format</legend>{formats.map((row) => (
              <label key={row.name} className="format"><input type="radio" name="format" checked={kind === row.name} onChange={() => choose(row.name)} data-testid={`format-${row.name}`} /><span><b>{row.name}</b><span className="muted">{row.summary}</span></span></label>
            ))}</fieldset>
            {others.length > 0 && <details className="unfit"><summary>{plural(others.length, "format")} that do not fit</summary><dl>{byReason(others).map(([reason, names]) => <div key={reason}><dt>{names.join(", ")}</dt><dd className="muted"><Ticked text={reason} /></dd></div>)}</dl></details>}
            <div className="row form-row"><Field label="Commit">{(ids) => <select {...ids} className="input" value={commit} onChange={(event) => setChosen(event.target.value)}>{commits.map((one) => <option key={one.id} value={one.id}>{short(one.id)} · {one.message}</option>)}</select>}</Field>
              <ShipChoices definition={detail.definition} choice={choice} onChange={(next) => { setChoice(next); preview.clear(); }} />
              <Button busy={preview.busy} disabled={!can("ship") || !commit} onClick={look} data-testid="preview">What would be lost</Button>
              <Button look="main" chord="Ctrl+Enter" busy={shipping.busy} disabled={!can("ship")} onClick={ship} data-testid="ship">Ship</Button></div>
            <JobProgress follow={preview} title="Looking" brief />
            {preview.job?.state === "done" && <LossTable format={kind} report={preview.job.report} />}
            <JobProgress follow={shipping} title="Shipping" />
          </section>
          <section className="block">
            <h2>What goes along</h2>
            <ul className="plain"><li>A dataset card: what it is, how it was labelled, agreement, known limits</li><li>Credits: every source with its licence and attribution</li><li>Checksums of every file</li></ul>
            {sources.length > 0 && <table className="table"><thead><tr><th>Source</th><th>Licence</th></tr></thead><tbody>{sources.map((source) => <tr key={source.name}><td>{source.name}</td><td>{licenceText(source.licence) || <Badge tone="warn">no licence: stays here</Badge>}</td></tr>)}</tbody></table>}
            {quarantined > 0 && <Notice tone="warn" title={`${plural(quarantined, "item")} will not be shipped`}>Items of a source without a licence never leave the workspace.</Notice>}
          </section>
        </div>
      )}
      <section className="block"><h2>Shipped</h2>
        {shipped.error && <ErrorNotice error={shipped.error} retry={shipped.reload} />}
        {shipped.value && (shipped.value.shipments ?? []).length === 0 && <p className="muted">Nothing shipped yet.</p>}
        {(shipped.value?.shipments ?? []).map((one) => <ShipmentCard key={one.id} project={project} shipment={one} />)}
      </section>
    </>
  );
}

/** Formats that do not fit for the same reason, together. */
function byReason(formats: ShipFormat[]) {
  const reasons = new Map<string, string[]>();
  for (const { name, refusal = "" } of formats) reasons.set(refusal, [...(reasons.get(refusal) ?? []), name]);
  return [...reasons];
}

/** What a shipment in this format would lose and withhold, before anything is written. */
function LossTable({ format, report }: { format: string; report?: Record<string, unknown> }) {
  const losses = (report?.losses ?? []) as Loss[];
  const withheld = (report?.withheld ?? []) as { name: string; count: number }[];
  const shipped = Number(report?.shipped ?? 0);
  return (
    <section className="losses" data-testid="losses" aria-label="What would be lost">
      <p>{losses.length === 0 ? `Nothing is lost: ${format} holds all of ${plural(shipped, "item")}.` : `${plural(shipped, "item")} would go out, with less in them:`}</p>
      {losses.length > 0 && <table className="table"><thead><tr><th>What</th><th className="r fit">Times</th><th className="fit">How</th><th>Such as</th></tr></thead><tbody>{losses.map((loss) => (
        <tr key={loss.code}><td>{spaced(loss.code.slice(loss.code.indexOf(".") + 1))}</td><td className="r num">{count(loss.count)}</td><td><Badge tone={loss.kind === "dropped" ? "warn" : undefined}>{loss.kind}</Badge></td><td className="muted cut">{loss.examples[0]}</td></tr>
      ))}</tbody></table>}
      {withheld.length > 0 && <p className="muted">Withheld: {withheld.map((one) => `${plural(one.count, "item")}, ${spaced(one.name)}`).join("; ")}</p>}
    </section>
  );
}

function ShipmentCard({ project, shipment }: { project: string; shipment: Shipment }) {
  return (
    <article className="shipment" data-testid="shipment">
      <div className="row"><b>{shipment.format}</b><code>{short(shipment.commit)}</code><span className="grow" /><span className="muted" title={moment(shipment.madeAt)}>{ago(shipment.madeAt, Date.now())}</span></div>
      <table className="table"><tbody>{(shipment.files ?? []).map((file) => (
        <tr key={file.name}><td><a className="link" href={api.shipmentFile(project, shipment.id, file.name)} download>{file.name}</a></td><td className="r fit num">{bytes(file.size)}</td><td className="fit hide-small"><code title={`SHA-256 ${file.sha256}`}>{file.sha256.slice(0, 12)}</code></td></tr>
      ))}</tbody></table>
    </article>
  );
}

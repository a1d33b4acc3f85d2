/** Before a single file leaves: whose pictures these are and what may be done with them, checked against the project's use. */
import { FormEvent, useState } from "react";
import * as api from "../../../api/endpoints.js";
import type { LicenceRow } from "../../../api/types.js";
import { Badge, Button, ErrorNotice, Field, Notice, sentence, Ticked } from "../../../panels/controls.js";
import { useLoad, useTask } from "../../../panels/hooks.js";
import { severityTones } from "../FindingCards.js";
import type { Declared } from "./underWay.js";

interface Props { project: string; use: string; earlier: readonly Declared[]; onDone: (declared: Declared) => void }

export function SourceForm({ project, use, earlier, onDone }: Props) {
  const licences = useLoad(`licences/${use}`, () => api.licences(use));
  const [name, setName] = useState(""), [licence, setLicence] = useState(""), [attribution, setAttribution] = useState(""), [origin, setOrigin] = useState("internal");
  const [isTried, setTried] = useState(false);
  const task = useTask();
  const row = licences.value?.licences.find((one) => one.name === licence);
  const missing = { name: name.trim() === "", licence: licence === "", credit: row?.needsAttribution === true && attribution.trim() === "" };
  const declare = (declared: Declared) => void task.run(async () => { await api.beginUpload(project, { ...declared }); onDone(declared); });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const wrong = (["name", "licence", "credit"] as const).find((one) => missing[one]);
    if (wrong) { (event.target as HTMLFormElement).querySelector<HTMLElement>(`[name=${wrong}]`)?.focus(); return; }
    declare({ source: name.trim(), licence, attribution: attribution.trim() || undefined, origin });
  };
  return (
    <form className="stack upload-form" onSubmit={send} noValidate>
      {earlier.length > 0 && <div className="stack tight"><span className="muted">Add to a source that is there:</span><div className="row wrap">{earlier.map((one) => <Button key={one.source} onClick={() => declare(one)} data-testid="add-to">{one.source}<span className="caption">{one.licence}</span></Button>)}</div><h3 className="sub">Or name a new one</h3></div>}
      <Field label="Name of the source" hint={<Ticked text="Where the pictures are from, in a word or two: `site-visit-may`" />} error={isTried && missing.name ? "Every picture keeps the name of its source" : undefined}>{(ids) => <input {...ids} className="input" name="name" value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" data-testid="source-name" />}</Field>
      <Field label="Licence" error={isTried && missing.licence ? "Nothing arrives without a word on what may be done with it" : undefined}>{(ids) => (
        <select {...ids} className="input" name="licence" value={licence} onChange={(event) => setLicence(event.target.value)} data-testid="licence"><option value="">Choose the licence</option><Options rows={licences.value?.licences ?? []} use={use} /></select>
      )}</Field>
      {licences.error && <ErrorNotice error={licences.error} retry={licences.reload} />}
      {row && <Meaning row={row} use={use} />}
      <Field label={row?.needsAttribution ? "Credit (this licence asks for it)" : "Credit (optional)"} error={isTried && missing.credit ? "The licence asks to name whoever made them" : undefined}>{(ids) => <input {...ids} className="input" name="credit" value={attribution} placeholder="Who made the pictures" onChange={(event) => setAttribution(event.target.value)} data-testid="credit" />}</Field>
      <fieldset className="origins"><legend>Whose pictures are they?</legend>{[["internal", "Ours", "taken by us or for us"], ["external", "Somebody else's", "downloaded, bought or given"]].map(([value, title, about]) => (
        <label key={value} className="format"><input type="radio" name="origin" checked={origin === value} onChange={() => setOrigin(value)} data-testid={`origin-${value}`} /><span><b>{title}</b><span className="muted">{about}</span></span></label>
      ))}</fieldset>
      {task.error && <ErrorNotice error={task.error} />}
      <div className="row"><Button type="submit" look="main" busy={task.busy} data-testid="declare">Go on to the pictures</Button></div>
    </form>
  );
}

const isFree = (row: LicenceRow) => row.findings.every((finding) => finding.severity !== "error");

function Options({ rows, use }: { rows: readonly LicenceRow[]; use: string }) {
  const group = (title: string, some: readonly LicenceRow[]) => some.length > 0 && <optgroup label={title}>{some.map((row) => <option key={row.name} value={row.name}>{row.name}</option>)}</optgroup>;
  return <>{group(`May be used here (${use})`, rows.filter(isFree))}{group(`Not for ${use} use`, rows.filter((row) => !isFree(row)))}</>;
}

function Meaning({ row, use }: { row: LicenceRow; use: string }) {
  const tone = !isFree(row) ? "bad" : row.findings.length > 0 ? "warn" : "good";
  return (
    <Notice tone={tone === "bad" ? "warn" : tone} title={`${row.name}: ${row.summary}`}>
      <span data-testid="licence-meaning">{row.findings.length === 0 ? `Nothing stands against this project's use (${use}).` : row.findings.map((finding) => <span key={finding.code} className="licence-finding"><Badge tone={severityTones[finding.severity]}>{finding.severity}</Badge> <Ticked text={sentence(finding.message)} />{finding.hint && <>. <Ticked text={sentence(finding.hint)} /></>}</span>)}</span>
      {row.link && <> <a className="link" href={row.link} target="_blank" rel="noreferrer">Full text</a></>}
    </Notice>
  );
}

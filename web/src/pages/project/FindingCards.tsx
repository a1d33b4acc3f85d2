/** Findings with what they are about: the picture or the first words, the reason, the place, and the way to the item. */
import { useState } from "react";
import { codeTitle } from "../../core/findingWords.js";
import { count } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import { placeText, StoredFinding } from "../../api/types.js";
import { setQuery } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Link, sentence, Ticked, Waiting } from "../../panels/controls.js";
import { useLoad } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { Thumb } from "../pictures.js";

export const severityTones: Record<string, "bad" | "warn" | undefined> = { error: "bad", warning: "warn" };
const atFirst = 4;

interface CardsProps { project: string; hasPictures: boolean }

/** The first few of a code, under its name. */
export function FindingGroup({ project, hasPictures, code, severity, total }: CardsProps & { code: string; severity: string; total: number }) {
  const page = useLoad(`${project}/${code}`, () => api.findings(project, { code, limit: atFirst }));
  const rows = (page.value?.findings ?? []).slice(0, atFirst);
  return (
    <section className="block finding-group" data-testid="finding-group">
      <div className="row"><h2>{codeTitle(code)}</h2><Badge tone={severityTones[severity]}>{severity}</Badge><span className="muted num">{count(total)}</span><code className="hide-small">{code}</code><span className="grow" />{total > rows.length && rows.length > 0 && <Button dense look="quiet" onClick={() => setQuery({ code })}>Show all {count(total)}</Button>}</div>
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!page.value && !page.error && <Waiting rows={2} />}
      <Cards {...{ project, hasPictures, rows }} />
    </section>
  );
}

/** All of a code or a severity, a page at a time. */
export function FindingList({ project, hasPictures, code, severity }: CardsProps & { code?: string; severity?: string }) {
  const query = { code, severity, limit: 100 };
  const page = useLoad(`${project}/${code}/${severity}`, () => api.findings(project, query));
  const [later, setLater] = useState<{ of: unknown; rows: StoredFinding[]; next?: string }>({ of: undefined, rows: [] });
  const rest = later.of === page.value ? later : { rows: [], next: page.value?.next };
  const rows = [...(page.value?.findings ?? []), ...rest.rows];
  const more = async () => {
    const got = await api.findings(project, { ...query, after: rest.next });
    setLater({ of: page.value, rows: [...rest.rows, ...got.findings], next: got.next });
  };
  return (
    <section className="block" aria-label={code ? codeTitle(code) : "Findings"}>
      {code && <div className="row"><h2>{codeTitle(code)}</h2><code>{code}</code></div>}
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!page.value && !page.error && <Waiting rows={6} />}
      {page.value && rows.length === 0 && <Empty title="No finding of this kind">It was mended, or never there.</Empty>}
      <Cards {...{ project, hasPictures, rows }} />
      {rest.next && <More load={more}>Show more</More>}
    </section>
  );
}

function Cards({ project, hasPictures, rows }: CardsProps & { rows: readonly StoredFinding[] }) {
  return <ul className="finding-cards" data-testid="findings">{rows.map((finding) => <li key={finding.id}><Card {...{ project, hasPictures, finding }} /></li>)}</ul>;
}

function Card({ project, hasPictures, finding }: CardsProps & { finding: StoredFinding }) {
  const { item, key, preview } = finding, place = placeText(finding.place);
  const to = item && projectPath(project, "data", { item });
  return (
    <article className="finding-card" data-testid="finding">
      {hasPictures && item && <Link to={to!} className="finding-picture" aria-label={`Open ${key ?? "the item"}`}><Thumb item={item} blobs={finding.blobs} look="tile" /></Link>}
      <div className="finding-words">
        <div className="row"><Badge tone={severityTones[finding.severity]}>{finding.severity}</Badge>{to ? <Link to={to} className="link clip">{key ?? "the item"}</Link> : null}</div>
        <p><Ticked text={sentence(finding.message)} /></p>
        {!hasPictures && preview && <p className="muted finding-preview" dir="auto">{preview}</p>}
        {finding.hint && <p className="muted"><Ticked text={sentence(finding.hint)} /></p>}
        {place && place !== key && <p className="caption clip" title={place}>{place}</p>}
      </div>
    </article>
  );
}

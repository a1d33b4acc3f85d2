/** What was found wrong, by kind and place; collecting and preparing again after mending it. */
import { useState } from "react";
import { count } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import { placeText, StoredFinding } from "../../api/types.js";
import { setQuery } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, PageHead, sentence, Ticked, Waiting } from "../../panels/controls.js";
import { useLoad, useQuery } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { JobProgress, useJob } from "./jobs.js";
import { Runs } from "./Runs.js";
import type { ProjectProps } from "./ProjectPages.js";

const tones: Record<string, "bad" | "warn" | undefined> = { error: "bad", warning: "warn" };

export function ChecksPage({ project, overview, can }: ProjectProps) {
  const query = useQuery();
  const severity = query.get("severity") ?? undefined, code = query.get("code") ?? undefined;
  const page = useLoad(`${project}/${severity}/${code}`, () => api.findings(project, { severity, code, limit: 100 }));
  const [older, setOlder] = useState<{ of: unknown; rows: StoredFinding[]; next?: string }>({ of: undefined, rows: [] });
  const rest = older.of === page.value ? older : { rows: [], next: page.value?.next };
  const rows = [...(page.value?.findings ?? []), ...rest.rows];
  const [turn, setTurn] = useState(0);
  const again = () => { overview.reload(); page.reload(); setTurn(turn + 1); };
  const collecting = useJob(project, again), preparing = useJob(project, again);
  const more = async () => {
    const got = await api.findings(project, { severity, code, limit: 100, after: rest.next });
    setOlder({ of: page.value, rows: [...rest.rows, ...got.findings], next: got.next });
  };
  return (
    <>
      <PageHead title="Checks">
        {can("manage") && <><Button busy={collecting.busy} onClick={() => void collecting.start(() => api.collect(project))} data-testid="collect">Collect</Button><Button busy={preparing.busy} onClick={() => void preparing.start(() => api.prepare(project))} data-testid="prepare">Prepare</Button></>}
      </PageHead>
      <div className="stack jobs"><JobProgress follow={collecting} title="Collecting" /><JobProgress follow={preparing} title="Preparing" /></div>
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {!page.value && !page.error && <Waiting rows={6} />}
      {page.value && (page.value.counts ?? []).length > 0 && (
        <div className="chips start" role="group" aria-label="Kinds of finding">
          <button className={`chip${!code && !severity ? " on" : ""}`} onClick={() => setQuery({ code: undefined, severity: undefined })}>All</button>
          {page.value.counts.map((row) => <button key={row.code + row.severity} className={`chip${code === row.code ? " on" : ""}`} onClick={() => setQuery({ code: row.code, severity: undefined })}><i className={`dot ${tones[row.severity] ?? "muted"}`} />{row.code}<span className="caption num">{count(row.count)}</span></button>)}
        </div>
      )}
      {page.value && rows.length === 0 && <Empty title={code || severity ? "No finding of this kind" : "Nothing found wrong"}>Bad rows, items without a licence and near duplicates show here after collecting and preparing.</Empty>}
      {rows.length > 0 && (
        <table className="table" data-testid="findings"><thead><tr><th>Severity</th><th>What</th><th>Where</th><th className="hide-medium">Code</th></tr></thead>
          <tbody>{rows.map((finding) => (
            <tr key={finding.id}><td className="fit"><Badge tone={tones[finding.severity]}>{finding.severity}</Badge></td>
              <td className="words"><Ticked text={sentence(finding.message)} />{finding.hint && <div className="muted"><Ticked text={sentence(finding.hint)} /></div>}</td>
              <td className="fit muted num">{placeText(finding.place)}</td><td className="fit caption hide-medium">{finding.code}</td></tr>
          ))}</tbody></table>
      )}
      {rest.next && <More load={more}>Show more</More>}
      <Runs key={turn} project={project} />
    </>
  );
}

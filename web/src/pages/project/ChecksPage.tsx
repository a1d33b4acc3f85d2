/** What was found, with its picture and reason, kind by kind; duplicates to be decided, pictures by score; collecting and preparing again after mending it. */
import { useState } from "react";
import { readDefinition } from "../../core/definition.js";
import { count } from "../../core/figures.js";
import { byCode, codeTitle, CodeCount } from "../../core/findingWords.js";
import { isPictures } from "../../core/image/pictures.js";
import * as api from "../../api/endpoints.js";
import { setQuery } from "../../panels/app.js";
import { Button, Empty, ErrorNotice, PageHead, Waiting } from "../../panels/controls.js";
import { useLoad, useQuery } from "../../panels/hooks.js";
import { Duplicates } from "./Duplicates.js";
import { DuplicatesDecide } from "./DuplicatesDecide.js";
import { FindingGroup, FindingList, severityTones } from "./FindingCards.js";
import { JobProgress, useJob } from "./jobs.js";
import { PictureScores } from "./PictureScores.js";
import { Runs } from "./Runs.js";
import type { ProjectProps } from "./ProjectPages.js";

export function ChecksPage({ project, detail, overview, reloadDetail, can }: ProjectProps) {
  const query = useQuery(), severity = query.get("severity") ?? undefined, code = query.get("code") ?? undefined;
  const show = query.get("show") ?? undefined;
  const [turn, setTurn] = useState(0);
  const totals = useLoad(`${project}/${turn}`, () => api.findings(project, { limit: 1 }));
  const twins = useLoad(`${project}/duplicates/${turn}`, () => api.duplicates(project, { limit: 2 }));
  const again = () => { overview.reload(); setTurn((before) => before + 1); };
  const collecting = useJob(project, again), preparing = useJob(project, again);
  const hasPictures = isPictures(readDefinition(detail.definition)), codes = byCode(totals.value?.counts ?? []);
  const groups = (twins.value?.total ?? 0) + (twins.value?.decided ?? 0), isEmpty = totals.value && codes.length === 0 && groups === 0 && !hasPictures && !show;
  return (
    <>
      <PageHead title="Checks">
        {can("manage") && <><Button busy={collecting.busy} onClick={() => void collecting.start(() => api.collect(project))} data-testid="collect">Collect</Button><Button busy={preparing.busy} onClick={() => void preparing.start(() => api.prepare(project))} data-testid="prepare">Prepare</Button></>}
      </PageHead>
      <div className="stack jobs"><JobProgress follow={collecting} title="Collecting" /><JobProgress follow={preparing} title="Preparing" /></div>
      {totals.error && <ErrorNotice error={totals.error} retry={totals.reload} />}
      {!totals.value && !totals.error && <Waiting rows={6} />}
      {isEmpty && <Empty title="Nothing found wrong">Bad rows, items without a licence and near duplicates show here after collecting and preparing.</Empty>}
      {totals.value && !isEmpty && (
        <div className="checks" key={`found/${turn}`}>
          <Facets {...{ codes, groups, hasPictures }} now={{ severity, code, show }} />
          <div>
            {show === "duplicates" ? <DuplicatesDecide {...{ project, hasPictures }} standing={query.get("standing") === "decided" ? "decided" : "open"} canDecide={can("manage")} onDecided={() => { overview.reload(); twins.reload(); }} />
              : show === "scores" && hasPictures ? <PictureScores project={project} check={query.get("check") ?? undefined} canSet={can("manage")} onSet={reloadDetail} />
              : code || severity ? <FindingList {...{ project, hasPictures, code, severity }} />
              : <>{codes.map((row) => <FindingGroup key={row.code} {...{ project, hasPictures }} code={row.code} severity={row.severity} total={row.count} />)}{codes.length === 0 && twins.value?.total === 0 && <Empty title="Nothing found wrong">{hasPictures ? "Pictures that cannot be read, dark, blurry or odd ones and near duplicates show here after collecting and preparing." : "Every group of duplicates is decided, and nothing else was found."}</Empty>}<Duplicates project={project} first={twins} hasPictures={hasPictures} /></>}
          </div>
        </div>
      )}
      <Runs key={`runs/${turn}`} project={project} />
    </>
  );
}

interface Now { severity?: string; code?: string; show?: string }
const words = { error: "Errors", warning: "Warnings", note: "Notes" } as const;

function Facets({ codes, groups, hasPictures, now }: { codes: readonly CodeCount[]; groups: number; hasPictures: boolean; now: Now }) {
  const ofSeverity = (wanted: string) => codes.filter((row) => row.severity === wanted).reduce((sum, row) => sum + row.count, 0);
  const facet = (name: string, isOn: boolean, query: Record<string, string | undefined>, figure: number | undefined, tone?: string) => (
    <button key={name + JSON.stringify(query)} className="facet" aria-pressed={isOn} onClick={() => setQuery({ code: undefined, severity: undefined, show: undefined, standing: undefined, check: undefined, ...query })}>{tone && <i className={`dot ${tone}`} />}<span className="grow clip" title={query.code}>{name}</span>{figure !== undefined && <span className="caption num">{count(figure)}</span>}</button>
  );
  return (
    <div className="facets" role="group" aria-label="What to show" data-testid="facets">
      {facet("Everything", !now.severity && !now.code && !now.show, {}, codes.reduce((sum, row) => sum + row.count, 0))}
      {(["error", "warning", "note"] as const).filter((one) => ofSeverity(one) > 0).map((one) => facet(words[one], now.severity === one && !now.code, { severity: one }, ofSeverity(one), severityTones[one] ?? "muted"))}
      {codes.length > 0 && <h2 className="caption">By kind</h2>}
      {codes.map((row) => facet(codeTitle(row.code), now.code === row.code, { code: row.code }, row.count, severityTones[row.severity] ?? "muted"))}
      {groups > 0 && facet("Groups of duplicates", now.show === "duplicates", { show: "duplicates" }, groups)}
      {hasPictures && facet("Pictures by score", now.show === "scores", { show: "scores" }, undefined)}
    </div>
  );
}

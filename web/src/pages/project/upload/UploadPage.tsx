/** Pictures from this device into the project: source and licence first, then the files, then collecting and what came of it. */
import { useEffect, useState } from "react";
import { readDefinition } from "../../../core/definition.js";
import { plural } from "../../../core/figures.js";
import { isPictures } from "../../../core/image/pictures.js";
import { projectPath } from "../../../core/route.js";
import { sumsOf } from "../../../core/uploads.js";
import * as api from "../../../api/endpoints.js";
import { licenceText } from "../../../api/types.js";
import { navigate } from "../../../panels/app.js";
import { Button, Empty, Notice, PageHead } from "../../../panels/controls.js";
import { useStore } from "../../../panels/hooks.js";
import { JobProgress, Report, useJob } from "../jobs.js";
import type { ProjectProps } from "../ProjectPages.js";
import { DropPlace } from "./DropPlace.js";
import type { Picked } from "./dropped.js";
import { FileList } from "./FileList.js";
import { SourceForm } from "./SourceForm.js";
import { beginWith, Declared, UnderWay, underWay } from "./underWay.js";

export function UploadPage(props: ProjectProps) {
  const { project, detail, can } = props, definition = readDefinition(detail.definition);
  const here = underWay(project), now = useStore(here);
  if (!can("manage") || !isPictures(definition)) return <><PageHead title="Upload" /><Empty title={can("manage") ? "This project's items are not pictures" : "Pictures are uploaded by those who run the project"}>{can("manage") ? "Its sources are named in Settings and collected on the page Checks." : "Ask for the role of a manager."}</Empty></>;
  const earlier = ((detail.definition.sources ?? []) as Record<string, any>[]).filter((one) => one.kind === "upload")
    .map((one): Declared => ({ source: one.name, licence: licenceText(one.licence), attribution: one.attribution ?? undefined, origin: one.origin ?? "internal" }));
  return (
    <div className="upload">
      <PageHead title="Upload" />
      <div className="steps">
        <section className="step"><span className="step-number">1</span><div className="grow">
          <h2>Source and licence</h2>
          {now ? <Chosen declared={now.declared} onOther={() => here.set(undefined)} isBusy={now.uploads.isRunning} />
            : <SourceForm project={project} use={String(detail.definition.use ?? "commercial")} earlier={earlier} onDone={(declared) => { beginWith(project, declared); props.reloadDetail(); }} />}
        </div></section>
        <section className={`step${now ? "" : " later"}`}><span className="step-number">2</span><div className="grow">
          <h2>Pictures</h2>
          {now ? <Sending key={now.declared.source} {...props} now={now} /> : <p className="muted">Come after the source has a name and a licence.</p>}
        </div></section>
      </div>
    </div>
  );
}

function Chosen({ declared, onOther, isBusy }: { declared: Declared; onOther: () => void; isBusy: boolean }) {
  return <div className="row wrap" data-testid="declared"><b>{declared.source}</b><span className="muted">{[declared.licence, declared.attribution, declared.origin === "internal" ? "ours" : "somebody else's"].filter(Boolean).join(" · ")}</span><Button dense look="quiet" disabled={isBusy} onClick={onOther}>Another source</Button></div>;
}

/** When everything has arrived it is collected, unless something failed: then a person says whether to go on without it. */
function Sending({ project, overview, now }: ProjectProps & { now: UnderWay }) {
  const { uploads, declared } = now, sums = sumsOf(useStore(uploads.list));
  const [clutter, setClutter] = useState(0);
  const job = useJob(project, overview.reload);
  const isIdle = sums.files > 0 && sums.waiting + sums.sending === 0, fresh = sums.done - now.collected;
  const collect = () => { now.collected = sums.done; void job.start(() => api.collect(project, declared.source)); };
  useEffect(() => { if (isIdle && sums.failed === 0 && fresh > 0 && !job.busy) collect(); }, [isIdle, sums.failed, fresh, job.busy]);
  const take = ({ files, clutter: left }: Picked) => { setClutter(clutter + left); uploads.add(files); uploads.start(); };
  const isDone = job.job?.state === "done";
  return (
    <>
      <DropPlace onPicked={take} />
      {clutter > 0 && <p className="caption">{plural(clutter, "file")} that a system left in its folders {clutter === 1 ? "was" : "were"} left out.</p>}
      <FileList uploads={uploads} />
      {isIdle && sums.failed > 0 && fresh > 0 && !job.busy && <div className="row"><Button onClick={collect} data-testid="collect-others">Collect the {plural(fresh, "file")} that arrived</Button></div>}
      {!isDone && <JobProgress follow={job} title="Collecting" />}
      {isDone && (
        <Notice tone="good" title="The pictures are in the project" action={<span className="row"><Button dense onClick={() => navigate(projectPath(project, "checks"))} data-testid="to-checks">Checks</Button><Button dense look="main" onClick={() => navigate(projectPath(project, "data", { source: declared.source }))} data-testid="to-items">Show them</Button></span>}>
          <Report report={job.job?.report} />What could not be read, and what else was noticed, stands on the page Checks.
        </Notice>
      )}
    </>
  );
}

/** Long work from a page's side: start it, follow it by news and by asking, show how far it is. */
import { useEffect, useRef, useState } from "react";
import { count } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { Job, JobsStarted, JobStarted } from "../../api/types.js";
import { Button, Notice, sentence } from "../../panels/controls.js";
import { subscribe } from "./live.js";

export const isOver = (job: Job) => job.state === "done" || job.state === "failed" || job.state === "cancelled";

export interface Follow { job?: Job; error?: Error; busy: boolean; start: (begin: () => Promise<JobStarted | JobsStarted>) => Promise<void>; clear: () => void }

export function useJob(project: string, onDone?: (job: Job) => void): Follow {
  const [job, setJob] = useState<Job>();
  const [error, setError] = useState<Error>();
  const finished = useRef(onDone);
  finished.current = onDone;
  const id = job && !isOver(job) ? job.id : undefined;
  useEffect(() => {
    if (!id) return;
    const take = (next: Job) => { setJob((now) => (now?.id === next.id && !isOver(now) ? next : now)); if (isOver(next)) finished.current?.(next); };
    let over = false;
    const ask = () => api.job(id).then((next) => { if (!over) { if (isOver(next)) over = true; take(next); } }, () => undefined);
    const stop = subscribe(project, ({ name, data }) => { if ((name === "job" || name === "progress") && (data.id ?? data.job) === id) void ask(); });
    const timer = setInterval(ask, 1000);
    void ask();
    return () => { over = true; stop(); clearInterval(timer); };
  }, [id, project]);
  const start: Follow["start"] = async (begin) => {
    setError(undefined);
    try {
      // Of several jobs the last is over when all are: they run in order.
      const begun = await begin();
      const last = "jobs" in begun ? begun.jobs[begun.jobs.length - 1] : undefined;
      setJob({ id: last ?? begun.job, kind: "", state: "queued", done: 0 });
    } catch (failure) { setError(failure as Error); }
  };
  return { job, error, busy: id !== undefined, start, clear: () => setJob(undefined) };
}

/** `brief`: the report stands elsewhere on the page. */
export function JobProgress({ follow, title, brief }: { follow: Follow; title: string; brief?: boolean }) {
  const { job, error } = follow;
  if (error) return <Notice tone="bad" title={sentence(error.message)}>{(error as { hint?: string }).hint && sentence((error as { hint?: string }).hint!)}</Notice>;
  if (!job) return null;
  if (job.state === "failed") return <Notice tone="bad" title={`${title} failed`}>{job.error && sentence(job.error)}</Notice>;
  if (job.state === "cancelled") return <Notice title={`${title}: cancelled`} />;
  if (job.state === "done") return <Notice tone="good" title={`${title}: done`}>{!brief && <Report report={job.report} />}</Notice>;
  const share = job.total ? (job.done / job.total) * 100 : undefined;
  return (
    <div className="job" role="status" data-testid="job">
      <div className="row"><strong>{title}</strong><span className="muted num">{job.state === "queued" ? "waiting" : job.total ? `${count(job.done)} of ${count(job.total)}` : count(job.done)}</span><span className="grow" /><Button dense look="quiet" onClick={() => void api.cancelJob(job.id)}>Cancel</Button></div>
      <div className={`meter${share === undefined ? " unsure" : ""}`}><i style={{ width: `${share ?? 30}%` }} /></div>
    </div>
  );
}

/** A job's report: its plain figures, in words. */
export function Report({ report }: { report?: Record<string, unknown> }) {
  // What a prepare step marked, by code, stands beside its figures; older reports have the codes among them.
  const rows = Object.entries({ ...(report?.marked as Record<string, unknown> | undefined), ...report }).filter(([, value]) => ["number", "string", "boolean"].includes(typeof value));
  if (rows.length === 0) return null;
  return <span className="report">{rows.map(([name, value]) => <span key={name}>{spaced(name)} <b className="num">{typeof value === "number" ? (Number.isInteger(value) ? count(value) : value.toFixed(3)) : String(value)}</b></span>)}</span>;
}

export const spaced = (name: string) => name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[-_]/g, " ").toLowerCase();

/** What the last training of a question came to: how right the model is on answers it had not seen, and how honest about it. */
import { ago, count, decimal, moment, percent, plural } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { Job } from "../../api/types.js";
import { Figure, Figures } from "../../panels/charts.js";
import { useLoad } from "../../panels/hooks.js";

/** The newest training of the question that ended well. */
export function useLastTraining(project: string, question: string | undefined): { job?: Job; loading: boolean; reload: () => void } {
  const list = useLoad(`${project}/trainings`, () => api.jobs(project, { kind: "suggest", limit: 50 }));
  const mine = (list.value?.jobs ?? []).filter((job) => job.state === "done" && (job.settings?.question ?? question) === question);
  return { job: mine[0], loading: list.loading && !list.value, reload: list.reload };
}

interface LabelRow { label: string; rows: number; precision?: number | null; recall?: number | null }
interface Trained { rows?: number; columns?: number; accuracy?: number; calibrationError?: number; crossEntropy?: number; model?: string; version?: string; suggested?: number; labels?: LabelRow[] }

export function TrainingReport({ job }: { job: Job }) {
  const report = (job.report ?? {}) as Trained;
  const labels = Array.isArray(report.labels) ? report.labels : [];
  return (
    <>
      <Figures>
        <Figure title="Accuracy out of fold" value={percent(report.accuracy, 1)}>{report.accuracy === undefined ? "too few answers to hold any back" : `on ${plural(report.rows ?? 0, "answer")}, each unseen when asked`}</Figure>
        <Figure title="Calibration error" value={percent(report.calibrationError, 1)} tone={(report.calibrationError ?? 0) > 0.1 ? "warn" : undefined}>confidence and accuracy differ by this much</Figure>
      </Figures>
      {labels.length > 0 && (
        <table className="table" data-testid="training-labels"><thead><tr><th>Label</th><th className="r">Answers</th><th className="r">Precision</th><th className="r">Recall</th></tr></thead>
          <tbody>{labels.map((row) => <tr key={row.label}><td className="clip wide">{row.label}</td><td className="r">{count(row.rows)}</td><td className="r">{percent(row.precision)}</td><td className="r">{percent(row.recall)}</td></tr>)}</tbody></table>
      )}
      <dl className="facts">
        <div><dt>Trained</dt><dd title={moment(job.updatedAt)}>{job.updatedAt ? ago(job.updatedAt, Date.now()) : "–"}</dd></div>
        <div><dt>Learnt from</dt><dd>{plural(report.rows ?? 0, "answer")}, {plural(report.columns ?? 0, "feature")}</dd></div>
        <div><dt>Suggested</dt><dd>{plural(report.suggested ?? 0, "item")}</dd></div>
        <div><dt>Cross-entropy</dt><dd className="num">{decimal(report.crossEntropy, 3)}</dd></div>
        <div><dt>Model</dt><dd><code>{report.model ?? "–"}</code>{report.version && <> <code>{report.version}</code></>}</dd></div>
      </dl>
    </>
  );
}

/** What ran over the project: when, how long, and what each pass counted. */
import { ago, moment, seconds } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { RunRow } from "../../api/types.js";
import { Badge, ErrorNotice } from "../../panels/controls.js";
import { useLoad } from "../../panels/hooks.js";
import { Report } from "./jobs.js";

const tones: Record<string, "good" | "bad" | "warn" | undefined> = { failed: "bad", cancelled: "warn" };
const shown = 12;

export function Runs({ project }: { project: string }) {
  const list = useLoad(project, () => api.runs(project));
  const rows = [...(list.value?.runs ?? [])].sort((a, b) => b.startedAt - a.startedAt).slice(0, shown);
  if (list.error) return <ErrorNotice error={list.error} retry={list.reload} />;
  if (rows.length === 0) return null;
  return (
    <section className="block runs"><h2>What ran</h2>
      <table className="table" data-testid="runs"><thead><tr><th>Step</th><th>Counted</th><th className="r hide-small">Took</th><th className="r">When</th></tr></thead>
        <tbody>{rows.map((run) => <Row key={run.id} run={run} />)}</tbody></table>
    </section>
  );
}

function took({ startedAt, endedAt }: RunRow): string {
  if (!endedAt) return "–";
  return endedAt - startedAt < 1000 ? `${endedAt - startedAt} ms` : seconds((endedAt - startedAt) / 1000);
}

/** A step counts its seconds itself; how long the run took stands in a column of its own. */
function counted({ report }: RunRow): RunRow["report"] {
  return Object.fromEntries(Object.entries(report ?? {}).filter(([name]) => name !== "seconds"));
}

function Row({ run }: { run: RunRow }) {
  return (
    <tr><td className="fit">{run.step}{run.state !== "done" && <> <Badge tone={tones[run.state]}>{run.state}</Badge></>}</td>
      <td className="muted words"><Report report={counted(run)} /></td>
      <td className="r fit hide-small">{took(run)}</td>
      <td className="r fit muted" title={moment(run.startedAt)}>{ago(run.startedAt, Date.now())}</td></tr>
  );
}

/** What I have answered, newest first, each row open for correction. */
import { useState } from "react";
import { answerText } from "../core/annotation.js";
import { ago, seconds } from "../core/figures.js";
import { projectPath } from "../core/route.js";
import { navigate } from "../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, PageHead, Waiting } from "../panels/controls.js";
import { useLoad, useQuery, useTitle } from "../panels/hooks.js";
import { More } from "../panels/more.js";
import * as api from "../api/endpoints.js";
import type { HistoryRow } from "../api/types.js";
import { rememberRow } from "./label/earlier.js";
import { Thumb } from "./pictures.js";

export function HistoryPage() {
  useTitle("My history");
  const project = useQuery().get("project") ?? undefined;
  const [older, setOlder] = useState<HistoryRow[]>([]);
  const [next, setNext] = useState<string>();
  const first = useLoad(`history/${project}`, async () => {
    const page = await api.history({ project, limit: 50 });
    setOlder([]);
    setNext(page.next);
    return page;
  });
  const rows = [...(first.value?.revisions ?? []), ...older];
  const hasPictures = rows.some((row) => row.blobs?.image), hasText = rows.some((row) => row.preview !== "");
  const several = new Set(rows.map((row) => row.project)).size > 1;
  const more = async () => {
    const page = await api.history({ project, limit: 50, before: next });
    setOlder([...older, ...page.revisions]);
    setNext(page.next);
  };
  const open = (row: HistoryRow) => { rememberRow(row); navigate(projectPath(row.project, "label", { item: row.item })); };
  return (
    <>
      <PageHead title="My history">{project && <Badge>{project} <button className="badge-close" aria-label="All projects" onClick={() => navigate("/history")}>✕</button></Badge>}</PageHead>
      {first.error && <ErrorNotice error={first.error} retry={first.reload} />}
      {!first.value && !first.error && <Waiting rows={8} />}
      {first.value && rows.length === 0 && <Empty title="Nothing here yet" action={<Button look="main" onClick={() => navigate("/")}>My work</Button>}>Every answer you submit is kept here, and can be corrected.</Empty>}
      {rows.length > 0 && (
        <table className="table" data-testid="history">
          <thead><tr>{hasPictures && <th><span className="visually-hidden">Picture</span></th>}<th>Item</th>{hasText && <th className="wide">{hasPictures ? "Fields" : "Text"}</th>}<th>Answer</th><th className="r hide-small">Time</th><th className="r hide-small">When</th><td /></tr></thead>
          <tbody>{rows.map((row) => (
            <tr key={row.id}>
              {hasPictures && <td className="pictured">{row.blobs?.image && <Thumb item={row.item} blobs={row.blobs} />}</td>}
              <td className="fit">{row.key}{several && <div className="caption">{row.project}</div>}</td>
              {hasText && <td className="clip wide">{row.preview}</td>}
              <td>{Object.values(row.annotation.answers ?? {}).map(answerText).join(" · ") || ((row.annotation.unknown ?? []).length ? <span className="muted">I don't know</span> : "–")}{row.number > 1 && <span className="caption"> version {row.number}</span>}</td>
              <td className="r fit hide-small">{seconds(row.activeSeconds)}</td>
              <td className="r fit hide-small muted">{ago(row.madeAt, Date.now())}</td>
              <td className="r fit"><Button dense onClick={() => open(row)} aria-label={`Correct ${row.key}`}>Correct</Button></td>
            </tr>
          ))}</tbody>
        </table>
      )}
      {next && <More load={more}>Show older</More>}
    </>
  );
}

/** A person's first page: where there is work, what is half done, what came back. */
import { answerText } from "../core/annotation.js";
import { ago, count, plural } from "../core/figures.js";
import type { Outbox } from "../core/outbox.js";
import { projectPath } from "../core/route.js";
import { navigate } from "../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Link, PageHead, Waiting } from "../panels/controls.js";
import { useActions, useLoad, useTitle } from "../panels/hooks.js";
import * as api from "../api/endpoints.js";
import { HistoryRow, may, Me, Work } from "../api/types.js";
import { rememberRow } from "./label/earlier.js";
import { Thumb } from "./pictures.js";

export function WorkPage({ me }: { me: Me; outbox: Outbox }) {
  useTitle("My work");
  const work = useLoad("work", api.work);
  const rows = work.value?.projects ?? [];
  const first = rows.find((row) => row.available > 0 || (row.leased ?? []).length > 0);
  useActions({ "page.primary": first ? () => navigate(projectPath(first.slug, "label")) : undefined });
  return (
    <>
      <PageHead title="My work">{first && <Button look="main" chord="Ctrl+Enter" onClick={() => navigate(projectPath(first.slug, "label"))} data-testid="start">Start labelling</Button>}</PageHead>
      {work.error && <ErrorNotice error={work.error} retry={work.reload} />}
      {!work.value && !work.error && <Waiting />}
      {work.value && rows.length === 0 && <NoWork me={me} />}
      <div className="cards">{rows.map((row) => <WorkCard key={row.slug} row={row} me={me} />)}</div>
      <Lately />
    </>
  );
}

/** The last few answers, each one press away from being corrected. */
function Lately() {
  const list = useLoad("lately", () => api.history({ limit: 6 }));
  const rows = list.value?.revisions ?? [];
  if (rows.length === 0) return null;
  const hasPictures = rows.some((row) => row.blobs?.image);
  const open = (row: HistoryRow) => { rememberRow(row); navigate(projectPath(row.project, "label", { item: row.item })); };
  return (
    <section className="block lately"><div className="row"><h2 className="grow">Answered lately</h2><Link className="link" to="/history">My history</Link></div>
      <table className="table"><tbody>{rows.map((row) => (
        <tr key={row.id}>{hasPictures && <td className="pictured">{row.blobs?.image && <Thumb item={row.item} blobs={row.blobs} />}</td>}<td className="fit">{row.key}</td><td className="clip wide" dir="auto">{row.preview}</td><td className="fit">{Object.values(row.annotation.answers ?? {}).map(answerText).join(" · ") || <span className="muted">I don't know</span>}</td>
          <td className="r fit hide-small muted">{ago(row.madeAt, Date.now())}</td><td className="r fit"><Button dense onClick={() => open(row)} aria-label={`Correct ${row.key}`}>Correct</Button></td></tr>
      ))}</tbody></table>
    </section>
  );
}

function NoWork({ me }: { me: Me }) {
  if (me.person.isOwner) return <Empty title="No project yet" action={<Button look="main" onClick={() => navigate("/new-project")}>New project</Button>}>A project is one task definition and its items: what to ask, of which texts or pictures, and who answers.</Empty>;
  return <Empty title="Nothing to do right now">Your projects show here as soon as somebody gives you a role in one.</Empty>;
}

function WorkCard({ row, me }: { row: Work; me: Me }) {
  const role = me.projects.find((project) => project.slug === row.slug)?.role ?? (me.person.isOwner ? "owner" : undefined);
  const leased = row.leased ?? [], returned = row.returned ?? [];
  const total = row.available + row.submitted;
  return (
    <article className="card" data-testid={`work-${row.slug}`}>
      <div className="row"><h2 className="grow clip">{row.slug}</h2>{returned.length > 0 && <Badge tone="warn">{plural(returned.length, "item")} returned</Badge>}</div>
      <p className="muted">{row.objective}</p>
      {row.purpose && <p className="caption">{row.purpose}</p>}
      <div className="meter" role="progressbar" aria-label="Your share done" aria-valuemin={0} aria-valuemax={total} aria-valuenow={row.submitted}><i style={{ width: `${total ? (row.submitted / total) * 100 : 0}%` }} /></div>
      <div className="row num caption"><span>{count(row.available)} for you</span><span>·</span><Link className="link" to={`/history?project=${encodeURIComponent(row.slug)}`}>{count(row.submitted)} done by you</Link>{leased.length > 0 && <><span>·</span><span>{leased.length} in hand</span></>}</div>
      {returned.map((item) => <div key={item.item} className="notice warn"><span className="grow"><strong>{item.key}</strong> came back{item.note ? `: ${item.note}` : ""}</span><Button dense onClick={() => navigate(projectPath(row.slug, "label", { item: item.item }))}>Correct</Button></div>)}
      <div className="row card-foot">
        <Button look={row.available > 0 || leased.length > 0 ? "main" : undefined} disabled={row.available === 0 && leased.length === 0} onClick={() => navigate(projectPath(row.slug, "label"))} data-testid={`label-${row.slug}`}>{leased.length > 0 ? "Continue" : row.available > 0 ? "Label" : "All done"}</Button>
        {may(role, "read") && <Button onClick={() => navigate(projectPath(row.slug))}>Overview</Button>}
      </div>
    </article>
  );
}

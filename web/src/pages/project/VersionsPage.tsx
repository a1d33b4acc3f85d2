/** The dataset's states: commit, log, what changed between two, restore. */
import { FormEvent, useState } from "react";
import { Answer, answerText } from "../../core/annotation.js";
import { ago, count, moment, plural } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { CommitRow, Diff } from "../../api/types.js";
import { setQuery, toast } from "../../panels/app.js";
import { Button, Empty, ErrorNotice, Link, Notice, PageHead, Ticked, Waiting } from "../../panels/controls.js";
import { useLoad, useQuery, useTask } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { Confirm } from "../../panels/overlays.js";
import type { ProjectProps } from "./ProjectPages.js";

export const short = (id: string) => id.slice(0, 10);

export function VersionsPage({ project, overview, reloadDetail, can }: ProjectProps) {
  const log = useLoad(project, () => api.commits(project));
  const query = useQuery();
  const commits = log.value?.commits ?? [];
  // The newest change is open until another commit is asked for.
  const to = query.get("to") ?? commits.find((commit) => commit.parent)?.id, from = query.get("from") ?? commits.find((commit) => commit.id === to)?.parent;
  const [restoring, setRestoring] = useState<CommitRow>();
  const task = useTask();
  const restore = (commit: CommitRow) => void task.run(async () => {
    const done = await api.restore(project, commit.id);
    toast(`${plural(done.revisions, "revision")} made: the project equals ${short(commit.id)} again`, { tone: "good" });
    overview.reload();
    reloadDetail();
  });
  return (
    <>
      <PageHead title="Versions" />
      {can("manage") && <CommitForm project={project} onDone={log.reload} />}
      {task.error && <ErrorNotice error={task.error} />}
      {log.error && <ErrorNotice error={log.error} retry={log.reload} />}
      {!log.value && !log.error && <Waiting />}
      {log.value && commits.length === 0 && <Empty title="No commit yet">A commit keeps the dataset as it is now: items, settled answers and why they count. It can be shipped, compared and restored.</Empty>}
      <div className="stack versions">
        {commits.length > 0 && (
          <table className="table" data-testid="commits"><thead><tr><th>Commit</th><th>Message</th><th className="r">Items</th><th className="hide-small">By</th><th className="r">When</th><td /></tr></thead>
            <tbody>{commits.map((commit) => (
              <tr key={commit.id} className={commit.id === to ? "selected" : ""}>
                <td className="fit"><code>{short(commit.id)}</code></td><td className="words"><Ticked text={commit.message} /></td><td className="r fit">{count(commit.items)}</td><td className="fit hide-small muted">{commit.author}</td><td className="r fit muted" title={moment(commit.madeAt)}>{ago(commit.madeAt, Date.now())}</td>
                <td className="fit"><span className="row end">
                  {commit.parent && <Button dense aria-pressed={commit.id === to} onClick={() => setQuery({ to: commit.id, from: undefined })} data-testid="diff">Changes</Button>}
                  {can("ship") && <Link className="button dense" to={projectPath(project, "ship", { commit: commit.id })}>Ship</Link>}
                  {can("manage") && <Button dense onClick={() => setRestoring(commit)}>Restore</Button>}
                </span></td>
              </tr>
            ))}</tbody></table>
        )}
        {to && from && <DiffView key={from + to} {...{ project, from, to, commits }} />}
      </div>
      {restoring && <Confirm title={`Restore ${short(restoring.id)}?`} action="Restore" onClose={() => setRestoring(undefined)} onConfirm={() => restore(restoring)}><p>New revisions are made so that the project equals “{restoring.message}” again, its definition too. Nothing is deleted: what counts now stays in each item's history.</p></Confirm>}
    </>
  );
}

function CommitForm({ project, onDone }: { project: string; onDone: () => void }) {
  const [message, setMessage] = useState("");
  const task = useTask();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(async () => {
      const made = await api.makeCommit(project, message.trim());
      if (made.isUnchanged) { toast(`Nothing has changed since ${short(made.commit)}: no new commit was made`); return; }
      setMessage("");
      toast(`Committed ${short(made.commit)}: ${plural(made.items, "item")}, ${plural(made.answers, "answer")}`, { tone: "good" });
      onDone();
    });
  };
  return (
    <form className="commit-form" onSubmit={submit}>
      <div className="row"><input className="input grow" aria-label="Commit message" placeholder="What is special about this state? For example: 200 items settled, guideline v2" value={message} onChange={(event) => setMessage(event.target.value)} data-testid="commit-message" />
        <Button look="main" type="submit" busy={task.busy} disabled={!message.trim()} data-testid="commit">Commit</Button></div>
      {task.error && <ErrorNotice error={task.error} />}
    </form>
  );
}

function DiffView({ project, from, to, commits }: { project: string; from: string; to: string; commits: readonly CommitRow[] }) {
  const diff = useLoad(`${project}/${from}/${to}`, () => api.diff(project, from, to));
  const name = (id: string) => <code title={commits.find((commit) => commit.id === id)?.message}>{short(id)}</code>;
  return (
    <section className="block" data-testid="diff-view" aria-label="Changes">
      <div className="row"><h2 className="grow">Changes</h2><span className="muted">{name(from)} → {name(to)}</span></div>
      {diff.error && <ErrorNotice error={diff.error} retry={diff.reload} />}
      {!diff.value && !diff.error && <Waiting />}
      {diff.value && <DiffBody key={from + to} project={project} diff={diff.value} />}
    </section>
  );
}

/** Rows drawn at once: a thousand rows take a second to lay out, and nobody reads them in one go. */
const drawn = 100;

function DiffBody({ project, diff }: { project: string; diff: Diff }) {
  const [later, setLater] = useState<{ rows: Diff["changed"]; next?: string }>({ rows: [], next: diff.next });
  const [shown, setShown] = useState(drawn);
  const rows = [...(diff.changed ?? []), ...later.rows];
  const all = diff.changes ?? rows.length;
  const more = async () => {
    if (shown >= rows.length && later.next) {
      const page = await api.diff(project, diff.from, diff.to, later.next);
      setLater({ rows: [...later.rows, ...page.changed], next: page.next });
    }
    setShown(shown + drawn);
  };
  const isEqual = rows.length === 0 && diff.added === 0 && diff.removed === 0 && (diff.definition ?? []).length === 0;
  if (isEqual) return <Notice title="The two are equal" />;
  return (
    <>
      <p className="num"><span className="good">+{count(diff.added)}</span> <span className="bad">−{count(diff.removed)}</span> items, {plural(all, "change")} in the others</p>
      {(diff.definition ?? []).length > 0 && <ul className="plain">{diff.definition.map((line, index) => <li key={index}><Ticked text={line} /></li>)}</ul>}
      {rows.length > 0 && <table className="table" data-testid="changes"><thead><tr><th>Item</th><th>Question</th><th>Before</th><th>After</th></tr></thead>
        <tbody>{rows.slice(0, shown).map((row, index) => <ChangeRow key={index} project={project} row={row} />)}</tbody></table>}
      {(shown < rows.length || later.next) && <More load={more}>Show more</More>}
      {shown >= rows.length && !later.next && rows.length < all && <p className="muted">The first {count(rows.length)} of {count(all)} changes. The command line shows all: <code>winnow diff</code>.</p>}
    </>
  );
}

function ChangeRow({ project, row }: { project: string; row: Diff["changed"][number] }) {
  const side = (answer: Answer | null | undefined, rule?: string) => (answer ? <>{answerText(answer)} {rule && <span className="caption">{rule}</span>}</> : <span className="muted">open</span>);
  return (
    <tr><td className="fit"><Link className="link" to={projectPath(project, "data", { text: row.key })}>{row.key}</Link></td>
      <td className="fit muted">{row.question ?? "the item itself"}</td>
      {row.question ? <><td>{side(row.before, row.beforeRule)}</td><td>{side(row.after, row.afterRule)}</td></> : <td colSpan={2} className="muted">its fields, split or state</td>}</tr>
  );
}

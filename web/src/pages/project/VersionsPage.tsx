/** The dataset's states: commit, log, what changed between two, restore. */
import { FormEvent, useState } from "react";
import { answerText } from "../../core/annotation.js";
import { ago, count, moment, plural } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { CommitRow, Diff } from "../../api/types.js";
import { setQuery, toast } from "../../panels/app.js";
import { Button, Empty, ErrorNotice, Link, Notice, PageHead, Ticked, Waiting } from "../../panels/controls.js";
import { useLoad, useQuery, useTask } from "../../panels/hooks.js";
import { Confirm } from "../../panels/overlays.js";
import type { ProjectProps } from "./ProjectPages.js";

export const short = (id: string) => id.slice(0, 10);

export function VersionsPage({ project, overview, can }: ProjectProps) {
  const log = useLoad(project, () => api.commits(project));
  const query = useQuery();
  const commits = log.value?.commits ?? [];
  const to = query.get("to") ?? undefined, from = query.get("from") ?? commits.find((commit) => commit.id === to)?.parent;
  const [restoring, setRestoring] = useState<CommitRow>();
  const task = useTask();
  const restore = (commit: CommitRow) => void task.run(async () => {
    const done = await api.restore(project, commit.id);
    toast(`${plural(done.revisions, "revision")} made: the project equals ${short(commit.id)} again`, { tone: "good" });
    overview.reload();
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
          <table className="table" data-testid="commits"><thead><tr><th>Commit</th><th>Message</th><th className="r">Items</th><th className="hide-small">By</th><th className="r">When</th><th /></tr></thead>
            <tbody>{commits.map((commit) => (
              <tr key={commit.id} className={commit.id === to ? "selected" : ""}>
                <td className="fit"><code>{short(commit.id)}</code></td><td>{commit.message}</td><td className="r fit">{count(commit.items)}</td><td className="fit hide-small muted">{commit.author}</td><td className="r fit muted" title={moment(commit.madeAt)}>{ago(commit.madeAt, Date.now())}</td>
                <td className="fit"><span className="row end">
                  {commit.parent && <Button dense aria-pressed={commit.id === to} onClick={() => setQuery({ to: commit.id === to ? undefined : commit.id, from: undefined })} data-testid="diff">Changes</Button>}
                  {can("ship") && <Link className="button dense" to={projectPath(project, "ship", { commit: commit.id })}>Ship</Link>}
                  {can("manage") && <Button dense onClick={() => setRestoring(commit)}>Restore</Button>}
                </span></td>
              </tr>
            ))}</tbody></table>
        )}
        {to && from && <DiffView key={from + to} {...{ project, from, to, commits }} />}
      </div>
      {restoring && <Confirm title={`Restore ${short(restoring.id)}?`} action="Restore" onClose={() => setRestoring(undefined)} onConfirm={() => restore(restoring)}><p>New revisions are made so that the project equals “{restoring.message}” again. Nothing is deleted: what counts now stays in each item's history.</p></Confirm>}
    </>
  );
}

function CommitForm({ project, onDone }: { project: string; onDone: () => void }) {
  const [message, setMessage] = useState("");
  const task = useTask();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(async () => {
      const made = (await api.makeCommit(project, message.trim())).commit;
      setMessage("");
      toast(`Committed ${short(typeof made === "string" ? made : made.id)}`, { tone: "good" });
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
    <section className="block" data-testid="diff-view">
      <div className="row"><h2 className="grow">Changes</h2><span className="muted">{name(from)} → {name(to)}</span></div>
      {diff.error && <ErrorNotice error={diff.error} retry={diff.reload} />}
      {!diff.value && !diff.error && <Waiting />}
      {diff.value && <DiffBody diff={diff.value} />}
    </section>
  );
}

function DiffBody({ diff }: { diff: Diff }) {
  const changed = diff.changed ?? [];
  const side = (value: unknown) => (value === null || value === undefined ? <span className="muted">open</span> : typeof value === "string" ? value : answerText(value as Record<string, unknown>));
  return (
    <>
      <p className="num"><span className="good">+{count(diff.added)}</span> <span className="bad">−{count(diff.removed)}</span> items, {plural(changed.length, "answer")} changed{diff.next ? ", and more" : ""}</p>
      {(diff.definition ?? []).length > 0 && <ul>{diff.definition.map((line, index) => <li key={index}><Ticked text={typeof line === "string" ? line : JSON.stringify(line)} /></li>)}</ul>}
      {changed.length > 0 && <table className="table"><thead><tr><th>Item</th><th>Question</th><th>Before</th><th>After</th></tr></thead>
        <tbody>{changed.map((row, index) => <tr key={index}><td className="fit">{row.key}</td><td className="fit muted">{row.question}</td><td>{side(row.before)}</td><td>{side(row.after)}</td></tr>)}</tbody></table>}
      {changed.length === 0 && diff.added === 0 && diff.removed === 0 && (diff.definition ?? []).length === 0 && <Notice title="The two are equal" />}
    </>
  );
}

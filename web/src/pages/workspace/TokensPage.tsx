/** Tokens for programs: each is shown once, when it is made. */
import { FormEvent, useState } from "react";
import { moment } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import { Button, ErrorNotice, Notice, PageHead, Waiting } from "../../panels/controls.js";
import { useLoad, useTask, useTitle } from "../../panels/hooks.js";
import { copy } from "./InviteForm.js";

const example = () => `curl --header "Authorization: Bearer $WINNOW_TOKEN" \\\n  ${location.origin}/v1/projects`;

export function TokensPage() {
  useTitle("Access tokens");
  const list = useLoad("tokens", api.tokens);
  const [name, setName] = useState("");
  const [made, setMade] = useState<string>();
  const task = useTask();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(async () => { setMade((await api.makeToken(name.trim())).token); setName(""); list.reload(); });
  };
  const rows = (list.value?.tokens ?? []).filter((row) => !row.revokedAt);
  return (
    <>
      <PageHead title="Access tokens" />
      <p className="muted page-note">A token lets a program act as you: send it as <code>Authorization: Bearer wn_…</code>.</p>
      <div className="two-columns">
        <div className="stack">
          <form className="row form-row" onSubmit={submit}><input className="input" aria-label="What the token is for" placeholder="What is it for?" value={name} onChange={(event) => setName(event.target.value)} data-testid="token-name" /><Button type="submit" look="main" busy={task.busy} disabled={!name.trim()} data-testid="make-token">Make a token</Button></form>
          {task.error && <ErrorNotice error={task.error} />}
          {made && <Notice tone="good" title="Copy it now: it is not shown again" action={<Button dense onClick={() => void copy(made)}>Copy</Button>}><code className="secret" data-testid="token">{made}</code></Notice>}
          {list.error && <ErrorNotice error={list.error} retry={list.reload} />}
          {!list.value && !list.error && <Waiting />}
          {list.value && rows.length === 0 && !made && <p className="muted page-note">You have no token.</p>}
          {rows.length > 0 && <table className="table"><thead><tr><th>Name</th><th>Made</th><td /></tr></thead><tbody>{rows.map((row) => <tr key={row.id}><td>{row.name}</td><td className="muted">{moment(row.madeAt)}</td><td className="r fit"><Button dense look="danger" onClick={() => void task.run(async () => { await api.removeToken(row.id); list.reload(); })}>Revoke</Button></td></tr>)}</tbody></table>}
        </div>
        <aside className="block" aria-label="How to use a token">
          <h2>From a program</h2>
          <pre tabIndex={0} aria-label="Example">{example()}</pre>
          <p className="caption">A token may do what you may. Revoke it here as soon as it is not needed, or could have been seen.</p>
        </aside>
      </div>
    </>
  );
}

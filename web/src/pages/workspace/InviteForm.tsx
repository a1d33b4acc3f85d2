/** Makes a one-time link; it is shown once, to be sent by whatever way people use. */
import { FormEvent, useState } from "react";
import { moment } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import { toast } from "../../panels/app.js";
import { Button, ErrorNotice, Field, Notice } from "../../panels/controls.js";
import { useTask } from "../../panels/hooks.js";

const roles = ["annotator", "reviewer", "manager", "viewer"];

export function InviteForm({ project, projects }: { project?: string; projects?: readonly string[] }) {
  const [role, setRole] = useState("annotator"), [where, setWhere] = useState(project ?? projects?.[0] ?? "");
  const [hours, setHours] = useState(48);
  const [made, setMade] = useState<{ link: string; expiresAt: number }>();
  const task = useTask();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(async () => {
      const { link, expiresAt } = await api.invite({ project: where || undefined, role, hours });
      setMade({ link: new URL(link, location.origin).href, expiresAt });
    });
  };
  return (
    <div className="invite">
      <form className="row form-row wrap" onSubmit={submit} aria-label="Invite">
        {!project && projects && projects.length > 0 && <Field label="Project">{(ids) => <select {...ids} className="input" value={where} onChange={(event) => setWhere(event.target.value)}>{projects.map((name) => <option key={name}>{name}</option>)}</select>}</Field>}
        <Field label="Invite as">{(ids) => <select {...ids} className="input" value={role} onChange={(event) => setRole(event.target.value)} data-testid="invite-role">{roles.map((name) => <option key={name}>{name}</option>)}</select>}</Field>
        <Field label="Works for">{(ids) => <select {...ids} className="input" value={hours} onChange={(event) => setHours(Number(event.target.value))}><option value={1}>1 hour</option><option value={48}>2 days</option><option value={168}>a week</option></select>}</Field>
        <Button type="submit" busy={task.busy} data-testid="invite">Make a link</Button>
      </form>
      {task.error && <ErrorNotice error={task.error} />}
      {made && <Notice tone="good" title="Send this link; it works once" action={<Button dense onClick={() => void copy(made.link)}>Copy</Button>}><code className="secret" data-testid="invite-link">{made.link}</code><span className="caption"> until {moment(made.expiresAt)}</span></Notice>}
    </div>
  );
}

export async function copy(text: string): Promise<void> {
  try { await navigator.clipboard.writeText(text); toast("Copied"); } catch { toast("The browser does not allow copying: select the text instead"); }
}

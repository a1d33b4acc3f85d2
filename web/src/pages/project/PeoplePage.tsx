/** Who works here, how it goes, roles and invitations. */
import { count, decimal, percent } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { MemberRow } from "../../api/types.js";
import { toast } from "../../panels/app.js";
import { Button, Empty, ErrorNotice, Link, Notice, PageHead, Waiting } from "../../panels/controls.js";
import { useLoad, useTask } from "../../panels/hooks.js";
import { InviteForm } from "../workspace/InviteForm.js";
import { RoleHelp } from "../workspace/RoleHelp.js";
import type { ProjectProps } from "./ProjectPages.js";

export const roles = ["manager", "reviewer", "annotator", "viewer"] as const;

export function PeoplePage({ project, me, can }: ProjectProps) {
  const people = useLoad(project, () => api.people(project));
  const task = useTask();
  const change = (login: string, role: string) => void task.run(async () => {
    await (role ? api.grant(project, login, role) : api.revoke(project, login));
    toast(role ? `${login} is ${role} now` : `${login} has no role here any more`, { tone: "good" });
    people.reload();
  });
  const rows = people.value?.people ?? [];
  return (
    <>
      <PageHead title="People" />
      <div className="two-columns">
        <div>
          {task.error && <ErrorNotice error={task.error} />}
          {people.error && <ErrorNotice error={people.error} retry={people.reload} />}
          {!people.value && !people.error && <Waiting />}
          {people.value && rows.length === 0 && <Empty title="Nobody has a role here yet">{me.person.isOwner ? "Make an invitation link and send it." : "The workspace's owner can invite people."}</Empty>}
          {rows.length > 0 && (
            <table className="table" data-testid="people"><thead><tr><th>Name</th><th>Login</th><th>Role</th><th className="r">Items</th><th className="r">Median s</th><th className="r">Agrees with others</th></tr></thead>
              <tbody>{rows.map((row) => <Row key={row.login} row={row} editable={can("manage") && row.role !== "owner" && row.login !== me.person.login} onChange={change} />)}</tbody></table>
          )}
          {rows.some((row) => low(row)) && <Notice tone="warn" title="Low agreement is rarely one person's fault">Look at <Link className="link" to={projectPath(project, "quality")}>which labels are confused</Link> and at the guidelines first.</Notice>}
        </div>
        <aside className="block" aria-label="Letting people in">
          {me.person.isOwner && <><h2>Invite somebody</h2><InviteForm project={project} /></>}
          <RoleHelp />
        </aside>
      </div>
    </>
  );
}

const low = (row: MemberRow) => row.agreement !== undefined && row.agreement !== null && row.agreement < 0.6;

function Row({ row, editable, onChange }: { row: MemberRow; editable: boolean; onChange: (login: string, role: string) => void }) {
  return (
    <tr><td>{row.name || row.login}</td><td className="muted">{row.login}</td>
      <td className="fit">{editable
        ? <span className="row"><select className="input dense" aria-label={`Role of ${row.login}`} value={row.role} onChange={(event) => onChange(row.login, event.target.value)}>{[...new Set([...roles, row.role ?? "annotator"])].map((role) => <option key={role}>{role}</option>)}</select><Button look="quiet" dense aria-label={`Take ${row.login} off the project`} onClick={() => onChange(row.login, "")}>✕</Button></span>
        : row.role ?? "–"}</td>
      <td className="r">{count(row.items)}</td><td className="r">{decimal(row.medianSeconds, 1)}</td><td className={`r ${low(row) ? "bad" : ""}`}>{percent(row.agreement)}</td></tr>
  );
}

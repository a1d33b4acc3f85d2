/** Everybody with an account, and their roles. */
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { Me } from "../../api/types.js";
import { Badge, ErrorNotice, Link, PageHead, Waiting } from "../../panels/controls.js";
import { useLoad, useTitle } from "../../panels/hooks.js";
import { InviteForm } from "./InviteForm.js";
import { RoleHelp } from "./RoleHelp.js";

export function AccountsPage({ me }: { me: Me }) {
  useTitle("People");
  const people = useLoad("accounts", api.accounts);
  return (
    <>
      <PageHead title="People" />
      <div className="two-columns">
        <div>
          {people.error && <ErrorNotice error={people.error} retry={people.reload} />}
          {!people.value && !people.error && <Waiting />}
          {people.value && (
            <table className="table" data-testid="accounts"><thead><tr><th>Name</th><th>Login</th><th>Roles</th><th>Account</th></tr></thead>
              <tbody>{people.value.people.map((person) => (
                <tr key={person.id}><td>{person.name || person.login}</td><td className="muted">{person.login}</td>
                  <td>{person.isOwner ? <Badge tone="accent">owner of the workspace</Badge> : person.roles.length === 0 ? <span className="muted">none</span> : person.roles.map((row, index) => <span key={row.project}>{index > 0 && ", "}<Link className="link" to={projectPath(row.project, "people")}>{row.project}</Link> <span className="muted">{row.role}</span></span>)}</td>
                  <td className="fit">{person.isActive ? <span className="muted">active</span> : <Badge>off</Badge>}</td></tr>
              ))}</tbody></table>
          )}
        </div>
        <aside className="block" aria-label="Letting people in">
          <h2>Invite somebody</h2>
          <InviteForm projects={me.projects.map((project) => project.slug)} />
          <RoleHelp />
        </aside>
      </div>
    </>
  );
}

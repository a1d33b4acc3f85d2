/** The rail around the pages that belong to a person or the workspace, not to one project. */
import { ReactNode, useState } from "react";
import type { Outbox } from "../core/outbox.js";
import { count } from "../core/figures.js";
import { projectPath } from "../core/route.js";
import { navigate } from "../panels/app.js";
import { Button, Link, Main } from "../panels/controls.js";
import { useActions, usePlace } from "../panels/hooks.js";
import { may, Me } from "../api/types.js";
import { leaveSession } from "./session.js";
import { Mark } from "./SignInPage.js";

export function useGeneralActions(me: Me): void {
  useActions({
    "go.work": () => navigate("/"), "go.history": () => navigate("/history"), "go.tokens": () => navigate("/tokens"),
    "go.accounts": me.person.isOwner ? () => navigate("/accounts") : undefined,
    "signOut": () => void leaveSession(),
  });
}

export function WorkFrame({ me, children }: { me: Me; outbox: Outbox; children: ReactNode }) {
  useGeneralActions(me);
  const { path } = usePlace();
  const [open, setOpen] = useState(false);
  const leads = me.projects.filter((project) => may(project.role, "read"));
  const row = (to: string, title: string, figure?: number) => (
    <Link key={to} to={to} current={path === to}>{title}{figure !== undefined && <span className="figure num">{count(figure)}</span>}</Link>
  );
  return (
    <div className={`frame${open ? " rail-open" : ""}`}>
      <nav className="rail" aria-label="Workspace" onClick={() => setOpen(false)}>
        <div className="rail-title"><Mark /><b>Winnow</b></div>
        {row("/", "My work")}
        {row("/history", "My history")}
        {leads.length > 0 && <h2>Projects</h2>}
        {leads.map((project) => row(projectPath(project.slug), project.slug, project.counts?.items))}
        {me.person.isOwner && row("/new-project", "New project")}
        <span className="grow" />
        {me.person.isOwner && row("/accounts", "People")}
        {row("/tokens", "Access tokens")}
        <div className="rail-foot"><span className="clip grow" title={me.person.login}>{me.person.name || me.person.login}</span><Button look="quiet" dense onClick={() => void leaveSession()}>Sign out</Button></div>
      </nav>
      <Main className="page"><Button className="rail-button" look="quiet" dense aria-label="Menu" aria-expanded={open} onClick={() => setOpen(!open)}>☰</Button>{children}</Main>
    </div>
  );
}

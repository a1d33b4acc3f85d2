/** Full-screen labelling: loads the project, then hands over to the shell. */
import { projectPath } from "../../core/route.js";
import type { Outbox } from "../../core/outbox.js";
import { navigate } from "../../panels/app.js";
import { Button, ErrorNotice, Waiting } from "../../panels/controls.js";
import { useEffect } from "react";
import { useQuery, useStore, useTitle } from "../../panels/hooks.js";
import { may, Me } from "../../api/types.js";
import { useGeneralActions } from "../WorkFrame.js";
import { LabelShell } from "./LabelShell.js";
import { Summary } from "./Summary.js";
import { useLabelSession } from "./useLabelSession.js";
import type { LabelSession } from "../../core/labelSession.js";

interface Props { project: string; me: Me; outbox: Outbox }

export function LabelPage({ project, me, outbox }: Props) {
  useTitle(project);
  useGeneralActions(me);
  const item = useQuery().get("item") ?? undefined;
  const { session, guidelines, error } = useLabelSession(project, item, outbox);
  const role = me.projects.find((candidate) => candidate.slug === project)?.role;
  const leave = () => navigate(item ? "/history" : may(role, "read") ? projectPath(project) : "/");
  if (error) return <main className="door"><div className="stack"><ErrorNotice error={error} /><div className="row"><Button onClick={() => navigate("/")}>My work</Button></div></div></main>;
  if (!session) return <main className="page"><Waiting /></main>;
  return <Inside {...{ session, guidelines, outbox, leave }} correcting={item !== undefined} />;
}

function Inside({ session, guidelines, outbox, leave, correcting }: { session: LabelSession; guidelines: string; outbox: Outbox; leave: () => void; correcting: boolean }) {
  const state = useStore(session.state);
  useEffect(() => {
    if (state.phase !== "failed") return;
    const timer = setInterval(() => void session.refresh(true), 5000);
    return () => clearInterval(timer);
  }, [state.phase, session]);
  if (state.entry && state.sheet) return <LabelShell {...{ session, state, guidelines, outbox, leave }} />;
  if (state.phase === "loading") return <main className="page"><Waiting /></main>;
  return <Summary {...{ session, state, outbox, leave, correcting }} />;
}

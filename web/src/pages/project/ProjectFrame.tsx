/** Rail with the project's pages; each has its key and, where it helps, its number. */
import { ReactNode, useState } from "react";
import { count } from "../../core/figures.js";
import { projectPath, ProjectPage } from "../../core/route.js";
import { may, Me, Overview, Right } from "../../api/types.js";
import { navigate } from "../../panels/app.js";
import { Button, Link, Main } from "../../panels/controls.js";
import { useActions } from "../../panels/hooks.js";
import { leaveSession } from "../session.js";
import { useGeneralActions } from "../WorkFrame.js";

/** `of`: only where the project's items are of this medium. */
interface Entry { page: ProjectPage; title: string; needs: Right; of?: string; figure?: (overview: Overview) => number }
const entries: readonly Entry[] = [
  { page: "overview", title: "Overview", needs: "read" },
  { page: "data", title: "Data", needs: "read", figure: (overview) => overview.counts.items },
  { page: "upload", title: "Upload", needs: "manage", of: "image" },
  { page: "label", title: "Label", needs: "label" },
  { page: "review", title: "Review", needs: "review" },
  { page: "disagreements", title: "Disagreements", needs: "review", figure: (overview) => overview.counts.disagreements },
  { page: "quality", title: "Quality", needs: "read" },
  { page: "models", title: "Models", needs: "read" },
  { page: "rules", title: "Rules", needs: "manage", of: "text" },
  { page: "checks", title: "Checks", needs: "read" },
  { page: "profile", title: "Profile", needs: "read" },
  { page: "personal-data", title: "Personal data", needs: "review" },
  { page: "splits", title: "Splits", needs: "read" },
  { page: "coverage", title: "Coverage", needs: "read" },
  { page: "bias", title: "Bias", needs: "read" },
  { page: "versions", title: "Versions", needs: "read" },
  { page: "ship", title: "Ship", needs: "read" },
  { page: "guidelines", title: "Guidelines", needs: "label" },
  { page: "people", title: "People", needs: "read" },
  { page: "settings", title: "Settings", needs: "read" },
];

export function ProjectFrame({ project, page, me, role, media, overview, children }: { project: string; page: ProjectPage; me: Me; role?: string; media?: string; overview?: Overview; children: ReactNode }) {
  useGeneralActions(me);
  const [open, setOpen] = useState(false);
  const shown = entries.filter((entry) => (may(role, entry.needs) || entry.page === "guidelines") && (!entry.of || entry.of === media));
  useActions(Object.fromEntries(shown.map((entry) => [`go.${entry.page}`, () => navigate(projectPath(project, entry.page))])));
  return (
    <div className={`frame${open ? " rail-open" : ""}`}>
      <nav className="rail" aria-label="Project" onClick={() => setOpen(false)}>
        <Link to="/" className="rail-back">← My work</Link>
        <div className="rail-title"><b className="clip">{project}</b></div>
        {shown.map((entry) => (
          <Link key={entry.page} to={projectPath(project, entry.page)} current={entry.page === page} data-testid={`nav-${entry.page}`}>
            {entry.title}{entry.figure && overview?.counts && entry.figure(overview) > 0 && <span className="figure num">{count(entry.figure(overview))}</span>}
          </Link>
        ))}
        <span className="grow" />
        <div className="rail-foot"><span className="clip grow" title={me.person.login}>{me.person.name || me.person.login}</span><Button look="quiet" dense onClick={() => void leaveSession()}>Sign out</Button></div>
      </nav>
      <Main className="page" testid={`page-${page}`}><Button className="rail-button" look="quiet" dense aria-label="Menu" aria-expanded={open} onClick={() => setOpen(!open)}>☰</Button>{children}</Main>
    </div>
  );
}

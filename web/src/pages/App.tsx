/** From the address to a page. Lead pages and editors come in their own files when first needed. */
import { Component, lazy, ReactNode, Suspense, useEffect } from "react";
import { readRoute, Route } from "../core/route.js";
import { Button, Empty, Notice, Waiting } from "../panels/controls.js";
import { usePlace, useStore } from "../panels/hooks.js";
import { Toasts } from "../panels/overlays.js";
import { Palette, useKeyboard } from "../panels/palette.js";
import { LabelPage } from "./label/LabelPage.js";
import { LinkPage } from "./LinkPage.js";
import { SignInPage } from "./SignInPage.js";
import { readSession, session } from "./session.js";
import { WorkFrame } from "./WorkFrame.js";
import { WorkPage } from "./WorkPage.js";
import { HistoryPage } from "./HistoryPage.js";

const ProjectPages = lazy(() => import("./project/ProjectPages.js"));
const WorkspacePages = lazy(() => import("./workspace/WorkspacePages.js"));

export function App() {
  useKeyboard();
  const route = readRoute(usePlace().path);
  return (
    <Mended key={JSON.stringify(route)}>
      <Suspense fallback={<div className="page"><Waiting /></div>}><Routed route={route} /></Suspense>
      <Palette />
      <Toasts />
    </Mended>
  );
}

function Routed({ route }: { route: Route }) {
  const now = useStore(session);
  useEffect(() => { if (now.is === "unknown") void readSession(); }, [now.is]);
  if (route.page === "link") return <LinkPage secret={route.secret} />;
  if (now.is === "unknown") return null;
  if (now.is === "unreachable") return <Unreachable />;
  if (now.is === "out" || route.page === "sign-in") return <SignInPage />;
  const props = { me: now.me, outbox: now.outbox };
  switch (route.page) {
    case "work": return <WorkFrame {...props}><WorkPage {...props} /></WorkFrame>;
    case "history": return <WorkFrame {...props}><HistoryPage /></WorkFrame>;
    case "accounts": case "tokens": case "new-project":
      return <WorkFrame {...props}><WorkspacePages page={route.page} me={now.me} /></WorkFrame>;
    case "missing": return <WorkFrame {...props}><Empty title="There is no page here">The address {route.path} leads nowhere. The list on the left does.</Empty></WorkFrame>;
    case "label": return <LabelPage key={route.project} project={route.project} {...props} />;
    default: return <ProjectPages page={route.page} project={route.project} {...props} />;
  }
}

function Unreachable() {
  return <div className="door"><Notice tone="warn" title="The server cannot be reached" action={<Button dense onClick={() => void readSession()}>Try again</Button>}>Work that was not sent yet is kept in this browser.</Notice></div>;
}

/** A fault in one page leaves the others usable: it says so and offers the way back. */
class Mended extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};
  static getDerivedStateFromError(error: Error) { return { error }; }
  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <div className="door"><Notice tone="bad" title="This page could not be drawn" action={<Button dense onClick={() => location.reload()}>Reload</Button>}>
        {this.state.error.message}. Work that was not sent yet is kept in this browser.
      </Notice></div>
    );
  }
}

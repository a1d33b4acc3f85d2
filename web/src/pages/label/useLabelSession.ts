/** A label session with the browser around it: server, outbox, heartbeats, visibility, leaving. */
import { useEffect, useState } from "react";
import { readDefinition } from "../../core/definition.js";
import { LabelSession } from "../../core/labelSession.js";
import type { Outbox } from "../../core/outbox.js";
import { ApiError } from "../../api/client.js";
import * as api from "../../api/endpoints.js";
import { counters } from "../session.js";
import { quiet } from "../../core/quiet.js";
import { holdUntilPaint } from "../../render/afterPaint.js";
import { loadEditor } from "./editor.js";
import { earlierEntry } from "./earlier.js";

export function newID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return [...bytes].map((byte) => (byte % 36).toString(36)).join("");
}

export function useLabelSession(project: string, item: string | undefined, outbox: Outbox): { session?: LabelSession; guidelines: string; error?: Error } {
  const [state, setState] = useState<{ session?: LabelSession; guidelines: string; error?: Error }>({ guidelines: "" });
  useEffect(() => {
    let session: LabelSession | undefined, gone = false;
    const otherTabs = new BroadcastChannel("winnow-handed-in");
    const open = async () => {
      const detail = await api.project(project);
      await loadEditor(detail.definition.media);
      const definition = readDefinition(detail.definition);
      if (gone) return;
      session = makeSession(project, definition, outbox, (assignment) => otherTabs.postMessage(assignment));
      const guidelines = detail.guidelines || definition.guidelines;
      const mine = session;
      otherTabs.onmessage = (event) => { if (typeof event.data === "string") mine.lost(event.data); };
      setState({ session, guidelines });
      // What the last visit left in the outbox goes first, so that the queue is asked for as it is then.
      await Promise.race([outbox.settled(), new Promise((resolve) => setTimeout(resolve, 1500))]);
      if (gone) return;
      if (item) await session.start(undefined, await earlierEntry(project, item));
      else await session.start(await available(project));
    };
    open().catch((error) => { if (!gone) setState({ guidelines: "", error }); });
    const leave = () => session?.close();
    const visibility = () => session?.visible(document.visibilityState === "visible");
    const touch = () => session?.touch();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", visibility);
    for (const name of touches) window.addEventListener(name, touch, { passive: true });
    return () => {
      gone = true;
      leave();
      otherTabs.close();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", visibility);
      for (const name of touches) window.removeEventListener(name, touch);
    };
  }, [project, item, outbox]);
  useHeartbeat(state.session);
  return state;
}

const touches = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

async function available(project: string): Promise<number | undefined> {
  try {
    const row = (await api.work()).projects.find((candidate) => candidate.slug === project);
    return row ? row.available + (row.leased ?? []).length : undefined;
  } catch { return undefined; }
}

function makeSession(project: string, definition: ReturnType<typeof readDefinition>, outbox: Outbox, handedIn: (assignment: string) => void): LabelSession {
  return new LabelSession(project, definition, {
    // Neither a drag nor the step to the next item shares its time with the network.
    next: (count, resume) => quiet.moment().then(() => api.next(project, count, resume)).then((got) => ({ assignments: got.assignments ?? [], remaining: got.remaining ?? 0 })),
    release: (assignment) => void api.release(assignment).catch(() => undefined),
    add: (entry) => { if (entry.kind !== "draft") holdUntilPaint(); outbox.add(entry); },
    pending: (assignment) => outbox.pending(assignment),
    opened: (entry) => { if (entry.draft && !entry.correcting && !counters.has(entry.assignment)) counters.set(entry.assignment, entry.draft.counter); },
    handedIn,
    now: () => performance.now(),
    newID,
    later: laterInQuiet,
    cancel: (timer) => (timer as Waiting).cancel(),
  });
}

interface Waiting { cancel(): void }

/** A timer that also waits for the end of a drag. */
function laterInQuiet(run: () => void, wait: number): Waiting {
  let isWanted = true;
  const timer = setTimeout(() => void quiet.moment().then(() => { if (isWanted) run(); }), wait);
  return { cancel: () => { isWanted = false; clearTimeout(timer); } };
}

function useHeartbeat(session: LabelSession | undefined): void {
  useEffect(() => {
    if (!session) return;
    const beat = () => { for (const assignment of session.held()) void quiet.moment().then(() => api.heartbeat(assignment)).catch((error) => {
      if (error instanceof ApiError && (error.status === 404 || error.status === 409)) session.lost(assignment);
    }); };
    const timer = setInterval(beat, Math.max(5, session.definition.heartbeatSeconds) * 1000);
    return () => clearInterval(timer);
  }, [session]);
}

/** Who is signed in, and the outbox that belongs to them. */
import { Outbox } from "../core/outbox.js";
import { quiet } from "../core/quiet.js";
import { safeReturn } from "../core/route.js";
import { store } from "../core/store.js";
import { Unreachable, whenSignedOut } from "../api/client.js";
import * as api from "../api/endpoints.js";
import { outboxDatabase } from "../api/outboxDatabase.js";
import { Counters, entrySender } from "../api/sendEntry.js";
import type { Me } from "../api/types.js";
import { navigate } from "../panels/app.js";

export type Session = { is: "unknown" } | { is: "out" } | { is: "unreachable" } | { is: "in"; me: Me; outbox: Outbox };
export const session = store<Session>({ is: "unknown" });
export const counters: Counters = new Map();

export async function readSession(): Promise<void> {
  try {
    const me = await api.me();
    session.set({ is: "in", me, outbox: await outboxOf(me) });
  } catch (error) {
    session.set({ is: error instanceof Unreachable ? "unreachable" : "out" });
  }
}

/** One outbox a person while the page lives: a second one would send the same entries once more. */
const outboxes = new Map<string, Promise<Outbox>>();

async function outboxOf(me: Me): Promise<Outbox> {
  const kept = outboxes.get(me.person.id) ?? openOutbox(me);
  outboxes.set(me.person.id, kept);
  return kept;
}

async function openOutbox(me: Me): Promise<Outbox> {
  const send = entrySender(counters);
  const outbox = new Outbox(me.person.id, outboxDatabase(), (entry) => quiet.moment().then(() => send(entry)), (run, wait) => setTimeout(run, wait), (timer) => clearTimeout(timer as number),
    () => Date.now() * 1000 + Math.floor(Math.random() * 1000));
  await outbox.open();
  window.addEventListener("online", () => { const now = session.get(); if (now.is === "in" && now.outbox === outbox) outbox.wake(); });
  return outbox;
}

whenSignedOut(() => signedOut());

/** The page of whoever was here closes first, and hands its last draft to the outbox, which then waits for them. */
export function signedOut(): void {
  const before = session.get();
  session.set({ is: "out" });
  if (before.is === "in") before.outbox.pause();
}

export async function afterSignIn(): Promise<void> {
  await readSession();
  const now = session.get();
  if (now.is === "in") now.outbox.wake();
  if (location.pathname === "/sign-in" || location.pathname.startsWith("/link/")) {
    navigate(safeReturn(new URLSearchParams(location.search).get("to")), { replace: true });
  }
}

export async function leaveSession(): Promise<void> {
  const now = session.get();
  // What was just typed goes first, if the server is there; otherwise it is kept for the next time.
  if (now.is === "in") await Promise.race([now.outbox.settled(), new Promise((resolve) => setTimeout(resolve, 2000))]);
  await api.signOut().catch(() => undefined);
  signedOut();
  navigate("/sign-in");
}

/** Who is signed in, and the outbox that belongs to them. */
import { Outbox } from "../core/outbox.js";
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
    const before = session.get();
    const outbox = before.is === "in" && before.me.person.id === me.person.id ? before.outbox : await openOutbox(me);
    session.set({ is: "in", me, outbox });
  } catch (error) {
    session.set({ is: error instanceof Unreachable ? "unreachable" : "out" });
  }
}

async function openOutbox(me: Me): Promise<Outbox> {
  const outbox = new Outbox(me.person.id, outboxDatabase(), entrySender(counters), (run, wait) => setTimeout(run, wait), (timer) => clearTimeout(timer as number),
    () => Date.now() * 1000 + Math.floor(Math.random() * 1000));
  await outbox.open();
  window.addEventListener("online", () => outbox.wake());
  return outbox;
}

whenSignedOut(() => {
  if (session.get().is !== "in") return;
  session.set({ is: "out" });
});

export async function afterSignIn(): Promise<void> {
  await readSession();
  const now = session.get();
  if (now.is === "in") now.outbox.wake();
  if (location.pathname === "/sign-in" || location.pathname.startsWith("/link/")) {
    navigate(safeReturn(new URLSearchParams(location.search).get("to")), { replace: true });
  }
}

export async function leaveSession(): Promise<void> {
  await api.signOut().catch(() => undefined);
  session.set({ is: "out" });
  navigate("/sign-in");
}

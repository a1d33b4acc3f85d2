/**
 * Sends one outbox entry. Draft counters are kept here: a stale one with the same content is simply brought up to date; with
 * other content it is a conflict that a person decides.
 */
import { Annotation, sameJSON } from "../core/annotation.js";
import type { Entry, Outcome, Send } from "../core/outbox.js";
import { ApiError, call, inProject, Unreachable } from "./client.js";

export type Counters = Map<string, number>;

export function entrySender(counters: Counters): Send {
  return async (entry) => {
    try {
      await deliver(entry, counters);
      return { is: "done" };
    } catch (error) {
      return outcomeOf(error, entry);
    }
  };
}

async function deliver(entry: Entry, counters: Counters): Promise<void> {
  const { annotation, activeSeconds, assignment } = entry;
  const at = `/assignments/${assignment}`;
  switch (entry.kind) {
    case "draft": return saveDraft(entry, counters, 2);
    case "submit": return call("POST", `${at}/submit`, { body: { annotation, activeSeconds, idempotencyKey: entry.idempotencyKey }, quiet: true });
    case "skip": return call("POST", `${at}/skip`, { body: { reason: entry.reason ?? "" }, quiet: true });
    case "correct": return call("POST", inProject(entry.project, `/items/${entry.item}/correct`), { body: { annotation, activeSeconds, idempotencyKey: entry.idempotencyKey }, quiet: true });
  }
}

async function saveDraft(entry: Entry, counters: Counters, tries: number): Promise<void> {
  const { annotation, activeSeconds, assignment } = entry;
  const counter = counters.get(assignment) ?? 0;
  try {
    const saved = await call<{ counter: number }>("PUT", `/assignments/${assignment}/draft`, { body: { counter, annotation, activeSeconds }, quiet: true });
    counters.set(assignment, saved.counter);
  } catch (error) {
    const current = error instanceof ApiError && error.status === 409 ? currentOf(error) : undefined;
    if (!current || tries === 0) throw error;
    if (current.annotation && !sameJSON(current.annotation, annotation)) throw error;
    counters.set(assignment, current.counter);
    await saveDraft(entry, counters, tries - 1);
  }
}

function currentOf(error: ApiError): { counter: number; annotation?: Annotation } | undefined {
  const current = error.body.current ?? error.body.error?.current;
  if (typeof current === "number") return { counter: current };
  return typeof current?.counter === "number" ? current : undefined;
}

function outcomeOf(error: unknown, entry: Entry): Outcome {
  if (error instanceof Unreachable || !(error instanceof ApiError)) return { is: "unreachable" };
  if (error.status >= 500 || error.status === 429) return { is: "unreachable" };
  if (error.status === 401) return { is: "signedOut" };
  const theirs = error.status === 409 ? currentOf(error) : undefined;
  // Sent by another tab already, or the item has gone: nothing of this is worth a person's time.
  if (entry.kind === "skip" && (error.status === 409 || error.status === 404)) return { is: "done" };
  if (entry.kind === "draft" && !theirs && (error.status === 409 || error.status === 404)) return { is: "done" };
  return { is: "refused", problem: { status: error.status, message: error.message, hint: error.hint, findings: error.findings, theirs: theirs?.annotation, counter: theirs?.counter } };
}

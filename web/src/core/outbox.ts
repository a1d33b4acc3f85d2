/**
 * The outbox: what a person did, on its way to the server. Each entry is stored before it is sent, entries leave in order,
 * one at a time, and stay until the server has answered; so a dropped connection or a killed tab loses nothing.
 *
 * Pure: storage, transport, clock and timers come from the caller. A draft replaces an unsent draft of the same assignment;
 * a submit carries its idempotency key, so sending it twice is harmless. What the server refuses moves aside as a problem
 * and does not hold up the rest.
 */
import type { Annotation } from "./annotation.js";
import { store, Store } from "./store.js";

export type EntryKind = "draft" | "submit" | "skip" | "correct";
export interface Entry {
  sequence: number;
  /** Whose work it is: another account on the same browser never sends it. */
  person: string;
  kind: EntryKind;
  project: string;
  assignment: string;
  item: string;
  key: string;
  annotation: Annotation;
  activeSeconds: number;
  reason?: string;
  idempotencyKey?: string;
  problem?: Problem;
}
export interface Problem {
  status: number;
  message: string;
  hint?: string;
  findings?: { message: string; hint?: string }[];
  /** A draft that was saved elsewhere meanwhile, with its counter. */
  theirs?: Annotation;
  counter?: number;
}

export interface OutboxStorage {
  load(): Promise<Entry[]>;
  put(entry: Entry): Promise<void>;
  remove(sequence: number): Promise<void>;
}
export type Outcome =
  | { is: "done" }
  | { is: "unreachable" }
  | { is: "signedOut" }
  | { is: "refused"; problem: Problem };
export type Send = (entry: Entry) => Promise<Outcome>;

export type OutboxStatus = "saved" | "saving" | "offline" | "signed-out" | "problem";
export interface OutboxState { status: OutboxStatus; waiting: number; problems: readonly Entry[] }

export const retryAfter = (attempt: number) => Math.min(30_000, 1000 * 2 ** attempt);

export class Outbox {
  readonly state: Store<OutboxState> = store<OutboxState>({ status: "saved", waiting: 0, problems: [] });
  private entries: Entry[] = [];
  private sending: Entry | undefined;
  private attempt = 0;
  private timer: unknown;
  private lastSequence = 0;
  private trouble: "offline" | "signed-out" | undefined;
  private idle: (() => void)[] = [];
  private paused = false;

  constructor(
    private readonly person: string,
    private readonly storage: OutboxStorage,
    private readonly send: Send,
    private readonly later: (run: () => void, milliseconds: number) => unknown,
    private readonly cancel: (timer: unknown) => void,
    /** A number that grows with time and differs between tabs, so that two tabs never take the same place on the shelf. */
    private readonly stamp: () => number = () => 1,
  ) {}

  /** Takes up what an earlier page left behind. */
  async open(): Promise<void> {
    const kept = (await this.storage.load()).sort((a, b) => a.sequence - b.sequence);
    this.lastSequence = Math.max(this.lastSequence, ...kept.map((entry) => entry.sequence));
    this.entries = [...kept.filter((entry) => entry.person === this.person), ...this.entries];
    this.publish();
    void this.flush();
  }

  add(entry: Omit<Entry, "sequence" | "person">): Entry {
    const replaced = this.entries.filter((other) => other.kind === "draft" && other.assignment === entry.assignment && other !== this.sending);
    this.entries = this.entries.filter((other) => !replaced.includes(other));
    const added: Entry = { ...entry, person: this.person, sequence: (this.lastSequence = Math.max(this.lastSequence + 1, this.stamp())) };
    this.entries.push(added);
    const stored = this.storage.put(added).then(() => Promise.all(replaced.map((other) => this.storage.remove(other.sequence))));
    this.publish();
    void stored.catch(() => undefined).then(() => this.flush());
    return added;
  }

  /** Unsent or refused work on this assignment. */
  pending(assignment: string): Entry | undefined {
    return [...this.entries].reverse().find((entry) => entry.assignment === assignment);
  }

  retry(): void {
    this.attempt = 0;
    this.entries = this.entries.map((entry) => (entry.problem ? { ...entry, problem: undefined } : entry));
    this.wake();
  }

  /** Its person is gone: whoever signs in next must not send this work as theirs. `wake` goes on. */
  pause(): void {
    this.paused = true;
    if (this.timer !== undefined) this.cancel(this.timer);
    this.timer = undefined;
    this.trouble = "signed-out";
    this.publish();
  }

  /** The connection is back, or its person signed in again. */
  wake(): void {
    this.paused = false;
    if (this.timer !== undefined) this.cancel(this.timer);
    this.timer = undefined;
    this.trouble = undefined;
    this.publish();
    void this.flush();
  }

  async discard(sequence: number): Promise<void> {
    this.entries = this.entries.filter((entry) => entry.sequence !== sequence);
    this.publish();
    await this.storage.remove(sequence);
  }

  /** Resolves when nothing is left to send, or sending has to wait. */
  settled(): Promise<void> {
    return this.sending ? new Promise((resolve) => this.idle.push(resolve)) : Promise.resolve();
  }

  private async flush(): Promise<void> {
    while (!this.sending && this.timer === undefined && !this.paused) {
      const entry = this.entries.find((candidate) => !candidate.problem);
      if (!entry) break;
      this.sending = entry;
      this.publish();
      const outcome = await this.send(entry).catch((): Outcome => ({ is: "unreachable" }));
      this.sending = undefined;
      await this.take(entry, outcome);
    }
    this.publish();
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private async take(entry: Entry, outcome: Outcome): Promise<void> {
    if (outcome.is === "done") {
      this.attempt = 0;
      this.trouble = undefined;
      this.entries = this.entries.filter((other) => other.sequence !== entry.sequence);
      await this.storage.remove(entry.sequence).catch(() => undefined);
    } else if (outcome.is === "refused") {
      const refused = { ...entry, problem: outcome.problem };
      this.entries = this.entries.map((other) => (other.sequence === entry.sequence ? refused : other));
      await this.storage.put(refused).catch(() => undefined);
    } else {
      this.trouble = outcome.is === "signedOut" ? "signed-out" : "offline";
      if (!this.paused) this.timer = this.later(() => { this.timer = undefined; void this.flush(); }, retryAfter(this.attempt++));
    }
  }

  private publish(): void {
    const problems = this.entries.filter((entry) => entry.problem);
    const waiting = this.entries.length - problems.length;
    const status = waiting > 0 ? this.trouble ?? "saving" : problems.length > 0 ? "problem" : "saved";
    const before = this.state.get();
    const same = before.status === status && before.waiting === waiting && before.problems.length === problems.length
      && before.problems.every((entry, index) => entry === problems[index]);
    if (!same) this.state.set({ status, waiting, problems });
  }
}

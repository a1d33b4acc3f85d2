/**
 * One person labelling one project: which item is shown, its document and undo list, what is sent when.
 *
 * Plain TypeScript: the server, the outbox, clock and timers are given, so the whole session runs under node. Showing the
 * next item never waits for the network: submit puts an entry into the outbox and moves to an item that is already here.
 */
import { ActiveTimer } from "./activeTimer.js";
import { Annotation, sameJSON, Suggestion } from "./annotation.js";
import { Definition, isOneKey } from "./definition.js";
import { Change, Doc, partKey, readDoc, unknownKey, valueKey, writeAnnotation } from "./doc.js";
import * as undoing from "./history.js";
import type { Entry } from "./outbox.js";
import * as queueing from "./queue.js";
import { store, Store } from "./store.js";
import { isPartKind, isStarted, Missing, missing } from "./validate.js";

export interface WorkEntry {
  assignment: string;
  item: { id: string; key: string; fields: Record<string, unknown>; metadata?: Record<string, unknown>; blobs?: Record<string, { type?: string; width?: number; height?: number }> };
  expiresAt: number;
  draft?: { counter: number; annotation: Annotation; activeSeconds: number };
  suggestions?: Suggestion[];
  /** Set when an earlier answer is opened for correction: there is no assignment to save drafts to. */
  correcting?: boolean;
}

/** What is known of one item while the session lasts. */
export interface Sheet {
  history: undoing.History;
  timer: ActiveTimer;
  submitted?: Annotation;
  skipped?: boolean;
  rejected: ReadonlySet<string>;
}

export interface SessionState {
  phase: "loading" | "working" | "empty" | "failed";
  failure?: string;
  queue: queueing.Queue<WorkEntry>;
  entry?: WorkEntry;
  sheet?: Sheet;
  question: string;
  missing: readonly Missing[];
  done: number;
  batch: number;
  log: readonly { key: string; seconds: number; annotation: Annotation }[];
}

export interface SessionDoor {
  /** `resume`: what this person holds already comes first. */
  next(count: number, resume: boolean): Promise<{ assignments: WorkEntry[]; remaining: number }>;
  release(assignment: string): void;
  add(entry: Omit<Entry, "sequence" | "person">): void;
  pending(assignment: string): Entry | undefined;
  opened(entry: WorkEntry): void;
  /** Answered or skipped here: other tabs of this person may hold the same item. */
  handedIn?(assignment: string): void;
  now(): number;
  newID(): string;
  later(run: () => void, milliseconds: number): unknown;
  cancel(timer: unknown): void;
}

export const draftDelay = 500;
export const batchSize = 50;

export class LabelSession {
  readonly state: Store<SessionState>;
  private sheets = new Map<string, Sheet>();
  private left = new Set<string>();
  private draftTimer: unknown;
  private fetching = false;
  private resumed = false;
  private closed = false;

  constructor(readonly project: string, readonly definition: Definition, private readonly door: SessionDoor) {
    this.state = store<SessionState>({
      phase: "loading", queue: queueing.emptyQueue(), question: definition.questions[0]?.name ?? "", missing: [], done: 0, batch: batchSize, log: [],
    });
  }

  // MARK: Items

  /** `only`: one earlier answer to correct, instead of the queue. */
  async start(available?: number, only?: WorkEntry): Promise<void> {
    if (available !== undefined) this.patch({ batch: Math.max(1, Math.min(batchSize, available)) });
    if (only) {
      this.patch({ queue: { items: [only], at: 0, remaining: 0, exhausted: true } });
      return this.show();
    }
    await this.fill();
  }

  private async fill(): Promise<void> {
    const count = queueing.wanted(this.state.get().queue);
    if (this.fetching || count === 0 || this.closed) return;
    this.fetching = true;
    try {
      const got = await this.door.next(count, !this.resumed);
      this.resumed = true;
      // Answered before the page was closed, and still on its way: not to be answered again.
      for (const { assignment } of got.assignments) if (isHandedIn(this.door.pending(assignment))) this.left.add(assignment);
      this.patch({ queue: queueing.receive(this.state.get().queue, got.assignments, got.remaining, this.left), failure: undefined });
    } catch (error) {
      this.patch({ failure: (error as Error).message });
    } finally {
      this.fetching = false;
    }
    if (!this.state.get().entry) this.show();
  }

  /** Asks again, after "nothing left" or a failure; `quietly`: what is shown stays until there is an answer. */
  async refresh(quietly = false): Promise<void> {
    this.patch({ ...(quietly ? {} : { phase: "loading" as const }), queue: { ...this.state.get().queue, exhausted: false } });
    await this.fill();
    if (this.state.get().phase === "loading") this.show();
  }

  private show(): void {
    const { queue, failure } = this.state.get();
    const entry = queueing.current(queue);
    if (!entry) return this.patch({ entry: undefined, sheet: undefined, phase: this.fetching ? "loading" : failure ? "failed" : "empty" });
    const sheet = this.sheets.get(entry.item.id) ?? this.openSheet(entry);
    sheet.timer.shown();
    this.patch({ entry, sheet, phase: "working", missing: [], question: this.firstAsked(sheet) });
    this.door.opened(entry);
  }

  private openSheet(entry: WorkEntry): Sheet {
    const waiting = this.door.pending(entry.assignment);
    const start = waiting?.annotation ?? entry.draft?.annotation;
    const seconds = waiting?.activeSeconds ?? (entry.correcting ? 0 : entry.draft?.activeSeconds);
    const sheet: Sheet = {
      history: undoing.startHistory(readDoc(start)), timer: new ActiveTimer(() => this.door.now(), seconds ?? 0),
      rejected: new Set(), submitted: entry.correcting ? start : undefined,
    };
    this.sheets.set(entry.item.id, sheet);
    return sheet;
  }

  /** The first question that is still open; in an answer that is corrected, the first of all. */
  private firstAsked({ history, submitted }: Sheet): string {
    const { questions } = this.definition;
    const open = submitted ? undefined : questions.find((question) => !isStarted(question, history.doc));
    return (open ?? questions[0])?.name ?? "";
  }

  // MARK: Editing

  get doc(): Doc { return this.state.get().sheet?.history.doc ?? new Map(); }

  change(change: Change, merge?: string): void {
    this.edit((history) => undoing.commit(history, change, merge));
  }

  /** Returns false when there was nothing left to undo in this item. */
  undo(): boolean {
    const before = this.state.get().sheet?.history;
    if (!before || before.past.length === 0) return false;
    this.edit(undoing.undo);
    return true;
  }

  redo(): void { this.edit(undoing.redo); }
  seal(): void { this.edit(undoing.seal, false); }

  private edit(step: (history: undoing.History) => undoing.History, save = true): void {
    const { entry, sheet } = this.state.get();
    if (!entry || !sheet) return;
    const history = step(sheet.history);
    if (history === sheet.history) return;
    sheet.timer.input();
    this.keep(entry, { ...sheet, history });
    this.patch({ missing: this.state.get().missing.length ? missing(this.definition, history.doc) : [] });
    if (save && !sheet.submitted) this.saveSoon();
  }

  reject(part: string): void {
    const { entry, sheet } = this.state.get();
    if (entry && sheet) this.keep(entry, { ...sheet, rejected: new Set([...sheet.rejected, part]) });
  }

  setQuestion(question: string): void { this.patch({ question }); }

  /** After an answer: the next question that is still open, else stays. */
  nextOpenQuestion(): void {
    const open = this.definition.questions.find((question) => !isStarted(question, this.doc));
    if (open) this.setQuestion(open.name);
  }

  stepQuestion(by: number): void {
    const { questions } = this.definition;
    const at = questions.findIndex((question) => question.name === this.state.get().question);
    const next = questions[(at + by + questions.length) % questions.length];
    if (next) this.setQuestion(next.name);
  }

  // MARK: Leaving an item

  private annotation(doc: Doc): Annotation {
    return writeAnnotation(doc, this.definition.questions.filter(isPartKind).map((question) => question.name));
  }

  submit(): boolean {
    const { entry, sheet } = this.state.get();
    if (!entry || !sheet) return false;
    const lacking = missing(this.definition, sheet.history.doc);
    if (lacking.length > 0) {
      this.patch({ missing: lacking, question: lacking[0].question });
      return false;
    }
    const annotation = this.annotation(sheet.history.doc);
    const seconds = sheet.timer.seconds;
    this.cancelDraft();
    const again = sheet.submitted !== undefined;
    if (!again || !sameJSON(sheet.submitted, annotation)) {
      this.door.add({ ...this.base(entry), kind: again ? "correct" : "submit", annotation, activeSeconds: seconds, idempotencyKey: this.door.newID() });
    }
    const { done, log } = this.state.get();
    this.patch({ done: again ? done : done + 1, log: again ? log : [...log, { key: entry.item.key, seconds, annotation }] });
    this.keep(entry, { ...sheet, submitted: annotation });
    this.advance(entry, sheet);
    return true;
  }

  skip(reason: string): void {
    const { entry, sheet } = this.state.get();
    if (!entry || !sheet || sheet.submitted) return;
    this.cancelDraft();
    this.door.add({ ...this.base(entry), kind: "skip", annotation: this.annotation(sheet.history.doc), activeSeconds: sheet.timer.seconds, reason });
    this.left.add(entry.assignment);
    this.door.handedIn?.(entry.assignment);
    sheet.timer.hidden();
    this.patch({ queue: queueing.drop(this.state.get().queue, entry.assignment), entry: undefined, sheet: undefined });
    this.show();
    void this.fill();
  }

  private base(entry: WorkEntry) {
    return { project: this.project, assignment: entry.assignment, item: entry.item.id, key: entry.item.key };
  }

  private advance(entry: WorkEntry, sheet: Sheet): void {
    sheet.timer.hidden();
    this.left.add(entry.assignment);
    if (!entry.correcting) this.door.handedIn?.(entry.assignment);
    this.patch({ queue: queueing.advance(this.state.get().queue), entry: undefined, sheet: undefined });
    this.show();
    void this.fill();
  }

  /** To the item before; undo of a submitted answer means correcting it. */
  back(): boolean { return this.move(queueing.back); }

  forward(): boolean {
    const { queue, sheet } = this.state.get();
    return queue.at < queue.items.length && sheet?.submitted !== undefined ? this.move(queueing.advance) : false;
  }

  private move(step: <E extends queueing.QueueItem>(queue: queueing.Queue<E>) => queueing.Queue<E>): boolean {
    const { queue, sheet } = this.state.get();
    const moved = step(queue);
    if (moved.at === queue.at && moved.items.length === queue.items.length) return false;
    this.saveNow();
    sheet?.timer.hidden();
    this.patch({ queue: moved });
    this.show();
    return true;
  }

  // MARK: Drafts

  private saveSoon(): void {
    this.cancelDraft();
    this.draftTimer = this.door.later(() => { this.draftTimer = undefined; this.saveDraft(); }, draftDelay);
  }

  private saveNow(): void {
    if (this.draftTimer === undefined) return;
    this.cancelDraft();
    this.saveDraft();
  }

  private saveDraft(): void {
    const { entry, sheet } = this.state.get();
    if (!entry || !sheet || sheet.submitted) return;
    this.door.add({ ...this.base(entry), kind: "draft", annotation: this.annotation(sheet.history.doc), activeSeconds: sheet.timer.seconds });
  }

  private cancelDraft(): void {
    if (this.draftTimer !== undefined) this.door.cancel(this.draftTimer);
    this.draftTimer = undefined;
  }

  /** Another tab saved this item: take its draft instead of ours. */
  takeOver(assignment: string, annotation: Annotation): void {
    const { entry, sheet } = this.state.get();
    if (entry?.assignment !== assignment || !sheet) return;
    this.cancelDraft();
    this.keep(entry, { ...sheet, history: undoing.startHistory(readDoc(annotation)) });
  }

  visible(on: boolean): void {
    const timer = this.state.get().sheet?.timer;
    if (on) timer?.shown();
    else { timer?.hidden(); this.saveNow(); }
  }

  touch(): void { this.state.get().sheet?.timer.input(); }

  /** Leases to keep alive: the item in hand and those ahead. */
  held(): string[] {
    const { queue } = this.state.get();
    return queue.items.slice(queue.at).filter((entry) => !entry.correcting && !this.left.has(entry.assignment)).map((entry) => entry.assignment);
  }

  /** The server no longer holds these for us: untouched ones go; an edited one stays, its submit will tell. */
  lost(assignment: string): void {
    const { queue, entry, sheet } = this.state.get();
    const isHere = entry?.assignment === assignment;
    if (isHere && (sheet?.submitted || (sheet?.history.past.length ?? 0) > 0)) return;
    if (!queue.items.slice(queue.at).some((ahead) => ahead.assignment === assignment)) return;
    this.left.add(assignment);
    this.patch({ queue: queueing.drop(queue, assignment), ...(isHere ? { entry: undefined, sheet: undefined } : {}) });
    if (isHere) this.show();
    void this.fill();
  }

  close(): void {
    if (this.closed) return;
    this.saveNow();
    this.closed = true;
    const { queue, entry, sheet } = this.state.get();
    const unopened = queueing.untouched(queue).filter((ahead) => !ahead.draft && !this.sheets.has(ahead.item.id));
    const untouchedHere = entry && sheet && !sheet.submitted && !entry.correcting && !entry.draft && sheet.history.past.length === 0 ? [entry] : [];
    for (const { assignment } of [...untouchedHere, ...unopened]) if (!this.left.has(assignment)) this.door.release(assignment);
  }

  private keep(entry: WorkEntry, sheet: Sheet): void {
    this.sheets.set(entry.item.id, sheet);
    if (this.state.get().entry === entry) this.patch({ sheet });
  }

  private patch(part: Partial<SessionState>): void { this.state.update((state) => ({ ...state, ...part })); }
}

const isHandedIn = (waiting: Entry | undefined) => waiting !== undefined && !waiting.problem && (waiting.kind === "submit" || waiting.kind === "skip");

/** Suggestions still to be judged: nothing accepted from them, not rejected, their question not answered otherwise. */
export function openSuggestions(entry: WorkEntry, sheet: Sheet, definition: Definition): Suggestion[] {
  const doc = sheet.history.doc;
  return (entry.suggestions ?? []).filter((suggestion) => {
    const question = definition.questions.find((candidate) => candidate.name === suggestion.question);
    if (!question || doc.has(unknownKey(question.name))) return false;
    return isPartKind(question) || !sheet.rejected.has(suggestion.id) && (isOneKey(question) || !doc.has(valueKey(question.name)));
  });
}

export function medianSeconds(log: SessionState["log"]): number | undefined {
  const times = log.map((row) => row.seconds).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}

export const partTaken = (doc: Doc, question: string, id: string) => doc.has(partKey(question, id));

/**
 * Files on their way to the server: a few at a time, each whole or not at all, a failed one kept for another try. What sends
 * a file is given; nothing here knows the network or the page.
 */
import { store, Store } from "./store.js";

export type UploadState = "waiting" | "sending" | "done" | "failed";
/** `sent` and `size` in bytes; `path` is the file's name on the server, folders included. */
export interface Upload<File> { readonly path: string; readonly file: File; readonly size: number; readonly state: UploadState; readonly sent: number; readonly error?: string; readonly hint?: string }
export interface Sums { readonly files: number; readonly done: number; readonly failed: number; readonly sending: number; readonly waiting: number; readonly bytes: number; readonly sent: number }
export interface Sending { readonly whole: Promise<void>; readonly abort: () => void }
export type Send<File> = (path: string, file: File, onProgress: (bytes: number) => void) => Sending;

const atOnce = 4;

export class Uploads<File> {
  readonly list: Store<readonly Upload<File>[]> = store<readonly Upload<File>[]>([]);
  private readonly running = new Map<string, Sending>();
  private isStopped = true;

  constructor(private readonly send: Send<File>, private readonly lanes = atOnce) {}

  /** Names that are taken get a number: two photographs of one phone are both `image.jpg`. The same file twice is one. */
  add(files: readonly { path: string; file: File; size: number }[]): void {
    const list = [...this.list.get()], taken = new Map(list.map((one) => [one.path, one]));
    for (const { path, file, size } of files) {
      if (taken.get(path)?.file === file) continue;
      const free = freePath(path, (name) => taken.has(name));
      const upload: Upload<File> = { path: free, file, size, state: "waiting", sent: 0 };
      taken.set(free, upload);
      list.push(upload);
    }
    this.list.set(list);
    this.fill();
  }

  remove(path: string): void {
    this.running.get(path)?.abort();
    this.running.delete(path);
    this.list.update((list) => list.filter((one) => one.path !== path));
    this.fill();
  }

  start(): void { this.isStopped = false; this.fill(); }

  /** Breaks off what is under way; it waits again, and what is done stays done. */
  stop(): void {
    this.isStopped = true;
    for (const [path, sending] of this.running) { sending.abort(); this.change(path, { state: "waiting", sent: 0 }); }
    this.running.clear();
  }

  retry(): void {
    this.list.update((list) => list.map((one) => (one.state === "failed" ? { ...one, state: "waiting", sent: 0, error: undefined, hint: undefined } : one)));
    this.start();
  }

  get isRunning(): boolean { return !this.isStopped && this.list.get().some((one) => one.state === "waiting" || one.state === "sending"); }

  private fill(): void {
    if (this.isStopped) return;
    for (const one of this.list.get()) {
      if (this.running.size >= this.lanes) return;
      if (one.state === "waiting") this.begin(one);
    }
  }

  private begin({ path, file, size }: Upload<File>): void {
    this.change(path, { state: "sending", sent: 0 });
    const sending = this.send(path, file, (bytes) => { if (this.running.get(path) === sending) this.change(path, { sent: Math.min(bytes, size) }); });
    this.running.set(path, sending);
    const end = (change: Partial<Upload<File>>) => {
      if (this.running.get(path) !== sending) return;
      this.running.delete(path);
      this.change(path, change);
      this.fill();
    };
    sending.whole.then(() => end({ state: "done", sent: size }), (error: Error & { hint?: string }) => end({ state: "failed", sent: 0, error: error.message, hint: error.hint }));
  }

  private change(path: string, change: Partial<Upload<File>>): void {
    this.list.update((list) => list.map((one) => (one.path === path ? { ...one, ...change } : one)));
  }
}

export function sumsOf(list: readonly Upload<unknown>[]): Sums {
  const sums = { files: list.length, done: 0, failed: 0, sending: 0, waiting: 0, bytes: 0, sent: 0 };
  for (const { state, size, sent } of list) { sums[state] += 1; sums.bytes += size; sums.sent += sent; }
  return sums;
}

function freePath(path: string, isTaken: (path: string) => boolean): string {
  const dot = path.lastIndexOf("."), end = dot > path.lastIndexOf("/") + 1 ? dot : path.length;
  for (let number = 2, name = path; ; name = `${path.slice(0, end)}-${number}${path.slice(end)}`, number++) if (!isTaken(name)) return name;
}

/** What systems leave in folders and nobody means to send. */
export const isClutter = (path: string) => path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX") || /(^|\/)(Thumbs\.db|desktop\.ini)$/i.test(path);

/**
 * Active seconds on one item: counts while the page is visible and somebody did something within the last minute.
 * The clock is the caller's; wall time is never asked for here.
 */
export const idleAfter = 60_000;

export class ActiveTimer {
  private total: number;
  private since: number | undefined;
  private lastInput: number;

  constructor(private readonly now: () => number, startSeconds = 0) {
    this.total = startSeconds * 1000;
    this.lastInput = now();
    this.since = this.lastInput;
  }

  /** Somebody pressed, moved or scrolled. */
  input(): void {
    const now = this.now();
    if (this.since !== undefined && now - this.lastInput > idleAfter) {
      this.total += this.lastInput + idleAfter - this.since;
      this.since = undefined;
    }
    this.since ??= now;
    this.lastInput = now;
  }

  hidden(): void {
    this.total = this.milliseconds();
    this.since = undefined;
  }

  shown(): void {
    this.lastInput = this.now();
    this.since ??= this.lastInput;
  }

  get seconds(): number { return Math.round(this.milliseconds() / 10) / 100; }

  private milliseconds(): number {
    if (this.since === undefined) return this.total;
    return this.total + Math.max(0, Math.min(this.now(), this.lastInput + idleAfter) - this.since);
  }
}

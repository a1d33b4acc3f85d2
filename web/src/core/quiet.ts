/**
 * A quiet moment: no drag under way, and what was changed last has been painted. Sending, asking and preparing wait for it,
 * so that neither a drag nor the step to the next item ever shares its time with the network.
 */
export class Quiet {
  private holds = 0;
  private waiting: (() => void)[] = [];

  /** Somebody is dragging, or a frame is due; the returned function ends it, once. */
  hold(): () => void {
    this.holds += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.holds -= 1;
      if (this.holds === 0) for (const resolve of this.waiting.splice(0)) resolve();
    };
  }

  get isNow(): boolean { return this.holds === 0; }

  /** Resolves at the next quiet moment; at once when it is now. */
  async moment(): Promise<void> {
    while (this.holds > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

export const quiet = new Quiet();

/**
 * The item queue of one labelling session: three or more items ahead, the last twenty behind. Pure decisions; the page fetches.
 *
 * `at` counts into `items`; everything before it has been left (submitted or skipped), and going back moves `at` without
 * forgetting what is ahead.
 */
export interface QueueItem { assignment: string; item: { id: string; key: string } }
export interface Queue<Entry extends QueueItem> {
  readonly items: readonly Entry[];
  readonly at: number;
  readonly remaining: number;
  /** The server had nothing more the last time. */
  readonly exhausted: boolean;
}

export const ahead = 4;
export const behind = 20;

export const emptyQueue = <Entry extends QueueItem>(): Queue<Entry> => ({ items: [], at: 0, remaining: 0, exhausted: false });
export const current = <Entry extends QueueItem>(queue: Queue<Entry>): Entry | undefined => queue.items[queue.at];

/** How many to ask for now; 0 while enough lie ahead. Asking starts early, so three are always decided ahead. */
export function wanted<Entry extends QueueItem>(queue: Queue<Entry>): number {
  const left = queue.items.length - queue.at - 1;
  return queue.exhausted || left >= ahead ? 0 : Math.min(10, ahead + 1 - left);
}

/** `leftOut`: assignments that were submitted or skipped but whose message may still be under way. */
export function receive<Entry extends QueueItem>(queue: Queue<Entry>, got: readonly Entry[], remaining: number, leftOut: ReadonlySet<string>): Queue<Entry> {
  const have = new Set(queue.items.map((entry) => entry.assignment));
  const fresh = got.filter((entry) => !have.has(entry.assignment) && !leftOut.has(entry.assignment));
  return { ...queue, items: [...queue.items, ...fresh], remaining, exhausted: fresh.length === 0 };
}

export function advance<Entry extends QueueItem>(queue: Queue<Entry>): Queue<Entry> {
  const at = Math.min(queue.at + 1, queue.items.length);
  const drop = Math.max(0, at - behind);
  return { ...queue, items: queue.items.slice(drop), at: at - drop };
}

export function back<Entry extends QueueItem>(queue: Queue<Entry>): Queue<Entry> {
  return queue.at === 0 ? queue : { ...queue, at: queue.at - 1 };
}

export function drop<Entry extends QueueItem>(queue: Queue<Entry>, assignment: string): Queue<Entry> {
  const index = queue.items.findIndex((entry) => entry.assignment === assignment);
  if (index < 0) return queue;
  return { ...queue, items: queue.items.filter((_, other) => other !== index), at: index < queue.at ? queue.at - 1 : queue.at };
}

/** Leased but never shown: handed back when the person leaves. */
export function untouched<Entry extends QueueItem>(queue: Queue<Entry>): Entry[] { return queue.items.slice(queue.at + 1); }

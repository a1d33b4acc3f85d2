/** A queue of things to decide, a page at a time: the list at the left, walked by keys, and what is left when some are decided. */
import { ReactNode, useEffect, useRef, useState } from "react";
import type { Blobs } from "../../core/image/pictures.js";
import { setQuery } from "../../panels/app.js";
import { Loaded, useLoad, useQuery } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { Thumb } from "../pictures.js";

export const pageSize = 100;
export interface QueuePage<Row> { rows: readonly Row[]; total: number; next?: string }
export interface Queue<Row> {
  first: Loaded<QueuePage<Row>>;
  rows: readonly Row[];
  row?: Row;
  at: number;
  left: number;
  decided: ReadonlySet<string>;
  more?: () => Promise<void>;
  step: (by: number) => void;
  /** Takes a row out and goes to the one after it. */
  decide: (row: Row) => void;
}

/**
 * `keyOf`: what the address and the list call a row. A decided row leaves the server's queue too, so where the server names no
 * cursor it is `cursorOf` the last row still undecided.
 */
export function useQueue<Row>(name: string, read: (after?: string) => Promise<QueuePage<Row>>, keyOf: (row: Row) => string, cursorOf: (row: Row) => string): Queue<Row> {
  const first = useLoad(name, () => read());
  const [later, setLater] = useState<{ of: unknown; rows: readonly Row[]; ended: boolean; next?: string }>({ of: undefined, rows: [], ended: false });
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const mine = later.of === first.value ? later : { rows: [], ended: isLast(first.value), next: first.value?.next };
  const known = [...(first.value?.rows ?? []), ...mine.rows];
  const rows = known.filter((row) => !decided.has(keyOf(row)));
  const load = async () => {
    const last = rows[rows.length - 1];
    const page = await read(mine.next ?? (last && cursorOf(last)));
    const seen = new Set(known.map(keyOf));
    const fresh = page.rows.filter((row) => !seen.has(keyOf(row)));
    setLater({ of: first.value, rows: [...mine.rows, ...fresh], next: page.next, ended: isLast(page) || fresh.length === 0 && page.next === undefined });
  };
  const more = mine.ended ? undefined : load;
  const wanted = useQuery().get("item");
  const at = Math.max(0, rows.findIndex((row) => keyOf(row) === wanted));
  // A link may name a row of a later page.
  const isElsewhere = wanted !== null && more !== undefined && !decided.has(wanted) && rows.every((row) => keyOf(row) !== wanted);
  useEffect(() => { if (isElsewhere) void load().catch(() => undefined); }, [isElsewhere, rows.length]);
  const open = (row: Row | undefined) => setQuery({ item: row && keyOf(row) });
  return {
    first, rows, row: rows[at], at, decided, more, left: Math.max(rows.length, (first.value?.total ?? known.length) - decided.size),
    step: (by) => { if (rows[at + by]) open(rows[at + by]); },
    decide: (row) => { setDecided(new Set([...decided, keyOf(row)])); open(rows[at + 1] ?? rows[at - 1]); },
  };
}

const isLast = (page: QueuePage<unknown> | undefined) => page !== undefined && page.next === undefined && page.rows.length < pageSize;

export function QueueList<Row>({ queue, keyOf, draw }: { queue: Queue<Row>; keyOf: (row: Row) => string; draw: (row: Row) => ReactNode }) {
  return (
    <div className="dispute-queue">
      <ol className="dispute-list" aria-label="Queue">{queue.rows.map((row) => <QueueRow key={keyOf(row)} name={keyOf(row)} current={row === queue.row}>{draw(row)}</QueueRow>)}</ol>
      {queue.more && <More load={queue.more}>Show more</More>}
    </div>
  );
}

/** A row's words, beside its picture where it has one. */
export function QueueText({ item, blobs, children }: { item: string; blobs?: Blobs; children: ReactNode }) {
  return blobs?.image ? <span className="queue-pictured"><Thumb item={item} blobs={blobs} /><span className="grow">{children}</span></span> : <>{children}</>;
}

/** One stop for Tab in the whole queue: the keys walk it. */
function QueueRow({ name, current, children }: { name: string; current: boolean; children: ReactNode }) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (current) element.current?.scrollIntoView({ block: "nearest" }); }, [current]);
  return <li><button ref={element} tabIndex={current ? 0 : -1} aria-current={current || undefined} onClick={() => setQuery({ item: name })}>{children}</button></li>;
}

/** The part that decides one row. After a decision the button that was pressed has gone: the focus goes on to the next. */
export function DecidePart({ name, children }: { name: string; children: ReactNode }) {
  const here = useRef<HTMLElement>(null);
  useEffect(() => { if (document.activeElement === document.body) here.current?.focus({ preventScroll: true }); }, []);
  return <section className="decide" ref={here} tabIndex={-1} aria-label={name}>{children}</section>;
}

/** The list of suspected labels while somebody judges it: where they are, what is chosen, what is judged. No DOM, no server. */
export type Word = "accept" | "keep" | "relabel";
export interface SuspectRow { readonly id: string; readonly given: string; readonly suggested: string }
export interface Suspects<Row extends SuspectRow = SuspectRow> {
  readonly rows: readonly Row[];
  /** The row the keys act on; none once all are judged. */
  readonly at?: string;
  readonly chosen: ReadonlySet<string>;
  readonly judged: ReadonlyMap<string, Word>;
  /** Why the server left a row out. */
  readonly refused: ReadonlyMap<string, string>;
  readonly shown: number;
}

export const pageOfSuspects = 50;

export function begin<Row extends SuspectRow>(rows: readonly Row[]): Suspects<Row> {
  return { rows, at: rows[0]?.id, chosen: new Set(), judged: new Map(), refused: new Map(), shown: pageOfSuspects };
}

/** Those that wait to be judged, and as many of them as are shown. */
export const waiting = <Row extends SuspectRow>(state: Suspects<Row>): Row[] => state.rows.filter((row) => !state.judged.has(row.id));
export const shownRows = <Row extends SuspectRow>(state: Suspects<Row>): Row[] => waiting(state).slice(0, state.shown);

export function step<Row extends SuspectRow>(state: Suspects<Row>, by: number): Suspects<Row> {
  const rows = shownRows(state), here = rows.findIndex((row) => row.id === state.at);
  const next = rows[Math.min(rows.length - 1, Math.max(0, here + by))];
  return next ? { ...state, at: next.id } : state;
}

export function toggle<Row extends SuspectRow>(state: Suspects<Row>, id: string | undefined): Suspects<Row> {
  if (id === undefined) return state;
  const chosen = new Set(state.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { ...state, chosen };
}

export function chooseAll<Row extends SuspectRow>(state: Suspects<Row>): Suspects<Row> {
  const rows = shownRows(state);
  return { ...state, chosen: rows.every((row) => state.chosen.has(row.id)) ? new Set() : new Set(rows.map((row) => row.id)) };
}

/** What a key speaks of: the chosen rows, or else the one at hand. */
export function meant<Row extends SuspectRow>(state: Suspects<Row>): Row[] {
  const rows = waiting(state), chosen = rows.filter((row) => state.chosen.has(row.id));
  return chosen.length > 0 ? chosen : rows.filter((row) => row.id === state.at);
}

/** Judged rows leave the list; the one after them is at hand. */
export function judge<Row extends SuspectRow>(state: Suspects<Row>, ids: readonly string[], word: Word): Suspects<Row> {
  const gone = new Set(ids), before = waiting(state), here = before.findIndex((row) => row.id === state.at);
  const judged = new Map(state.judged), refused = new Map(state.refused);
  for (const id of ids) { judged.set(id, word); refused.delete(id); }
  const left = before.filter((row) => !gone.has(row.id));
  const next = before.slice(Math.max(0, here)).find((row) => !gone.has(row.id)) ?? left[left.length - 1];
  return { ...state, judged, refused, at: next?.id, chosen: new Set([...state.chosen].filter((id) => !gone.has(id))) };
}

/** Rows come back: by undo, or because the server left them out and said why. */
export function bringBack<Row extends SuspectRow>(state: Suspects<Row>, ids: readonly string[], reasons: ReadonlyMap<string, string> = new Map()): Suspects<Row> {
  const judged = new Map(state.judged), refused = new Map([...state.refused, ...reasons]);
  for (const id of ids) judged.delete(id);
  return { ...state, judged, refused, at: ids.find((id) => state.rows.some((row) => row.id === id)) ?? state.at };
}

export const showMore = <Row extends SuspectRow>(state: Suspects<Row>): Suspects<Row> => ({ ...state, shown: state.shown + pageOfSuspects });

const done: Record<Word, [string, string]> = { accept: ["put right", "put right"], keep: ["kept as it is", "kept as they are"], relabel: ["sent to be labelled afresh", "sent to be labelled afresh"] };
export const saidOf = (word: Word, count: number) => `${count === 1 ? "Label" : `${count} labels`} ${done[word][count === 1 ? 0 : 1]}`;

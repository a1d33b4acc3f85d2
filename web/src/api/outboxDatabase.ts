/**
 * The outbox's shelf: one IndexedDB store. Where the browser has none (private windows), a mirror serves.
 *
 * An IndexedDB write that is still under way dies with its tab; so each entry also goes to the local storage, which is
 * synchronous, until the database has it.
 */
import type { Entry, OutboxStorage } from "../core/outbox.js";

const storeName = "entries";
const mirrorPrefix = "winnow.outbox.";

export function outboxDatabase(name = "winnow-outbox"): OutboxStorage {
  const opened = open(name).catch(() => undefined);
  const inside = async <Result>(mode: IDBTransactionMode, work: (entries: IDBObjectStore) => IDBRequest<Result>): Promise<Result | undefined> => {
    const database = await opened;
    if (!database) return undefined;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode, { durability: "strict" } as IDBTransactionOptions);
      const request = work(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    load: async () => {
      const kept = new Map(((await inside<Entry[]>("readonly", (entries) => entries.getAll())) ?? []).map((entry) => [entry.sequence, entry]));
      for (const entry of mirrored()) kept.set(entry.sequence, entry);
      return [...kept.values()];
    },
    put: async (entry) => {
      mirror(entry);
      await inside("readwrite", (entries) => entries.put(entry));
      if (await opened) unmirror(entry.sequence);
    },
    remove: async (sequence) => {
      unmirror(sequence);
      await inside("readwrite", (entries) => entries.delete(sequence));
    },
  };
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: "sequence" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function mirror(entry: Entry): void {
  try { localStorage.setItem(mirrorPrefix + entry.sequence, JSON.stringify(entry)); } catch { /* full or forbidden: the database has to do */ }
}

function unmirror(sequence: number): void {
  try { localStorage.removeItem(mirrorPrefix + sequence); } catch { /* as above */ }
}

function mirrored(): Entry[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(mirrorPrefix)).flatMap((key) => JSON.parse(localStorage.getItem(key)!) as Entry);
  } catch { return []; }
}

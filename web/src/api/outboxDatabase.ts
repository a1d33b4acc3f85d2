/** The outbox's shelf: one IndexedDB store. Where the browser has none (private windows), memory serves until the tab closes. */
import type { Entry, OutboxStorage } from "../core/outbox.js";

const storeName = "entries";

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
    load: async () => (await inside<Entry[]>("readonly", (entries) => entries.getAll())) ?? [],
    put: async (entry) => { await inside("readwrite", (entries) => entries.put(entry)); },
    remove: async (sequence) => { await inside("readwrite", (entries) => entries.delete(sequence)); },
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

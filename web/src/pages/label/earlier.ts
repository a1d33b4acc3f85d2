/** Opens an answer given earlier: from the row just clicked, the history, or the item where reading it is allowed. */
import type { WorkEntry } from "../../core/labelSession.js";
import { ApiError } from "../../api/client.js";
import * as api from "../../api/endpoints.js";
import type { HistoryRow } from "../../api/types.js";

let remembered: HistoryRow | undefined;
export function rememberRow(row: HistoryRow): void { remembered = row; }

export async function earlierEntry(project: string, item: string): Promise<WorkEntry> {
  const row = remembered?.item === item ? remembered : await findRow(project, item);
  const fields = row.fields ?? (await readFields(project, item)) ?? { text: row.preview };
  return {
    assignment: `earlier/${item}`, item: { id: item, key: row.key, fields, blobs: row.blobs }, expiresAt: 0, correcting: true,
    draft: { counter: 0, annotation: row.annotation, activeSeconds: row.activeSeconds },
  };
}

async function findRow(project: string, item: string): Promise<HistoryRow> {
  let before: string | undefined;
  do {
    const page = await api.history({ project, limit: 200, before });
    const found = page.revisions.find((row) => row.item === item);
    if (found) return found;
    before = page.next;
  } while (before);
  throw new Error("you have not answered this item");
}

async function readFields(project: string, item: string): Promise<Record<string, unknown> | undefined> {
  try {
    return (await api.item(project, item)).item.fields;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}

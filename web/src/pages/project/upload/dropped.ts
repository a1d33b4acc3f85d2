/** What was dropped or chosen, as files with paths: folders are walked, what systems leave in them is counted and left out. */
import { isClutter } from "../../../core/uploads.js";

export interface Picked { readonly files: { path: string; file: File; size: number }[]; readonly clutter: number }

export async function readDrop(data: DataTransfer): Promise<Picked> {
  // Entries have to be taken before the first wait: the list is emptied when the event ends.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry): entry is FileSystemEntry => entry !== null);
  if (entries.length === 0) return picked([...data.files].map((file) => [file.name, file]));
  const found: [string, File][] = [];
  for (const entry of entries) await walk(entry, found);
  return picked(found);
}

export function readInput(input: HTMLInputElement): Picked {
  return picked([...(input.files ?? [])].map((file) => [file.webkitRelativePath || file.name, file]));
}

function picked(found: readonly (readonly [string, File])[]): Picked {
  const kept = found.filter(([path]) => !isClutter(path)).map(([path, file]) => ({ path, file, size: file.size }));
  return { files: kept.sort((a, b) => (a.path < b.path ? -1 : 1)), clutter: found.length - kept.length };
}

async function walk(entry: FileSystemEntry, found: [string, File][]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    found.push([path, await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, found);
  }
}

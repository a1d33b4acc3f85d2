/** Uploads outlive their page: whoever looks at another page meanwhile finds them still going. A closed tab ends them, after a question. */
import { store, Store } from "../../../core/store.js";
import { Uploads } from "../../../core/uploads.js";
import { sendFile } from "../../../api/sendFile.js";

export interface Declared { readonly source: string; readonly licence: string; readonly attribution?: string; readonly origin: string }
export interface UnderWay { readonly declared: Declared; readonly uploads: Uploads<Blob>; /** Files that the last collecting took. */ collected: number }

const byProject = new Map<string, Store<UnderWay | undefined>>();

export function underWay(project: string): Store<UnderWay | undefined> {
  const known = byProject.get(project) ?? store<UnderWay | undefined>(undefined);
  byProject.set(project, known);
  return known;
}

export function beginWith(project: string, declared: Declared): void {
  const uploads = new Uploads<Blob>((path, file, onProgress) => sendFile(project, declared.source, path, file, onProgress));
  underWay(project).set({ declared, uploads, collected: 0 });
}

window.addEventListener("beforeunload", (event) => {
  if (![...byProject.values()].some((one) => one.get()?.uploads.isRunning)) return;
  event.preventDefault();
  event.returnValue = "";
});

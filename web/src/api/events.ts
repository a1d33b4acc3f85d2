/** Live news of a project. The browser reconnects by itself; pages read the state again, so missed events cost nothing. */
import { inProject } from "./client.js";

export type LiveEvent = { name: "job" | "progress" | "settled" | "work"; data: Record<string, any> };

export function listen(project: string, take: (event: LiveEvent) => void): () => void {
  const source = new EventSource("/v1" + inProject(project, "/events"), { withCredentials: true });
  for (const name of ["job", "progress", "settled", "work"] as const) {
    source.addEventListener(name, (event) => {
      let data: Record<string, any> = {};
      try { data = JSON.parse((event as MessageEvent).data); } catch { /* an event without a body still says "read again" */ }
      take({ name, data });
    });
  }
  return () => source.close();
}

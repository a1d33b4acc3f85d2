/** Live news while a page is open, gathered so that a burst of settled items reads the state once. */
import { useEffect, useRef } from "react";
import { listen, LiveEvent } from "../../api/events.js";

type Takers = Partial<Record<LiveEvent["name"], (data: Record<string, any>) => void>>;
const listeners = new Map<string, { takers: Set<(event: LiveEvent) => void>; stop: () => void }>();

/** One connection per project, however many parts of a page listen. */
export function subscribe(project: string, take: (event: LiveEvent) => void): () => void {
  let shared = listeners.get(project);
  if (!shared) {
    const takers = new Set<(event: LiveEvent) => void>();
    shared = { takers, stop: listen(project, (event) => { for (const taker of [...takers]) taker(event); }) };
    listeners.set(project, shared);
  }
  shared.takers.add(take);
  return () => {
    shared!.takers.delete(take);
    if (shared!.takers.size > 0) return;
    shared!.stop();
    listeners.delete(project);
  };
}

export function useLive(project: string, takers: Takers, gather = 1500): void {
  const latest = useRef(takers);
  latest.current = takers;
  useEffect(() => {
    const waiting = new Map<string, ReturnType<typeof setTimeout>>();
    const stop = subscribe(project, ({ name, data }) => {
      if (!latest.current[name] || waiting.has(name)) return;
      waiting.set(name, setTimeout(() => { waiting.delete(name); latest.current[name]?.(data); }, gather));
    });
    return () => { stop(); for (const timer of waiting.values()) clearTimeout(timer); };
  }, [project, gather]);
}

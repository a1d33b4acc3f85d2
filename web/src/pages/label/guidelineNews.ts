/** Whether the guidelines changed since this person last opened them here; the first visit counts as read. */
import { useEffect, useState } from "react";

export function useGuidelineNews(project: string, text: string): { changed: boolean; read: () => void } {
  const key = `winnow.guidelines.${project}`;
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    const before = recall(key);
    if (before === undefined) keep(key, mark(text));
    setChanged(before !== undefined && before !== mark(text));
  }, [key, text]);
  return { changed, read: () => { keep(key, mark(text)); setChanged(false); } };
}

/** FNV-1a: enough to notice a change. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length}.${hash >>> 0}`;
}

function recall(key: string): string | undefined { try { return localStorage.getItem(key) ?? undefined; } catch { return undefined; } }
function keep(key: string, value: string): void { try { localStorage.setItem(key, value); } catch { /* private window */ } }

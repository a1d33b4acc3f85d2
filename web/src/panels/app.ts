/** What every page shares: the actions, the address, the toasts, the theme. Values that React watches, no components. */
import { Actions } from "../core/actions.js";
import { store } from "../core/store.js";

export const actions = new Actions();

export interface Place { path: string; query: URLSearchParams }
const here = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });
export const place = store<Place>(here());
window.addEventListener("popstate", () => place.set(here()));

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  const samePath = to.split("?")[0] === location.pathname;
  history[options.replace ? "replaceState" : "pushState"](null, "", to);
  place.set(here());
  if (!samePath) window.scrollTo(0, 0);
}

/** Changes parts of the query; an empty value takes its key away. */
export function setQuery(change: Record<string, string | undefined>, options: { replace?: boolean } = { replace: true }): void {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined || value === "") query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  navigate(location.pathname + (text ? "?" + text : ""), options);
}

export interface Toast { id: number; text: string; tone?: "bad" | "good"; action?: { title: string; key?: string; run: () => void } }
export const toasts = store<readonly Toast[]>([]);
let nextToast = 1;

export function toast(text: string, options: { tone?: Toast["tone"]; action?: Toast["action"]; milliseconds?: number; only?: boolean } = {}): number {
  const id = nextToast++;
  toasts.update((list) => [...(options.only ? [] : list.slice(-2)), { id, text, tone: options.tone, action: options.action }]);
  setTimeout(() => dismissToast(id), options.milliseconds ?? (options.tone === "bad" ? 8000 : 4000));
  return id;
}
export function dismissToast(id: number): void { toasts.update((list) => list.filter((other) => other.id !== id)); }

export type Theme = "system" | "light" | "dark";
export const theme = store<Theme>(readTheme());
applyTheme();

function readTheme(): Theme {
  try { return (localStorage.getItem("winnow.theme") as Theme) ?? "system"; } catch { return "system"; }
}
function applyTheme(): void {
  document.documentElement.style.colorScheme = theme.get() === "system" ? "" : theme.get();
}
export function toggleTheme(): void {
  const dark = theme.get() === "dark" || theme.get() === "system" && matchMedia("(prefers-color-scheme: dark)").matches;
  theme.set(dark ? "light" : "dark");
  try { localStorage.setItem("winnow.theme", theme.get()); } catch { /* private window: for this visit only */ }
  applyTheme();
}

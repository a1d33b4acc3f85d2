/** Addresses: path segments name the page, the query holds the full state of filters and selection. */
export const projectPages = ["overview", "data", "label", "review", "disagreements", "quality", "models", "rules", "checks", "profile", "personal-data", "splits", "coverage", "bias", "versions", "ship", "guidelines", "people", "settings", "upload"] as const;
export type ProjectPage = (typeof projectPages)[number];
export type Route =
  | { page: "sign-in" }
  | { page: "link"; secret: string }
  | { page: "work" | "history" | "accounts" | "tokens" | "new-project" }
  | { page: ProjectPage; project: string }
  | { page: "missing"; path: string };

export function readRoute(path: string): Route {
  const [first, second, third, ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  if (first === undefined) return { page: "work" };
  if (first === "sign-in" && second === undefined) return { page: "sign-in" };
  if (first === "link" && second !== undefined && third === undefined) return { page: "link", secret: second };
  if ((first === "history" || first === "accounts" || first === "tokens" || first === "new-project") && second === undefined) return { page: first };
  if (first === "p" && second !== undefined && rest.length === 0) {
    const page = (third ?? "overview") as ProjectPage;
    if (projectPages.includes(page)) return { page, project: second };
  }
  return { page: "missing", path };
}

export function projectPath(project: string, page: ProjectPage = "overview", query: Record<string, string | undefined> = {}): string {
  return `/p/${encodeURIComponent(project)}/${page}${queryText(query)}`;
}

export function queryText(query: Record<string, string | number | undefined>): string {
  const parts = Object.entries(query).filter(([, value]) => value !== undefined && value !== "")
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`);
  return parts.length ? "?" + parts.join("&") : "";
}

/** Where to go after signing in: only a path of this site. */
export function safeReturn(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) && !to.startsWith("/sign-in") && !to.startsWith("/link/") ? to : "/";
}

/** The one door to the server: JSON in, JSON out, refusals as `ApiError` with the server's own words. */
import type { Finding } from "./types.js";

export class ApiError extends Error {
  constructor(
    readonly status: number, readonly code: string, message: string, readonly hint?: string,
    readonly findings: Finding[] = [], readonly body: Record<string, any> = {},
  ) { super(message); }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {
  constructor() { super("the server cannot be reached"); }
}

let onSignedOut: () => void = () => undefined;
export function whenSignedOut(run: () => void): void { onSignedOut = run; }

export interface CallOptions { body?: unknown; signal?: AbortSignal; keepalive?: boolean; quiet?: boolean }

export async function call<Result>(method: string, path: string, options: CallOptions = {}): Promise<Result> {
  const response = await fetch("/v1" + path, {
    method, signal: options.signal, keepalive: options.keepalive, credentials: "same-origin",
    headers: { Accept: "application/json", ...(options.body === undefined ? {} : { "Content-Type": "application/json" }) },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  }).catch((error) => {
    if ((error as Error).name === "AbortError") throw error;
    throw new Unreachable();
  });
  const text = await response.text();
  if (response.ok) return readBody(text, response) as Result;
  if (response.status === 401 && !options.quiet) onSignedOut();
  throw errorOf(response.status, text);
}

function readBody(text: string, response: Response): unknown {
  if (text === "") return undefined;
  return (response.headers.get("Content-Type") ?? "").includes("json") ? JSON.parse(text) : text;
}

function errorOf(status: number, text: string): ApiError {
  let body: Record<string, any> = {};
  try { body = JSON.parse(text); } catch { /* a proxy's page: the status has to do */ }
  const error = body.error ?? {};
  return new ApiError(status, error.code ?? `http.${status}`, error.message ?? `the server answered ${status}`, error.hint, error.findings ?? [], body);
}

export const get = <Result>(path: string, signal?: AbortSignal) => call<Result>("GET", path, { signal });
export const post = <Result>(path: string, body: unknown = {}) => call<Result>("POST", path, { body });
export const put = <Result>(path: string, body: unknown) => call<Result>("PUT", path, { body });
export const remove = <Result>(path: string) => call<Result>("DELETE", path);
export const inProject = (project: string, rest = "") => `/projects/${encodeURIComponent(project)}${rest}`;

export function messageOf(error: unknown): string { return error instanceof Error ? error.message : String(error); }

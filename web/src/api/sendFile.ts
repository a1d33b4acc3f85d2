/** One file to the server as it is. An XMLHttpRequest, because `fetch` does not tell how much of a body has left. */
import type { Sending } from "../core/uploads.js";
import { ApiError, inProject, Unreachable } from "./client.js";

export function sendFile(project: string, source: string, path: string, file: Blob, onProgress: (bytes: number) => void): Sending {
  const request = new XMLHttpRequest();
  const whole = new Promise<void>((resolve, reject) => {
    request.open("PUT", `/v1${inProject(project, `/uploads/${encodeURIComponent(source)}/files`)}?path=${encodeURIComponent(path)}`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => (request.status >= 200 && request.status < 300 ? resolve() : reject(refusal(request)));
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new Error("broken off"));
    request.send(file);
  });
  return { whole, abort: () => request.abort() };
}

function refusal({ status, responseText }: XMLHttpRequest): ApiError {
  let error: { code?: string; message?: string; hint?: string } = {};
  try { error = JSON.parse(responseText).error ?? {}; } catch { /* a proxy's page: the status has to do */ }
  return new ApiError(status, error.code ?? `http.${status}`, error.message ?? `the server answered ${status}`, error.hint);
}

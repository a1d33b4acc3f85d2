/** How far the files are: one bar for all, a row for each that is under way, waits or failed, and what can be done about it. */
import { bytes, count, plural } from "../../../core/figures.js";
import { sumsOf, Upload, Uploads } from "../../../core/uploads.js";
import { Badge, Button, Notice, sentence, Ticked } from "../../../panels/controls.js";
import { useStore } from "../../../panels/hooks.js";

const rowsShown = 200;
const order: Record<Upload<unknown>["state"], number> = { failed: 0, sending: 1, waiting: 2, done: 3 };
const words: Record<Upload<unknown>["state"], string> = { failed: "failed", sending: "sending", waiting: "waits", done: "sent" };

export function FileList({ uploads }: { uploads: Uploads<Blob> }) {
  const list = useStore(uploads.list), sums = sumsOf(list);
  if (list.length === 0) return null;
  const rows = [...list].sort((a, b) => order[a.state] - order[b.state]).slice(0, rowsShown);
  const share = sums.bytes ? (sums.sent / sums.bytes) * 100 : 0;
  const isOpen = sums.waiting + sums.sending > 0;
  return (
    <section className="block" aria-label="Files">
      <div className="job" role="status" data-testid="upload-sums">
        <div className="row"><strong>{isOpen ? `Sending ${plural(sums.files, "file")}` : `${plural(sums.done, "file")} sent`}</strong><span className="muted num">{isOpen && `${count(sums.done)} done, `}{bytes(sums.sent)} of {bytes(sums.bytes)}</span><span className="grow" />
          {isOpen && (uploads.isRunning ? <Button dense onClick={() => uploads.stop()} data-testid="stop">Stop</Button> : <Button dense look="main" onClick={() => uploads.start()} data-testid="go-on">Go on</Button>)}</div>
        <div className="meter" role="progressbar" aria-label="Bytes sent" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share)}><i style={{ width: `${share}%` }} /></div>
      </div>
      {sums.failed > 0 && <Notice tone="bad" title={`${plural(sums.failed, "file")} could not be sent`} action={<Button dense onClick={() => uploads.retry()} data-testid="retry">Try again</Button>}>The others are not held up by it.</Notice>}
      <ul className="file-list" data-testid="upload-list">{rows.map((one) => (
        <li key={one.path} data-state={one.state}>
          <span className="grow clip" title={one.path}>{one.path}{one.error && <span className="field-error"> <Ticked text={sentence(one.error) + (one.hint ? `. ${sentence(one.hint)}` : "")} /></span>}</span>
          <span className="caption num">{one.state === "sending" && one.size > 0 ? `${Math.round((one.sent / one.size) * 100)}% of ` : ""}{bytes(one.size)}</span>
          <Badge tone={one.state === "failed" ? "bad" : one.state === "done" ? "good" : undefined}>{words[one.state]}</Badge>
          {one.state === "done" ? null : <Button dense look="quiet" aria-label={`Leave out ${one.path}`} onClick={() => uploads.remove(one.path)}>✕</Button>}
        </li>
      ))}{list.length > rows.length && <li className="muted">and {count(list.length - rows.length)} more</li>}</ul>
    </section>
  );
}

/** One answer in the item sheet: who, at which stage, what, when, in how long. */
import { answerText, partsOf } from "../../core/annotation.js";
import { ago, seconds } from "../../core/figures.js";
import type { RevisionView } from "../../api/types.js";

export function originText(revision: RevisionView): string {
  const origin = revision.origin;
  const kind = typeof origin === "string" ? origin : origin && typeof origin === "object" ? Object.keys(origin)[0] : "";
  return revision.authorName ?? revision.author ?? (kind.startsWith("import") ? "imported" : kind || "unknown");
}

export function RevisionRow({ revision }: { revision: RevisionView }) {
  const answers = Object.values(revision.annotation.answers ?? {});
  const parts = answers.flatMap(partsOf).length;
  return (
    <div className="sheet-row" data-testid="revision">
      <div className="row"><span className="grow"><b>{originText(revision)}</b> <span className="caption">{revision.stage}{revision.number > 1 ? `, version ${revision.number}` : ""}</span></span><span>{answers.map(answerText).join(" · ") || "I don't know"}{parts > 0 && <span className="caption"> ({parts})</span>}</span></div>
      <div className="caption num">{ago(revision.madeAt, Date.now())}{revision.activeSeconds > 0 ? ` · ${seconds(revision.activeSeconds)}` : ""}{(revision.annotation.flags ?? []).map((flag) => ` · ${flag}`)}</div>
      {revision.annotation.note && <p className="muted">“{revision.annotation.note}”</p>}
    </div>
  );
}

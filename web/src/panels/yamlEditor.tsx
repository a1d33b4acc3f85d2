/** A plain text area with line numbers; findings stand at their line, in the margin and below. */
import { useId, useRef } from "react";
import { Badge, sentence, Ticked } from "./controls.js";

export interface LineFinding { severity: string; message: string; hint?: string; place?: { line?: number; column?: number } | string }

const placeOf = (finding: LineFinding) => (typeof finding.place === "object" ? finding.place : undefined);

export function YamlEditor({ label, value, onChange, readOnly, findings }: { label: string; value: string; onChange: (text: string) => void; readOnly?: boolean; findings: readonly LineFinding[] }) {
  const about = useId(), mayLeave = useRef(false);
  const area = useRef<HTMLTextAreaElement>(null), gutter = useRef<HTMLDivElement>(null);
  const lines = value.split("\n");
  const worst = new Map<number, string>();
  for (const finding of findings) {
    const line = placeOf(finding)?.line;
    if (line && worst.get(line) !== "error") worst.set(line, finding.severity);
  }
  const goTo = (finding: LineFinding) => {
    const place = placeOf(finding);
    if (!place?.line || !area.current) return;
    const start = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + (place.column ?? 1) - 1;
    area.current.focus();
    area.current.setSelectionRange(start, start);
    area.current.scrollTop = Math.max(0, (place.line - 6) * 20);
  };
  return (
    <div className="yaml">
      <div className="yaml-box">
        <div className="yaml-gutter" ref={gutter} aria-hidden="true">{lines.map((_, index) => <span key={index} className={worst.get(index + 1) ?? ""}>{index + 1}</span>)}</div>
        <textarea ref={area} className="yaml-text" aria-label={label} aria-describedby={readOnly ? undefined : about} spellCheck={false} autoCapitalize="none" wrap="off" readOnly={readOnly} rows={Math.min(40, Math.max(18, lines.length + 1))} value={value}
          onChange={(event) => onChange(event.target.value)} onScroll={(event) => { gutter.current!.scrollTop = event.currentTarget.scrollTop; }}
          onKeyDown={(event) => {
            if (event.key === "Escape") { mayLeave.current = true; event.stopPropagation(); return; }
            if (event.key !== "Tab") { if (event.key !== "Shift") mayLeave.current = false; return; }
            if (event.shiftKey || readOnly || mayLeave.current) { mayLeave.current = false; return; }
            event.preventDefault();
            document.execCommand("insertText", false, "  ");
          }} data-testid="yaml" />
      </div>
      {!readOnly && <p className="caption yaml-keys" id={about}>Tab indents; Esc, then Tab leaves the text.</p>}
      {findings.length > 0 && <ul className="yaml-findings" aria-label="What is wrong">{findings.map((finding, index) => (
        <li key={index}><button onClick={() => goTo(finding)} data-testid="yaml-finding">
          <Badge tone={finding.severity === "error" ? "bad" : finding.severity === "warning" ? "warn" : undefined}>{placeOf(finding)?.line ? `line ${placeOf(finding)!.line}` : finding.severity}</Badge>
          <span><Ticked text={sentence(finding.message)} />{finding.hint && <span className="muted"> <Ticked text={sentence(finding.hint)} /></span>}</span></button></li>
      ))}</ul>}
    </div>
  );
}

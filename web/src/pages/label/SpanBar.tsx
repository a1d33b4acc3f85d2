/** The labels of a question about spans, with their keys, above the text. The one in hand is what a selection becomes. */
import type { Question } from "../../core/definition.js";
import { Doc, isUnknown, partsIn } from "../../core/doc.js";
import { Button, Swatch } from "../../panels/controls.js";

export interface SpanBarProps { question: Question; active?: string; current: boolean; alone: boolean; doc: Doc; onPick: (name: string) => void; onQuestion: () => void; onSearch: () => void }
const most = 12;

export function SpanBar({ question, active, current, alone, doc, onPick, onQuestion, onSearch }: SpanBarProps) {
  const found = partsIn(doc, question.name).length;
  return (
    <div className={`span-bar${current ? "" : " resting"}`} role="group" aria-label={question.prompt || question.name}>
      {question.prompt && <button className="prompt" onClick={onQuestion} tabIndex={alone ? -1 : 0}>{question.prompt}{!alone && found > 0 && <span className="caption num"> {found}</span>}</button>}
      <div className="chips">
        {isUnknown(doc, question.name) && <span className="badge accent">I don't know</span>}
        {question.labels.slice(0, most).map((label) => (
          <button key={label.name} className={`chip${label.name === active ? " on" : ""}`} aria-pressed={label.name === active} title={label.about} onClick={() => onPick(label.name)} data-testid={`label-${label.name}`}>
            <Swatch colour={label.colour} marked={label.marked} /><span className="name">{label.name}</span>{label.key && current && <kbd>{label.key.toUpperCase()}</kbd>}
          </button>
        ))}
        {question.labels.length > most && <Button look="quiet" chord="L" onClick={onSearch}>{question.labels.length - most} more</Button>}
      </div>
    </div>
  );
}

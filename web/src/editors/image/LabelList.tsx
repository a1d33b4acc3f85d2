/** The labels with their counts and keys: the one in hand is what a new box becomes; pressed while objects are selected, they become it. */
import type { Question } from "../../core/definition.js";
import { Button, Kbd, Swatch } from "../../panels/controls.js";
import type { BoxEditing } from "./boxEditing.js";

const most = 12;
export interface LabelListProps { editing: BoxEditing; question: Question; isOnly: boolean; isCurrent: boolean; active?: string; onPick: (name: string) => void; onSearch: () => void }

export function LabelList({ editing, question, isOnly, isCurrent, active, onPick, onSearch }: LabelListProps) {
  const shown = question.labels.filter((label, index) => index < most || label.name === active);
  return (
    <section className="image-labels" aria-label={question.prompt || question.name}>
      <div className="row"><h2 className="grow clip" title={question.prompt || undefined}>{isOnly ? "Labels" : question.prompt || question.name}</h2>{isCurrent && <span className="caption">search <Kbd chord="L" /></span>}</div>
      {question.prompt && isOnly && <p className="muted prompt-line">{question.prompt}</p>}
      <div role="radiogroup" aria-label={`Label of new boxes: ${question.prompt || question.name}`}>
        {shown.map((label) => (
          <button key={label.name} className={`image-label${isCurrent && label.name === active ? " on" : ""}`} role="radio" aria-checked={isCurrent && label.name === active} title={label.about} onClick={() => onPick(label.name)} data-testid={`label-${label.name}`}>
            <Swatch colour={label.colour} marked={label.marked} /><span className="grow clip">{label.name}</span>
            <span className="caption num">{editing.table.countOf(question.name, label.name)}</span>{label.key && isCurrent && <kbd aria-hidden="true">{label.key.toUpperCase()}</kbd>}
          </button>
        ))}
      </div>
      {question.labels.length > shown.length && <Button look="quiet" dense chord="L" onClick={onSearch}>{question.labels.length - shown.length} more</Button>}
    </section>
  );
}

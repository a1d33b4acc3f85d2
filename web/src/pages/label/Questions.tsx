/** Questions about the whole item: choices by key, ratings, numbers, dates, texts. */
import { Answer, answerText, Suggestion } from "../../core/annotation.js";
import * as commands from "../../core/commands.js";
import type { Definition, Question } from "../../core/definition.js";
import { Change, Doc, isUnknown, valueIn } from "../../core/doc.js";
import { percent } from "../../core/figures.js";
import type { SessionState } from "../../core/labelSession.js";
import { editableKinds, isPartKind } from "../../core/validate.js";
import { Button, Kbd, Swatch } from "../../panels/controls.js";
import { useKeys } from "../../panels/hooks.js";

export interface QuestionsProps {
  definition: Definition; doc: Doc; suggestions: readonly Suggestion[]; state: SessionState; current?: string;
  onAnswer: (question: Question, label: string) => void; onAccept: (suggestion: Suggestion) => void;
  onFocus: (question: string) => void; onChange: (change: Change, merge?: string) => void; onSearch: () => void;
}

export function Questions(props: QuestionsProps) {
  const asked = props.definition.questions.filter((question) => !isPartKind(question) && question.of === undefined);
  const others = props.definition.questions.filter((question) => !editableKinds.has(question.kind));
  const alone = props.definition.questions.length === 1;
  return (
    <div className="questions">
      {asked.filter((question) => editableKinds.has(question.kind)).map((question) => <QuestionBlock key={question.name} {...props} question={question} alone={alone} />)}
      {others.length > 0 && <p className="caption">Not asked here: {others.map((question) => `${question.prompt || question.name} (${question.kind})`).join(", ")}.</p>}
    </div>
  );
}

type BlockProps = QuestionsProps & { question: Question; alone: boolean };

function QuestionBlock(props: BlockProps) {
  const { question, doc, current, alone, state, suggestions } = props;
  const on = current === question.name;
  const lacking = state.missing.find((lack) => lack.question === question.name);
  const suggestion = suggestions.find((candidate) => candidate.question === question.name);
  return (
    <section className={`question${on ? " on" : ""}${alone ? " alone" : ""}`} aria-label={question.prompt || question.name} onMouseDown={() => props.onFocus(question.name)} data-testid={`question-${question.name}`}>
      <div className="prompt">{question.prompt || question.name}
        {isUnknown(doc, question.name) && <span className="badge accent">I don't know</span>}
        {lacking && <span className="field-error">needs an answer</span>}
        {!question.required && <span className="caption">optional</span>}
        {suggestion && !["choice", "choices"].includes(question.kind) && <button className="chip suggested" onClick={() => props.onAccept(suggestion)}>{answerText(suggestion.answer)}? <span className="caption num">{percent(suggestion.score)}</span><Kbd chord="Enter" /></button>}
      </div>
      <Control {...props} on={on} suggestion={suggestion} />
    </section>
  );
}

type ControlProps = BlockProps & { on: boolean; suggestion?: Suggestion };

function Control(props: ControlProps) {
  switch (props.question.kind) {
    case "choice": case "choices": return <Choices {...props} />;
    case "rating": return <Rating {...props} />;
    default: return <Typed {...props} />;
  }
}

const most = 18;

function Choices({ question, doc, on, suggestion, onAnswer, onAccept, onSearch }: ControlProps) {
  const value = valueIn(doc, question.name);
  const chosen = question.kind === "choices" ? ((value?.choices as string[]) ?? []) : value ? [value.choice as string] : [];
  const suggested = suggestion ? ((suggestion.answer.choices as string[]) ?? [suggestion.answer.choice as string]) : [];
  useKeys((chord) => {
    const hit = on ? question.labels.find((label) => label.key && label.key.toUpperCase() === chord) : undefined;
    if (hit) onAnswer(question, hit.name);
    return hit !== undefined;
  });
  const shown = question.labels.filter((label, index) => index < most || chosen.includes(label.name) || suggested.includes(label.name));
  const many = question.kind === "choices";
  return (
    <div className={`choices${question.labels.length > 6 ? " many" : ""}`} role={many ? "group" : "radiogroup"} aria-label={question.prompt || question.name}>
      {shown.map((label) => {
        const open = suggestion && !chosen.length && suggested.includes(label.name);
        return (
          <button key={label.name} className={`choice${open ? " suggested" : ""}`} role={many ? "checkbox" : "radio"} aria-checked={chosen.includes(label.name)} title={label.about}
            onClick={() => (open && !many ? onAccept(suggestion) : onAnswer(question, label.name))} data-testid={`label-${label.name}`}>
            <Swatch colour={label.colour} marked={label.marked} dashed={open} />
            <span className="grow"><span className="clip">{label.name}{open ? "?" : ""}</span>{label.about && question.labels.length <= 6 && <span className="caption about">{label.about}</span>}</span>
            {open && <span className="caption num">{percent(suggestion.score)}<Kbd chord="Enter" /></span>}
            {label.key && on && <kbd>{label.key.toUpperCase()}</kbd>}
          </button>
        );
      })}
      {question.labels.length > shown.length && <Button chord="L" onClick={onSearch}>{question.labels.length - shown.length} more labels</Button>}
    </div>
  );
}

function Rating({ question, doc, on, onChange, onFocus }: ControlProps) {
  const steps = question.labels.length > 0 ? question.labels.map((label) => label.name) : ["1", "2", "3", "4", "5"];
  const value = valueIn(doc, question.name)?.rating as number | undefined;
  const rate = (rating: number) => { onFocus(question.name); onChange(commands.setValue(question.name, { rating })); };
  useKeys((chord) => {
    const step = on && /^[1-9]$/.test(chord) ? Number(chord) : 0;
    if (step >= 1 && step <= steps.length) rate(step);
    return step >= 1 && step <= steps.length;
  });
  return (
    <div className="rating" role="radiogroup" aria-label={question.prompt || question.name}>
      {steps.map((name, index) => <button key={name} role="radio" aria-checked={value === index + 1} onClick={() => rate(index + 1)} data-testid={`rate-${index + 1}`}>{name}</button>)}
    </div>
  );
}

function Typed({ question, doc, onChange, onFocus }: ControlProps) {
  const { kind, name } = question;
  const value = valueIn(doc, name)?.[kind];
  const set = (text: string) => {
    const answer: Answer | undefined = kind === "number" ? (text === "" || Number.isNaN(Number(text)) ? undefined : { number: Number(text) }) : text === "" ? undefined : { [kind]: text };
    onChange(commands.setValue(name, answer), `type/${name}`);
  };
  const shared = { className: "input", "aria-label": question.prompt || name, onFocus: () => onFocus(name), "data-testid": `input-${name}` };
  if (kind === "text") return <textarea {...shared} rows={3} dir="auto" value={(value as string) ?? ""} onChange={(event) => set(event.target.value)} />;
  return <input {...shared} type={kind === "date" ? "date" : "number"} step="any" value={value === undefined ? "" : String(value)} onChange={(event) => set(event.target.value)} />;
}

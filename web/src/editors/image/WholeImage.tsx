/** Choices about the whole picture, one key each, beside the boxes. */
import type { Answer, Suggestion } from "../../core/annotation.js";
import type { Question } from "../../core/definition.js";
import { Doc, isUnknown, valueIn } from "../../core/doc.js";
import { percent } from "../../core/figures.js";
import type { ChoiceKey } from "../../core/image/questions.js";
import { Kbd, Swatch } from "../../panels/controls.js";

export interface WholeImageProps { questions: readonly Question[]; keys: readonly ChoiceKey[]; doc: Doc; suggestions: readonly Suggestion[]; missing: readonly string[]; current?: string; onAnswer: (question: Question, label: string) => void; onFocus: (question: string) => void }

export const chosenIn = (answer: Answer | undefined): string[] => (Array.isArray(answer?.choices) ? (answer!.choices as string[]) : answer?.choice ? [answer.choice as string] : []);

export function WholeImage({ questions, keys, doc, suggestions, missing, current, onAnswer, onFocus }: WholeImageProps) {
  return (
    <>
      {questions.map((question) => {
        const chosen = chosenIn(valueIn(doc, question.name)), many = question.kind === "choices";
        const suggestion = suggestions.find((one) => one.question === question.name), suggested = chosenIn(suggestion?.answer);
        const own = keys.filter((one) => one.question === question);
        return (
          <section key={question.name} className={`whole${current === question.name ? " on" : ""}`} onMouseDown={() => onFocus(question.name)} data-testid={`question-${question.name}`}>
            <div className="row"><h2 className="clip">{question.prompt || question.name}</h2>
              {isUnknown(doc, question.name) && <span className="badge accent">I don't know</span>}
              {missing.includes(question.name) && <span className="field-error">needs an answer</span>}</div>
            <div className="whole-choices" role={many ? "group" : "radiogroup"} aria-label={question.prompt || question.name}>
              {own.map(({ label, chord }) => {
                const isOpen = chosen.length === 0 && suggested.includes(label.name);
                return (
                  <button key={label.name} className={`image-label boxed${isOpen ? " suggested" : ""}`} role={many ? "checkbox" : "radio"} aria-checked={chosen.includes(label.name)} title={isOpen ? `Suggested, ${percent(suggestion!.score)}` : label.about} onClick={() => onAnswer(question, label.name)} data-testid={`answer-${label.name}`}>
                    <Swatch colour={label.colour} marked={label.marked} dashed={isOpen} /><span className="grow clip">{label.name}{isOpen ? "?" : ""}</span>
                    {chord && <Kbd chord={chord} />}
                  </button>
                );
              })}
            </div>
          </section>
        );
      })}
    </>
  );
}

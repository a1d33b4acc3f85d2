/** What stands between header and footer when an item is a picture: the image editor, and what the page itself adds to its side. */
import { MutableRefObject, ReactNode, Suspense, useMemo } from "react";
import type { Suggestion } from "../../core/annotation.js";
import type { Question } from "../../core/definition.js";
import { noteKey } from "../../core/doc.js";
import { isBoxes, isWholeChoice } from "../../core/image/questions.js";
import type { LabelSession, SessionState } from "../../core/labelSession.js";
import * as api from "../../api/endpoints.js";
import { Button } from "../../panels/controls.js";
import { ImageEditor } from "./editor.js";
import { ItemFields } from "./ItemFields.js";
import { Questions } from "./Questions.js";
import { newID } from "./useLabelSession.js";

export interface ImageBodyProps {
  session: LabelSession; state: SessionState; suggestions: readonly Suggestion[]; question?: Question; labels: Record<string, string>; setLabel: (question: string, name: string) => void;
  pick: MutableRefObject<((name: string) => void) | undefined>; guide?: ReactNode; undo: () => void;
  onAnswer: (question: Question, label: string) => void; onAccept: (suggestion: Suggestion) => void; onSearch: () => void; onNote: () => void;
}

export function ImageBody(props: ImageBodyProps) {
  const { session, state, question, labels, setLabel, onAnswer, onAccept, onSearch } = props;
  const { definition } = session, entry = state.entry!, sheet = state.sheet!, doc = sheet.history.doc;
  const boxes = definition.questions.filter(isBoxes), asked = boxes.find((one) => one.name === question?.name) ?? boxes[0];
  // Choices stand beside the boxes with keys of their own; every other kind is asked as in other projects.
  const rest = useMemo(() => ({ ...definition, questions: definition.questions.filter((one) => !isBoxes(one) && !isWholeChoice(one)) }), [definition]);
  const ahead = state.queue.items.slice(state.queue.at + 1, state.queue.at + 4).map((one) => one.item);
  const note = doc.get(noteKey) as string | undefined;
  return (
    <Suspense fallback={<main className="image-stage" />}>
      <ImageEditor item={entry.item} ahead={ahead} pictureURL={api.pictureURL} definition={definition} doc={doc} current={question?.name} setQuestion={(name) => session.setQuestion(name)}
        missing={state.missing.map((lack) => lack.message)} label={asked && labels[asked.name]} setLabel={setLabel} suggestions={props.suggestions} rejected={sheet.rejected}
        change={(change, merge) => session.change(change, merge)} seal={() => session.seal()} undo={props.undo} reject={(part) => session.reject(part)} answer={onAnswer}
        newID={newID} back={() => { session.back(); }} forward={() => { session.forward(); }} pick={props.pick} onSearch={onSearch} guide={props.guide}>
        {rest.questions.length > 0 && <section><Questions definition={rest} {...{ doc, state }} suggestions={props.suggestions} current={question?.name} onAnswer={onAnswer} onAccept={onAccept}
          onFocus={(name) => session.setQuestion(name)} onChange={(change, merge) => session.change(change, merge)} onSearch={onSearch} /></section>}
        {note && <section><div className="row"><h2 className="grow">Comment</h2><Button look="quiet" dense onClick={props.onNote}>Edit</Button></div><p className="muted">{note}</p></section>}
        <ItemFields fields={entry.item.fields} itemKey={entry.item.key} />
      </ImageEditor>
    </Suspense>
  );
}

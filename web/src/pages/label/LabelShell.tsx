/** The shell around an editor: header, stage, side panel, footer, and the actions they share. */
import { Suspense, useEffect, useRef, useState } from "react";
import { autoAdvances, Question } from "../../core/definition.js";
import { noteKey, flagKey } from "../../core/doc.js";
import * as commands from "../../core/commands.js";
import { answerText, Suggestion } from "../../core/annotation.js";
import { batchSize, LabelSession, medianSeconds, openSuggestions, SessionState } from "../../core/labelSession.js";
import type { Outbox } from "../../core/outbox.js";
import { seconds } from "../../core/figures.js";
import { isPartKind } from "../../core/validate.js";
import { toast } from "../../panels/app.js";
import { Button, Waiting } from "../../panels/controls.js";
import { useActions } from "../../panels/hooks.js";
import { isBoxes } from "../../core/image/questions.js";
import { TextEditor } from "./editor.js";
import { ImageBody } from "./ImageBody.js";
import { useGuidelineNews } from "./guidelineNews.js";
import { ItemFields } from "./ItemFields.js";
import { LabelHeader } from "./LabelHeader.js";
import { LabelSearch, NoteDialog, SkipDialog } from "./LabelDialogs.js";
import { Questions } from "./Questions.js";
import { SidePanel } from "./SidePanel.js";
import { SpanBar } from "./SpanBar.js";
import { newID } from "./useLabelSession.js";

export interface ShellProps { session: LabelSession; state: SessionState; guidelines: string; outbox: Outbox; leave: () => void }

export function LabelShell({ session, state, guidelines, outbox, leave }: ShellProps) {
  const entry = state.entry!, sheet = state.sheet!, doc = sheet.history.doc;
  const { definition } = session;
  const question = definition.questions.find((candidate) => candidate.name === state.question) ?? definition.questions[0];
  const spanQuestions = definition.questions.filter((candidate) => candidate.kind === "spans");
  const spanQuestion = question?.kind === "spans" ? question : undefined;
  const [label, setLabel] = useState<Record<string, string>>({});
  const [selected, setSelected] = useState<string>();
  const [panel, setPanel] = useState<"item" | "guidelines">("item");
  const [sideOpen, setSideOpen] = useState(false);
  const [dialog, setDialog] = useState<"note" | "skip" | "search">();
  const stage = useRef<HTMLElement>(null), pick = useRef<(name: string) => void>();
  const isImage = definition.media === "image", hasBoxes = isImage && definition.questions.some(isBoxes);
  const suggestions = openSuggestions(entry, sheet, definition);
  const advance = autoAdvances(definition);
  const active = spanQuestion && (label[spanQuestion.name] ?? spanQuestion.labels[0]?.name);
  const one = question && !isPartKind(question) ? suggestions.find((suggestion) => suggestion.question === question.name) : undefined;
  useEffect(() => {
    setSelected(undefined);
    stage.current?.scrollTo(0, 0);
    if (document.activeElement === document.body) stage.current?.focus({ preventScroll: true });
  }, [entry.item.id]);

  const submitted = (text: string) => toast(text, { milliseconds: 3000, only: true, action: { title: "Undo", key: "Ctrl+Z", run: () => { session.back(); } } });
  const rest = state.done > 0 && state.done % batchSize === 0 && !sheet.submitted;
  useEffect(() => { if (rest) toast(`${state.done} done, ${seconds(medianSeconds(state.log))} each in the middle. Time for a short break?`, { milliseconds: 6000 }); }, [rest, state.done]);
  const submit = () => { if (session.submit()) { if (!advance) submitted(`${entry.item.key} submitted`); } };

  const answer = (asked: Question, name: string) => {
    if (asked.kind === "choices") return session.change(commands.toggleChoice(doc, asked.name, name));
    session.change(commands.setValue(asked.name, { choice: name }));
    settle(name);
  };
  const settle = (text: string) => {
    if (advance) { if (session.submit()) submitted(`${entry.item.key}: ${text}`); } else session.nextOpenQuestion();
  };
  const acceptOne = (suggestion: Suggestion) => {
    session.change(commands.acceptSuggestion(suggestion));
    settle(answerText(suggestion.answer));
  };
  const unknown = () => {
    if (!question) return;
    if (!question.unknown) { toast(`“${question.prompt || question.name}” has no “I don't know”: answer it or skip the item`); return; }
    const was = doc.has(`unknown/${question.name}`);
    session.change(commands.toggleUnknown(doc, question.name));
    if (!was) settle("I don't know");
  };
  const undo = () => { if (!session.undo() && !session.back()) toast("Nothing to undo"); };
  const news = useGuidelineNews(session.project, guidelines);
  const showGuidelines = () => {
    news.read();
    if (panel === "guidelines" && (sideOpen || window.innerWidth > 900)) { setPanel("item"); setSideOpen(false); return; }
    setPanel("guidelines");
    setSideOpen(true);
  };

  const isChoice = question !== undefined && !isPartKind(question);
  useActions({
    "label.submit": submit, "label.skip": () => setDialog("skip"), "label.note": () => setDialog("note"),
    "label.flag": () => session.change(commands.toggleFlag(doc, "flagged")),
    "label.unknown": question?.unknown ? unknown : undefined,
    "label.undo": undo, "label.redo": () => session.redo(),
    "label.back": isImage ? undefined : () => { if (!session.back()) toast("This is the first item of the session"); }, "label.forward": isImage ? undefined : () => { session.forward(); },
    "label.guidelines": showGuidelines, "label.leave": leave,
    "label.search": question && question.labels.length > 0 ? () => setDialog("search") : undefined,
    "label.nextQuestion": definition.questions.length > 1 ? () => session.stepQuestion(1) : undefined,
    "label.previousQuestion": definition.questions.length > 1 ? () => session.stepQuestion(-1) : undefined,
  });
  useActions({
    "choice.back": () => session.back(), "choice.forward": () => session.forward(),
    "choice.accept": one ? () => acceptOne(one) : undefined,
    "choice.reject": one ? () => session.reject(one.id) : undefined,
    "choice.nextQuestion": definition.questions.length > 1 ? () => session.stepQuestion(1) : undefined,
    "choice.previousQuestion": definition.questions.length > 1 ? () => session.stepQuestion(-1) : undefined,
  }, isChoice && !hasBoxes);

  const text = typeof entry.item.fields.text === "string" ? entry.item.fields.text : undefined;
  const pickLabel = (name: string) => {
    if (!question) return;
    if (pick.current) return pick.current(name);
    if (spanQuestion) {
      setLabel({ ...label, [spanQuestion.name]: name });
      if (selected) session.change(commands.relabel(doc, spanQuestion.name, selected, name, spanQuestion.multiple));
    } else answer(question, name);
  };

  return (
    <div className={`label-shell${isImage ? " images" : ""}${sideOpen ? " side-open" : ""}`} data-testid="label-shell">
      <LabelHeader {...{ session, state, outbox, leave }} onGuidelines={showGuidelines} guidelinesOpen={panel === "guidelines"} guidelinesChanged={news.changed} />
      {isImage ? <ImageBody {...{ session, state, suggestions, question, pick, undo }} labels={label} setLabel={(of, name) => setLabel((now) => ({ ...now, [of]: name }))}
        onAnswer={answer} onAccept={acceptOne} onSearch={() => setDialog("search")} onNote={() => setDialog("note")}
        guide={panel === "guidelines" ? <SidePanel {...{ definition, doc, guidelines, panel, setPanel, suggestions, selected, setSelected, question }} rejected={sheet.rejected} onNote={() => setDialog("note")} onClose={() => setSideOpen(false)} /> : undefined} /> : <>
      <main className="stage" ref={stage} data-scroller tabIndex={-1} aria-label="Item">
        {spanQuestions.map((asked) => <SpanBar key={asked.name} question={asked} active={asked === question ? active : undefined} current={asked === question}
          alone={definition.questions.length === 1} doc={doc} onPick={(name) => { session.setQuestion(asked.name); setLabel({ ...label, [asked.name]: name }); }} onQuestion={() => session.setQuestion(asked.name)} onSearch={() => setDialog("search")} />)}
        <div className="stage-column">
          {text !== undefined && (
            <Suspense fallback={<Waiting rows={3} />}>
              <TextEditor key={entry.item.id} text={text} doc={doc} question={spanQuestion} questions={spanQuestions} label={active} setLabel={(name) => setLabel({ ...label, [spanQuestion!.name]: name })}
                suggestions={suggestions} rejected={sheet.rejected} selected={selected} setSelected={setSelected}
                change={(change, merge) => session.change(change, merge)} seal={() => session.seal()} undo={undo} reject={(part) => session.reject(part)} newID={newID} />
            </Suspense>
          )}
          {text !== undefined && text.trim() === "" && <p className="muted" data-testid="no-text">This item has no text.</p>}
          <ItemFields fields={entry.item.fields} without={text !== undefined ? "text" : undefined} itemKey={entry.item.key} />
          <Questions {...{ definition, doc, suggestions, state }} current={question?.name} onAnswer={answer} onAccept={acceptOne}
            onFocus={(name) => session.setQuestion(name)} onChange={(change, merge) => session.change(change, merge)} onSearch={() => setDialog("search")} />
        </div>
        {state.missing.length > 0 && <p className="missing" role="alert">{state.missing.map((lack) => lack.message).join(". ")}.</p>}
      </main>
      <SidePanel {...{ definition, doc, guidelines, panel, setPanel, suggestions, selected, setSelected, question }} rejected={sheet.rejected} text={text} label={active}
        note={doc.get(noteKey) as string | undefined} onNote={() => setDialog("note")} onClose={() => setSideOpen(false)} /></>}
      <footer className="label-footer">
        <Button chord={isImage ? "PageUp" : isChoice ? "Left" : "B"} onClick={() => session.back()} disabled={state.queue.at === 0} aria-label="Back" data-testid="back"><span className="hide-small">Back</span><span className="only-small" aria-hidden="true">←</span></Button>
        <Button look="quiet" className="hide-small" chord="Ctrl+Z" onClick={undo}>Undo</Button>
        <span className="grow" />
        <Button chord="C" className="hide-small" aria-pressed={doc.has(noteKey)} onClick={() => setDialog("note")}>Comment</Button>
        <Button chord="F" className="hide-medium" aria-pressed={doc.has(flagKey("flagged"))} onClick={() => session.change(commands.toggleFlag(doc, "flagged"))} data-testid="flag">Flag</Button>
        {question?.unknown && <Button chord="I" aria-pressed={doc.has(`unknown/${question.name}`)} onClick={unknown} data-testid="unknown">I don't know</Button>}
        {!sheet.submitted && <Button chord="S" onClick={() => setDialog("skip")} data-testid="skip">Skip</Button>}
        <Button look="main" chord="Ctrl+Enter" onClick={submit} data-testid="submit">{sheet.submitted ? "Save correction" : <span>Submit<span className="hide-small"> &amp; next</span></span>}</Button>
      </footer>
      {dialog === "note" && <NoteDialog text={(doc.get(noteKey) as string) ?? ""} onClose={() => setDialog(undefined)} onSave={(note) => session.change(commands.setNote(note))} />}
      {dialog === "skip" && <SkipDialog isImage={isImage} onClose={() => setDialog(undefined)} onSkip={(reason) => { session.skip(reason); }} />}
      {dialog === "search" && question && <LabelSearch labels={question.labels} onClose={() => setDialog(undefined)} onPick={pickLabel} />}
      <span className="visually-hidden" aria-live="polite" data-testid="spoken">{`Item ${entry.item.key}: ${(text ?? "").slice(0, 400)}`}</span>
    </div>
  );
}

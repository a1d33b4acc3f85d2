/** The sample of answers that wait for a second look: accept, give back with a word why, or put right. Keys do all three. */
import { useRef, useState } from "react";
import type { Answer, Annotation } from "../../core/annotation.js";
import { Question, readDefinition } from "../../core/definition.js";
import { ago, plural } from "../../core/figures.js";
import { boxesOf } from "../../core/image/pictures.js";
import * as api from "../../api/endpoints.js";
import type { ReviewRow } from "../../api/types.js";
import { toast } from "../../panels/app.js";
import { Button, Empty, ErrorNotice, PageHead, Swatch, Waiting } from "../../panels/controls.js";
import { useActions, useKeys, useTask } from "../../panels/hooks.js";
import { ItemFields } from "../label/ItemFields.js";
import { Picture } from "../pictures.js";
import { AnswerName, Spans } from "./DisagreementsPage.js";
import type { ProjectProps } from "./ProjectPages.js";
import { DecidePart, pageSize, QueueList, QueueText, useQueue } from "./queue.js";

const revisionOf = (row: ReviewRow) => row.revision;

export function ReviewPage({ project, detail, overview }: ProjectProps) {
  const read = (after?: string) => api.reviews(project, { limit: pageSize, after }).then(({ reviews, items, next }) => ({ rows: reviews, total: items, next }));
  const queue = useQueue(`${project}/review`, read, revisionOf, revisionOf);
  const { first, rows, row } = queue;
  const definition = readDefinition(detail.definition);
  useActions({ "review.next": () => queue.step(1), "review.previous": () => queue.step(-1) });
  const done = (judged: ReviewRow, word: string) => {
    queue.decide(judged);
    toast(`${judged.key} ${word}`, { tone: "good" });
    overview.reload();
  };
  return (
    <>
      <PageHead title="Review"><span className="muted">{first.value ? plural(queue.left, "answer") + " to look at" : ""}</span></PageHead>
      {first.error && <ErrorNotice error={first.error} retry={first.reload} />}
      {!first.value && !first.error && <Waiting rows={8} />}
      {first.value && rows.length === 0 && <Empty title={queue.decided.size > 0 ? "All looked at" : "Nothing waits for a review"}>{detail.definition.labelling?.reviewShare ? "Answers of the sample come here as people give them; one's own are left to others." : "Set the share of answers that are looked at again in Settings: `review: {share: 0.1}` under `labelling`."}</Empty>}
      {row && (
        <div className="dispute">
          <QueueList queue={queue} keyOf={revisionOf} draw={(one) => <QueueText item={one.item} blobs={one.blobs}><b className="clip">{one.key}</b><span className="muted clip">{one.name || one.login}, {ago(one.madeAt, Date.now())}</span></QueueText>} />
          <Judge key={row.revision} project={project} row={row} questions={definition.questions} onDone={(word) => done(row, word)} />
        </div>
      )}
    </>
  );
}

function Judge({ project, row, questions, onDone }: { project: string; row: ReviewRow; questions: readonly Question[]; onDone: (word: string) => void }) {
  const [answers, setAnswers] = useState<Record<string, Answer>>(row.annotation.answers);
  const [note, setNote] = useState("");
  const noteInput = useRef<HTMLTextAreaElement>(null);
  const task = useTask();
  const asked = questions.find((question) => question.kind === "choice");
  const isFixed = answers !== row.annotation.answers;
  const judge = (outcome: "accept" | "fix" | "return", word: string, annotation?: Annotation) =>
    void task.run(async () => { await api.judge(project, row.revision, { outcome, note: note.trim() || undefined, annotation }); onDone(word); });
  const accept = () => (isFixed
    ? judge("fix", "put right", { ...row.annotation, answers, unknown: (row.annotation.unknown ?? []).filter((name) => !answers[name]) })
    : judge("accept", "accepted"));
  const giveBack = () => {
    if (note.trim()) return judge("return", "given back");
    noteInput.current?.focus();
    toast("Say what to look at again, then give it back");
  };
  const pick = (name: string) => {
    const isOwn = asked && row.annotation.answers[asked.name]?.choice === name;
    setAnswers(isOwn || !asked ? row.annotation.answers : { ...row.annotation.answers, [asked.name]: { choice: name } });
  };
  useActions({ "review.accept": accept, "review.return": giveBack, "review.note": () => { noteInput.current?.focus(); }, "page.primary": accept });
  useKeys((chord) => {
    const label = asked?.labels.find((one) => one.key && one.key.toUpperCase() === chord);
    if (label) pick(label.name);
    return label !== undefined;
  });
  const text = typeof row.fields.text === "string" ? row.fields.text : row.blobs?.image ? "" : row.preview;
  return (
    <DecidePart name={row.key}>
      {row.blobs?.image && <Picture item={row.item} itemKey={row.key} blobs={row.blobs} layers={[{ name: row.login, boxes: boxesOf(row.annotation.answers, questions) }]} most={54} />}
      {text && <p className="decide-text" dir="auto">{text}</p>}
      <ItemFields fields={row.fields} without="text" itemKey={row.key} />
      {questions.filter((question) => row.annotation.answers[question.name] || (row.annotation.unknown ?? []).includes(question.name)).map((question) => (
        <div key={question.name} className="block"><h2>{question.prompt || question.name}</h2>
          <div className="side-card"><AnswerName question={question} answer={row.annotation.answers[question.name]} /><span className="muted">{row.name || row.login}</span>
            {question.kind === "spans" && Array.isArray(row.annotation.answers[question.name]?.parts) && <Spans text={text} question={question} answer={row.annotation.answers[question.name]} />}</div></div>
      ))}
      {row.annotation.note && <p className="muted">“{row.annotation.note}”</p>}
      {asked && (
        <div className="choices many" role="radiogroup" aria-label={asked.prompt || asked.name}>{asked.labels.slice(0, 24).map((label) => (
          <button key={label.name} className="choice" role="radio" aria-checked={answers[asked.name]?.choice === label.name} onClick={() => pick(label.name)} data-testid={`fix-${label.name}`}>
            <Swatch colour={label.colour} marked={label.marked} /><span className="grow clip">{label.name}</span>{label.key && <kbd>{label.key.toUpperCase()}</kbd>}
          </button>
        ))}</div>
      )}
      {task.error && <ErrorNotice error={task.error} />}
      <div className="row decide-foot">
        <textarea ref={noteInput} className="input grow" rows={1} placeholder="What to look at again" aria-label="Note" value={note} onChange={(event) => setNote(event.target.value)} />
        <Button chord="Shift+R" busy={task.busy} onClick={giveBack} data-testid="give-back">Give back</Button>
        <Button look="main" chord="Enter" busy={task.busy} onClick={accept} data-testid="accept">{isFixed ? "Put right" : "Accept"}</Button>
      </div>
    </DecidePart>
  );
}

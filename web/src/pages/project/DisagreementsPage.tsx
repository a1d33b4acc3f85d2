/** Where people disagree: the queue at the left, the closest races first, both answers beside the text; keys decide, Enter saves and moves on. */
import { Suspense, useEffect, useRef, useState } from "react";
import { Answer, answerText, canonical, partsOf } from "../../core/annotation.js";
import { Question, readDefinition } from "../../core/definition.js";
import { readDoc } from "../../core/doc.js";
import { decimal, plural } from "../../core/figures.js";
import type { Difference } from "../../core/image/disputes.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { DisagreementRow } from "../../api/types.js";
import { navigate, setQuery, toast } from "../../panels/app.js";
import { isDrawn } from "../../core/measures.js";
import { Button, Empty, ErrorNotice, PageHead, Swatch, Waiting } from "../../panels/controls.js";
import { More } from "../../panels/more.js";
import { useActions, useKeys, useLoad, useQuery, useTask } from "../../panels/hooks.js";
import { TextEditor } from "../label/editor.js";
import { ItemFields } from "../label/ItemFields.js";
import { Picture } from "../pictures.js";
import { BoxDecide } from "./BoxDecide.js";
import type { ProjectProps } from "./ProjectPages.js";
import { DecidePart, pageSize, QueueList, QueueText, useQueue } from "./queue.js";

const idOf = (row: DisagreementRow) => row.id;

export function DisagreementsPage({ project, detail, overview }: ProjectProps) {
  const query = useQuery();
  const asked = readDefinition(detail.definition).questions.filter((one) => one.of === undefined && (one.kind === "choice" || isDrawn(one.kind)));
  const [wanted, sort, label, other] = ["question", "sort", "label", "other"].map((name) => query.get(name) ?? undefined);
  const read = (after?: string) => api.disagreements(project, { question: wanted, sort, label, other, limit: pageSize, after }).then(({ items, total, next }) => ({ rows: items, total, next }));
  const queue = useQueue([project, wanted, sort, label, other].join("/"), read, idOf, idOf);
  const isByRace = !isDrawn((asked.find((one) => one.name === wanted) ?? asked[0])?.kind ?? "");
  const { first, rows, row, more, decided } = queue;
  useActions({ "dispute.next": () => queue.step(1), "dispute.previous": () => queue.step(-1) });
  const done = (decidedRow: DisagreementRow) => {
    queue.decide(decidedRow);
    toast(`${decidedRow.key} decided`, { tone: "good" });
    overview.reload();
  };
  const question = row && readDefinition(detail.definition).questions.find((one) => one.name === row.question);
  return (
    <>
      <PageHead title="Disagreements">
        <span className="muted" data-testid="left">{first.value ? plural(queue.left, "item") + " to decide" : ""}</span>
        {label && <button className="chip on" data-testid="between" title="Show all disagreements" onClick={() => setQuery({ label: undefined, other: undefined, item: undefined })}>{[label, other].filter(Boolean).join(" or ")} <span aria-hidden="true">×</span></button>}
        {asked.length > 1 && <select className="input" aria-label="Question" value={wanted ?? asked[0].name} onChange={(event) => setQuery({ question: event.target.value, label: undefined, other: undefined, item: undefined })}>{asked.map((one) => <option key={one.name}>{one.name}</option>)}</select>}
        {isByRace && <select className="input" aria-label="Order" value={sort ?? "margin"} data-testid="sort" onChange={(event) => setQuery({ sort: event.target.value === "margin" ? undefined : event.target.value, item: undefined })}><option value="margin">Closest race first</option><option value="entropy">Most torn first</option></select>}
      </PageHead>
      {first.error && <ErrorNotice error={first.error} retry={first.reload} />}
      {!first.value && !first.error && <Waiting rows={8} />}
      {first.value && rows.length === 0 && !more && <Empty title={decided.size > 0 ? "All decided" : label ? `Nobody is torn between ${[label, other].filter(Boolean).join(" and ")}` : "Nobody disagrees"} action={<Button onClick={() => navigate(projectPath(project, "quality"))}>Quality</Button>}>{decided.size > 0 ? "The decisions count from now on; agreement keeps the people's own answers." : "Items on which people's answers differ come here to be decided. They need at least two answers."}</Empty>}
      {first.value && rows.length === 0 && more && <More load={more}>Show more</More>}
      {row && question && (
        <div className="dispute">
          <QueueList queue={queue} keyOf={idOf} draw={(one) => <QueueText item={one.id} blobs={one.blobs}>
            <span className="row"><b className="grow clip">{one.key}</b><Torn row={one} order={sort} /></span>
            <span className="muted clip">{one.differences ? differencesText(one.differences) : [...new Set(one.votes.map(voteText))].join(" or ")}</span>
          </QueueText>} />
          <Decide key={row.id} project={project} row={row} question={question} onDone={() => done(row)} />
        </div>
      )}
    </>
  );
}

/** What the queue is ordered by: how far the leading answer leads, or how torn the votes are. */
function Torn({ row, order }: { row: DisagreementRow; order?: string }) {
  const isMargin = order !== "entropy" && row.margin !== undefined && row.margin !== null;
  return <span className="caption num" title={isMargin ? "Margin: how far the leading answer is ahead of the next, 0 to 1, by the consensus method" : "How torn: 0 all but agreed, 1 evenly torn"}>{isMargin ? `margin ${decimal(row.margin)}` : decimal(row.score)}</span>;
}

type Vote = DisagreementRow["votes"][number];
const voteText = (vote: Vote) => (vote.isUnknown || !vote.answer ? "I don't know" : answerText(vote.answer));

/** Of boxes: how many objects people differ on, by how. */
const differencesText = (all: readonly Difference[]) => (["label", "place", "missed", "extra"] as const).map((kind) => [all.filter((one) => one.kind === kind).length, kind] as const).filter(([number]) => number > 0).map(([number, kind]) => `${number} ${kind}`).join(", ");

/** One card per different answer, with everybody who gave it. */
function sides(votes: readonly Vote[]): { answer?: Answer; votes: Vote[] }[] {
  const found = new Map<string, { answer?: Answer; votes: Vote[] }>();
  for (const vote of votes) {
    const answer = vote.isUnknown ? undefined : vote.answer ?? undefined;
    const bare = answer && Array.isArray(answer.parts) ? { parts: partsOf(answer).map(({ labels, ranges }) => ({ labels, ranges })) } : answer;
    const key = bare ? canonical(bare) : "unknown";
    const side = found.get(key) ?? { answer, votes: [] };
    side.votes.push(vote);
    found.set(key, side);
  }
  return [...found.values()].sort((a, b) => b.votes.length - a.votes.length);
}

interface DecideProps { project: string; row: DisagreementRow; question: Question; onDone: () => void }

/** Boxes are decided on the picture, object by object. */
function Decide(props: DecideProps) { return props.question.kind === "boxes" ? <BoxDecide {...props} /> : <DecideWhole {...props} />; }

function DecideWhole({ project, row, question, onDone }: DecideProps) {
  const [answer, setAnswer] = useState<Answer>();
  const [note, setNote] = useState("");
  const noteInput = useRef<HTMLTextAreaElement>(null);
  const task = useTask();
  const shown = sides(row.votes);
  const item = useLoad(row.id, async () => row.fields ?? (await api.item(project, row.id)).item.fields);
  const isChoice = question.kind === "choice";
  const save = () => {
    if (!answer) { toast("Pick the answer that counts first"); return; }
    void task.run(async () => {
      await api.adjudicate(project, row.id, { answers: { [row.question]: answer }, unknown: [], flags: [] }, note.trim() || undefined);
      onDone();
    });
  };
  useActions({ "dispute.accept": save, "dispute.note": () => { noteInput.current?.focus(); }, "page.primary": save });
  useKeys((chord) => {
    if (isChoice) {
      const label = question.labels.find((one) => one.key && one.key.toUpperCase() === chord);
      if (label) setAnswer({ choice: label.name });
      return label !== undefined;
    }
    const side = /^[1-9]$/.test(chord) ? shown[Number(chord) - 1] : undefined;
    if (side?.answer) setAnswer(side.answer);
    return side !== undefined;
  });
  const fields = item.value ?? {};
  const text = typeof fields.text === "string" ? fields.text : row.blobs?.image ? "" : row.preview;
  return (
    <DecidePart name={row.key}>
      {row.blobs?.image && <Picture item={row.id} itemKey={row.key} blobs={row.blobs} layers={[]} most={44} />}
      {text && <p className="decide-text" dir="auto">{text}</p>}
      <ItemFields fields={fields} without="text" itemKey={row.key} />
      <h2>{question.prompt || question.name}</h2>
      <div className="sides">{shown.map((side, index) => (
        <button key={index} className="side-card" disabled={!side.answer} aria-pressed={side.answer !== undefined && answer === side.answer || isChoice && side.answer?.choice !== undefined && side.answer.choice === answer?.choice} onClick={() => side.answer && setAnswer(side.answer)} data-testid={`side-${index + 1}`}>
          <span className="row"><AnswerName question={question} answer={side.answer} /><span className="grow" />{!isChoice && <kbd>{index + 1}</kbd>}</span>
          <span className="muted">{side.votes.map((vote) => vote.name || vote.login).join(", ")}</span>
          {side.votes.filter((vote) => vote.note).map((vote) => <span key={vote.login} className="muted">“{vote.note}”</span>)}
          {side.answer && Array.isArray(side.answer.parts) && <Spans text={text} question={question} answer={side.answer} />}
        </button>
      ))}</div>
      {isChoice && (
        <div className="choices many" role="radiogroup" aria-label="The answer that counts">{question.labels.slice(0, 24).map((label) => (
          <button key={label.name} className="choice" role="radio" aria-checked={answer?.choice === label.name} onClick={() => setAnswer({ choice: label.name })} data-testid={`decide-${label.name}`}>
            <Swatch colour={label.colour} marked={label.marked} /><span className="grow clip">{label.name}</span>{label.key && <kbd>{label.key.toUpperCase()}</kbd>}
          </button>
        ))}</div>
      )}
      {task.error && <ErrorNotice error={task.error} />}
      <div className="row decide-foot">
        <textarea ref={noteInput} className="input grow" rows={1} placeholder="Why (optional, kept with the decision)" aria-label="Note" value={note} onChange={(event) => setNote(event.target.value)} />
        <Button look="main" chord="Enter" busy={task.busy} disabled={!answer} onClick={save} data-testid="decide">Save and next</Button>
      </div>
    </DecidePart>
  );
}

export function AnswerName({ question, answer }: { question: Question; answer?: Answer }) {
  const label = question.labels.find((one) => one.name === answer?.choice);
  return <span className="row">{label && <Swatch colour={label.colour} marked={label.marked} />}<strong>{answer ? answerText(answer) : "I don't know"}</strong></span>;
}

export function Spans({ text, question, answer }: { text: string; question: Question; answer: Answer }) {
  const [near, setNear] = useState(false);
  useEffect(() => setNear(true), []);
  const doc = readDoc({ answers: { [question.name]: answer }, unknown: [], flags: [] });
  const ignore = () => undefined;
  return near ? <Suspense fallback={null}><TextEditor text={text} doc={doc} questions={[question]} setLabel={ignore} suggestions={[]} rejected={new Set()} setSelected={ignore} change={ignore} seal={ignore} undo={ignore} reject={ignore} newID={() => ""} /></Suspense> : null;
}

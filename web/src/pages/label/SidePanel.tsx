/** Beside the text: what is marked, the labels' meaning, the guideline section that matters now; `?` shows all of it. */
import { useMemo } from "react";
import type { Suggestion } from "../../core/annotation.js";
import type { Definition, Question } from "../../core/definition.js";
import { Doc, partsIn } from "../../core/doc.js";
import { percent } from "../../core/figures.js";
import { Block, parseMarkdown, sectionFor } from "../../core/markdown.js";
import { ScalarMap } from "../../core/offsets.js";
import { partsOf } from "../../core/annotation.js";
import { Button, Empty, Swatch } from "../../panels/controls.js";
import { MarkdownView } from "../../panels/markdownView.js";

export interface SideProps {
  definition: Definition; doc: Doc; guidelines: string; panel: "item" | "guidelines"; setPanel: (panel: "item" | "guidelines") => void;
  suggestions: readonly Suggestion[]; rejected: ReadonlySet<string>; selected?: string; setSelected: (id: string | undefined) => void;
  question?: Question; text?: string; label?: string; note?: string; onNote: () => void; onClose: () => void;
}

export function SidePanel(props: SideProps) {
  const { panel, setPanel, guidelines, onClose } = props;
  if (panel === "guidelines") return (
    <aside className="side" aria-label="Guidelines" data-testid="side">
      <div className="row"><h2 className="grow">Guidelines</h2><Button look="quiet" dense aria-label="Close guidelines" onClick={() => { setPanel("item"); onClose(); }}>✕</Button></div>
      {guidelines.trim() ? <MarkdownView text={guidelines} /> : <Empty title="No guidelines yet">The project's manager can write them under Settings.</Empty>}
    </aside>
  );
  const spans = props.definition.questions.filter((question) => question.kind === "spans");
  return (
    <aside className="side" aria-label="Item details" data-testid="side">
      {spans.map((question) => <SpanList key={question.name} {...props} asked={question} />)}
      {props.note && <section><div className="row"><h2 className="grow">Comment</h2><Button look="quiet" dense onClick={props.onNote}>Edit</Button></div><p className="muted">{props.note}</p></section>}
      <LabelHelp {...props} />
    </aside>
  );
}

function SpanList({ asked, doc, text, suggestions, rejected, selected, setSelected, definition }: SideProps & { asked: Question }) {
  const map = useMemo(() => new ScalarMap(text ?? ""), [text]);
  const parts = partsIn(doc, asked.name);
  const open = suggestions.filter((suggestion) => suggestion.question === asked.name)
    .flatMap((suggestion) => partsOf(suggestion.answer).map((part) => ({ part, score: part.score ?? suggestion.score })))
    .filter(({ part }) => !rejected.has(part.id) && !parts.some((taken) => taken.id === part.id)).sort((a, b) => a.score - b.score);
  const words = (ranges: readonly (readonly [number, number])[] | undefined) => (ranges ?? []).map(([from, to]) => (text ?? "").slice(map.toUnits(from), map.toUnits(to))).join(" … ");
  const at = Math.max(0, parts.findIndex((part) => part.id === selected));
  const from = parts.length > shownRows ? Math.max(0, Math.min(at - shownRows / 2, parts.length - shownRows)) : 0;
  const colour = (name: string) => asked.labels.find((label) => label.name === name)?.colour ?? 7;
  return (
    <section>
      <div className="row"><h2>{spansTitle(definition, asked)}</h2><span className="caption num" data-testid="span-count">{parts.length}{open.length ? ` + ${open.length} suggested` : ""}</span></div>
      {parts.length === 0 && open.length === 0 && <p className="muted">Drag over words, or move with <kbd>→</kbd> and press a label's key. Submit as it is when there is nothing to mark.</p>}
      {parts.length > shownRows && <p className="caption num">Shown: {from + 1} to {from + shownRows}</p>}
      <ul className="part-list">
        {parts.slice(from, from + shownRows).map((part) => (
          <li key={part.id}><button className={part.id === selected ? "on" : ""} onClick={() => setSelected(part.id)} data-testid="span-row">
            <Swatch colour={colour(part.labels[0])} /><span className="clip grow" dir="auto">{words(part.ranges)}</span><span className="caption">{part.labels.join(", ")}</span></button></li>
        ))}
        {open.map(({ part, score }) => (
          <li key={part.id}><button className={`suggested${part.id === selected ? " on" : ""}`} onClick={() => setSelected(part.id)} data-testid="suggestion-row">
            <Swatch colour={colour(part.labels[0])} dashed /><span className="clip grow" dir="auto">{words(part.ranges)}</span><span className="caption num">{part.labels.join(", ")}? {percent(score)}</span></button></li>
        ))}
      </ul>
    </section>
  );
}

/** The list shows the spans around the selected one; a text with thousands of spans needs no thousands of rows. */
const shownRows = 120;

const spansTitle = (definition: Definition, question: Question) =>
  definition.questions.filter((other) => other.kind === "spans").length > 1 ? question.prompt || question.name : "Spans";

/** The first paragraphs, up to the first table; no heading without its text. */
function opening(blocks: readonly Block[]): Block[] {
  const text = blocks.filter((block) => block.is !== "heading" || block.level > 1);
  const table = text.findIndex((block) => block.is === "table");
  const first = text.slice(0, Math.min(6, table < 0 ? 6 : table));
  while (first[first.length - 1]?.is === "heading") first.pop();
  return first;
}

/** The guideline's own words about the label in hand; without a section, what the definition says of each label. */
function LabelHelp({ guidelines, label: inHand, question, setPanel, doc, suggestions, selected }: SideProps) {
  const blocks = useMemo(() => parseMarkdown(guidelines), [guidelines]);
  const parts = question ? [...partsIn(doc, question.name), ...suggestions.flatMap((suggestion) => partsOf(suggestion.answer))] : [];
  const label = parts.find((part) => part.id === selected)?.labels[0] ?? inHand;
  const section = label ? sectionFor(blocks, label) : [];
  // A short list of choices already carries its labels' meaning on the buttons.
  const onButtons = question?.kind !== "spans" && (question?.labels.length ?? 0) <= 6;
  const described = onButtons ? [] : (question?.labels ?? []).filter((one) => one.about);
  return (
    <section>
      {section.length > 0
        ? <><h2>Guideline: {label}</h2><MarkdownView blocks={section.slice(1)} /></>
        : described.length > 0 && <><h2>Labels</h2><dl className="label-help">{described.slice(0, 12).map((one) => <div key={one.name}><dt><Swatch colour={one.colour} marked={one.marked} />{one.name}</dt><dd className="muted">{one.about}</dd></div>)}</dl></>}
      {section.length === 0 && described.length === 0 && blocks.length > 0 && <><h2>Guidelines</h2><MarkdownView blocks={opening(blocks)} /></>}
      {blocks.length > 0 && <Button look="quiet" dense chord="?" className="side-more" onClick={() => setPanel("guidelines")}>All guidelines</Button>}
    </section>
  );
}

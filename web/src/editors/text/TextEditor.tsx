/**
 * The text editor: real text with spans, by mouse and by keys.
 *
 * Mouse: drag over words marks them with the label in hand (whole words; Alt takes exactly what was dragged); a click selects a
 * span. Keys: arrows move a word cursor, Shift+arrows grow, a label's key marks or relabels; Tab walks suggestions and spans.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { acceptPart, addSpan, changePart, nothing, relabel, removePart } from "../../core/commands.js";
import type { Change } from "../../core/doc.js";
import { isUnknown } from "../../core/doc.js";
import { ScalarMap } from "../../core/offsets.js";
import { cursorRange, growSpan, moveCursor, moveTo, WordCursor } from "../../core/wordCursor.js";
import { paragraphs, snapToGraphemes, snapToWords, wordIndexAt, wordsIn } from "../../core/words.js";
import { toast } from "../../panels/app.js";
import { useActions, useKeys } from "../../panels/hooks.js";
import { TextStage } from "../../render/textStage.js";
import type { TextEditorProps } from "../../panels/editorTypes.js";
import { Hud } from "./Hud.js";
import { markOf, ShownPart, shownParts, shownSuggestions } from "./parts.js";

export default function TextEditor(props: TextEditorProps) {
  const { text, doc, question, questions, label, setLabel, change, seal, selected, setSelected } = props;
  const column = useRef<HTMLDivElement>(null), layer = useRef<HTMLDivElement>(null), stage = useRef<TextStage>();
  const [cursor, setCursor] = useState<WordCursor>();
  const map = useMemo(() => new ScalarMap(text), [text]);
  const lines = useMemo(() => paragraphs(text), [text]);
  const wordList = useMemo(() => lazy(() => wordsIn(text, 0, text.length)), [text]);
  const parts = useMemo(() => shownParts(doc, questions, map), [doc, questions, map]);
  const open = useMemo(() => shownSuggestions(props.suggestions, props.rejected, doc, questions, map), [props.suggestions, props.rejected, doc, questions, map]);
  const chosen = [...parts, ...open].find((shown) => shown.part.id === selected);
  const cursorUnits = question && !chosen && cursor ? cursorRange(cursor, wordList()) : undefined;
  const editable = question !== undefined && !isUnknown(doc, question.name);

  useLayoutEffect(() => {
    const made = new TextStage(column.current!, layer.current!);
    stage.current = made;
    return () => made.close();
  }, []);
  useLayoutEffect(() => { setCursor(undefined); stage.current!.watch(); }, [text]);
  useLayoutEffect(() => {
    stage.current!.paint({ marks: [...parts, ...open].map((shown) => markOf(shown, selected)), cursor: cursorUnits });
  }, [parts, open, selected, cursorUnits?.[0], cursorUnits?.[1], text]);
  useEffect(() => {
    const target = chosen ?? (cursorUnits && { start: cursorUnits[0], end: cursorUnits[1] });
    if (target) stage.current!.reveal(target.start, target.end);
  }, [selected, cursorUnits?.[0], cursorUnits?.[1]]);

  const scalars = (start: number, end: number) => [map.toScalars(start), map.toScalars(end)] as const;
  const apply = (edit: Change, merge?: string) => { if (edit !== nothing) change(edit, merge); };

  const mark = (units: readonly [number, number] | undefined, name: string | undefined) => {
    if (!editable || !question || !units || !name) return;
    const [start, end] = scalars(units[0], units[1]);
    const same = parts.find((shown) => shown.question === question && shown.start === units[0] && shown.end === units[1]);
    if (same) {
      apply(relabel(doc, question.name, same.part.id, name, question.multiple));
      setSelected(same.part.id);
    } else {
      const id = props.newID();
      apply(addSpan(question.name, id, name, [start, end]));
      setSelected(id);
    }
    setCursor(undefined);
  };

  const takeSuggestion = (shown: ShownPart, name?: string) => {
    const edit = name && name !== shown.part.labels[0] ? { labels: [name] } : undefined;
    apply(acceptPart(shown.question.name, shown.suggestion!.id, shown.part, edit));
    setSelected(after(shown));
  };
  /** The next open suggestion after this one, or none. */
  const after = (shown: ShownPart) => {
    const rest = open.filter((other) => other !== shown);
    return (rest.find((other) => other.start >= shown.start) ?? rest[0])?.part.id;
  };
  const rejectSuggestion = (shown: ShownPart) => { props.reject(shown.part.id); setSelected(after(shown)); };
  const removeSelected = (shown: ShownPart) => {
    apply(removePart(shown.question.name, shown.part.id));
    setSelected(undefined);
    toast("Span removed", { action: { title: "Undo", key: "Ctrl+Z", run: props.undo } });
  };

  const useLabelKey = (name: string) => {
    setLabel(name);
    if (!editable || !question) return;
    if (chosen?.suggestion) takeSuggestion(chosen, name);
    else if (chosen) apply(relabel(doc, chosen.question.name, chosen.part.id, name, question.multiple));
    else if (cursorUnits) mark(cursorUnits, name);
  };

  const move = (side: "next" | "previous", selecting: boolean) => {
    if (!question) return false;
    const at = chosen ? chosen.end - 1 : cursorUnits?.[0] ?? 0;
    const flipped = stage.current!.isRightToLeft(at);
    const step = flipped ? (side === "next" ? "previous" : "next") : side;
    if (selecting && chosen) return grow(chosen, step);
    setSelected(undefined);
    const words = wordList();
    const from = chosen ? { head: wordIndexAt(words, step === "next" ? chosen.end - 1 : chosen.start) } : cursor;
    setCursor(moveCursor(from, step, words.length, selecting));
  };
  const grow = (shown: ShownPart, step: "next" | "previous") => {
    const [start, end] = growSpan([shown.start, shown.end], wordList(), step);
    if (end === shown.end) return;
    const ranges = [scalars(start, end)];
    if (shown.suggestion) apply(acceptPart(shown.question.name, shown.suggestion.id, shown.part, { ranges }));
    else apply(changePart(doc, shown.question.name, shown.part.id, { ranges }), `grow/${shown.part.id}`);
  };
  const line = (side: 1 | -1) => {
    if (!question) return false;
    const range = chosen ? [chosen.start, chosen.end] as const : cursorUnits;
    const words = wordList();
    const offset = range && stage.current!.offsetBeside(range[0], range[1], side);
    setSelected(undefined);
    if (!range) setCursor(moveCursor(undefined, side === 1 ? "next" : "previous", words.length, false));
    else if (offset !== undefined) setCursor(moveTo(cursor, wordIndexAt(words, offset), words.length, false));
  };
  const walk = (by: 1 | -1) => {
    const list = open.length > 0 ? open : parts;
    const at = list.findIndex((shown) => shown.part.id === selected);
    const next = at < 0 ? (by === 1 ? 0 : list.length - 1) : at + by;
    seal();
    setCursor(undefined);
    if (next < 0 || next >= list.length) { setSelected(undefined); return false; }
    setSelected(list[next].part.id);
  };

  const accept = () => {
    if (chosen?.suggestion) return takeSuggestion(chosen);
    if (cursorUnits && editable) return mark(cursorUnits, label);
    return false;
  };

  const hasSpans = questions.length > 0;
  useActions({
    "spans.next": () => move("next", false), "spans.previous": () => move("previous", false),
    "spans.up": () => line(-1), "spans.down": () => line(1),
    "spans.growNext": () => move("next", true), "spans.growPrevious": () => move("previous", true),
    "spans.nextPart": () => walk(1), "spans.previousPart": () => walk(-1),
    "spans.accept": accept,
    "spans.reject": () => (chosen?.suggestion ? rejectSuggestion(chosen) : false),
    "spans.remove": () => (chosen?.suggestion ? rejectSuggestion(chosen) : chosen ? removeSelected(chosen) : false),
    "escape": selected || cursor ? () => { seal(); setSelected(undefined); setCursor(undefined); } : undefined,
  }, hasSpans && question !== undefined);
  useKeys((chord) => {
    const hit = editable && question ? question.labels.find((candidate) => candidate.key && candidate.key.toUpperCase() === chord) : undefined;
    if (hit) useLabelKey(hit.name);
    return hit !== undefined;
  });

  const release = (event: React.MouseEvent) => {
    const selection = window.getSelection();
    const range = selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
    if (!question) return;
    if (!range) return click(event);
    const start = stage.current!.offsetOf(range.startContainer, range.startOffset);
    const end = stage.current!.offsetOf(range.endContainer, range.endOffset);
    if (start === undefined || end === undefined) return;
    const units = (event.altKey ? snapToGraphemes : snapToWords)(text, [start, end]);
    if (!editable) return;
    selection!.removeAllRanges();
    mark(units, label);
  };
  const click = (event: React.MouseEvent) => {
    const offset = stage.current!.offsetAt(event.clientX, event.clientY);
    seal();
    if (offset === undefined) { setSelected(undefined); setCursor(undefined); return; }
    const hits = [...open, ...parts].filter((shown) => shown.start <= offset && offset < shown.end);
    const innermost = hits.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
    setSelected(innermost?.part.id);
    setCursor(innermost ? undefined : { head: wordIndexAt(wordList(), offset) });
  };

  return (
    <>
      <div ref={column} className={`text-column${hasSpans ? " spaced" : ""}${text.length < 180 && !hasSpans ? " short" : ""}`} onMouseUp={release} data-testid="text">
        <div ref={layer} className="span-layer" aria-hidden="true" />
        {lines.map((paragraph) => (
          <p key={paragraph.start} dir="auto" data-start={paragraph.start} className={lines.length > 60 ? "lazy" : undefined}>{text.slice(paragraph.start, paragraph.end)}</p>
        ))}
      </div>
      {hasSpans && <Hud chosen={chosen} open={open.length} cursor={cursorUnits !== undefined} label={label} labels={question?.labels ?? []}
        onAccept={takeSuggestion} onReject={rejectSuggestion} onRemove={removeSelected} onNext={() => walk(1)} onMark={() => mark(cursorUnits, label)} />}
    </>
  );
}

function lazy<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

/** Items as pictures: what was settled is drawn over each, its labels counted below. Tiles keep their size while pictures come. */
import { useEffect, useRef } from "react";
import { Answer, answerText } from "../../core/annotation.js";
import type { Question } from "../../core/definition.js";
import { reasonText } from "../../core/findingWords.js";
import { boxesOf, countsOf, ShownBox } from "../../core/image/pictures.js";
import { plural } from "../../core/figures.js";
import type { ItemRow } from "../../api/types.js";
import { Swatch } from "../../panels/controls.js";
import { Thumb } from "../pictures.js";
import { ItemsProps, StateOf } from "./ItemTable.js";

export function ItemGrid({ rows, selected, loading, onPick, questions }: ItemsProps & { questions: readonly Question[] }) {
  return <ul className={`item-grid${loading ? " loading" : ""}`} data-testid="items">{rows.map((row) => <li key={row.id}><Tile row={row} selected={row.id === selected} questions={questions} onPick={onPick} /></li>)}</ul>;
}

/** How many tiles stand beside each other now. */
export function columnsOf(grid: Element | null): number {
  const tiles = [...(grid?.children ?? [])] as HTMLElement[];
  return Math.max(1, tiles.filter((tile) => tile.offsetTop === tiles[0].offsetTop).length);
}

const answersOf = (row: ItemRow): Record<string, Answer> => Object.fromEntries(Object.entries(row.settled ?? {}).map(([question, one]) => [question, one.answer]));

function Tile({ row, selected, questions, onPick }: { row: ItemRow; selected: boolean; questions: readonly Question[]; onPick: (row: ItemRow) => void }) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!selected) return;
    element.current!.scrollIntoView({ block: "nearest" });
    // Whoever walks from tile to tile by keys takes the focus along.
    if (document.activeElement?.classList.contains("tile")) element.current!.focus({ preventScroll: true });
  }, [selected]);
  const answers = answersOf(row), boxes = boxesOf(answers, questions);
  return (
    <button ref={element} className="tile" aria-pressed={selected} onClick={() => onPick(row)} data-testid="item-tile">
      <Thumb item={row.id} blobs={row.blobs} boxes={boxes} look="tile" />
      <span className="tile-text">
        <span className="row"><b className="clip grow" title={row.key}>{row.key.split("/").pop()}</b>{row.state !== "ready" && <StateOf row={row} />}{row.split && <span className="caption">{row.split}</span>}</span>
        <span className="label-counts clip"><Said row={row} boxes={boxes} answers={answers} /></span>
      </span>
    </button>
  );
}

/** What counts, else how far it is from that. */
function Said({ row, boxes, answers }: { row: ItemRow; boxes: readonly ShownBox[]; answers: Record<string, Answer> }) {
  const others = Object.values(answers).filter((answer) => !Array.isArray(answer.parts)).map(answerText), isEmpty = boxes.length === 0 && Object.values(answers).some((answer) => Array.isArray(answer.parts));
  if (boxes.length + others.length > 0 || isEmpty) {
    return <>
      {countsOf(boxes).map(({ label, colour, marked, count }) => <span key={label}><Swatch colour={colour} marked={marked} /> <span className="num">{count}</span> {label}</span>)}
      {isEmpty && <span className="muted">nothing marked</span>}
      {others.map((text) => <span key={text}>{text}</span>)}
    </>;
  }
  if (row.suggestion) return <span className="muted dashed">{answerText(row.suggestion.answer)}?</span>;
  return <span className="muted">{row.answers > 0 ? `${plural(row.answers, "answer")}, open` : row.state === "ready" ? "no answer yet" : reasonText(row.stateReason)}</span>;
}

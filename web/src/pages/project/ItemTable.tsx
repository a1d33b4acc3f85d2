/** Items as rows: the densest view, and the one for texts. */
import { useEffect, useRef } from "react";
import { answerText } from "../../core/annotation.js";
import { count, percent } from "../../core/figures.js";
import type { ItemRow } from "../../api/types.js";
import { Badge } from "../../panels/controls.js";
import { Thumb } from "../pictures.js";

export const stateTones: Record<string, "good" | "warn" | "bad" | undefined> = { quarantined: "warn", rejected: "bad", withdrawn: "bad" };

export interface ItemsProps { rows: readonly ItemRow[]; selected?: string; loading: boolean; onPick: (row: ItemRow) => void }

/** A project of pictures shows them, and its fields only where it has any. */
export function ItemTable({ rows, selected, loading, onPick, hasPictures }: ItemsProps & { hasPictures: boolean }) {
  const hasText = rows.some((row) => row.preview !== "");
  return (
    <table className={`table data-table${loading ? " loading" : ""}`} data-testid="items">
      <thead><tr>{hasPictures && <th><span className="visually-hidden">Picture</span></th>}<th>Key</th>{hasText && (hasPictures ? <th>Fields</th> : <th className="wide">Text</th>)}<th>Label</th><th className="hide-medium">Settled by</th><th className="r hide-medium">Answers</th><th className="hide-medium">Split</th><th>State</th></tr></thead>
      <tbody>{rows.map((row) => <Row key={row.id} {...{ row, hasPictures, hasText, onPick }} selected={row.id === selected} />)}</tbody>
    </table>
  );
}

function Row({ row, selected, hasPictures, hasText, onPick }: { row: ItemRow; selected: boolean; hasPictures: boolean; hasText: boolean; onPick: (row: ItemRow) => void }) {
  const element = useRef<HTMLTableRowElement>(null);
  useEffect(() => { if (selected) element.current?.scrollIntoView({ block: "nearest" }); }, [selected]);
  const settled = Object.values(row.settled ?? {});
  return (
    <tr ref={element} className={selected ? "selected" : ""} onClick={() => onPick(row)} data-testid="item-row">
      {hasPictures && <td className="pictured"><Thumb item={row.id} blobs={row.blobs} /></td>}
      <td className="fit"><button className="row-key" aria-pressed={selected}>{row.key}</button></td>
      {hasText && <td className={`clip ${hasPictures ? "fields" : "wide"}`} dir="auto">{row.preview}</td>}
      <td className={hasPictures ? "clip said" : "fit"}>{settled.length > 0 ? settled.map((one) => answerText(one.answer)).join(" · ") : row.suggestion ? <span className="muted dashed">{answerText(row.suggestion.answer)}? <span className="caption num">{percent(row.suggestion.score)}</span></span> : <span className="muted">open</span>}</td>
      <td className="fit hide-medium muted">{settled[0]?.rule ?? ""}</td>
      <td className="r fit hide-medium">{count(row.answers)}</td>
      <td className="fit hide-medium muted">{row.split ?? ""}</td>
      <td className="fit"><StateOf row={row} /></td>
    </tr>
  );
}

export function StateOf({ row }: { row: ItemRow }) {
  return row.state === "ready" ? <span className="muted">ready</span> : <Badge tone={stateTones[row.state]} title={row.stateReason}>{row.state}</Badge>;
}

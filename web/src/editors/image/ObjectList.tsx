/**
 * The objects as a list that equals the canvas: the same selection, the same order for Tab, the same names for a screen
 * reader. Only rows in view exist; an edit of one object changes one row.
 */
import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { sizeText } from "../../core/image/box.js";
import type { Row } from "../../core/image/shapes.js";
import { percent } from "../../core/figures.js";
import { Swatch } from "../../panels/controls.js";
import { useStore } from "../../panels/hooks.js";
import type { BoxEditing } from "./boxEditing.js";

export interface ObjectListProps { editing: BoxEditing; rows: readonly Row[]; open: readonly Row[]; filter: string; setFilter: (label: string) => void; labels: readonly string[]; filterInput: React.RefObject<HTMLSelectElement>; change: unknown }
const rowHeight = 32, spare = 6;

export function ObjectList({ editing, rows, open, filter, setFilter, labels, filterInput }: ObjectListProps) {
  const ui = useStore(editing.ui);
  const scroller = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState(0), [height, setHeight] = useState(400);
  const shown = filter ? [...rows, ...open].filter((row) => row.name === filter) : rows.length && open.length ? [...rows, ...open] : rows.length ? rows : open;
  const single = ui.selected.size === 1 ? [...ui.selected][0] : undefined;
  const at = single === undefined ? -1 : shown.findIndex((row) => row.shape.key === single);
  useLayoutEffect(() => {
    const element = scroller.current!;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = scroller.current!;
    if (at < 0) return;
    if (at * rowHeight < element.scrollTop) element.scrollTop = at * rowHeight;
    else if ((at + 1) * rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = (at + 1) * rowHeight - element.clientHeight;
  }, [at, single]);
  const first = Math.max(0, Math.min(Math.floor(from / rowHeight) - spare, shown.length)), last = Math.min(shown.length, Math.ceil((from + height) / rowHeight) + spare);
  const step = (event: React.KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!by || event.ctrlKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) editing.show(next.shape.key);
  };
  return (
    <section className="objects">
      <div className="row"><h2>Objects</h2><span className="caption num" data-testid="object-count">{rows.length}{open.length ? ` + ${open.length} suggested` : ""}</span><span className="grow" />
        {labels.length > 1 && <select ref={filterInput} className="input dense" aria-label="Show objects of" value={filter} onChange={(event) => setFilter(event.target.value)} data-testid="object-filter"><option value="">All labels</option>{labels.map((name) => <option key={name} value={name}>{name}</option>)}</select>}
      </div>
      <div ref={scroller} className="object-scroller" role="listbox" aria-label="Objects" aria-multiselectable="true" tabIndex={0} aria-activedescendant={at >= first && at < last ? `object-${at}` : undefined} onKeyDown={step} onScroll={(event) => setFrom(event.currentTarget.scrollTop)}>
        {shown.length === 0 && <p className="muted" role="option" aria-selected="false" aria-disabled="true">{filter ? "No object has this label." : "Drag a box around each object. Submit as it is when there is none."}</p>}
        <div role="presentation" style={{ height: shown.length * rowHeight, position: "relative" }}>
          {shown.slice(first, last).map((row, index) => {
            const { shape } = row, { key } = shape;
            return <ObjectRow key={key} id={`object-${first + index}`} place={first + index} total={shown.length} name={row.name} number={row.number} colour={shape.label.colour} marked={shape.label.marked}
              size={sizeText(shape.box)} score={shape.suggestion?.score} isNoted={Boolean(shape.part.note)} isOn={ui.selected.has(key)} isHidden={ui.allHidden || ui.hidden.has(key)} isLocked={ui.locked.has(key)} onPick={pickOf(editing, key)} />;
          })}
        </div>
      </div>
    </section>
  );
}

/** The same function for the same object, so that an unchanged row is not drawn again. */
const picks = new WeakMap<BoxEditing, Map<string, (add: boolean) => void>>();
function pickOf(editing: BoxEditing, key: string): (add: boolean) => void {
  const known = picks.get(editing) ?? new Map<string, (add: boolean) => void>();
  picks.set(editing, known);
  const found = known.get(key) ?? ((add: boolean) => {
    const { selected } = editing.ui.get();
    if (!add) editing.show(key);
    else editing.choose(selected.has(key) ? [...selected].filter((one) => one !== key) : [...selected, key]);
  });
  known.set(key, found);
  return found;
}

interface RowProps { id: string; place: number; total: number; name: string; number: number; colour: number; marked: boolean; size: string; score?: number; isNoted: boolean; isOn: boolean; isHidden: boolean; isLocked: boolean; onPick: (add: boolean) => void }

const ObjectRow = memo(function ObjectRow({ id, place, total, name, number, colour, marked, size, score, isNoted, isOn, isHidden, isLocked, onPick }: RowProps) {
  const isOpen = score !== undefined, states = [isHidden && "hidden", isLocked && "locked", isNoted && "with a note"].filter(Boolean).join(", ");
  const title = isOpen ? `${name}, suggested, ${percent(score)}` : `${name} ${number}`;
  return (
    <div id={id} role="option" aria-selected={isOn} aria-posinset={place + 1} aria-setsize={total} aria-label={`${title}, ${size.replace("×", " by ")} pixels${states ? `, ${states}` : ""}`}
      className={`object${isOn ? " on" : ""}${isOpen ? " suggested" : ""}${isHidden ? " hidden" : ""}`} style={{ top: place * rowHeight }}
      onClick={(event) => onPick(event.shiftKey || event.ctrlKey || event.metaKey)} data-testid={isOpen ? "suggestion-row" : "object-row"}>
      <Swatch colour={colour} marked={marked} dashed={isOpen} /><span className="grow clip">{isOpen ? name : `${name} ${number}`}</span>
      {isNoted && <span className="caption" aria-hidden="true">note</span>}{isLocked && <span className="caption" aria-hidden="true">locked</span>}
      <span className="caption num">{isOpen ? percent(score) : size}</span>{isOpen && isOn && <kbd aria-hidden="true">↵</kbd>}
    </div>
  );
});

/**
 * Draws spans over real text: backgrounds by CSS Custom Highlights, underlines, captions and frames on a layer behind and
 * below the words. Only paragraphs on screen are measured, so a long text costs what is visible.
 *
 * The text itself is one text node per paragraph (`[data-start]`, UTF-16 offset); nothing is ever wrapped, so selections,
 * right-to-left text and screen readers meet plain text. Without the highlight API the layer draws the backgrounds too.
 */
export interface Mark {
  id: string;
  start: number;
  end: number;
  colour: number;
  striped: boolean;
  suggested: boolean;
  selected: boolean;
  caption: string;
}
export interface Painting { marks: readonly Mark[]; cursor?: readonly [number, number] }

const hasHighlights = typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight !== "undefined";

export class TextStage {
  private readonly visible = new Set<Element>();
  private readonly observer: IntersectionObserver;
  private readonly resize: ResizeObserver;
  private painting: Painting = { marks: [] };
  private frame = 0;
  private readonly rows = new Map<string, Row[]>();
  private paragraphs: HTMLElement[] = [];

  constructor(private readonly column: HTMLElement, private readonly layer: HTMLElement) {
    this.observer = new IntersectionObserver((entries) => {
      for (const entry of entries) this.visible[entry.isIntersecting ? "add" : "delete"](entry.target);
      this.soon();
    }, { rootMargin: "600px" });
    this.resize = new ResizeObserver(() => this.soon());
    this.resize.observe(column);
    document.fonts?.ready.then(() => this.soon());
  }

  /** The paragraphs have changed. */
  watch(): void {
    this.observer.disconnect();
    this.visible.clear();
    this.paragraphs = [...this.column.querySelectorAll<HTMLElement>("[data-start]")];
    // Until the observer has spoken, the first screen counts as visible: measuring the rest would lay the whole text out.
    for (const paragraph of this.paragraphs.slice(0, 24)) this.visible.add(paragraph);
    for (const paragraph of this.paragraphs) this.observer.observe(paragraph);
  }

  paint(painting: Painting): void {
    this.painting = painting;
    this.draw();
  }

  close(): void {
    this.observer.disconnect();
    this.resize.disconnect();
    cancelAnimationFrame(this.frame);
    if (hasHighlights) for (const name of highlightNames) CSS.highlights.delete(name);
  }

  // MARK: Positions

  /** The paragraph that holds an offset, by binary search over the document order. */
  paragraphAt(offset: number): HTMLElement | undefined {
    const all = this.paragraphs;
    let low = 0, high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Number(all[middle].dataset.start) <= offset) low = middle + 1;
      else high = middle;
    }
    return all[low - 1];
  }

  range(start: number, end: number): Range | undefined {
    const from = this.paragraphAt(start), to = this.paragraphAt(Math.max(start, end - 1));
    if (!from?.firstChild || !to?.firstChild) return undefined;
    const range = document.createRange();
    range.setStart(from.firstChild, inNode(from, start));
    range.setEnd(to.firstChild, inNode(to, end));
    return range;
  }

  offsetOf(node: Node, offset: number): number | undefined {
    const paragraph = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-start]");
    if (!paragraph || !this.column.contains(paragraph)) return undefined;
    const start = Number(paragraph.dataset.start);
    if (node.nodeType === Node.TEXT_NODE) return start + offset;
    return start + (offset === 0 ? 0 : paragraph.textContent!.length);
  }

  offsetAt(x: number, y: number): number | undefined {
    const found = (document as any).caretPositionFromPoint?.(x, y);
    if (found) return this.offsetOf(found.offsetNode, found.offset);
    const range = (document as any).caretRangeFromPoint?.(x, y) as Range | undefined;
    return range ? this.offsetOf(range.startContainer, range.startOffset) : undefined;
  }

  /** The offset one line above or below the middle of a range. */
  offsetBeside(start: number, end: number, lines: 1 | -1): number | undefined {
    const box = this.range(start, end)?.getBoundingClientRect();
    const line = parseFloat(getComputedStyle(this.column).lineHeight) || 32;
    if (!box) return undefined;
    for (let step = 1; step <= 4; step++) {
      const found = this.offsetAt(box.left + box.width / 2, box.top + box.height / 2 + lines * line * step);
      if (found !== undefined && (found < start || found >= end)) return found;
    }
    return undefined;
  }

  isRightToLeft(offset: number): boolean {
    const paragraph = this.paragraphAt(offset);
    return paragraph !== undefined && getComputedStyle(paragraph).direction === "rtl";
  }

  reveal(start: number, end: number): void {
    const scroller = this.column.closest<HTMLElement>("[data-scroller]");
    const box = this.range(start, end)?.getBoundingClientRect();
    if (!scroller || !box) return;
    const view = scroller.getBoundingClientRect();
    if (box.top < view.top + 40) scroller.scrollBy({ top: box.top - view.top - 80 });
    else if (box.bottom > view.bottom - 80) scroller.scrollBy({ top: box.bottom - view.bottom + 120 });
  }

  // MARK: Drawing

  private soon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.rows.clear();
    for (const mark of this.painting.marks) if (this.isVisible(mark)) this.rows.set(mark.id, this.rowsOf(mark));
    this.drawHighlights();
    this.drawLayer();
  }

  /** A span's rows on screen: word by word, so that a blank at a line's end is neither filled nor underlined. */
  private rowsOf({ start, end }: Mark): Row[] {
    const rows: Row[] = [];
    const whole = this.range(start, end);
    const words = whole ? [...textBetween(this.paragraphAt(start), start, end).matchAll(/\S+/g)] : [];
    if (words.length === 0 || words.length > 200) return boxesOf(whole).map((box) => ({ start, end, box }));
    for (const word of words) {
      const from = start + word.index!, to = from + word[0].length;
      for (const box of boxesOf(this.range(from, to))) {
        const last = rows[rows.length - 1];
        if (last && isSameRow(last.box, box)) rows[rows.length - 1] = { start: last.start, end: to, box: union(last.box, box) };
        else rows.push({ start: from, end: to, box });
      }
    }
    return rows;
  }

  private drawHighlights(): void {
    if (!hasHighlights) return;
    const byName = new Map<string, Range[]>();
    const add = (name: string, start: number, end: number) => {
      const range = this.range(start, end);
      if (!range) return;
      const ranges = byName.get(name);
      if (ranges) ranges.push(range);
      else byName.set(name, [range]);
    };
    for (const mark of this.painting.marks) {
      if (mark.suggested) continue;
      for (const row of this.rows.get(mark.id) ?? []) add(`span-${mark.colour}`, row.start, row.end);
    }
    if (this.painting.cursor) add("word-cursor", ...this.painting.cursor);
    for (const name of highlightNames) {
      const ranges = byName.get(name);
      if (ranges) CSS.highlights.set(name, new Highlight(...ranges));
      else CSS.highlights.delete(name);
    }
  }

  private isVisible(mark: Mark): boolean {
    const first = this.paragraphAt(mark.start), last = this.paragraphAt(Math.max(mark.start, mark.end - 1));
    return first !== undefined && (this.visible.has(first) || last !== undefined && this.visible.has(last));
  }

  private drawLayer(): void {
    const origin = this.layer.getBoundingClientRect();
    const pieces: HTMLElement[] = [];
    const captions: { box: DOMRect; mark: Mark; rightToLeft: boolean }[] = [];
    for (const mark of this.painting.marks) {
      const rows = this.rows.get(mark.id) ?? [];
      for (const { box } of rows) pieces.push(piece(mark, box, origin));
      if (rows[0]) captions.push({ box: rows[0].box, mark, rightToLeft: this.isRightToLeft(mark.start) });
    }
    this.layer.replaceChildren(...pieces, ...placeCaptions(captions, origin));
  }
}

const highlightNames = [...Array.from({ length: 7 }, (_, index) => `span-${index + 1}`), "word-cursor"];

function inNode(paragraph: HTMLElement, offset: number): number {
  return Math.max(0, Math.min(offset - Number(paragraph.dataset.start), paragraph.firstChild!.textContent!.length));
}

interface Row { start: number; end: number; box: DOMRect }

const boxesOf = (range: Range | undefined) => [...(range?.getClientRects() ?? [])].filter((box) => box.width > 0);
/** Neighbours on one line, at most a wide blank apart; also across a change of direction. */
const isSameRow = (a: DOMRect, b: DOMRect) => Math.abs(a.top - b.top) < 6 && b.left - a.right < 14 && a.left - b.right < 14;

function union(a: DOMRect, b: DOMRect): DOMRect {
  const left = Math.min(a.left, b.left), top = Math.min(a.top, b.top);
  return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
}

/** The text of a range of offsets; what lies between paragraphs (line ends) counts as blanks. */
function textBetween(first: HTMLElement | undefined, start: number, end: number): string {
  let text = "";
  for (let paragraph = first; paragraph; paragraph = paragraph.nextElementSibling as HTMLElement | undefined) {
    if (paragraph.dataset.start === undefined) continue;
    const from = Number(paragraph.dataset.start), content = paragraph.textContent ?? "";
    if (from + content.length <= start) continue;
    if (from >= end) break;
    text = text.padEnd(Math.max(0, from - start), " ") + content.slice(Math.max(0, start - from), end - from);
  }
  return text;
}

function piece(mark: Mark, box: DOMRect, origin: DOMRect): HTMLElement {
  const element = document.createElement("i");
  const fill = !hasHighlights && !mark.suggested ? " filled" : "";
  element.className = `mark label-${mark.colour}${mark.suggested ? " suggested" : ""}${mark.striped ? " striped" : ""}${mark.selected ? " selected" : ""}${fill}`;
  element.style.left = `${box.left - origin.left}px`;
  element.style.top = `${box.top - origin.top}px`;
  element.style.width = `${box.width}px`;
  element.style.height = `${box.height}px`;
  return element;
}

/** Captions of one row stand side by side; each ends where the next begins. */
function placeCaptions(captions: { box: DOMRect; mark: Mark; rightToLeft: boolean }[], origin: DOMRect): HTMLElement[] {
  const elements: HTMLElement[] = [];
  const rows = new Map<number, typeof captions>();
  for (const caption of captions) {
    const row = Math.round(caption.box.bottom / 6);
    rows.set(row, [...(rows.get(row) ?? []), caption]);
  }
  for (const row of rows.values()) {
    row.sort((a, b) => a.box.left - b.box.left);
    row.forEach(({ box, mark, rightToLeft }, index) => {
      const element = document.createElement("b");
      element.className = mark.suggested ? "suggested" : "";
      element.textContent = mark.caption;
      element.style.top = `${box.bottom - origin.top + 4}px`;
      if (rightToLeft) {
        const before = row[index - 1];
        element.style.right = `${origin.right - box.right}px`;
        element.style.maxWidth = `${Math.max(16, before ? box.right - before.box.right - 6 : box.right - origin.left)}px`;
      } else {
        const after = row[index + 1];
        const room = after && after.box.left > box.left + 1 ? after.box.left - box.left - 6 : origin.right - box.left;
        const shift = after && after.box.left <= box.left + 1 ? 12 : 0;
        element.style.left = `${box.left - origin.left}px`;
        element.style.maxWidth = `${Math.max(16, room)}px`;
        if (shift) element.style.top = `${box.bottom - origin.top + 4 + shift}px`;
      }
      elements.push(element);
    });
  }
  return elements;
}

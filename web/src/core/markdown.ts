/**
 * The Markdown of guidelines as plain data: headings, paragraphs, lists, quotes, code, tables; emphasis, code and links inside.
 * Pages draw it with React elements, so no markup of a guideline ever reaches the document. Links other than http(s), mailto
 * and in-page ones stay text.
 */
export type Inline =
  | { is: "text" | "code"; text: string }
  | { is: "strong" | "em"; inside: Inline[] }
  | { is: "link"; to: string; inside: Inline[] };
export type Block =
  | { is: "heading"; level: number; inside: Inline[]; id: string }
  | { is: "paragraph" | "quote"; inside: Inline[] }
  | { is: "list"; ordered: boolean; items: Inline[][] }
  | { is: "code"; text: string }
  | { is: "table"; head: Inline[][]; rows: Inline[][][] }
  | { is: "rule" };

export function parseMarkdown(text: string): Block[] {
  const lines = text.split(/\r\n|\n|\r/);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = blockAt(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

type Step = [Block | undefined, number];

function blockAt(lines: string[], at: number): Step {
  const line = lines[at];
  if (line.trim() === "") return [undefined, at + 1];
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading) return [{ is: "heading", level: heading[1].length, inside: parseInline(heading[2]), id: slug(heading[2]) }, at + 1];
  if (/^```/.test(line)) return codeAt(lines, at);
  if (/^ {0,3}([-*_])( *\1){2,} *$/.test(line)) return [{ is: "rule" }, at + 1];
  if (/^\s*>/.test(line)) return gather(lines, at, (other) => /^\s*>/.test(other), (taken) => ({ is: "quote", inside: parseInline(taken.map((one) => one.replace(/^\s*>\s?/, "")).join(" ")) }));
  if (bullet.test(line)) return listAt(lines, at);
  if (line.includes("|") && /^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(lines[at + 1] ?? "")) return tableAt(lines, at);
  return gather(lines, at, (other) => other.trim() !== "" && !/^(#{1,6}\s|```|\s*>)/.test(other) && !bullet.test(other),
    (taken) => ({ is: "paragraph", inside: parseInline(taken.map((one) => one.trim()).join(" ")) }));
}

const bullet = /^\s*(?:[-*+]|\d+[.)])\s+/;

function gather(lines: string[], at: number, belongs: (line: string) => boolean, make: (taken: string[]) => Block): Step {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end])) end += 1;
  return [make(lines.slice(at, end)), end];
}

function codeAt(lines: string[], at: number): Step {
  let end = at + 1;
  while (end < lines.length && !/^```/.test(lines[end])) end += 1;
  return [{ is: "code", text: lines.slice(at + 1, end).join("\n") }, end + 1];
}

function listAt(lines: string[], at: number): Step {
  const items: string[] = [];
  let end = at;
  while (end < lines.length && lines[end].trim() !== "") {
    if (bullet.test(lines[end])) items.push(lines[end].replace(bullet, ""));
    else if (items.length) items[items.length - 1] += " " + lines[end].trim();
    end += 1;
  }
  return [{ is: "list", ordered: /^\s*\d/.test(lines[at]), items: items.map(parseInline) }, end];
}

function tableAt(lines: string[], at: number): Step {
  const cells = (line: string) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => parseInline(cell.trim()));
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  return [{ is: "table", head: cells(lines[at]), rows: lines.slice(at + 2, end).map(cells) }, end];
}

export function slug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}

const inlinePattern = /`([^`]+)`|\*\*([^*]+(?:\*[^*]+)*)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|\b_([^_]+)_\b|\[([^\]]+)\]\(([^()\s]+)\)/;

export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let rest = text;
  for (let match = inlinePattern.exec(rest); match; match = inlinePattern.exec(rest)) {
    if (match.index > 0) found.push({ is: "text", text: rest.slice(0, match.index) });
    found.push(inlineOf(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) found.push({ is: "text", text: rest });
  return found;
}

function inlineOf(match: RegExpExecArray): Inline {
  const [whole, code, strong, strongToo, em, emToo, label, to] = match;
  if (code !== undefined) return { is: "code", text: code };
  if (strong ?? strongToo) return { is: "strong", inside: parseInline(strong ?? strongToo) };
  if (em ?? emToo) return { is: "em", inside: parseInline(em ?? emToo) };
  return isSafeLink(to) ? { is: "link", to, inside: parseInline(label) } : { is: "text", text: whole };
}

export function isSafeLink(to: string): boolean { return /^(https?:\/\/|mailto:|#|\/(?!\/))/i.test(to); }

/** Without emphasis, code or links. */
export function plainText(inside: readonly Inline[]): string {
  return inside.map((piece) => ("text" in piece ? piece.text : plainText(piece.inside))).join("");
}

/** The section that speaks of a label: the first heading with its name, up to the next heading of that level. */
export function sectionFor(blocks: readonly Block[], label: string): Block[] {
  const wanted = slug(label);
  const start = blocks.findIndex((block) => block.is === "heading" && block.id.split("-").join("-").includes(wanted));
  if (start < 0 || wanted === "") return [];
  const level = (blocks[start] as { level: number }).level;
  const end = blocks.findIndex((block, index) => index > start && block.is === "heading" && block.level <= level);
  return blocks.slice(start, end < 0 ? undefined : end);
}

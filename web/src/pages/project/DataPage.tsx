/** All items with filters in the address, pages by key, and the item sheet at the right. */
import { useEffect, useRef, useState } from "react";
import { answerText } from "../../core/annotation.js";
import { readDefinition } from "../../core/definition.js";
import { count, percent, plural } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { ItemRow } from "../../api/types.js";
import { setQuery } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, PageHead, Waiting } from "../../panels/controls.js";
import { useActions, useLoad, useQuery } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { ItemSheet } from "./ItemSheet.js";
import type { ProjectProps } from "./ProjectPages.js";

const filters = ["state", "settled", "split", "label", "source", "group", "text"] as const;
type Filter = (typeof filters)[number];
export const stateTones: Record<string, "good" | "warn" | "bad" | undefined> = { quarantined: "warn", rejected: "bad", withdrawn: "bad" };

export function DataPage({ project, detail, overview }: ProjectProps) {
  const query = useQuery();
  const value = (name: Filter) => query.get(name) ?? "";
  const active = Object.fromEntries(filters.map((name) => [name, value(name) || undefined])) as Record<Filter, string | undefined>;
  const key = `${project}?${JSON.stringify(active)}`;
  const first = useLoad(key, () => api.items(project, { ...active, limit: 100 }));
  const [more, setMore] = useState<{ key: string; items: ItemRow[]; next?: string }>({ key, items: [] });
  const extra = more.key === key ? more : { items: [], next: undefined };
  const next = extra.items.length > 0 ? extra.next : first.value?.next;
  const rows = [...(first.value?.items ?? []), ...extra.items];
  const selected = query.get("item") ?? undefined;
  const at = rows.findIndex((row) => row.id === selected);
  const search = useRef<HTMLInputElement>(null);
  const open = (index: number) => { if (rows[index]) setQuery({ item: rows[index].id }); };
  useActions({ "data.next": () => open(at + 1), "data.previous": () => open(Math.max(0, at - 1)), "data.search": () => { search.current?.focus(); } });
  const loadMore = async () => {
    const page = await api.items(project, { ...active, limit: 100, after: next });
    setMore({ key, items: [...extra.items, ...page.items], next: page.next });
  };
  const definition = readDefinition(detail.definition);
  const splits = detail.definition.splits?.shares?.map((share: { name: string }) => share.name) ?? ["train", "validation", "test"];
  const labelled = definition.questions.filter((question) => question.labels.length > 0);
  const isFiltered = filters.some((name) => active[name]);
  return (
    <div className={selected ? "with-sheet" : undefined}>
      <PageHead title="Data"><span className="muted num" data-testid="total">{first.value?.total !== undefined && first.value.total !== null ? plural(first.value.total, "item") : ""}</span></PageHead>
      <div className="filters" role="search">
        <TextFilter key={value("text")} input={search} value={value("text")} />
        <Choose name="state" title="Any state" options={["ready", "new", "quarantined", "rejected", "withdrawn"]} value={value("state")} />
        <Choose name="settled" title="Settled or not" options={["yes", "no"]} texts={["Settled", "Not settled"]} value={value("settled")} />
        <Choose name="split" title="Any split" options={splits} value={value("split")} />
        <Choose name="label" title="Any label" value={value("label")} options={labelled.flatMap((question) => question.labels.map((label) => `${question.name}:${label.name}`))} texts={labelled.flatMap((question) => question.labels.map((label) => (labelled.length > 1 ? `${question.name}: ${label.name}` : label.name)))} />
        <Choose name="source" title="Any source" value={value("source")} options={(overview.value?.sources ?? []).map((source) => source.name)} />
        {value("group") && <Badge tone="accent">one near-duplicate group</Badge>}
        {isFiltered && <Button look="quiet" onClick={() => setQuery(Object.fromEntries(filters.map((name) => [name, undefined])))}>Clear</Button>}
      </div>
      {first.error && <ErrorNotice error={first.error} retry={first.reload} />}
      {!first.value && !first.error && <Waiting rows={10} />}
      {first.value && rows.length === 0 && (isFiltered ? <Empty title="No item matches">Take a filter away to see more.</Empty> : <Empty title="No items yet">Collect a source to fill this table (Checks, “Collect”).</Empty>)}
      {rows.length > 0 && (
        <table className={`table data-table${first.loading ? " loading" : ""}`} data-testid="items">
          <thead><tr><th>Key</th><th className="wide">Text</th><th>Label</th><th className="hide-medium">Settled by</th><th className="r hide-medium">Answers</th><th className="hide-medium">Split</th><th>State</th></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.id} row={row} selected={row.id === selected} />)}</tbody>
        </table>
      )}
      {next && <More load={loadMore}>Show 100 more</More>}
      {selected && <ItemSheet project={project} id={selected} definition={definition} />}
    </div>
  );
}

function Row({ row, selected }: { row: ItemRow; selected: boolean }) {
  const element = useRef<HTMLTableRowElement>(null);
  useEffect(() => { if (selected) element.current?.scrollIntoView({ block: "nearest" }); }, [selected]);
  const settled = Object.values(row.settled ?? {});
  return (
    <tr ref={element} className={selected ? "selected" : ""} onClick={() => setQuery({ item: selected ? undefined : row.id })} data-testid="item-row">
      <td className="fit"><button className="row-key" aria-pressed={selected}>{row.key}</button></td>
      <td className="clip wide" dir="auto">{row.preview}</td>
      <td className="fit">{settled.length > 0 ? settled.map((one) => answerText(one.answer)).join(" · ") : row.suggestion ? <span className="muted dashed">{answerText(row.suggestion.answer)}? <span className="caption num">{percent(row.suggestion.score)}</span></span> : <span className="muted">open</span>}</td>
      <td className="fit hide-medium muted">{settled[0]?.rule ?? ""}</td>
      <td className="r fit hide-medium">{count(row.answers)}</td>
      <td className="fit hide-medium muted">{row.split ?? ""}</td>
      <td className="fit">{row.state === "ready" ? <span className="muted">ready</span> : <Badge tone={stateTones[row.state]} title={row.stateReason}>{row.state}</Badge>}</td>
    </tr>
  );
}

function TextFilter({ value, input }: { value: string; input: React.RefObject<HTMLInputElement> }) {
  const [text, setText] = useState(value);
  return (
    <form className="grow" onSubmit={(event) => { event.preventDefault(); setQuery({ text: text.trim(), item: undefined }); }}>
      <input ref={input} className="input search" type="search" aria-label="Search the texts" placeholder="Search texts and keys" value={text} onChange={(event) => { setText(event.target.value); if (event.target.value === "") setQuery({ text: undefined }); }} />
    </form>
  );
}

function Choose({ name, title, options, texts, value }: { name: Filter; title: string; options: readonly string[]; texts?: readonly string[]; value: string }) {
  const all = value && !options.includes(value) ? [...options, value] : options;
  if (all.length === 0) return null;
  return (
    <select className={`input${value ? " on" : ""}`} aria-label={title} value={value} onChange={(event) => setQuery({ [name]: event.target.value, item: undefined })} data-testid={`filter-${name}`}>
      <option value="">{title}</option>
      {all.map((option, index) => <option key={option} value={option}>{texts?.[index] ?? option}</option>)}
    </select>
  );
}

/** All items with filters in the address, as pictures or as rows, walked by keys, and the item sheet at the right. */
import { useRef, useState } from "react";
import { readDefinition } from "../../core/definition.js";
import { plural } from "../../core/figures.js";
import { isPictures } from "../../core/image/pictures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { ItemRow } from "../../api/types.js";
import { navigate, setQuery } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, PageHead, Waiting } from "../../panels/controls.js";
import { useActions, useLoad, useQuery } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { columnsOf, ItemGrid } from "./ItemGrid.js";
import { ItemSheet } from "./ItemSheet.js";
import { ItemTable } from "./ItemTable.js";
import type { ProjectProps } from "./ProjectPages.js";

const filters = ["state", "settled", "split", "label", "source", "group", "text"] as const;
type Filter = (typeof filters)[number];

/** Pages of items, 100 at a time. */
function useItems(project: string, active: Record<Filter, string | undefined>) {
  const key = `${project}?${JSON.stringify(active)}`;
  const first = useLoad(key, () => api.items(project, { ...active, limit: 100 }));
  const [more, setMore] = useState<{ key: string; items: ItemRow[]; next?: string }>({ key, items: [] });
  const extra = more.key === key ? more : { items: [], next: undefined };
  const next = extra.items.length > 0 ? extra.next : first.value?.next;
  const load = async () => {
    const page = await api.items(project, { ...active, limit: 100, after: next });
    setMore({ key, items: [...extra.items, ...page.items], next: page.next });
  };
  return { first, rows: [...(first.value?.items ?? []), ...extra.items], more: next ? load : undefined };
}

export function DataPage({ project, detail, overview, can }: ProjectProps) {
  const query = useQuery();
  const value = (name: Filter) => query.get(name) ?? "";
  const active = Object.fromEntries(filters.map((name) => [name, value(name) || undefined])) as Record<Filter, string | undefined>;
  const { first, rows, more } = useItems(project, active);
  const definition = readDefinition(detail.definition), hasPictures = isPictures(definition);
  const isGrid = (query.get("view") ?? (hasPictures ? "grid" : "list")) === "grid";
  const selected = query.get("item") ?? undefined;
  const at = rows.findIndex((row) => row.id === selected);
  const search = useRef<HTMLInputElement>(null), here = useRef<HTMLDivElement>(null);
  const step = (by: number) => { const row = rows[at < 0 ? 0 : Math.max(0, at + by)]; if (row) setQuery({ item: row.id }); };
  const row = () => (isGrid ? columnsOf(here.current!.querySelector(".item-grid")) : 1);
  const show = (view: "grid" | "list") => setQuery({ view: view === (hasPictures ? "grid" : "list") ? undefined : view });
  useActions({
    "data.next": () => step(1), "data.previous": () => step(-1), "data.down": () => step(row()), "data.up": () => step(-row()), "data.search": () => { search.current?.focus(); },
    "data.view": hasPictures ? () => show(isGrid ? "list" : "grid") : undefined,
  });
  const splits = detail.definition.splits?.shares?.map((share: { name: string }) => share.name) ?? ["train", "validation", "test"];
  const labelled = definition.questions.filter((question) => question.labels.length > 0);
  const isFiltered = filters.some((name) => active[name]);
  const list = { rows, selected, loading: first.loading, onPick: (picked: ItemRow) => setQuery({ item: picked.id === selected ? undefined : picked.id }) };
  return (
    <div ref={here} className={selected ? `with-sheet${hasPictures ? " wide" : ""}` : undefined}>
      <PageHead title="Data"><span className="muted num" data-testid="total">{first.value?.total !== undefined && first.value.total !== null ? plural(first.value.total, "item") : ""}</span>
        {hasPictures && <span className="view-switch" role="group" aria-label="View"><Button aria-pressed={isGrid} onClick={() => show("grid")} data-testid="view-grid">Pictures</Button><Button aria-pressed={!isGrid} onClick={() => show("list")} data-testid="view-list">List</Button></span>}
        {hasPictures && can("manage") && <Button onClick={() => navigate(projectPath(project, "upload"))} data-testid="to-upload">Upload</Button>}
      </PageHead>
      <div className="filters" role="search">
        <TextFilter key={value("text")} input={search} value={value("text")} hasPictures={hasPictures} />
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
      {first.value && rows.length === 0 && (isFiltered ? <Empty title="No item matches">Take a filter away to see more.</Empty>
        : <Empty title="No items yet" action={hasPictures && can("manage") && <Button look="main" onClick={() => navigate(projectPath(project, "upload"))}>Upload pictures</Button>}>{hasPictures ? "Upload pictures, or collect a source (Checks, “Collect”)." : "Collect a source to fill this table (Checks, “Collect”)."}</Empty>)}
      {rows.length > 0 && (isGrid ? <ItemGrid {...list} questions={definition.questions} /> : <ItemTable {...list} hasPictures={hasPictures} />)}
      {more && <More load={more}>Show 100 more</More>}
      {selected && <ItemSheet project={project} id={selected} definition={definition} />}
    </div>
  );
}

function TextFilter({ value, input, hasPictures }: { value: string; input: React.RefObject<HTMLInputElement>; hasPictures: boolean }) {
  const [text, setText] = useState(value);
  return (
    <form className="grow" onSubmit={(event) => { event.preventDefault(); setQuery({ text: text.trim(), item: undefined }); }}>
      <input ref={input} className="input search" type="search" aria-label={hasPictures ? "Search keys and fields" : "Search the texts"} placeholder={hasPictures ? "Search keys and fields" : "Search texts and keys"} value={text} onChange={(event) => { setText(event.target.value); if (event.target.value === "") setQuery({ text: undefined }); }} />
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

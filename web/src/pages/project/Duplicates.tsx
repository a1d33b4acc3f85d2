/** Groups of items that are nearly the same, side by side: only one of each is needed, and a split never parts them. */
import { useState } from "react";
import { count, plural } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import * as api from "../../api/endpoints.js";
import type { DuplicateGroup } from "../../api/types.js";
import { setQuery } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Link, Waiting } from "../../panels/controls.js";
import type { Loaded } from "../../panels/hooks.js";
import { More } from "../../panels/more.js";
import { Thumb } from "../pictures.js";

export type DuplicatePage = { groups: DuplicateGroup[]; total: number; next?: string };
const kinds = { exact: "exact copies", pixels: "the same pixels", near: "nearly the same" };
const atFirst = 2, membersShown = 24;

/** `first` is read by the page, which counts the groups; `isAll`: all of them, else the first few. */
export function Duplicates({ project, first, hasPictures, isAll }: { project: string; first: Loaded<DuplicatePage>; hasPictures: boolean; isAll: boolean }) {
  const [later, setLater] = useState<{ of: unknown; groups: DuplicateGroup[]; next?: string }>({ of: undefined, groups: [] });
  const rest = later.of === first.value ? later : { groups: [], next: first.value?.next };
  const all = [...(first.value?.groups ?? []), ...rest.groups], groups = isAll ? all : all.slice(0, atFirst), total = first.value?.total ?? all.length;
  const more = async () => {
    const got = await api.duplicates(project, { limit: 50, after: rest.next });
    setLater({ of: first.value, groups: [...rest.groups, ...got.groups], next: got.next });
  };
  if (!first.value) return first.error ? <ErrorNotice error={first.error} retry={first.reload} /> : <Waiting rows={3} />;
  if (total === 0) return isAll ? <Empty title="No near duplicates">Nothing here is nearly the same as something else, or nothing was prepared yet.</Empty> : null;
  return (
    <section className="block finding-group" aria-label="Duplicates" data-testid="duplicates">
      <div className="row"><h2>Duplicates</h2><span className="muted num">{plural(total, "group")}</span><span className="grow" />{!isAll && total > groups.length && <Button dense look="quiet" onClick={() => setQuery({ code: undefined, severity: undefined, show: "duplicates" })}>Show all {count(total)}</Button>}</div>
      <p className="muted">Each group stays together in one split, so that no test item has its twin among the training items.</p>
      {groups.map((group) => <Group key={group.id} project={project} group={group} hasPictures={hasPictures} />)}
      {isAll && rest.next && <More load={more}>Show more groups</More>}
    </section>
  );
}

function Group({ project, group, hasPictures }: { project: string; group: DuplicateGroup; hasPictures: boolean }) {
  const shown = group.members.slice(0, membersShown);
  return (
    <article className="duplicate-group" aria-label={`${group.size} items, ${shown[0]?.key} and others`} data-testid="duplicate-group">
      <div className="row"><span className="num">{plural(group.size, "item")}</span><Badge tone={group.kind === "near" ? undefined : "warn"}>{kinds[group.kind]}</Badge><span className="grow" /><Link className="link" to={projectPath(project, "data", { group: group.id })}>Show in Data</Link></div>
      <ul className={hasPictures ? "duplicate-row" : "plain"}>{shown.map((member) => (
        <li key={member.item}><Link to={projectPath(project, "data", { item: member.item, group: group.id })} className={hasPictures ? "duplicate" : "link"}>
          {hasPictures && <Thumb item={member.item} blobs={member.blobs} look="tile" />}<span className="clip" title={member.key}>{member.key}</span></Link>
          {!hasPictures && member.preview && <span className="muted"> {member.preview}</span>}</li>
      ))}{group.size > shown.length && <li className="muted num">and {count(group.size - shown.length)} more</li>}</ul>
    </article>
  );
}

/** The first groups of items that are nearly the same, beside what else was found; the way to deciding them. */
import { count, plural } from "../../core/figures.js";
import type { DuplicatePage } from "../../api/types.js";
import { setQuery } from "../../panels/app.js";
import { Button, ErrorNotice, Waiting } from "../../panels/controls.js";
import type { Loaded } from "../../panels/hooks.js";
import { DuplicateGroupCard } from "./DuplicateGroupCard.js";

const atFirst = 2;

export function Duplicates({ project, first, hasPictures }: { project: string; first: Loaded<DuplicatePage>; hasPictures: boolean }) {
  if (!first.value) return first.error ? <ErrorNotice error={first.error} retry={first.reload} /> : <Waiting rows={3} />;
  const { total } = first.value, groups = first.value.groups.slice(0, atFirst);
  if (total === 0) return null;
  return (
    <section className="block finding-group" aria-label="Duplicates" data-testid="duplicates">
      <div className="row"><h2>Duplicates</h2><span className="muted num">{plural(total, "group")}</span><span className="grow" /><Button dense look="quiet" onClick={() => setQuery({ code: undefined, severity: undefined, show: "duplicates" })}>{total > groups.length ? `Show all ${count(total)}` : "Decide"}</Button></div>
      <p className="muted">Each group stays together in one split, so that no test item has its twin among the training items.</p>
      {groups.map((group) => <DuplicateGroupCard key={group.id} {...{ project, group, hasPictures }} />)}
    </section>
  );
}

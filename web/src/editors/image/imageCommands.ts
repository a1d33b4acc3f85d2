/** What each command of the catalogue does: one function per id. A command that has nothing to do returns false and passes the key on. */
import { nothing } from "../../core/commands.js";
import { imageActions } from "../../core/image/imageActions.js";
import * as commands from "../../core/image/boxCommands.js";
import { unionOf } from "../../core/image/box.js";
import { arrowOf } from "../../core/image/shapeKeys.js";
import type { Row, Shape } from "../../core/image/shapes.js";
import { zoomAt, zoomTo } from "../../core/image/view.js";
import { toast } from "../../panels/app.js";
import type { BoxEditing } from "./boxEditing.js";
import { clipboard } from "./clipboard.js";
import type { ImageEditorProps } from "./props.js";

export interface Around {
  readonly editing: BoxEditing;
  readonly props: ImageEditorProps;
  /** Suggestions with a score of at least this are taken by one key. */
  readonly bar: number;
  readonly newID: () => string;
  readonly adjust: () => void;
  readonly focusFilter: () => void;
  readonly focusNote: () => void;
}
type Run = (around: Around) => void | boolean;

const others: Record<string, Run> = {
  "image.select": ({ editing }) => { editing.cancel(); editing.patch({ tool: "select" }); },
  "image.box": ({ editing }) => (editing.shown?.question ? editing.patch({ tool: "box" }) : false),
  "image.draw": ({ editing }) => editing.corner(),
  "image.pan": () => undefined,
  "image.next": (around) => walk(around, 1), "image.previous": (around) => walk(around, -1),
  "image.accept": accept, "image.reject": reject,
  "image.acceptAbove": acceptAbove,
  "image.copy": ({ editing }) => copy(editing), "image.cut": (around) => { if (copy(around.editing) === false) return false; return remove(around, "cut"); },
  "image.paste": (around) => { const { from, times } = clipboard; return paste(around, clipboard.boxes, from === around.props.item.id ? times : 0); },
  "image.repeat": (around) => paste(around, clipboard.before, 0),
  "image.duplicate": (around) => paste(around, commands.copied(around.editing.selection()), 1),
  "image.remove": (around) => remove(around, "removed"),
  "image.all": ({ editing }) => editing.choose([...editing.table.all()].filter((shape) => !shape.suggestion && editing.isFree(shape)).map((shape) => shape.key)),
  "image.lock": ({ editing }) => flip(editing, "locked"), "image.hide": hide,
  "image.showAll": ({ editing }) => { editing.patch({ hidden: new Set(), locked: new Set(), allHidden: false }); editing.stage?.still(); },
  "image.partNote": ({ editing, focusNote }) => (editing.single() ? focusNote() : false),
  "image.zoomIn": ({ editing }) => editing.zoom(1.25), "image.zoomOut": ({ editing }) => editing.zoom(0.8),
  "image.fit": ({ editing }) => editing.fit(),
  "image.actual": ({ editing }) => { const { stage } = editing; if (stage) editing.setView(zoomAt(stage.view, 1, { x: stage.size.width / 2, y: stage.size.height / 2 })); },
  "image.zoomTo": ({ editing }) => { const box = unionOf(editing.selection().map((shape) => shape.box)); if (!box || !editing.stage) return false; editing.setView(zoomTo(box, editing.stage.size)); },
  "image.keepZoom": ({ editing }) => { const keepZoom = !editing.ui.get().keepZoom; editing.patch({ keepZoom }); toast(keepZoom ? "The zoom stays from picture to picture" : "Each picture opens as a whole"); },
  "image.crosshair": ({ editing }) => editing.patch({ crosshair: !editing.ui.get().crosshair }),
  "image.magnifier": ({ editing }) => editing.patch({ magnifier: !editing.ui.get().magnifier }),
  "image.adjust": ({ adjust }) => adjust(), "image.filter": ({ focusFilter }) => focusFilter(),
  "image.back": ({ props }) => props.back(), "image.forward": ({ props }) => props.forward(),
};

export const imageCommands: Readonly<Record<string, Run>> = Object.fromEntries(imageActions.map(({ id }) => {
  const arrow = arrowOf(id);
  return [id, arrow ? ({ editing }: Around) => editing.arrow(arrow) : others[id]];
}));

function walk({ editing }: Around, by: 1 | -1): void | boolean {
  const open = editing.table.openRows(), rows: readonly Row[] = open.length > 0 ? open : editing.table.rows();
  const single = editing.single(), at = single ? rows.findIndex((row) => row.shape === single) : -1;
  const next = at < 0 ? (by === 1 ? 0 : rows.length - 1) : at + by;
  editing.cancel();
  if (next < 0 || next >= rows.length) { editing.choose([]); return false; }
  editing.show(rows[next].shape.key);
}

/** The suggestion that comes after these in the list, or none. */
function after(editing: BoxEditing, shapes: readonly Shape[]): string[] {
  const open = editing.table.openRows(), gone = new Set(shapes.map((shape) => shape.key));
  const at = open.findIndex((row) => gone.has(row.shape.key));
  const rest = [...open.slice(at + 1), ...open.slice(0, at)].filter((row) => !gone.has(row.shape.key));
  return rest[0] ? [rest[0].shape.key] : [];
}

function accept({ editing, props }: Around): void | boolean {
  if (editing.isPlacing || editing.cursorByKeys && editing.ui.get().tool === "box" && editing.selection().length === 0) return editing.corner();
  const shapes = editing.selection().filter((shape) => shape.suggestion);
  if (shapes.length > 0) {
    const next = after(editing, shapes);
    props.change(commands.acceptShapes(shapes));
    if (next[0]) editing.show(next[0]);
    else editing.choose([]);
    return;
  }
  const under = editing.cursorByKeys && editing.cursor ? editing.table.at(editing.cursor, 2, (shape) => editing.isFree(shape)) : undefined;
  if (!under) return false;
  editing.choose([under.key]);
}

function reject({ editing, props }: Around): void | boolean {
  const shapes = editing.selection().filter((shape) => shape.suggestion);
  if (shapes.length === 0) return false;
  const next = after(editing, shapes);
  for (const shape of shapes) props.reject(shape.part.id);
  if (next[0]) editing.show(next[0]);
  else editing.choose([]);
}

export const aboveBar = (editing: BoxEditing, bar: number): Shape[] => editing.table.openRows().filter((row) => row.shape.suggestion!.score >= bar).map((row) => row.shape);

function acceptAbove({ editing, props, bar }: Around): void | boolean {
  const shapes = aboveBar(editing, bar);
  if (shapes.length === 0) return false;
  editing.choose([]);
  props.change(commands.acceptShapes(shapes));
  toast(`${shapes.length} suggestions accepted`, { action: { title: "Undo", key: "Ctrl+Z", run: props.undo } });
}

function copy(editing: BoxEditing): void | boolean {
  const shapes = editing.selection();
  if (shapes.length === 0) return false;
  Object.assign(clipboard, { boxes: commands.copied(shapes), from: editing.shown?.item, times: 1 });
}

const step = 10;

function paste({ editing, props, newID }: Around, boxes: readonly commands.CopiedBox[], times: number): void | boolean {
  if (boxes.length === 0) return false;
  const { change, ids } = commands.pasteBoxes(boxes, new Set(editing.shown!.questions.map((one) => one.name)), editing.size, times * step, newID);
  if (change === nothing) { toast("Nothing of what was copied lies in this picture"); return; }
  if (boxes === clipboard.boxes) { clipboard.times = times + 1; clipboard.from = props.item.id; }
  editing.choose(ids);
  props.change(change);
}

function remove({ editing, props }: Around, word: string): void | boolean {
  const shapes = editing.selection();
  if (shapes.length === 0) return false;
  for (const shape of shapes) if (shape.suggestion) props.reject(shape.part.id);
  const change = commands.removeShapes(editing.doc, shapes);
  editing.choose([]);
  if (change === nothing) return;
  props.change(change);
  toast(shapes.length === 1 ? `${shapes[0].label.name} ${word}` : `${shapes.length} objects ${word}`, { action: { title: "Undo", key: "Ctrl+Z", run: props.undo } });
}

function flip(editing: BoxEditing, set: "locked" | "hidden"): void | boolean {
  const { selected, [set]: before } = editing.ui.get();
  if (selected.size === 0) return false;
  const isOn = [...selected].every((key) => before.has(key));
  const next = new Set(before);
  for (const key of selected) next[isOn ? "delete" : "add"](key);
  editing.patch({ [set]: next });
}

function hide({ editing }: Around): void | boolean {
  if (editing.selection().length > 0) return flip(editing, "hidden");
  editing.patch({ allHidden: !editing.ui.get().allHidden });
  editing.stage?.still();
}

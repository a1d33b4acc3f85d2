/**
 * The image editor: tools at the left, the picture in the middle, labels and objects at the right.
 *
 * React draws the panels; `BoxEditing` holds what the hand does and the stage paints it. A box is drawn by dragging, by two
 * clicks, or by keys alone; everything else has its key in the catalogue (`core/image/imageActions`).
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import * as commands from "../../core/image/boxCommands.js";
import { sizeText } from "../../core/image/box.js";
import { Attribute, attributesOf, attributeValue, boxQuestions, choiceKeys, isWholeChoice, nextValue } from "../../core/image/questions.js";
import { imageActionFor } from "../../core/image/shapeKeys.js";
import { ErrorNotice } from "../../panels/controls.js";
import { useActions, useKeys, useStore } from "../../panels/hooks.js";
import { theme } from "../../panels/app.js";
import { BoxEditing } from "./boxEditing.js";
import { clipboard } from "./clipboard.js";
import { Around, aboveBar, imageCommands } from "./imageCommands.js";
import { ImageHud, LightPanel } from "./ImageHud.js";
import { LabelList } from "./LabelList.js";
import { ObjectList } from "./ObjectList.js";
import { listen } from "./pointing.js";
import type { ImageEditorProps } from "./props.js";
import { Rail } from "./Rail.js";
import { SelectionPanel } from "./SelectionPanel.js";
import { usePicture, useSharper } from "./usePicture.js";
import { WholeImage } from "./WholeImage.js";

const unknownSize = { width: 1, height: 1 };

export default function ImageEditor(props: ImageEditorProps) {
  const { item, definition, doc, current, suggestions, rejected } = props;
  const latest = useRef(props);
  latest.current = props;
  const host = useRef<HTMLDivElement>(null), filterInput = useRef<HTMLSelectElement>(null), noteInput = useRef<HTMLTextAreaElement>(null);
  const editing = useMemo(() => new BoxEditing({
    change: (change, merge) => latest.current.change(change, merge), seal: () => latest.current.seal(),
    reject: (part) => latest.current.reject(part), newID: () => orderedID(latest.current.newID()),
  }), []);
  const questions = useMemo(() => boxQuestions(definition), [definition]);
  const asked = useMemo(() => definition.questions.filter(isWholeChoice), [definition]);
  const keys = useMemo(() => choiceKeys(asked, questions.length > 0), [asked, questions]);
  const question = questions.find((one) => one.name === current) ?? questions[0];
  const attributes = useMemo(() => new Map(questions.map((one) => [one.name, attributesOf(definition, one)] as const)), [definition, questions]);
  const label = props.label ?? question?.labels[0]?.name;
  const picture = usePicture(item, props.ahead, props.pictureURL, () => editing.stage);
  const sharper = useSharper(item, picture.size, props.pictureURL, () => editing.stage);
  const [filter, setFilter] = useState(""), [noting, setNoting] = useState<string>();
  const [light, setLight] = useState({ open: false, brightness: 1, contrast: 1 });
  const bar = Number(definition.raw.labelling?.acceptAbove ?? 0.8);
  const ui = useStore(editing.ui);

  // While rendering, so that the lists below show this document: the table is only brought up to date, the stage paints later.
  editing.update({ item: item.id, size: picture.size ?? unknownSize, doc, questions, question, label, suggestions, rejected });

  useLayoutEffect(() => {
    const stage = editing.attach(host.current!), stop = listen(host.current!, editing);
    (host.current as HTMLElement & { stageFigures?: () => unknown }).stageFigures = () => ({ ...stage.figures, view: stage.view, image: stage.image, isSharp: stage.picture?.width });
    const dark = matchMedia("(prefers-color-scheme: dark)"), recolour = () => stage.readColours();
    dark.addEventListener("change", recolour);
    const unwatch = theme.subscribe(recolour);
    return () => { stop(); stage.close(); dark.removeEventListener("change", recolour); unwatch(); };
  }, []);
  useLayoutEffect(() => {
    editing.open();
    setNoting(undefined);
    // The table of this picture: by the time it is left, `editing` has the next one's.
    const { table } = editing;
    return () => { clipboard.before = commands.copied([...table.all()].filter((shape) => !shape.suggestion)); };
  }, [item.id, picture.size?.width, picture.size?.height]);
  useLayoutEffect(() => { editing.stage?.setLight(light.brightness, light.contrast); }, [light.brightness, light.contrast]);
  // The ring is for those who come by Tab; a picture that opens takes the keys without it.
  useEffect(() => { host.current?.classList.add("unringed"); host.current?.focus({ preventScroll: true }); }, [item.id]);
  useEffect(() => { if (editing.stage) editing.stage.settled = sharper; });

  const shapes = editing.selection();
  const own = attributes.get(shapes[0]?.question.name ?? question?.name ?? "") ?? [];
  const around: Around = {
    editing, props, bar, newID: () => orderedID(props.newID()),
    adjust: () => setLight((now) => ({ ...now, open: !now.open })),
    focusFilter: () => filterInput.current?.focus(),
    focusNote: () => { setNoting(editing.single()?.key); setTimeout(() => noteInput.current?.focus()); },
  };
  const run = (id: string) => imageCommands[id](around);
  const setAttribute = (attribute: Attribute, value: unknown) => editing.edit(editing.selection(), (all) => commands.setAttribute(editing.doc, all, attribute.name, value), `attribute/${attribute.name}`);
  const stepAttribute = (attribute: Attribute) => {
    const [first] = editing.selection();
    if (first) setAttribute(attribute, nextValue(attribute, attributeValue(first.part.attributes, attribute)));
    props.seal();
  };
  const pickLabel = (name: string, of = question) => {
    if (!of) return;
    props.setQuestion(of.name);
    props.setLabel(of.name, name);
    const chosen = editing.selection();
    if (chosen.length > 0) editing.edit(chosen, (all) => commands.relabelShapes(editing.doc, all, name));
  };
  props.pick.current = questions.length > 0 && !asked.some((one) => one.name === current) ? (name) => pickLabel(name) : undefined;

  useActions(Object.fromEntries(Object.keys(imageCommands).map((id) => [id, () => run(id)])));
  useKeys((chord) => {
    if (chord === "Esc") return leaveOne();
    // Outside the stage Tab, Enter and the arrows are the page's own.
    if (isElsewhere() && /^(Shift\+)?(Tab|Enter)$|^(Left|Right|Up|Down)$/.test(chord)) return false;
    const whole = keys.find((one) => one.chord === chord);
    if (whole) { props.answer(whole.question, whole.label.name); return true; }
    const hit = question?.labels.find((one) => one.key && one.key.toUpperCase() === chord);
    if (hit) { pickLabel(hit.name); return true; }
    const attribute = shapes.length > 0 ? own.find((one) => one.key && one.key.toUpperCase() === chord) : undefined;
    if (attribute) { stepAttribute(attribute); return true; }
    const id = imageActionFor(chord);
    return id !== undefined && run(id) !== false;
  });
  const leaveOne = () => {
    if (light.open) { setLight({ ...light, open: false }); host.current?.focus(); return true; }
    if (document.activeElement instanceof HTMLTextAreaElement || document.activeElement instanceof HTMLInputElement) { host.current?.focus(); return true; }
    if (editing.cancel()) return true;
    if (editing.selection().length === 0) return false;
    editing.choose([]);
    return true;
  };

  const rows = editing.table.rows(), open = editing.table.openRows();
  const chosenRow = shapes.length === 1 ? editing.table.rowOf(shapes[0].key) : undefined;
  const title = shapes.length === 0 ? "" : shapes.length === 1 && chosenRow ? (chosenRow.number ? `${chosenRow.name} ${chosenRow.number}` : `${chosenRow.name}, suggested`) : `${shapes.length} objects`;
  return (
    <>
      <Rail editing={editing} hasBoxes={questions.length > 0} isAdjusting={light.open} isLit={light.brightness !== 1 || light.contrast !== 1} onAdjust={around.adjust} onFit={() => editing.fit()} run={run} />
      <main className="image-stage" tabIndex={-1} aria-label="Item">
        <div ref={host} className="stage-host" tabIndex={0} role="application" aria-roledescription="picture" data-testid="image-stage" onBlur={(event) => event.currentTarget.classList.remove("unringed")} data-ready={picture.size ? "" : undefined}
          aria-label={`${item.key}, ${picture.size ? `${picture.size.width} by ${picture.size.height} pixels` : "loading"}, ${rows.length} objects, ${open.length} suggestions`} />
        {questions.length > 0 && <p className="only-narrow stage-note">Drawing needs a larger screen. Here the picture can be looked at: two fingers zoom.</p>}
        {picture.failure && <div className="stage-failure"><ErrorNotice error={new Error(picture.failure)} retry={picture.retry} /></div>}
        {light.open && <LightPanel brightness={light.brightness} contrast={light.contrast} onChange={(brightness, contrast) => setLight({ open: true, brightness, contrast })} onClose={() => { setLight({ ...light, open: false }); host.current?.focus(); }} />}
        <ImageHud chosen={chosenRow} open={open.length} above={aboveBar(editing, bar).length} bar={bar} drawing={ui.drawing} placing={editing.isPlacing}
          onNext={() => run("image.next")} onAccept={() => run("image.accept")} onReject={() => run("image.reject")} onAbove={() => run("image.acceptAbove")} />
        {props.missing.length > 0 && <p className="missing" role="alert">{props.missing.join(". ")}.</p>}
      </main>
      {props.guide ?? (
        <aside className="side image-side" aria-label="Labels and objects" data-testid="side">
          {questions.map((one) => <LabelList key={one.name} editing={editing} question={one} isOnly={questions.length === 1} isCurrent={one === question} active={one === question ? label : undefined} onPick={(name) => pickLabel(name, one)} onSearch={props.onSearch} />)}
          <WholeImage questions={asked} keys={keys} doc={doc} suggestions={suggestions} missing={props.missing} current={current} onAnswer={props.answer} onFocus={props.setQuestion} />
          {questions.length > 0 && <ObjectList editing={editing} rows={rows} open={open} filter={filter} setFilter={(name) => { setFilter(name); host.current?.focus(); }} labels={questions.flatMap((one) => one.labels.map((each) => each.name)).filter((name) => questions.some((one) => editing.table.countOf(one.name, name) > 0) || open.some((row) => row.name === name))} filterInput={filterInput} change={doc} />}
          {shapes.length > 0 && <SelectionPanel shapes={shapes} title={title} attributes={own} noteInput={noteInput} isNoting={noting === shapes[0].key}
            onAttribute={setAttribute} onStep={stepAttribute} onNote={(text) => editing.edit([shapes[0]], () => commands.setPartNote(editing.doc, shapes[0], text), `note/${shapes[0].key}`)} onNoteOpen={around.focusNote}
            isLocked={shapes.every((shape) => ui.locked.has(shape.key))} isHidden={shapes.every((shape) => ui.hidden.has(shape.key))} onLock={() => run("image.lock")} onHide={() => run("image.hide")} />}
          {props.children}
        </aside>
      )}
      <span className="visually-hidden" role="status">{shapes.length === 1 ? `${title}, ${sizeText(shapes[0].box).replace("×", " by ")} pixels at ${Math.round(shapes[0].box[0])}, ${Math.round(shapes[0].box[1])}` : shapes.length > 1 ? title : ""}</span>
    </>
  );
}

/** Whether a control beside the stage has the focus. */
function isElsewhere(): boolean {
  const focus = document.activeElement;
  return focus instanceof HTMLElement && focus !== document.body && focus.closest(".image-stage") === null;
}

/** Ids grow with time, so that stored parts keep the order they were made in. */
let last = 0;
function orderedID(random: string): string {
  last = Math.max(last + 1, Date.now());
  return last.toString(36) + random.slice(0, 4);
}

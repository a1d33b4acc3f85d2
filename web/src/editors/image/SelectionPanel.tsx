/** What is said of the selected object besides its label: attributes by one key each, a note, where it is. */
import { RefObject, useEffect, useState } from "react";
import type { Shape } from "../../core/image/shapes.js";
import { Attribute, attributeValue } from "../../core/image/questions.js";
import { Button } from "../../panels/controls.js";

export interface SelectionPanelProps {
  shapes: readonly Shape[]; title: string; attributes: readonly Attribute[]; noteInput: RefObject<HTMLTextAreaElement>; isNoting: boolean;
  onAttribute: (attribute: Attribute, value: unknown) => void; onStep: (attribute: Attribute) => void; onNote: (text: string) => void; onNoteOpen: () => void;
  isLocked: boolean; isHidden: boolean; onLock: () => void; onHide: () => void;
}

export function SelectionPanel(props: SelectionPanelProps) {
  const { shapes, title, attributes, noteInput, isNoting, onNote, onNoteOpen } = props;
  const [first] = shapes;
  const note = shapes.length === 1 ? (first.part.note as string | undefined) ?? "" : undefined;
  return (
    <section className="selection" aria-label="Selected object" data-testid="selection">
      <div className="row"><h2 className="grow clip">{title}</h2>
        <Button dense look="quiet" chord="K" aria-pressed={props.isLocked} onClick={props.onLock}>{props.isLocked ? "Locked" : "Lock"}</Button>
        <Button dense look="quiet" chord="H" aria-pressed={props.isHidden} onClick={props.onHide}>{props.isHidden ? "Hidden" : "Hide"}</Button>
      </div>
      {attributes.map((attribute) => <AttributeRow key={attribute.name} attribute={attribute} value={common(shapes, attribute)} {...props} />)}
      {note !== undefined && (note || isNoting
        ? <NoteField key={first.key} note={note} input={noteInput} onNote={onNote} />
        : <Button dense look="quiet" chord="E" className="add-note" onClick={onNoteOpen}>Add a note</Button>)}
    </section>
  );
}

/** The value all selected objects share; undefined when they differ. */
function common(shapes: readonly Shape[], attribute: Attribute): unknown {
  const [first, ...others] = shapes.map((shape) => attributeValue(shape.part.attributes, attribute));
  return others.every((value) => value === first) ? first : undefined;
}

function AttributeRow({ attribute, value, onAttribute, onStep }: SelectionPanelProps & { attribute: Attribute; value: unknown }) {
  const name = titled(attribute.name), chord = attribute.key ? attribute.key.toUpperCase() : undefined;
  const text = value === undefined ? "–" : attribute.kind === "boolean" ? (value ? "Yes" : "No") : String(value);
  return (
    <div className="row attribute"><span className="muted grow clip">{name}</span>
      {attribute.kind === "boolean" || attribute.kind === "choice"
        ? <Button dense chord={chord} aria-label={`${name}: ${text}`} aria-pressed={attribute.kind === "boolean" ? value === true : undefined} onClick={() => onStep(attribute)} data-testid={`attribute-${attribute.name}`}>{text}</Button>
        : <input className="input dense" aria-label={name} type={attribute.kind === "number" ? "number" : "text"} step="any" value={value === undefined ? "" : String(value)} onChange={(event) => onAttribute(attribute, read(attribute, event.target.value))} data-testid={`attribute-${attribute.name}`} />}
    </div>
  );
}

function NoteField({ note, input, onNote }: { note: string; input: RefObject<HTMLTextAreaElement>; onNote: (text: string) => void }) {
  const [text, setText] = useState(note);
  useEffect(() => setText(note), [note]);
  return <textarea ref={input} className="input" rows={2} dir="auto" aria-label="Note on the object" placeholder="What should a reviewer know about this object?" value={text} onChange={(event) => { setText(event.target.value); onNote(event.target.value); }} data-testid="part-note" />;
}

const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replace(/[-_]/g, " ");
const read = (attribute: Attribute, text: string): unknown => (text === "" ? undefined : attribute.kind === "number" ? (Number.isFinite(Number(text)) ? Number(text) : undefined) : text);

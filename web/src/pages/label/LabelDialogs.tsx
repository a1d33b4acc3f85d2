/** The few questions asked while labelling: a comment, a reason to skip, a label by name. */
import { FormEvent, useEffect, useRef, useState } from "react";
import type { Label } from "../../core/definition.js";
import { fuzzyFilter } from "../../core/fuzzy.js";
import { Button, Swatch } from "../../panels/controls.js";
import { Dialog } from "../../panels/overlays.js";

export function NoteDialog({ text, onSave, onClose }: { text: string; onSave: (note: string) => void; onClose: () => void }) {
  const [note, setNote] = useState(text);
  const save = (event?: FormEvent) => { event?.preventDefault(); onSave(note); onClose(); };
  return (
    <Dialog title="Comment" onClose={onClose}>
      <form onSubmit={save} className="stack">
        <textarea className="input" rows={4} dir="auto" aria-label="Comment" placeholder="What should a reviewer know about this item?" value={note} onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); } }} />
        <div className="row end"><Button onClick={onClose}>Cancel</Button><Button look="main" type="submit" chord="Ctrl+Enter">Keep</Button></div>
      </form>
    </Dialog>
  );
}

const reasonsFor = (isImage: boolean) => isImage ? ["Cannot be judged from this picture", "Picture is damaged or empty", "Too blurred or too dark", "I should not answer this one"]
  : ["Cannot be judged from this text", "Text is damaged or empty", "Not in a language I read", "I should not answer this one"];

export function SkipDialog({ onSkip, onClose, isImage = false }: { onSkip: (reason: string) => void; onClose: () => void; isImage?: boolean }) {
  const reasons = reasonsFor(isImage);
  const [own, setOwn] = useState("");
  const skip = (reason: string) => { onClose(); onSkip(reason); };
  return (
    <Dialog title="Why skip this item?" onClose={onClose}>
      <div className="stack" onKeyDown={(event) => {
        const index = Number(event.key) - 1;
        if (!(event.target instanceof HTMLInputElement) && reasons[index]) { event.preventDefault(); skip(reasons[index]); }
      }}>
        <ul className="pick-list">{reasons.map((reason, index) => <li key={reason}><button data-focus={index === 0 || undefined} onClick={() => skip(reason)}>{reason}<span className="grow" /><kbd>{index + 1}</kbd></button></li>)}</ul>
        <form className="row" onSubmit={(event) => { event.preventDefault(); if (own.trim()) skip(own.trim()); }}>
          <input className="input grow" aria-label="Another reason" placeholder="Another reason" value={own} onChange={(event) => setOwn(event.target.value)} />
          <Button type="submit" disabled={!own.trim()}>Skip</Button>
        </form>
      </div>
    </Dialog>
  );
}

export function LabelSearch({ labels, onPick, onClose }: { labels: readonly Label[]; onPick: (name: string) => void; onClose: () => void }) {
  const [query, setQuery] = useState(""), [at, setAt] = useState(0);
  const found = fuzzyFilter(query, labels, (label) => label.name).slice(0, 60);
  const selected = Math.min(at, found.length - 1);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => { list.current?.children[selected]?.scrollIntoView({ block: "nearest" }); }, [selected]);
  const pick = (label: Label | undefined) => { if (label) { onClose(); onPick(label.name); } };
  return (
    <Dialog title="Labels" onClose={onClose} plain>
      <input className="palette-input" placeholder={`Search ${labels.length} labels`} aria-label="Search labels" role="combobox" aria-expanded="true" aria-controls="label-list" aria-activedescendant={found[selected] && `label-option-${selected}`} value={query} onChange={(event) => { setQuery(event.target.value); setAt(0); }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(selected + 1, found.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(selected - 1, 0));
          else if (event.key === "Enter") pick(found[selected]);
          else return;
          event.preventDefault();
        }} />
      <ul id="label-list" ref={list} className="palette-list" role="listbox" aria-label="Labels">
        {found.map((label, index) => (
          <li key={label.name} id={`label-option-${index}`} role="option" aria-selected={index === selected} onPointerMove={() => setAt(index)} onClick={() => pick(label)}>
            <Swatch colour={label.colour} marked={label.marked} /><span className="clip option-name">{label.name}</span>{label.about && <span className="caption clip grow">{label.about}</span>}<span className="grow" />{label.key && <kbd>{label.key.toUpperCase()}</kbd>}
          </li>
        ))}
        {found.length === 0 && <li role="option" aria-selected="false" aria-disabled="true" className="muted">No label matches “{query}”</li>}
      </ul>
    </Dialog>
  );
}

/** Command palette and shortcut sheet: two views of the same action table. Also the one listener for keys. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { ActionRow, Scope } from "../core/actionTable.js";
import { fuzzyFilter } from "../core/fuzzy.js";
import { chordOf, sequencer, worksInText } from "../core/keymap.js";
import { actions, toggleTheme } from "./app.js";
import { Kbd } from "./controls.js";
import { useActions } from "./hooks.js";
import { Dialog } from "./overlays.js";

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select"));

/** Enter and Space on a focused button or link are that control's, not the page's. */
const isOwnKey = (target: EventTarget | null, chord: string) =>
  (chord === "Enter" || chord === "Space") && target instanceof HTMLElement && target.matches("button, a[href], summary");

export function useKeyboard(): void {
  useEffect(() => {
    const keys = sequencer();
    const press = (event: KeyboardEvent) => {
      const chord = event.defaultPrevented ? undefined : chordOf(event);
      if (!chord || isTextField(event.target) && !worksInText(chord) || isOwnKey(event.target, chord)) return;
      if (document.querySelector("dialog[open]") && chord !== "Ctrl+K") return;
      const sequence = keys.press(chord, (text) => actions.known(text), event.timeStamp) ?? chord;
      if (actions.press(sequence)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

export function Palette() {
  const [open, setOpen] = useState<"palette" | "shortcuts">();
  useActions({ palette: () => setOpen("palette"), shortcuts: () => setOpen("shortcuts"), theme: toggleTheme });
  if (open === "palette") return <PaletteDialog onClose={() => setOpen(undefined)} />;
  if (open === "shortcuts") return <ShortcutSheet onClose={() => setOpen(undefined)} />;
  return null;
}

function PaletteDialog({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const all = useMemo(() => actions.available().filter((action) => action.id !== "palette" && action.id !== "escape"), []);
  const found = fuzzyFilter(query, all, (action) => action.title);
  const selected = Math.min(at, found.length - 1);
  const run = (action: ActionRow | undefined) => { if (action) { onClose(); setTimeout(() => actions.run(action.id)); } };
  useEffect(() => { list.current?.children[selected]?.scrollIntoView({ block: "nearest" }); }, [selected]);
  return (
    <Dialog title="Command palette" onClose={onClose} plain>
      <input className="palette-input" placeholder="What would you like to do?" aria-label="Search commands" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant={found[selected] && `palette-${selected}`}
        value={query} onChange={(event) => { setQuery(event.target.value); setAt(0); }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(selected + 1, found.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(selected - 1, 0));
          else if (event.key === "Enter") run(found[selected]);
          else return;
          event.preventDefault();
        }} />
      <ul id="palette-list" ref={list} className="palette-list" role="listbox" aria-label="Commands">
        {found.map((action, index) => (
          <li key={action.id} id={`palette-${index}`} role="option" aria-selected={index === selected} onPointerMove={() => setAt(index)} onClick={() => run(action)}>
            {action.title}<span className="grow" />{action.keys.slice(0, 1).map((key) => <Kbd key={key} chord={key} />)}
          </li>
        ))}
        {found.length === 0 && <li role="option" aria-selected="false" aria-disabled="true" className="muted">No command matches “{query}”</li>}
      </ul>
    </Dialog>
  );
}

const scopeTitles: Record<Scope, string> = {
  label: "Labelling", choice: "Choosing", spans: "Marking text", image: "Pictures", disagreements: "Disagreements", duplicates: "Duplicates", places: "Personal data", rows: "Rows", suspects: "Suspected labels", review: "Review", data: "Data", page: "This page", project: "Project", everywhere: "Everywhere",
};

function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const available = actions.available();
  const scopes = (Object.keys(scopeTitles) as Scope[]).filter((scope) => available.some((action) => action.scope === scope));
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} wide>
      <div className="shortcuts" data-testid="shortcuts">
        {scopes.map((scope) => (
          <section key={scope}>
            <h3>{scopeTitles[scope]}</h3>
            <dl>{available.filter((action) => action.scope === scope).map((action) => (
              <div key={action.id}><dt>{action.title}{action.help && <span className="caption">{action.help}</span>}</dt><dd>{action.keys.map((key) => <Kbd key={key} chord={key} />)}</dd></div>
            ))}</dl>
            {(scope === "choice" || scope === "spans" || scope === "image") && <p className="caption">Labels have the digits and letters shown on them.</p>}
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/**
 * One keymap service for all pages: turns key events into chords, and chords (also in sequences, `G L`) into actions.
 *
 * Rules: single letters never fire inside text inputs or while composing; digits are matched by position (AZERTY), letters
 * by what the layout types, by position where the layout types none (Greek, Cyrillic, Arabic); Ctrl stands for Cmd too.
 */
export interface KeyInput {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing?: boolean;
}

const named: Record<string, string> = { " ": "Space", Escape: "Esc", ArrowLeft: "Left", ArrowRight: "Right", ArrowUp: "Up", ArrowDown: "Down" };

/** `Ctrl+K`, `Shift+Right`, `?`, `1`, `G`; undefined for lone modifiers and while composing. */
export function chordOf(input: KeyInput): string | undefined {
  if (input.isComposing || input.key === "Process" || input.key === "Dead") return undefined;
  if (["Control", "Shift", "Alt", "Meta", "CapsLock", "AltGraph"].includes(input.key)) return undefined;
  const base = baseKey(input);
  const isSymbol = [...base].length === 1 && !/[A-Z0-9]/.test(base);
  const marks = [input.ctrlKey || input.metaKey ? "Ctrl" : "", input.altKey ? "Alt" : "", input.shiftKey && !isSymbol ? "Shift" : ""];
  return [...marks.filter(Boolean), base].join("+");
}

function baseKey(input: KeyInput): string {
  if (named[input.key]) return named[input.key];
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(input.code);
  if (digit && !(input.shiftKey && /^[?/]$/.test(input.key))) return digit[1];
  if (/^[a-z]$/i.test(input.key)) return input.key.toUpperCase();
  const letter = /^Key([A-Z])$/.exec(input.code);
  if (letter && input.key.length <= 2) return letter[1];
  return input.key;
}

/** Chords that act even while a text field has the focus. */
export function worksInText(chord: string): boolean {
  return chord.startsWith("Ctrl+") && !["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"].includes(chord) || chord === "Esc";
}

export interface Sequencer {
  /** The sequence so far joined with this chord, if it may lead to a binding; otherwise the chord alone. */
  press(chord: string, known: (sequence: string) => "full" | "prefix" | "none", now: number): string | undefined;
}

export const sequenceMilliseconds = 1500;

/** Two-chord sequences: the first chord waits a little for the second. */
export function sequencer(): Sequencer {
  let pending: { chord: string; at: number } | undefined;
  return {
    press(chord, known, now) {
      const before = pending && now - pending.at <= sequenceMilliseconds ? `${pending.chord} ${chord}` : undefined;
      pending = undefined;
      if (before && known(before) === "full") return before;
      const kind = known(chord);
      if (kind === "prefix") { pending = { chord, at: now }; return undefined; }
      return kind === "full" ? chord : undefined;
    },
  };
}

/** A key as people read it on a button. */
export function keyText(chord: string): string {
  return chord.split(" ").map((part) => part.split("+").map((key) => symbols[key] ?? key).join(" ")).join(" ");
}

const symbols: Record<string, string> = { Enter: "↵", Left: "←", Right: "→", Up: "↑", Down: "↓", Shift: "⇧", Delete: "Del", Backspace: "⌫", PageUp: "PgUp", PageDown: "PgDn" };

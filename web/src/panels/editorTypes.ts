/** What the label page hands to an editor. An editor changes the document only through `change`. */
import type { Suggestion } from "../core/annotation.js";
import type { Question } from "../core/definition.js";
import type { Change, Doc } from "../core/doc.js";

export interface TextEditorProps {
  text: string;
  doc: Doc;
  /** The question about spans that is being answered; none while another question is at hand. */
  question?: Question;
  /** All questions about spans: their spans are shown. */
  questions: readonly Question[];
  label?: string;
  setLabel: (name: string) => void;
  suggestions: readonly Suggestion[];
  rejected: ReadonlySet<string>;
  selected?: string;
  setSelected: (id: string | undefined) => void;
  change: (change: Change, merge?: string) => void;
  seal: () => void;
  undo: () => void;
  reject: (part: string) => void;
  newID: () => string;
}

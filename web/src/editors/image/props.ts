/** What the label page hands to the image editor. The editor changes the document only through `change`. */
import type { MutableRefObject, ReactNode } from "react";
import type { Suggestion } from "../../core/annotation.js";
import type { Definition, Question } from "../../core/definition.js";
import type { Change, Doc } from "../../core/doc.js";

export interface BlobFacts { readonly type?: string; readonly width?: number; readonly height?: number }
export interface PictureItem { readonly id: string; readonly key: string; readonly blobs?: Readonly<Record<string, BlobFacts>> }

export interface ImageEditorProps {
  item: PictureItem;
  /** The items that come next: their pictures are fetched and decoded ahead. */
  ahead: readonly PictureItem[];
  pictureURL: (item: string, size: "view" | "full") => string;
  definition: Definition;
  doc: Doc;
  /** The question at hand, of whatever kind. */
  current?: string;
  setQuestion: (name: string) => void;
  missing: readonly string[];
  label?: string;
  setLabel: (question: string, name: string) => void;
  suggestions: readonly Suggestion[];
  rejected: ReadonlySet<string>;
  change: (change: Change, merge?: string) => void;
  seal: () => void;
  undo: () => void;
  reject: (part: string) => void;
  answer: (question: Question, label: string) => void;
  newID: () => string;
  back: () => void;
  forward: () => void;
  /** Filled by the editor: what a label picked by name does. */
  pick: MutableRefObject<((label: string) => void) | undefined>;
  onSearch: () => void;
  /** Questions of other kinds and the item's comment; below the objects. */
  children?: ReactNode;
  /** The guidelines, while they are open: they take the side panel's place. */
  guide?: ReactNode;
}

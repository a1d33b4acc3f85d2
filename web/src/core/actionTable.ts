/**
 * Every action with its keys, in one table: the keymap, the command palette and the shortcut sheet all read it. A page binds
 * what an action does; an action that nothing binds is not shown. A test walks the table: no action without a key, no two
 * actions of one scope on the same key.
 */
import { imageActions } from "./image/imageActions.js";

export type Scope = "everywhere" | "project" | "label" | "choice" | "spans" | "image" | "disagreements" | "review" | "suspects" | "places" | "rows" | "duplicates" | "data" | "page";
export interface ActionRow { id: string; title: string; keys: readonly string[]; scope: Scope; help?: string }

const row = (id: string, title: string, keys: string, scope: Scope, help?: string): ActionRow => ({ id, title, keys: keys.split(", "), scope, help });

export const actionTable: readonly ActionRow[] = [
  row("palette", "Command palette", "Ctrl+K", "everywhere"),
  row("shortcuts", "Keyboard shortcuts", "?", "everywhere"),
  row("theme", "Switch between light and dark", "Ctrl+Shift+L", "everywhere"),
  row("escape", "One level out", "Esc", "everywhere"),
  row("go.work", "Go to my work", "G W", "everywhere"),
  row("go.history", "Go to my history", "G H", "everywhere"),
  row("go.accounts", "Go to everyone in the workspace", "G E", "everywhere"),
  row("go.tokens", "Go to my access tokens", "G T", "everywhere"),
  row("signOut", "Sign out", "Ctrl+Shift+Q", "everywhere"),

  row("go.overview", "Go to overview", "G O", "project"),
  row("go.data", "Go to data", "G D", "project"),
  row("go.label", "Go to labelling", "G L", "project"),
  row("go.disagreements", "Go to disagreements", "G A", "project"),
  row("go.review", "Go to review", "G R", "project"),
  row("go.quality", "Go to quality", "G Q", "project"),
  row("go.models", "Go to models", "G M", "project"),
  row("go.rules", "Go to rules", "G K", "project"),
  row("go.checks", "Go to checks", "G C", "project"),
  row("go.profile", "Go to profile", "G F", "project"),
  row("go.personal-data", "Go to personal data", "G N", "project"),
  row("go.splits", "Go to splits", "G X", "project"),
  row("go.coverage", "Go to coverage", "G B", "project"),
  row("go.bias", "Go to bias", "G Z", "project"),
  row("go.versions", "Go to versions", "G V", "project"),
  row("go.ship", "Go to ship", "G S", "project"),
  row("go.guidelines", "Go to guidelines", "G I", "project"),
  row("go.people", "Go to people", "G P", "project"),
  row("go.settings", "Go to settings", "G Y", "project"),
  row("go.upload", "Go to upload", "G U", "project"),

  row("label.submit", "Submit and next", "Ctrl+Enter", "label"),
  row("label.unknown", "I don't know", "I", "label"),
  row("label.skip", "Skip", "S", "label"),
  row("label.flag", "Flag", "F", "label"),
  row("label.note", "Comment", "C", "label"),
  row("label.back", "Back to the previous item", "B, Alt+Left", "label"),
  row("label.forward", "Forward again", "N, Alt+Right", "label"),
  row("label.undo", "Undo", "Ctrl+Z", "label"),
  row("label.redo", "Redo", "Ctrl+Shift+Z, Ctrl+Y", "label"),
  row("label.guidelines", "Guidelines", "?", "label", "Again for the shortcuts"),
  row("label.search", "Search a label", "L, /", "label"),
  row("label.leave", "Leave", "Esc", "label"),
  row("label.nextQuestion", "Next question", "Q", "label"),
  row("label.previousQuestion", "Previous question", "Shift+Q", "label"),
  row("choice.nextQuestion", "Next question", "Down", "choice"),
  row("choice.previousQuestion", "Previous question", "Up", "choice"),
  row("choice.back", "Back to the previous item", "Left, Backspace", "choice"),
  row("choice.forward", "Forward again", "Right", "choice"),
  row("choice.accept", "Accept the suggestion", "Enter", "choice"),
  row("choice.reject", "Reject the suggestion", "X", "choice"),

  row("spans.next", "Next word", "Right", "spans"),
  row("spans.previous", "Previous word", "Left", "spans"),
  row("spans.up", "Line up", "Up", "spans"),
  row("spans.down", "Line down", "Down", "spans"),
  row("spans.growNext", "Grow by a word", "Shift+Right", "spans", "Grows the selected span, or selects words from the cursor"),
  row("spans.growPrevious", "Shrink by a word", "Shift+Left", "spans"),
  row("spans.nextPart", "Next suggestion, or next span", "Tab", "spans"),
  row("spans.previousPart", "Previous suggestion, or previous span", "Shift+Tab", "spans"),
  row("spans.accept", "Accept the suggestion", "Enter", "spans", "Without one: mark the selected words"),
  row("spans.reject", "Reject the suggestion", "X", "spans"),
  row("spans.remove", "Remove the span", "Delete, Backspace", "spans"),

  ...imageActions,

  row("dispute.accept", "Save and next", "Enter", "disagreements"),
  row("dispute.next", "Next disagreement", "Down, J, N", "disagreements"),
  row("dispute.previous", "Previous disagreement", "Up, K", "disagreements"),
  row("dispute.note", "Note", "C", "disagreements"),

  row("suspect.next", "Next suspected label", "Down, J", "suspects"),
  row("suspect.previous", "Previous suspected label", "Up, K", "suspects"),
  row("suspect.accept", "Accept the suggested label", "A", "suspects", "Of all chosen rows, if any are"),
  row("suspect.keep", "Keep the given label", "X", "suspects", "It is not suspected again"),
  row("suspect.relabel", "Send to be labelled afresh", "R", "suspects", "By somebody who has not had the item"),
  row("suspect.relabelAll", "Send all shown to be labelled afresh", "Shift+R", "suspects"),
  row("suspect.choose", "Choose, or not", "Space", "suspects"),
  row("suspect.undo", "Take the last word back", "Ctrl+Z, U", "suspects"),

  row("place.next", "Next place", "Down, J", "places"),
  row("place.previous", "Previous place", "Up, K", "places"),
  row("place.personal", "It is personal", "P", "places", "It stays masked for workers, viewers and shipments"),
  row("place.harmless", "It is harmless", "H", "places", "Everybody may see it"),
  row("place.alike", "The same value everywhere, or this place only", "A", "places"),
  row("place.undo", "Take the last word back", "Ctrl+Z, U", "places"),

  row("rows.next", "Next row", "Down, J", "rows"),
  row("rows.previous", "Previous row", "Up, K", "rows"),
  row("rows.search", "Search", "/", "rows"),
  row("rows.sort", "Sort by the next column", "S", "rows"),
  row("rows.turn", "Turn the order round", "R", "rows"),
  row("rows.alerts", "Only what looks wrong, or everything", "A", "rows"),

  row("duplicate.next", "Next group", "Down, J", "duplicates"),
  row("duplicate.previous", "Previous group", "Up, K", "duplicates"),
  row("duplicate.set", "Keep one, set the others aside", "Enter", "duplicates", "Which one is kept is chosen with 1, 2 and 3"),
  row("duplicate.all", "Keep all of the group", "A", "duplicates", "They are no duplicates, or all are wanted"),
  row("duplicate.back", "Bring back what was set aside", "B", "duplicates"),
  row("duplicate.first", "Keep what was collected first", "1", "duplicates"),
  row("duplicate.largest", "Keep the largest picture, or the longest text", "2", "duplicates"),
  row("duplicate.answered", "Keep what has answers", "3", "duplicates"),
  row("duplicate.undo", "Take the last word back", "Ctrl+Z, U", "duplicates"),

  row("review.accept", "Accept, or put right, and next", "Enter", "review"),
  row("review.return", "Give back to its author", "Shift+R", "review"),
  row("review.next", "Next answer", "Down, J", "review"),
  row("review.previous", "Previous answer", "Up, K", "review"),
  row("review.note", "Note", "C", "review"),

  row("data.down", "Next item, or the one below", "Down", "data"),
  row("data.up", "Previous item, or the one above", "Up", "data"),
  row("data.next", "Next item", "J, Right", "data"),
  row("data.previous", "Previous item", "K, Left", "data"),
  row("data.view", "Switch between list and pictures", "V", "data"),
  row("data.search", "Search", "/", "data"),
  row("page.primary", "The page's main button", "Ctrl+Enter", "page"),
];

export const actionByID: ReadonlyMap<string, ActionRow> = new Map(actionTable.map((action) => [action.id, action]));

/** Scopes that are on at the same time; a later one wins over an earlier one on the same key. */
export const scopeStacks: readonly (readonly Scope[])[] = [
  ["label", "choice"], ["label", "spans"], ["label", "image"], ["project", "page"], ["project", "disagreements"], ["project", "review"], ["project", "suspects"], ["project", "places"], ["project", "rows"], ["project", "duplicates"], ["project", "data"],
];

/** The `?` and Esc of the label page stand over the general ones on purpose; with pictures B is the box tool, Alt and an arrow resize, and PageUp goes back. */
export const meantOverlaps: ReadonlySet<string> = new Set(["?", "Esc", "Ctrl+Enter", "B", "Alt+Left", "Alt+Right"]);

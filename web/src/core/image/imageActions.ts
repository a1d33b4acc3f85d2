/** Every command of the image editor: key, name, help. Joined to the action table, so palette and shortcut sheet show them. */
import type { ActionRow } from "../actionTable.js";

const row = (id: string, title: string, keys: string, help: string): ActionRow => ({ id: `image.${id}`, title, keys: keys.split(", "), scope: "image", help });

export const imageActions: readonly ActionRow[] = [
  row("select", "Select tool", "V", "Click an object, drag it, or frame several; Shift adds"),
  row("box", "Box tool", "B", "Drag a box, or click two corners; it stays in hand"),
  row("draw", "Draw a box by keys", "D", "Sets a corner at the crosshair; arrows move it; again for the other corner"),
  row("pan", "Move the picture", "Space", "Hold it and drag; the middle button does the same"),

  row("left", "Left by a pixel", "Left", "Moves what is selected, else the crosshair"),
  row("right", "Right by a pixel", "Right", "Also what is selected"),
  row("up", "Up by a pixel", "Up", "Also what is selected"),
  row("down", "Down by a pixel", "Down", "Also what is selected"),
  row("leftFar", "Left by 10 pixels", "Shift+Left", "Ten at a time"),
  row("rightFar", "Right by 10 pixels", "Shift+Right", "Ten at a time"),
  row("upFar", "Up by 10 pixels", "Shift+Up", "Ten at a time"),
  row("downFar", "Down by 10 pixels", "Shift+Down", "Ten at a time"),
  row("leftLeap", "Left by a twentieth of the view", "Ctrl+Left", "To cross the picture quickly"),
  row("rightLeap", "Right by a twentieth of the view", "Ctrl+Right", "To cross the picture quickly"),
  row("upLeap", "Up by a twentieth of the view", "Ctrl+Up", "To cross the picture quickly"),
  row("downLeap", "Down by a twentieth of the view", "Ctrl+Down", "To cross the picture quickly"),
  row("narrower", "Narrower by a pixel", "Alt+Left", "Moves the right edge; Alt Shift by 10"),
  row("wider", "Wider by a pixel", "Alt+Right", "Moves the right edge"),
  row("lower", "Less high by a pixel", "Alt+Up", "Moves the lower edge; Alt Shift by 10"),
  row("higher", "Higher by a pixel", "Alt+Down", "Moves the lower edge"),
  row("narrowerFar", "Narrower by 10 pixels", "Alt+Shift+Left", "Moves the right edge"),
  row("widerFar", "Wider by 10 pixels", "Alt+Shift+Right", "Moves the right edge"),
  row("lowerFar", "Less high by 10 pixels", "Alt+Shift+Up", "Moves the lower edge"),
  row("higherFar", "Higher by 10 pixels", "Alt+Shift+Down", "Moves the lower edge"),

  row("next", "Next suggestion, or next object", "Tab", "The least sure suggestion comes first"),
  row("previous", "Previous suggestion, or previous object", "Shift+Tab", "The same way back"),
  row("accept", "Accept the suggestion", "Enter", "While drawing by keys: sets the corner"),
  row("reject", "Reject the suggestion", "X", "It is not shown again for this picture"),
  row("acceptAbove", "Accept all suggestions above the bar", "Shift+Enter", "One step to undo; the project sets the bar (`labelling: acceptAbove`, else 80 %)"),

  row("copy", "Copy", "Ctrl+C", "With label, attributes and note"),
  row("cut", "Cut", "Ctrl+X", "Copies, then removes"),
  row("paste", "Paste", "Ctrl+V", "In the next picture: at the same place"),
  row("repeat", "Paste all boxes of the picture before", "Ctrl+Shift+V", "For pictures that follow one another"),
  row("duplicate", "Duplicate", "Ctrl+D", "A little aside"),
  row("remove", "Remove", "Delete, Backspace", "Undo brings it back; a suggestion is rejected"),
  row("all", "Select all objects", "Ctrl+A", "All that are neither hidden nor locked"),
  row("lock", "Lock or unlock", "K", "A locked object takes no clicks; the list still selects it"),
  row("hide", "Hide or show", "H", "Without a selection: all objects"),
  row("showAll", "Show and unlock everything", "Shift+H", "Ends every hiding and locking"),
  row("partNote", "Note on the object", "E", "For whoever reviews it"),

  row("zoomIn", "Zoom in", "=, +", "The wheel zooms to the pointer"),
  row("zoomOut", "Zoom out", "-", "Down to 2 %"),
  row("fit", "Whole picture", "0", "As large as fits the stage"),
  row("actual", "100 %", "Shift+0", "A pixel of the picture is one of the screen"),
  row("zoomTo", "Zoom to the selection", "Z", "With some surroundings"),
  row("keepZoom", "Keep the zoom from picture to picture", "Shift+Z", "For pictures of one size"),
  row("crosshair", "Crosshair on or off", "Shift+C", "Shown with the box tool in hand"),
  row("magnifier", "Magnifier on or off", "M", "The surroundings of the crosshair, four times as large"),
  row("adjust", "Brightness and contrast", "Shift+A", "Of the view only; the picture stays as it is"),
  row("filter", "Filter the object list", "Shift+L", "Shows the objects of one label"),

  row("back", "Back to the previous picture", "PageUp", "What was submitted can be corrected"),
  row("forward", "Forward again", "PageDown", "Up to the first one not submitted"),
];

/** Letters of this editor and of the label page around it: a label or an attribute that asks for one gets another key. */
export const imageLetters: ReadonlySet<string> = new Set(
  [...imageActions.flatMap((action) => action.keys).filter((key) => /^[A-Z]$/.test(key)), "I", "S", "F", "C", "L", "N", "Q", "G", "U"].map((key) => key.toLowerCase()));

/** Every command of the image editor: key, name, help. Joined to the action table, so palette and shortcut sheet show them. */
import type { ActionRow } from "../actionTable.js";

const row = (id: string, title: string, keys: string, help?: string): ActionRow => ({ id: `image.${id}`, title, keys: keys.split(", "), scope: "image", help });

export const imageActions: readonly ActionRow[] = [
  row("select", "Select tool", "V", "Click an object, drag it, or frame several; Shift adds"),
  row("box", "Box tool", "B", "Drag a box, or click two corners; it stays in hand"),
  row("draw", "Draw a box by keys", "D", "Sets a corner at the crosshair; arrows move it; again for the other corner"),
  row("pan", "Move the picture", "Space", "Hold it and drag; the middle button does the same"),

  row("left", "Left by a pixel", "Left", "Moves what is selected, else the crosshair"),
  row("right", "Right by a pixel", "Right"),
  row("up", "Up by a pixel", "Up"),
  row("down", "Down by a pixel", "Down"),
  row("leftFar", "Left by 10 pixels", "Shift+Left"),
  row("rightFar", "Right by 10 pixels", "Shift+Right"),
  row("upFar", "Up by 10 pixels", "Shift+Up"),
  row("downFar", "Down by 10 pixels", "Shift+Down"),
  row("leftLeap", "Left by a twentieth of the view", "Ctrl+Left"),
  row("rightLeap", "Right by a twentieth of the view", "Ctrl+Right"),
  row("upLeap", "Up by a twentieth of the view", "Ctrl+Up"),
  row("downLeap", "Down by a twentieth of the view", "Ctrl+Down"),
  row("narrower", "Narrower by a pixel", "Alt+Left", "Moves the right edge; Alt Shift by 10"),
  row("wider", "Wider by a pixel", "Alt+Right"),
  row("lower", "Less high by a pixel", "Alt+Up", "Moves the lower edge; Alt Shift by 10"),
  row("higher", "Higher by a pixel", "Alt+Down"),
  row("narrowerFar", "Narrower by 10 pixels", "Alt+Shift+Left"),
  row("widerFar", "Wider by 10 pixels", "Alt+Shift+Right"),
  row("lowerFar", "Less high by 10 pixels", "Alt+Shift+Up"),
  row("higherFar", "Higher by 10 pixels", "Alt+Shift+Down"),

  row("next", "Next suggestion, or next object", "Tab"),
  row("previous", "Previous suggestion, or previous object", "Shift+Tab"),
  row("accept", "Accept the suggestion", "Enter", "While drawing by keys: sets the corner"),
  row("reject", "Reject the suggestion", "X"),
  row("acceptAbove", "Accept all suggestions above the bar", "Shift+Enter"),

  row("copy", "Copy", "Ctrl+C"),
  row("cut", "Cut", "Ctrl+X"),
  row("paste", "Paste", "Ctrl+V", "In the next picture: at the same place"),
  row("repeat", "Paste all boxes of the picture before", "Ctrl+Shift+V"),
  row("duplicate", "Duplicate", "Ctrl+D"),
  row("remove", "Remove", "Delete, Backspace"),
  row("all", "Select all objects", "Ctrl+A"),
  row("lock", "Lock or unlock", "K", "A locked object takes no clicks; the list still selects it"),
  row("hide", "Hide or show", "H", "Without a selection: all objects"),
  row("showAll", "Show and unlock everything", "Shift+H"),
  row("partNote", "Note on the object", "E"),

  row("zoomIn", "Zoom in", "=, +", "The wheel zooms to the pointer"),
  row("zoomOut", "Zoom out", "-"),
  row("fit", "Whole picture", "0"),
  row("actual", "100 %", "Shift+0"),
  row("zoomTo", "Zoom to the selection", "Z"),
  row("keepZoom", "Keep the zoom from picture to picture", "Shift+Z"),
  row("crosshair", "Crosshair on or off", "Shift+C"),
  row("magnifier", "Magnifier on or off", "M"),
  row("adjust", "Brightness and contrast", "Shift+A", "Of the view only; the picture stays as it is"),
  row("filter", "Filter the object list", "Shift+L"),

  row("back", "Back to the previous picture", "PageUp"),
  row("forward", "Forward again", "PageDown"),
];

/** Letters of this editor and of the label page around it: a label or an attribute that asks for one gets another key. */
export const imageLetters: ReadonlySet<string> = new Set(
  [...imageActions.flatMap((action) => action.keys).filter((key) => /^[A-Z]$/.test(key)), "I", "S", "F", "C", "L", "N", "Q", "G", "U"].map((key) => key.toLowerCase()));

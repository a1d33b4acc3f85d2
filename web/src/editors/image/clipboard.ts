/** What was copied, kept from picture to picture while the page is open; and the boxes of the picture left last. */
import type { CopiedBox } from "../../core/image/boxCommands.js";

export const clipboard: { boxes: readonly CopiedBox[]; from?: string; times: number; before: readonly CopiedBox[] } = { boxes: [], times: 0, before: [] };

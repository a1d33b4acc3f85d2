/** What pages show of a picture besides the editor: its size, and the boxes of answers with label and colour. */
import { Answer, partsOf } from "../annotation.js";
import type { Definition, Question } from "../definition.js";
import { Box, isBox, Size } from "./box.js";

/** The files of an item by role, as the server names them; `image` is upright, and so are all coordinates. */
export type Blobs = Record<string, { sha256?: string; size?: number; type?: string; width?: number; height?: number }>;
export interface ShownBox { readonly box: Box; readonly label: string; readonly colour: number; readonly marked: boolean; readonly score?: number; readonly note?: string }
export interface LabelCount { readonly label: string; readonly colour: number; readonly marked: boolean; readonly count: number }

export const isPictures = (definition: Definition) => definition.media === "image";

/** Width and height of the item's picture; undefined when it has none, or none of known size. */
export function pictureSize(blobs: Blobs | undefined): Size | undefined {
  const image = blobs?.image;
  return image?.width && image.height ? { width: image.width, height: image.height } : undefined;
}

/** The boxes in answers by question; parts of other shapes are not shown here. */
export function boxesOf(answers: Record<string, Answer | undefined>, questions: readonly Question[]): ShownBox[] {
  return Object.entries(answers).flatMap(([name, answer]) => {
    const labels = questions.find((one) => one.name === name)?.labels ?? [];
    return partsOf(answer).flatMap((part): ShownBox[] => {
      if (!isBox(part.box)) return [];
      const label = labels.find((one) => one.name === part.labels?.[0]);
      return [{ box: part.box, label: part.labels?.join(", ") || "no label", colour: label?.colour ?? 1, marked: label?.marked ?? false, score: part.score, note: part.note }];
    });
  });
}

/** How many boxes of each label, in the order in which the labels first come. */
export function countsOf(boxes: readonly ShownBox[]): LabelCount[] {
  const counts = new Map<string, LabelCount>();
  for (const { label, colour, marked } of boxes) counts.set(label, { label, colour, marked, count: (counts.get(label)?.count ?? 0) + 1 });
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

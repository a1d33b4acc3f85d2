/** The editor's file: asked for together with the project, so that no key is pressed before it is there. */
import { lazy } from "react";

export const loadTextEditor = () => import("./textEditor.js");
export const TextEditor = lazy(loadTextEditor);
export const loadImageEditor = () => import("./imageEditor.js");
export const ImageEditor = lazy(loadImageEditor);
/** Which editor a project opens, by its media. */
export const loadEditor = (media: unknown): Promise<unknown> => (media === "image" ? loadImageEditor() : loadTextEditor());

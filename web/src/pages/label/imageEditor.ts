/** The image editor as a file of its own in the bundle; what the shell holds is shared, as with the text editor. */
import "../App.js";
export { default } from "../../editors/image/ImageEditor.js";

/** The text editor as a file of its own in the bundle. */
// Whatever the shell holds is then shared by all files of the bundle alike, so it comes in one file, not in six.
import "../App.js";
export { default } from "../../editors/text/TextEditor.js";

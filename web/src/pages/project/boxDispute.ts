/** The judging of boxes as a file of its own in the bundle; what the shell holds is shared, as with the editors. */
import "../App.js";
export { default } from "../../editors/image/BoxDispute.js";

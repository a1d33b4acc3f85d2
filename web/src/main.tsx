/** Where the browser starts: one root, one component. */
import { createRoot } from "react-dom/client";
import { App } from "./pages/App.js";

createRoot(document.getElementById("root")!).render(<App />);

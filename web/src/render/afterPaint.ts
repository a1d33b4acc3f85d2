/** Holds the network back until the next frame has been painted. A hidden page paints nothing and waits for nothing. */
import { quiet } from "../core/quiet.js";

const longest = 250;

export function holdUntilPaint(): void {
  if (document.visibilityState !== "visible") return;
  const release = quiet.hold();
  const fallback = setTimeout(release, longest);
  // The first callback runs before the paint, the message after it.
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { clearTimeout(fallback); release(); channel.port1.close(); };
    channel.port2.postMessage(undefined);
  });
}

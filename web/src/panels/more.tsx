/** The end of a list that goes on: it loads when it comes into view; the button is for keys, and for trying again. */
import { useEffect, useRef } from "react";
import { Button, ErrorNotice } from "./controls.js";
import { useTask } from "./hooks.js";

export function More({ load, children }: { load: () => Promise<void>; children: string }) {
  const foot = useRef<HTMLDivElement>(null);
  const task = useTask();
  const failed = task.error !== undefined;
  const go = useRef(() => undefined as void);
  go.current = () => { if (!task.busy) void task.run(load); };
  useEffect(() => {
    if (failed || task.busy) return;
    const watch = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) go.current(); }, { rootMargin: "400px" });
    watch.observe(foot.current!);
    return () => watch.disconnect();
  }, [failed, task.busy, load]);
  return (
    <div className="more" ref={foot} data-testid="more">
      {task.error && <ErrorNotice error={task.error} />}
      <Button busy={task.busy} onClick={() => go.current()}>{task.busy ? "Loading" : children}</Button>
    </div>
  );
}

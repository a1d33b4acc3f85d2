/** The task definition as it is stored, edited as YAML, with what is wrong shown at its line. */
import { useEffect, useState } from "react";
import { ApiError } from "../../api/client.js";
import * as api from "../../api/endpoints.js";
import type { Finding } from "../../api/types.js";
import { toast } from "../../panels/app.js";
import { Badge, Button, ErrorNotice, Notice, PageHead, Ticked, Waiting } from "../../panels/controls.js";
import { useActions, useLoad, useTask } from "../../panels/hooks.js";
import { YamlEditor } from "../../panels/yamlEditor.js";
import type { ProjectProps } from "./ProjectPages.js";

export function SettingsPage({ project, detail, overview, reloadDetail, can }: ProjectProps) {
  const stored = useLoad(project, () => api.definitionText(project));
  const [text, setText] = useState<string>();
  const [version, setVersion] = useState(detail.version);
  const [findings, setFindings] = useState<Finding[]>([]);
  const [changes, setChanges] = useState<string[]>();
  const task = useTask();
  const value = text ?? stored.value ?? "";
  const changed = text !== undefined && text !== stored.value;
  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => { event.preventDefault(); event.returnValue = ""; };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [changed]);
  const save = () => {
    if (!changed || !can("manage")) return;
    setChanges(undefined);
    void task.run(async () => {
      try {
        const done = await api.saveDefinition(project, value, version);
        setVersion(done.version);
        setFindings(done.findings ?? []);
        setChanges(done.changes ?? []);
        stored.set(value);
        toast(`Version ${done.version} applied`, { tone: "good" });
        overview.reload();
        reloadDetail();
      } catch (error) {
        if (error instanceof ApiError) setFindings(error.findings);
        throw error;
      }
    });
  };
  useActions({ "page.primary": save });
  const diff = task.error instanceof ApiError && task.error.status === 409 ? task.error.body.diff ?? task.error.body.error?.diff : undefined;
  return (
    <>
      <PageHead title="Settings"><Badge>version {version}</Badge>{changed && <Button onClick={() => { setText(undefined); setFindings([]); task.clear(); }}>Discard changes</Button>}
        {can("manage") && <Button look="main" chord="Ctrl+Enter" busy={task.busy} disabled={!changed} onClick={save} data-testid="apply">Apply</Button>}</PageHead>
      {stored.error && <ErrorNotice error={stored.error} retry={stored.reload} />}
      {task.error && <ErrorNotice error={task.error} />}
      {diff && <pre>{Array.isArray(diff) ? diff.join("\n") : String(diff)}</pre>}
      {changes && changes.length > 0 && <Notice tone="good" title="Applied"><ul className="plain">{changes.map((line) => <li key={line}><Ticked text={line} /></li>)}</ul></Notice>}
      {!stored.value && !stored.error && <Waiting rows={10} />}
      {stored.value !== undefined && <YamlEditor label="Task definition" value={value} onChange={setText} readOnly={!can("manage")} findings={findings} />}
      <p className="caption settings-hint"><Ticked text="The same text as `winnow project show --yaml`. Guidelines may stand here in place of a file name, as a block that begins with `|`." /></p>
    </>
  );
}

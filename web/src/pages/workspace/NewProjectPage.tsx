/** A project from its definition: a start that works, changed to taste, with what is wrong shown at its line. */
import { useState } from "react";
import { projectPath } from "../../core/route.js";
import { ApiError } from "../../api/client.js";
import * as api from "../../api/endpoints.js";
import type { Finding } from "../../api/types.js";
import { navigate } from "../../panels/app.js";
import { Button, ErrorNotice, PageHead } from "../../panels/controls.js";
import { useActions, useTask, useTitle } from "../../panels/hooks.js";
import { YamlEditor } from "../../panels/yamlEditor.js";
import { readSession } from "../session.js";

const start = `winnow: 1
project: my-project
objective: Route support messages to the right desk
use: commercial
media: text
questions:
  - name: topic
    kind: choice
    prompt: What is this message about?
    unknown: true
    labels: [billing, technical, account, other]
sources:
  - {name: messages, kind: table, path: messages.csv, columns: {text: text}, licence: CC0-1.0, origin: own}
prepare:
  - {step: near-duplicates}
labelling:
  overlap: 2
consensus: {choice: {method: dawid-skene, settle: 0.7}}
splits: {train: 0.8, validation: 0.1, test: 0.1, seed: 7}
`;

export function NewProjectPage() {
  useTitle("New project");
  const [text, setText] = useState(start);
  const [findings, setFindings] = useState<Finding[]>([]);
  const task = useTask();
  const create = () => void task.run(async () => {
    try {
      const made = await api.createProject(text);
      await readSession();
      navigate(projectPath(made.slug));
    } catch (error) {
      if (error instanceof ApiError) setFindings(error.findings);
      throw error;
    }
  });
  useActions({ "page.primary": create });
  return (
    <>
      <PageHead title="New project"><Button look="main" chord="Ctrl+Enter" busy={task.busy} onClick={create} data-testid="create">Create</Button></PageHead>
      <p className="muted page-note">What to ask, of which items, and who answers. Sources are read from the workspace's folder once the project exists.</p>
      {task.error && <ErrorNotice error={task.error} />}
      <YamlEditor label="Task definition" value={text} onChange={setText} findings={findings} />
    </>
  );
}

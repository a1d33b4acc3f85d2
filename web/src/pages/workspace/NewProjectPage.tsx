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

const texts = `winnow: 1
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

const pictures = `winnow: 1
project: my-pictures
objective: Find every part on the bench
use: commercial
media: image
questions:
  - name: parts
    kind: boxes
    prompt: Box every part, also one that is cut or half hidden
    labels: [screw, washer, nut]
prepare:
  - {step: image-checks}
  - {step: near-duplicates}
labelling:
  overlap: 2
consensus: {boxes: {method: fuse, iou: 0.5}}
splits: {train: 0.8, validation: 0.1, test: 0.1, seed: 7}
`;
const starts = [["Texts", texts], ["Pictures", pictures]] as const;

export function NewProjectPage() {
  useTitle("New project");
  const [text, setText] = useState(texts);
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
      <PageHead title="New project"><span className="view-switch" role="group" aria-label="Begin with">{starts.map(([name, start]) => <Button key={name} aria-pressed={text === start} onClick={() => { setText(start); setFindings([]); task.clear(); }} data-testid={`start-${name.toLowerCase()}`}>{name}</Button>)}</span><Button look="main" chord="Ctrl+Enter" busy={task.busy} onClick={create} data-testid="create">Create</Button></PageHead>
      <p className="muted page-note">What to ask, of which items, and who answers. Sources are read from the workspace's folder once the project exists; pictures can be uploaded instead.</p>
      {task.error && <ErrorNotice error={task.error} />}
      <YamlEditor label="Task definition" value={text} onChange={setText} findings={findings} />
    </>
  );
}

/** The guidelines as people who label see them, with the labels they are about. */
import { readDefinition } from "../../core/definition.js";
import { projectPath } from "../../core/route.js";
import { navigate } from "../../panels/app.js";
import { Badge, Button, Empty, PageHead, Swatch } from "../../panels/controls.js";
import { MarkdownView } from "../../panels/markdownView.js";
import type { ProjectProps } from "./ProjectPages.js";

export function GuidelinesPage({ project, detail, can }: ProjectProps) {
  const definition = readDefinition(detail.definition);
  const text = detail.guidelines || definition.guidelines;
  return (
    <>
      <PageHead title="Guidelines"><Badge>version {detail.version}</Badge>{can("manage") && <Button onClick={() => navigate(projectPath(project, "settings"))}>Edit in Settings</Button>}</PageHead>
      <div className="two-columns">
        <section className="reading">{text.trim() ? <MarkdownView text={text} /> : <Empty title="No guidelines yet">Write down what each label means, with an example and a near miss. People agree sooner when they can look it up.</Empty>}</section>
        <section className="block">{definition.questions.map((question) => (
          <div key={question.name} className="block"><h2>{question.prompt || question.name}</h2><p className="caption">{question.kind}{question.required ? "" : ", optional"}{question.unknown ? ", “I don't know” allowed" : ""}</p>
            <dl className="label-help">{question.labels.map((label) => <div key={label.name}><dt><Swatch colour={label.colour} marked={label.marked} />{label.name}{label.key && <kbd>{label.key.toUpperCase()}</kbd>}</dt>{label.about && <dd className="muted">{label.about}</dd>}</div>)}</dl></div>
        ))}</section>
      </div>
    </>
  );
}

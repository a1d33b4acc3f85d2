/** One item with everything said about it: text or picture, what counts and why, who said what, suggestions, findings. */
import { answerText } from "../../core/annotation.js";
import type { Definition } from "../../core/definition.js";
import { percent } from "../../core/figures.js";
import { reasonText } from "../../core/findingWords.js";
import { isPictures } from "../../core/image/pictures.js";
import * as api from "../../api/endpoints.js";
import { ItemDetail, licenceText, placeText } from "../../api/types.js";
import { setQuery } from "../../panels/app.js";
import { Badge, Button, ErrorNotice, sentence, Swatch, Waiting } from "../../panels/controls.js";
import { useLoad } from "../../panels/hooks.js";
import { Sheet } from "../../panels/overlays.js";
import { ItemPicture } from "./ItemPicture.js";
import { stateTones } from "./ItemTable.js";
import { RevisionRow } from "./RevisionRow.js";

export function ItemSheet({ project, id, definition }: { project: string; id: string; definition: Definition }) {
  const item = useLoad(`${project}/${id}`, () => api.item(project, id));
  return (
    <Sheet title={item.value?.item.key ?? "Item"} isWide={isPictures(definition)} onClose={() => setQuery({ item: undefined })}>
      {item.error && <ErrorNotice error={item.error} retry={item.reload} />}
      {!item.value && !item.error && <Waiting />}
      {item.value && <Body key={item.value.item.id} detail={item.value} definition={definition} />}
    </Sheet>
  );
}

function Body({ detail, definition }: { detail: ItemDetail; definition: Definition }) {
  const { item, source } = detail;
  const { text, ...fields } = item.fields as Record<string, unknown>;
  const settled = Object.entries(detail.settled ?? {}), suggestions = (detail.suggestions ?? []).filter((one) => (one.state ?? "open") === "open");
  return (
    <>
      {isPictures(definition) && <ItemPicture detail={detail} definition={definition} />}
      {typeof text === "string" && <p className="sheet-text" dir="auto">{text}</p>}
      <section><h3>What counts</h3>
        {settled.length === 0 && <p className="muted">Nothing is settled yet.</p>}
        {settled.map(([question, one]) => (
          <div key={question} className="settled" data-testid="settled"><div className="row"><LabelOf definition={definition} question={question} answer={one.answer} /><span className="grow" /><Badge tone="good">{one.rule}</Badge></div><p className="muted">{sentence(one.reason)}{one.posterior !== undefined && one.posterior !== null && !one.reason.includes("0.") ? ` (${percent(one.posterior)})` : ""}</p></div>
        ))}
      </section>
      <section><h3>Answers</h3>
        {detail.revisions.length === 0 && <p className="muted">Nobody has answered.</p>}
        {detail.revisions.map((revision) => <RevisionRow key={revision.id} revision={revision} />)}
      </section>
      {suggestions.length > 0 && <section><h3>Suggestions</h3>{suggestions.map((one) => <div key={one.id} className="row sheet-row"><span className="grow dashed">{answerText(one.answer)}?</span><span className="caption">{one.model}</span><span className="num">{percent(one.score)}</span></div>)}</section>}
      {(detail.findings ?? []).length > 0 && <section><h3>Findings</h3>{detail.findings.map((finding, index) => <div key={index} className="finding"><Badge tone={finding.severity === "error" ? "bad" : finding.severity === "warning" ? "warn" : undefined}>{finding.severity}</Badge> {sentence(finding.message)}{placeText(finding.place) && <span className="caption"> {placeText(finding.place)}</span>}{finding.hint && <p className="muted">{sentence(finding.hint)}</p>}</div>)}</section>}
      <section><h3>Where it comes from</h3>
        <dl className="facts">
          <Fact name="State">{item.state === "ready" ? "ready" : <Badge tone={stateTones[item.state]}>{item.state}</Badge>}{item.stateReason && ` ${reasonText(item.stateReason)}`}</Fact>
          {source && <Fact name="Source">{source.name} <span className="muted">({source.kind})</span></Fact>}
          <Fact name="Licence">{licenceText(item.licence) || licenceText(source?.licence) || "none"}</Fact>
          {source?.origin && <Fact name="Origin">{source.origin}</Fact>}
          {source?.attribution && <Fact name="Credit">{source.attribution}</Fact>}
          {item.split && <Fact name="Split">{item.split}</Fact>}
          {item.group && <Fact name="Near duplicates"><Button dense look="quiet" onClick={() => setQuery({ group: item.group, item: undefined })}>Show the group</Button></Fact>}
          {Object.entries({ ...fields, ...(item.metadata ?? {}) }).filter(([, value]) => value !== item.key).map(([name, value]) => <Fact key={name} name={name}>{typeof value === "string" ? value : JSON.stringify(value)}</Fact>)}
        </dl>
      </section>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) { return <div><dt>{name}</dt><dd>{children}</dd></div>; }

export function LabelOf({ definition, question, answer }: { definition: Definition; question: string; answer: Record<string, unknown> }) {
  const labels = definition.questions.find((one) => one.name === question)?.labels ?? [];
  const label = labels.find((one) => one.name === answer.choice);
  return <span className="row">{label && <Swatch colour={label.colour} marked={label.marked} />}<strong>{answerText(answer)}</strong>{definition.questions.length > 1 && <span className="caption">{question}</span>}</span>;
}

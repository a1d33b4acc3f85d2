/** How far to trust the labels: agreement now and over time, what is mixed up, who stands out, suspected errors, consensus. */
import { readDefinition } from "../../../core/definition.js";
import { decimal, plural } from "../../../core/figures.js";
import { isDrawn, measureName } from "../../../core/measures.js";
import { projectPath } from "../../../core/route.js";
import * as api from "../../../api/endpoints.js";
import type { AgreementReport } from "../../../api/types.js";
import { setQuery } from "../../../panels/app.js";
import { ErrorNotice, Link, Notice, PageHead, sentence, Ticked, Waiting } from "../../../panels/controls.js";
import { useLoad, useQuery } from "../../../panels/hooks.js";
import type { ProjectProps } from "../ProjectPages.js";
import { DrawnLabels, DrawnPeople, Pairs } from "./AgreementTables.js";
import { ConsensusPart } from "./ConsensusPart.js";
import { AnnotatorsPart } from "./AnnotatorsPart.js";
import { ConfusionPart } from "./ConfusionPart.js";
import { ErrorsPart } from "./ErrorsPart.js";
import { HistoryPart } from "./HistoryPart.js";

export function QualityPage({ project, detail, overview, can }: ProjectProps) {
  const query = useQuery();
  const definition = readDefinition(detail.definition);
  const asked = definition.questions.filter((question) => question.of === undefined);
  const question = asked.find((one) => one.name === query.get("question")) ?? asked[0];
  const measure = query.get("measure") ?? undefined, by = query.get("by") === "day" ? "day" : "week", isBoxes = isDrawn(question?.kind ?? "");
  const catalogs = useLoad("catalogs", api.catalogs);
  const report = useLoad(`${project}/${question?.name}/${measure}`, () => api.agreement(project, { question: question?.name, measure }));
  const usual = isBoxes ? "iou-f1" : "krippendorff-alpha";
  const measures = (catalogs.value?.[isBoxes ? "part-agreement" : "agreement"] ?? []).filter((row) => row.name !== usual);
  const pairs = report.value?.pairs ?? overview.value?.kappa ?? [], warning = report.value ? report.value.warning : overview.value?.warning;
  const confusion = report.value?.confusion ?? (question === asked[0] ? overview.value?.confusion : undefined);
  // Answers and decisions made elsewhere change what is shown: the overview's counts say so.
  const counts = overview.value?.counts, marker = `${counts?.submitted}/${counts?.settled}/${counts?.disagreements}`;
  const judged = overview.reload;
  if (!question) return <><PageHead title="Quality" /><Notice title="Nothing is asked here yet">Questions are named in Settings.</Notice></>;
  return (
    <>
      <PageHead title="Quality">
        {asked.length > 1 && <select className="input" aria-label="Question" value={question.name} onChange={(event) => setQuery({ question: event.target.value, measure: undefined })}>{asked.map((one) => <option key={one.name}>{one.name}</option>)}</select>}
        <select className="input" aria-label="Measure" value={measure ?? ""} onChange={(event) => setQuery({ measure: event.target.value })}><option value="">{measureName(usual)}</option>{measures.map((row) => <option key={row.name} value={row.name} title={row.summary}>{measureName(row.name)}</option>)}</select>
      </PageHead>
      {warning && <Notice tone="warn" title="Agreement needs work" action={<Link className="link" to={projectPath(project, "guidelines")}>Guidelines</Link>}><span data-testid="agreement-warning"><Ticked text={sentence(warning)} /></span></Notice>}
      <div className="two-columns even">
        <div>
          <section className="block">
            <h2>Agreement</h2>
            {report.error && <ErrorNotice error={report.error} retry={report.reload} />}
            {!report.value && !report.error && <Waiting />}
            {report.value && <Hero report={report.value} />}
            <p className="caption">{isBoxes ? "Of the boxes of both, the share that the other drew too. " : ""}Above 0.8 excellent, 0.6 to 0.8 good, below 0.6 needs work.</p>
          </section>
          <HistoryPart {...{ project, measure, by, marker }} question={question.name} />
        </div>
        <ConfusionPart {...{ project, confusion }} question={question.name} canReview={can("review")} />
      </div>
      {can("review") && <AnnotatorsPart {...{ project, marker }} question={question.name} isDrawn={isBoxes} />}
      <ErrorsPart key={`errors/${question.name}`} {...{ project, can, definition }} question={question} onJudged={judged} />
      {isBoxes && report.value && <div className="two-columns even"><DrawnLabels rows={report.value.labels ?? []} labels={question.labels} /><DrawnPeople rows={report.value.people ?? []} /></div>}
      <div className="two-columns even">
        <section className="block">
          <h2>Pairs of people{isBoxes ? "" : " (Cohen's κ)"}</h2>
          {pairs.length === 0 ? <p className="muted">Two people have to answer the same items first. Set “overlap: 2” under labelling in Settings.</p> : <Pairs pairs={pairs} project={project} question={question.name} isBoxes={isBoxes} />}
        </section>
        <section className="block">
          <ConsensusPart key={question.name} {...{ project, can }} question={question.name} usual={isBoxes ? "fuse" : "dawid-skene"} methods={catalogs.value?.[isBoxes ? "part-consensus" : "consensus"] ?? []} onDone={judged} />
        </section>
      </div>
    </>
  );
}

function Hero({ report }: { report: AgreementReport }) {
  const { value, differences, leftOut } = report, isDefined = value !== undefined && value !== null;
  const said = differences && [[differences.missed, "missed"], [differences.extra, "extra"], [differences.label, "label"], [differences.place, "place"]].filter(([number]) => Number(number) > 0).map(([number, word]) => `${number} ${word}`);
  return (
    <>
      <div className="hero-figure"><b className="num" data-testid="alpha">{decimal(value)}</b>
        <div><span>{measureName(report.measure)}</span><span className="muted">{isDefined ? `${report.band ?? ""}${report.items ? `, over ${plural(report.items, "item")} with two or more answers` : ""}` : sentence(report.reason ?? "not defined yet")}</span></div></div>
      {said && said.length > 0 && <p className="muted num" data-testid="differences">People differ on: {said.join(", ")}.</p>}
      {leftOut ? <p className="muted num">{plural(leftOut, "part")} without an area {leftOut === 1 ? "is" : "are"} not compared.</p> : null}
    </>
  );
}

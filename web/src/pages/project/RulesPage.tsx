/** Labelling rules of a project: a draft as YAML whose figures follow what is typed, and its way into the definition. */
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../../api/client.js";
import * as api from "../../api/endpoints.js";
import type { Finding, RuleReport, RulesJudged, WeakOfProject, WeakReport } from "../../api/types.js";
import { count, decimal, percent, plural } from "../../core/figures.js";
import { isPictures } from "../../core/image/pictures.js";
import { readDefinition } from "../../core/definition.js";
import { projectPath } from "../../core/route.js";
import { toast } from "../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Link, Notice, PageHead, sentence, Ticked, Waiting } from "../../panels/controls.js";
import { useActions, useLoad, useTask } from "../../panels/hooks.js";
import { YamlEditor } from "../../panels/yamlEditor.js";
import { JobProgress, useJob } from "./jobs.js";
import type { ProjectProps } from "./ProjectPages.js";

/** Milliseconds without a key before a draft is tried. */
const pause = 400;
const begin = (label: string) => `method: label-model\nqueue: 50\nrules:\n  - {name: first-words, kind: keyword, any: [prize, won], label: ${label}}\n  - {name: number, kind: regex, pattern: '\\d{5}', label: ${label}}\n  - {name: short, kind: expression, when: length(text) < 40, label: ${label}}\n`;

export function RulesPage({ project, detail, overview, reloadDetail, can }: ProjectProps) {
  const definition = readDefinition(detail.definition), choice = definition.questions.find((question) => question.kind === "choice");
  if (isPictures(definition) || !choice) return <><PageHead title="Rules" /><Notice title="Rules read texts and answer a choice">{choice ? "The items here are pictures." : "No question here is of kind “choice”."}</Notice></>;
  if (!can("manage")) return <><PageHead title="Rules" /><Notice title="Rules are for those who manage the project" /></>;
  return <Rules {...{ project, overview, reloadDetail }} first={begin(choice.labels[0]?.name ?? "label")} />;
}

function Rules({ project, overview, reloadDetail, first }: Pick<ProjectProps, "project" | "overview" | "reloadDetail"> & { first: string }) {
  const stored = useLoad(`${project}/weak`, () => api.weak(project));
  const [text, setText] = useState<string>(), [tried, setTried] = useState<WeakOfProject>(), [wrong, setWrong] = useState<Error>();
  const saving = useTask(), suggesting = useJob(project, () => overview.reload());
  const declared = stored.value?.yaml ?? "", value = text ?? (declared || first), isChanged = text !== undefined && text !== declared;
  const asked = useRef(0);
  useEffect(() => {
    if (!isChanged) { setTried(undefined); setWrong(undefined); return; }
    const mine = ++asked.current;
    const timer = setTimeout(() => void api.tryWeak(project, value).then(
      (answer) => { if (asked.current === mine) { setTried(answer); setWrong(undefined); } },
      (error) => { if (asked.current === mine) setWrong(error as Error); }), pause);
    return () => clearTimeout(timer);
  }, [project, value, isChanged]);
  const shown = tried ?? stored.value;
  const save = () => {
    if (!isChanged || wrong || !stored.value) return;
    void saving.run(async () => {
      const done = await api.saveWeak(project, { yaml: value, expectedVersion: stored.value!.version });
      toast(`The rules are in version ${done.version}`, { tone: "good" });
      setText(undefined);
      stored.reload();
      reloadDetail();
    });
  };
  useActions({ "page.primary": save });
  const findings: readonly Finding[] = wrong instanceof ApiError ? wrong.findings : [];
  return (
    <>
      <PageHead title="Rules">{stored.value && <Badge>version {stored.value.version}</Badge>}{isChanged && <Button onClick={() => setText(undefined)}>Discard changes</Button>}
        <Button busy={suggesting.busy} disabled={isChanged || !declared} onClick={() => void suggesting.start(() => api.applyWeak(project))} data-testid="suggest">Suggest by these rules</Button>
        <Button look="main" chord="Ctrl+Enter" busy={saving.busy} disabled={!isChanged || !!wrong} onClick={save} data-testid="use-rules">Use from now on</Button></PageHead>
      {stored.error && <ErrorNotice error={stored.error} retry={stored.reload} />}
      {saving.error && <ErrorNotice error={saving.error} retry={stored.reload} />}
      <JobProgress follow={suggesting} title="Suggesting by rules" />
      {!stored.value && !stored.error && <Waiting rows={10} />}
      {stored.value && <div className="rules-draft"><YamlEditor label="Rules" value={value} onChange={setText} findings={findings} /></div>}
      {wrong && findings.length === 0 && <ErrorNotice error={wrong} />}
      {shown?.report ? <Report project={project} shown={shown} report={shown.report} isDraft={isChanged} isStale={isChanged && (!tried || !!wrong)} />
        : stored.value && !isChanged && <Empty title="No rules yet" action={<Button look="main" onClick={() => setText(first + "  # Write your own, and see what they do.\n")} data-testid="try-first">Try these</Button>}>A rule gives a label where it finds a word, a pattern, a condition or a likeness, and is silent elsewhere. What it covers and how right it is stands here as you write.</Empty>}
    </>
  );
}

function Report({ project, shown, report, isDraft, isStale }: { project: string; shown: WeakOfProject; report: WeakReport; isDraft: boolean; isStale: boolean }) {
  return (
    <div className={isStale ? "stale" : undefined} aria-busy={isStale} data-testid="rules-report">
      <p className="page-note" role="status" data-testid="rules-status">{isDraft ? "The draft" : "The rules in use"}, asked of {shown.items < shown.ready ? `the first ${count(shown.items)} of ${plural(shown.ready, "item")}` : plural(shown.items, "item")}: {percent(report.coverage)} get a vote, {percent(report.conflict)} are contested{report.bothLabelled > 0 && report.model.method !== report.majority.method ? `; majority and model agree on ${percent(report.agreed / report.bothLabelled, 1)}` : ""}.</p>
      {shown.findings.length > 0 && <ul className="flags rule-findings" aria-label="Worth a look">{shown.findings.map((finding, index) => (
        <li key={index}><Badge tone={finding.severity === "note" ? undefined : "warn"}>{finding.severity}</Badge> <span><Ticked text={sentence(finding.message)} />{finding.hint && <span className="muted"> <Ticked text={sentence(finding.hint)} /></span>}</span></li>))}</ul>}
      <RuleTable rules={report.rules} />
      <Methods report={report} />
      <Conflicts project={project} report={report} />
    </div>
  );
}

function RuleTable({ rules }: { rules: readonly RuleReport[] }) {
  const [open, setOpen] = useState<string>();
  const knows = rules.some((rule) => rule.known > 0), learns = rules.some((rule) => rule.learnt !== undefined);
  return (
    <section className="block"><h2>By rule</h2>
      <div className="scroll-x"><table className="table" data-testid="rules"><thead><tr><th>Rule</th><th>Gives</th><th className="r">Items</th><th className="r">Covers</th><th className="r hide-small" title="Items it speaks on where another rule speaks too">Overlap</th><th className="r" title="Items it speaks on where another rule says otherwise">Conflict</th>
        {knows && <th className="r" title="Of its votes on items people answered, those that are right, and from where to where the true share may lie">Right</th>}{learns && <th className="r hide-small" title="How right the model takes it to be, by how rules agree">Learnt</th>}</tr></thead>
        <tbody>{rules.map((rule) => [
          <tr key={rule.name}><td><button className="rule-name" aria-expanded={open === rule.name} onClick={() => setOpen(open === rule.name ? undefined : rule.name)} data-testid="rule">{rule.name}</button> <span className="muted">{rule.kind}</span></td>
            <td>{rule.labels.join(", ") || <span className="muted">–</span>}</td><td className="r">{count(rule.votes)}</td><td className="r">{percent(rule.coverage, 1)}</td><td className="r hide-small">{percent(rule.overlap, 1)}</td><td className="r">{percent(rule.conflict, 1)}</td>
            {knows && <td className="r" title={rule.interval && `${percent(rule.interval.low)} to ${percent(rule.interval.high)} of ${plural(rule.known, "vote")}`}>{percent(rule.accuracy)}{rule.interval && <span className="muted"> {percent(rule.interval.low)}–{percent(rule.interval.high)}</span>}</td>}
            {learns && <td className="r hide-small">{decimal(rule.learnt)}{rule.say < 1 && <span className="muted" title="Its say beside rules that err with it"> ×{decimal(rule.say)}</span>}</td>}</tr>,
          open === rule.name && <tr key={`${rule.name}/examples`}><td colSpan={6 + (knows ? 1 : 0) + (learns ? 1 : 0)}><Examples rule={rule} /></td></tr>,
        ])}</tbody></table></div>
    </section>
  );
}

function Examples({ rule }: { rule: RuleReport }) {
  const parts = [{ title: "Speaks on", rows: rule.fired }, { title: "Contradicted on", rows: rule.conflicting }, { title: "Wrong on", rows: rule.wrong }].filter((part) => part.rows.length > 0);
  if (parts.length === 0) return <p className="muted">It speaks on no item.</p>;
  return <div className="rule-examples" data-testid="examples">{parts.map((part) => (
    <div key={part.title}><h3>{part.title}</h3><ul className="plain-list">{part.rows.map((row) => <li key={row.place}><Badge tone={row.known && row.known !== row.says ? "bad" : undefined}>{row.says}</Badge> {row.text}{row.known && row.known !== row.says && <span className="muted"> People say {row.known}.</span>}</li>)}</ul></div>))}</div>;
}

function Methods({ report }: { report: WeakReport }) {
  const ways: RulesJudged[] = report.model.method === report.majority.method ? [report.majority] : [report.majority, report.model];
  return (
    <section className="block"><h2>Together</h2>
      <table className="table" data-testid="ways"><thead><tr><th>By</th><th className="r">Items with a label</th><th className="r">Known</th><th className="r">Right</th></tr></thead>
        <tbody>{ways.map((way) => <tr key={way.method}><td>{way.method}</td><td className="r">{count(way.labelled)}</td><td className="r">{count(way.known)}</td><td className="r">{percent(way.accuracy, 1)}{way.interval && <span className="muted"> {percent(way.interval.low, 1)}–{percent(way.interval.high, 1)}</span>}</td></tr>)}</tbody></table>
    </section>
  );
}

function Conflicts({ project, report }: { project: string; report: WeakReport }) {
  if (report.queue.length === 0) return null;
  return (
    <section className="block"><h2>Strongest conflicts</h2>
      <table className="table" data-testid="conflicts"><thead><tr><th>Item</th><th>Votes</th><th>Together</th></tr></thead>
        <tbody>{report.queue.map((row) => (
          <tr key={row.place}><td>{row.item ? <Link className="link" to={projectPath(project, "data", { item: row.item })}>{row.text || row.place}</Link> : row.text}</td>
            <td>{row.votes.map((vote) => <span key={vote.rule} className="vote"><span className="muted">{vote.rule}</span> {vote.label} </span>)}</td><td>{row.label ?? <span className="muted">no label</span>}{row.confidence !== undefined && <span className="muted"> {percent(row.confidence)}</span>}</td></tr>))}</tbody></table>
    </section>
  );
}

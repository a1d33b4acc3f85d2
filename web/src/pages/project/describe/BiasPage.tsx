/** How groups of items stand to each other: how many there are, which labels they get, what is missing, what stands for them. */
import { useState } from "react";
import { count, decimal, percent, plural } from "../../../core/figures.js";
import { projectPath } from "../../../core/route.js";
import * as api from "../../../api/endpoints.js";
import type { Bias, GroupRate, Rate } from "../../../api/types.js";
import { navigate, setQuery } from "../../../panels/app.js";
import { Badge, Button, Empty, ErrorNotice, Link, Notice, PageHead, Waiting } from "../../../panels/controls.js";
import { useActions, useLoad, useQuery } from "../../../panels/hooks.js";
import type { ProjectProps } from "../ProjectPages.js";
import { FindingLine } from "./FindingLine.js";
import { IntervalBar } from "./plots.js";

export function BiasPage({ project, detail }: ProjectProps) {
  const query = useQuery(), asked = { by: query.get("by") ?? undefined, with: query.get("with") ?? undefined, question: query.get("question") ?? undefined, reference: query.get("reference") ?? undefined };
  const page = useLoad(`${project}/${JSON.stringify(asked)}`, () => api.bias(project, asked));
  const { value } = page, fields = value?.fields ?? [], labelled = ((detail.definition.questions ?? []) as { name: string; labels?: unknown[] }[]).filter((one) => (one.labels ?? []).length > 0);
  return (
    <>
      <PageHead title="Bias">
        {value && fields.length > 0 && (
          <>
            <select className="input" aria-label="Groups by" value={value.by[0] ?? ""} onChange={(event) => setQuery({ by: event.target.value, with: undefined, rate: undefined, reference: undefined })} data-testid="by">{fields.map((one) => <option key={one.name}>{one.name}</option>)}</select>
            {fields.length > 1 && <select className="input" aria-label="Crossed with" value={value.by[1] ?? ""} onChange={(event) => setQuery({ by: value.by[0], with: event.target.value, rate: undefined, reference: undefined })} data-testid="with"><option value="">crossed with nothing</option>{fields.filter((one) => one.name !== value.by[0]).map((one) => <option key={one.name} value={one.name}>crossed with {one.name}</option>)}</select>}
            {labelled.length > 1 && <select className="input" aria-label="Question" value={value.question ?? ""} onChange={(event) => setQuery({ question: event.target.value, rate: undefined })}>{labelled.map((one) => <option key={one.name}>{one.name}</option>)}</select>}
          </>
        )}
      </PageHead>
      {page.error && <ErrorNotice error={page.error} retry={page.reload} />}
      {page.error && asked.reference && <Reference key={asked.reference} by={asked.by ? [asked.by] : []} asked={asked.reference} />}
      {!value && !page.error && <Waiting rows={8} />}
      {value && value.by.length === 0 && <Empty title={value.items === 0 ? "No items yet" : "Nothing to compare items by"} action={value.items > 0 && <Button onClick={() => navigate(projectPath(project, "settings"))}>Settings</Button>}>{value.items === 0 ? "Collect items first." : "Groups are made by a field or metadata with a few different values, such as a region, a camera or an age. A source's columns become fields."}</Empty>}
      {value && value.by.length > 0 && <Report bias={value} project={project} reference={asked.reference} />}
    </>
  );
}

function Report({ bias, project, reference }: { bias: Bias; project: string; reference?: string }) {
  return (
    <>
      {bias.looked < bias.items && <Notice tone="warn" title={`${count(bias.looked)} of ${plural(bias.items, "item")} were looked at`}>Every {ordinal(Math.ceil(bias.items / bias.looked))} one, spread over all: rare groups may be missing.</Notice>}
      {bias.findings.length > 0 ? <ul className="plain-list block" data-testid="bias-findings">{bias.findings.slice(0, 12).map((one, place) => <FindingLine key={place} finding={one} />)}</ul> : <p className="block" data-testid="no-bias"><span><Badge tone="good">even</Badge> No difference between these groups is both large and more than chance.</span></p>}
      <div className="two-columns even"><Groups bias={bias} /><RateDetail bias={bias} /></div>
      <Representation bias={bias} asked={reference} />
      <Rates bias={bias} />
      <div className="two-columns even"><Proxies bias={bias} project={project} /><Slices bias={bias} /></div>
    </>
  );
}

const ordinal = (number: number) => `${number}${number % 10 === 1 && number % 100 !== 11 ? "st" : number % 10 === 2 && number % 100 !== 12 ? "nd" : number % 10 === 3 && number % 100 !== 13 ? "rd" : "th"}`;
const groupName = (values: readonly string[]) => values.join(", ");
const groupsShown = 40;

function Groups({ bias }: { bias: Bias }) {
  const most = Math.max(0.01, ...bias.groups.map((group) => group.interval.high));
  return (
    <section className="block" aria-label="How many there are"><h2>How many there are, by {bias.by.join(" and ")}</h2>
      {bias.groups.length === 0 ? <p className="muted">No group is large enough to be shown.</p> : (
        <table className="table" data-testid="groups"><thead><tr>{bias.by.map((name) => <th key={name}>{name}</th>)}<th className="r fit">Items</th><th className="r fit">Share</th><th className="wide">With 95% certainty</th></tr></thead>
          <tbody>{bias.groups.slice(0, groupsShown).map((group) => <tr key={groupName(group.values)}>{group.values.map((value, place) => <td key={place}>{value}</td>)}<td className="r fit">{count(group.count)}</td><td className="r fit">{percent(group.share, 1)}</td><td><IntervalBar share={group.share} interval={group.interval} most={most} /></td></tr>)}</tbody></table>
      )}
      <p className="caption">{[bias.groups.length > groupsShown && `${count(bias.groups.length - groupsShown)} smaller groups follow.`, bias.hidden && bias.hidden.groups > 0 && `${plural(bias.hidden.groups, "group")} with ${plural(bias.hidden.rows, "item")} not shown: smaller than ${bias.hidden.least}, or needed to hide one that is.`, bias.withoutGroup > 0 && `${plural(bias.withoutGroup, "item")} without a value.`].filter(Boolean).join(" ")}</p>
    </section>
  );
}

const verdicts = { under: { tone: "warn", text: "too few" }, over: { tone: "warn", text: "too many" }, "as expected": undefined, unnamed: { tone: undefined, text: "not named" } } as const;

/** The groups beside the shares they should have. */
function Representation({ bias, asked }: { bias: Bias; asked?: string }) {
  const found = bias.representation, rows = found?.cells ?? [];
  return (
    <section className="block" aria-label="How many there should be" data-testid="representation"><h2>How many there should be</h2>
      <Reference key={asked ?? ""} by={bias.by} groups={bias.groups.map((group) => group.values)} asked={asked} />
      {found && (
        <>
          <table className="table" data-testid="represented"><thead><tr><th>{bias.by.join(", ")}</th><th className="r fit">Items</th><th className="r fit">Share</th><th className="r fit">Should be</th><th className="r fit" title="Share less what it should be, in points of a hundred">Difference</th><th className="r fit" title="So that all groups have their shares, and nothing is taken away">To collect</th><th><span className="visually-hidden">Whether it is far off</span></th></tr></thead>
            <tbody>{rows.slice(0, groupsShown).map((one) => {
              const verdict = verdicts[one.verdict];
              return <tr key={groupName(one.values)}><td>{groupName(one.values)}</td><td className="r fit">{count(one.count)}</td><td className="r fit">{percent(one.share, 1)}</td><td className="r fit">{one.reference === undefined ? "–" : percent(one.reference, 1)}</td><td className="r fit">{one.difference === undefined ? "–" : points(one.difference)}</td><td className="r fit">{one.needed === undefined ? "–" : count(one.needed)}</td><td className="fit">{verdict && <Badge tone={verdict.tone}>{verdict.text}</Badge>}</td></tr>;
            })}</tbody></table>
          <p className="caption">{[found.probability !== undefined && `Such a spread or a stranger one comes by chance with probability ${chance(found.probability)} (chi-square ${decimal(found.chiSquare)} with ${plural(found.freedom, "degree")} of freedom${found.isRough ? "; rough, for some groups are small" : ""}).`, rows.length > groupsShown && `${count(rows.length - groupsShown)} groups follow.`, found.hidden.groups > 0 && `${plural(found.hidden.groups, "group")} smaller than ${found.hidden.least} not shown.`].filter(Boolean).join(" ")}</p>
        </>
      )}
    </section>
  );
}

const points = (share: number) => `${share > 0 ? "+" : share < 0 ? "−" : ""}${Math.abs(100 * share).toFixed(1)}`;
const chance = (probability: number) => (probability < 0.0001 ? "below 0.0001" : decimal(probability, 4));

function Reference({ by, groups, asked }: { by: readonly string[]; groups?: readonly (readonly string[])[]; asked?: string }) {
  const [text, setText] = useState(asked ?? "");
  const example = (groups ?? []).slice(0, 3).map((values, place) => `${values.join("/")}=${[0.5, 0.3, 0.2][place]}`).join(", ") || "north=0.5, south=0.5";
  return (
    <form className="row" onSubmit={(event) => { event.preventDefault(); setQuery({ reference: text.trim() }); }}>
      <input className="input grow" aria-label={`Share that each ${by.join(" and ") || "group"} should have`} value={text} placeholder={example} onChange={(event) => setText(event.currentTarget.value)} data-testid="reference" />
      <Button type="submit" data-testid="compare">Compare</Button>
      {asked && <Button look="quiet" onClick={() => setQuery({ reference: undefined })}>Clear</Button>}
    </form>
  );
}

const rateTitle = (rate: Rate) => (rate.kind === "missing" ? `no ${rate.name}` : rate.name);
const rateKey = (rate: Rate) => `${rate.kind}:${rate.name}`;
const byRate = (rate: Rate) => [...rate.groups].sort((a, b) => a.rate - b.rate);
const compared = (bias: Bias) => bias.rates.filter((rate) => rate.groups.length > 1 && (rate.overall ?? 0) > 0);
/** Labels by the smaller ratio, gaps by the larger difference; those that are more than chance first. */
function ordered(bias: Bias): Rate[] {
  return compared(bias).sort((a, b) => Number(b.isGap) - Number(a.isGap) || Number(a.kind === "missing") - Number(b.kind === "missing") || (a.kind === "label" ? (a.ratio ?? 1) - (b.ratio ?? 1) : (b.difference ?? 0) - (a.difference ?? 0)));
}
function useRate(bias: Bias) {
  const rows = ordered(bias), wanted = useQuery().get("rate");
  return { rows, rate: rows.find((one) => rateKey(one) === wanted) ?? rows[0] };
}

const ratesShown = 50;

function Rates({ bias }: { bias: Bias }) {
  const { rows, rate } = useRate(bias), at = rate ? rows.indexOf(rate) : -1;
  const step = (by: number) => { const next = rows[Math.max(0, Math.min(Math.min(rows.length, ratesShown) - 1, at + by))]; if (next) setQuery({ rate: rateKey(next) }); };
  useActions({ "rows.next": () => step(1), "rows.previous": () => step(-1) });
  return (
    <section className="block" aria-label="Labels and gaps by group"><h2>Labels and gaps by group{bias.question ? `: ${bias.question}` : ""}</h2>
      {rows.length === 0 ? <p className="muted">{bias.rates.some((one) => one.groups.length > 1) ? "No label counts yet, and nothing is missing." : "One group alone: there is nothing to compare."}</p> : (
        <table className="table data-table" data-testid="rates"><thead><tr><th>What</th><th className="r fit">All</th><th>Lowest</th><th>Highest</th><th className="r fit" title="The lowest rate as a part of the highest; four fifths are the usual bound">Ratio</th><th className="r fit" title="The highest less the lowest rate, in points of a hundred">Gap</th><th><span className="visually-hidden">Whether chance explains it</span></th></tr></thead>
          <tbody>{rows.slice(0, ratesShown).map((one) => {
            const groups = byRate(one), isHere = one === rate;
            return <tr key={rateKey(one)} className={isHere ? "selected" : ""} aria-current={isHere || undefined} onClick={() => setQuery({ rate: rateKey(one) })} data-testid="rate-row"><td className="fit"><button className="row-key">{rateTitle(one)}</button></td><td className="r fit">{percent(one.overall, 1)}</td><td><Extreme group={groups[0]} /></td><td><Extreme group={groups[groups.length - 1]} /></td><td className={`r fit${one.kind === "label" && one.isGap ? " bad" : ""}`}>{decimal(one.ratio)}</td><td className={`r fit${one.kind !== "label" && one.isGap ? " bad" : ""}`}>{one.difference === undefined ? "–" : (100 * one.difference).toFixed(1)}</td><td className="fit">{one.isGap && <Badge tone="warn" title={`Equal rates would differ so much by chance with probability ${one.probability?.toPrecision(2)}`}>gap</Badge>}</td></tr>;
          })}</tbody></table>
      )}
      {rows.length > ratesShown && <p className="caption">and {count(rows.length - ratesShown)} with smaller differences</p>}
      {rows.length > 0 && <p className="caption">A gap is a ratio below four fifths (of labels) or ten points and more (of what is missing) that chance does not explain, adjusted for how many are looked at.</p>}
    </section>
  );
}

function Extreme({ group }: { group: GroupRate }) { return <>{groupName(group.values)} <span className="num">{percent(group.rate, 1)}</span> <span className="muted num">({percent(group.interval.low)}–{percent(group.interval.high)})</span></>; }

function RateDetail({ bias }: { bias: Bias }) {
  const { rate } = useRate(bias);
  if (!rate) return <section className="block"><h2>By group</h2><p className="muted">Shows here once answers count.</p></section>;
  const groups = byRate(rate).reverse(), most = Math.min(1, Math.max(0.01, ...groups.map((group) => group.interval.high)) * 1.05);
  return (
    <section className="block" aria-label="One rate by group" data-testid="rate-detail"><h2>{rateTitle(rate)}, by group</h2>
      <table className="table"><thead><tr><th>Group</th><th className="r fit">Items</th><th className="r fit">Rate</th><th className="wide">With 95% certainty; the line is all</th></tr></thead>
        <tbody>{groups.slice(0, groupsShown).map((group) => <tr key={groupName(group.values)}><td>{groupName(group.values)}</td><td className="r fit">{count(group.hits)} of {count(group.count)}</td><td className="r fit">{percent(group.rate, 1)}</td><td><IntervalBar share={group.rate} interval={group.interval} most={most} all={rate.overall} isFar={rate.overall !== undefined && (group.interval.high < rate.overall || group.interval.low > rate.overall)} /></td></tr>)}</tbody></table>
    </section>
  );
}

function Proxies({ bias, project }: { bias: Bias; project: string }) {
  return (
    <section className="block" aria-label="What stands for it"><h2>What stands for it</h2>
      {bias.proxies.map((search) => (
        <div key={search.sensitive} className="stack tight">
          {search.columns.length === 0 ? <p className="muted">No other field could stand for {search.sensitive}.</p> : (
            <table className="table" data-testid="proxies"><thead><tr><th>Field</th><th className="r fit" title="Adjusted mutual information: 0 tells nothing beyond chance, 1 everything">Tells of {search.sensitive}</th><th className="share"><span className="visually-hidden">As a bar</span></th><th><span className="visually-hidden">Whether it stands for it</span></th></tr></thead>
              <tbody>{search.columns.slice(0, 12).map((one) => <tr key={one.name}><td><Link className="link" to={projectPath(project, "profile", { field: one.name })}>{one.name}</Link></td><td className="r fit">{decimal(one.adjusted, 3)}</td><td className="share"><div className="bar" style={{ width: `${100 * Math.min(1, one.adjusted)}%` }} /></td><td className="fit">{one.isProxy && <Badge tone="warn">stands for it</Badge>}</td></tr>)}</tbody></table>
          )}
        </div>
      ))}
      {bias.notCompared > 0 && <p className="caption">{plural(bias.notCompared, "field")} not compared: nearly every item has its own value there, or there are more than 60.</p>}
    </section>
  );
}

function Slices({ bias }: { bias: Bias }) {
  const { slices } = bias;
  return (
    <section className="block" aria-label="Where annotators are least sure"><h2>Where annotators are least sure</h2>
      {!slices ? <p className="muted">Needs 60 items whose answer comes from several annotators by a method that says how sure it is, such as dawid-skene.</p>
        : slices.slices.length === 0 ? <p className="muted">No part of the items stands out, of {plural(slices.tested, "part")} tested; {count(slices.tooSmall)} were too small to test.</p>
        : <table className="table" data-testid="slices"><thead><tr><th>Where</th><th className="r fit">Items</th><th className="r fit" title="One less the probability of the answer that counts">Doubt</th><th className="r fit">Elsewhere</th></tr></thead>
            <tbody>{slices.slices.slice(0, 12).map((one) => { const name = one.conditions.map((part) => `${part.column} = ${part.value}`).join(" and "); return <tr key={name}><td>{name}</td><td className="r fit">{count(one.count)}</td><td className="r fit">{percent(one.mean, 1)}</td><td className="r fit">{percent(one.restMean, 1)}</td></tr>; })}</tbody></table>}
    </section>
  );
}

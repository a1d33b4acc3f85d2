/** One field in detail: its figures, its spread, its commonest values, what looks wrong, and which fields go along with it. */
import { count, decimal, percent, plural } from "../../../core/figures.js";
import { alertsByField, isAllDifferent, measureTitle, missingShare, NumberSpread, plotOf, ProfiledField, ProfileReport, shortNumber } from "../../../core/profile.js";
import { setQuery } from "../../../panels/app.js";
import { Bars } from "../../../panels/charts.js";
import { Sheet } from "../../../panels/overlays.js";
import { FindingLine } from "./FindingLine.js";
import { Histogram } from "./plots.js";

export function FieldSheet({ field, report }: { field: ProfiledField; report: ProfileReport }) {
  const alerts = alertsByField(report.findings).get(field.name) ?? [], plot = plotOf(field);
  const bins = plot && plot.kind !== "values" ? plot : undefined;
  const ends = bins && bins.kind === "histogram" ? (field.dates ? [field.dates.earliest.slice(0, 10), field.dates.latest.slice(0, 10)] : [shortNumber(field.numbers?.minimum), shortNumber(field.numbers?.maximum)]) : [shortNumber(field.lengths?.minimum), `${shortNumber(field.lengths?.maximum)} characters`];
  return (
    <Sheet title={field.name} onClose={() => setQuery({ field: undefined })}>
      {alerts.length > 0 && <section><h3>What looks wrong</h3><ul className="plain-list">{alerts.map((one, place) => <FindingLine key={place} finding={one} />)}</ul></section>}
      {bins && <section><h3>{bins.kind === "lengths" ? "Lengths" : "Spread"}</h3><Histogram plot={bins} low={ends[0]} high={ends[1]} /></section>}
      <section><h3>Figures</h3><dl className="facts num">{facts(field).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl></section>
      {field.topValues.length > 0 && (
        <section><h3>Commonest values</h3>
          {isAllDifferent(field) ? <p className="muted">Every value is another.</p> : <Bars rows={field.topValues.map((one) => ({ name: one.value, value: one.count }))} />}
          {!field.topValuesAreExact && <p className="caption">Counted in a sketch: some may be a little too low.</p>}
        </section>
      )}
      {field.missingWords.length > 0 && <section><h3>Words read as missing</h3><p className="muted">{field.missingWords.map((one) => `${one.value} (${count(one.count)})`).join(", ")}</p></section>}
      {field.kinds.length > 1 && <section><h3>What its values look like</h3><Bars rows={field.kinds.map((one) => ({ name: one.value, value: one.count }))} /></section>}
      <Together field={field} report={report} />
    </Sheet>
  );
}

function Together({ field, report }: { field: ProfiledField; report: ProfileReport }) {
  const rows = report.correlations.filter((one) => one.first === field.name || one.second === field.name).slice(0, 12);
  if (rows.length === 0) return null;
  const other = (one: (typeof rows)[number]) => (one.first === field.name ? one.second : one.first);
  return (
    <section><h3>Goes along with</h3>
      <ul className="plain-list">{rows.map((one) => <li key={other(one) + one.measure} className="row sheet-row"><button className="row-key link" onClick={() => setQuery({ field: other(one) })}>{other(one)}</button><span className="grow" /><span className="muted">{measureTitle[one.measure]}</span><span className="num">{decimal(one.value)}</span></li>)}</ul>
    </section>
  );
}

function facts(field: ProfiledField): [string, string][] {
  const rows: [string, string][] = [["Type", field.kind], ["Values", count(field.count)], ["Missing", field.missing ? `${count(field.missing)} (${percent(missingShare(field), 1)})` : "none"], ["Different", `${field.distinctIsExact ? "" : "about "}${count(field.distinct)}`]];
  if (field.dates) rows.push(["Earliest", field.dates.earliest], ["Latest", field.dates.latest]);
  if (field.numbers) rows.push(...spread(field.numbers, ""));
  else if (field.lengths) rows.push(...spread(field.lengths, " characters"));
  return rows;
}

function spread(numbers: NumberSpread, unit: string): [string, string][] {
  const at = numbers.quantiles, about = numbers.quantilesAreExact ? "" : "about ";
  const rows: [string, string][] = [["Least", shortNumber(numbers.minimum) + unit], ["Greatest", shortNumber(numbers.maximum) + unit]];
  if (at.length === 5) rows.push(["5% below", about + shortNumber(at[0])], ["Quarter below", about + shortNumber(at[1])], ["Half below", about + shortNumber(at[2])], ["Three quarters", about + shortNumber(at[3])], ["95% below", about + shortNumber(at[4])]);
  rows.push(["Mean", shortNumber(numbers.mean)], ["Deviation", shortNumber(numbers.deviation)]);
  if (numbers.skewness !== undefined && !unit) rows.push(["Skewness", decimal(numbers.skewness)]);
  if (!unit && numbers.zeros > 0) rows.push(["Zeros", plural(numbers.zeros, "item")]);
  if (!unit && numbers.negatives > 0) rows.push(["Negative", plural(numbers.negatives, "item")]);
  return rows;
}

/** How good each annotator is, best first, and in words what should be looked into. */
import { count, decimal, percent, plural, seconds } from "../../../core/figures.js";
import * as api from "../../../api/endpoints.js";
import type { AnnotatorRow } from "../../../api/types.js";
import { Badge, ErrorNotice, Waiting } from "../../../panels/controls.js";
import { useLoad } from "../../../panels/hooks.js";

export function AnnotatorsPart({ project, question, isDrawn, marker }: { project: string; question: string; isDrawn: boolean; marker: string }) {
  const report = useLoad(`${project}/${question}/${marker}`, () => api.annotators(project, { question }));
  const rows = report.value?.rows ?? [], flagged = rows.filter((row) => row.flags.length > 0).length;
  const has = (name: keyof AnnotatorRow) => rows.some((row) => row[name] !== undefined && row[name] !== null);
  return (
    <section className="block" data-testid="annotators-part">
      <div className="row"><h2 className="grow">Annotators</h2>{rows.length > 0 && <span className={flagged > 0 ? "warn" : "muted"}>{flagged > 0 ? `${plural(flagged, "person", "people")} to look at` : "nobody stands out"}</span>}</div>
      {report.error && <ErrorNotice error={report.error} retry={report.reload} />}
      {!report.value && !report.error && <Waiting rows={3} />}
      {report.value && rows.length === 0 && <p className="muted">Nobody has answered yet.</p>}
      {rows.length > 0 && (
        <div className="scroll-x"><table className="table annotators" data-testid="annotators"><thead><tr><th>Person</th><th className="r">Items</th>
          {has("gold") && <th className="r" title="Of the items whose answer is known, those answered right">Known answers</th>}
          <th className="r" title={isDrawn ? "Of the boxes of both, the share that the others drew too" : "Of the others' answers to the same items, those that are the same"}>With the others</th>
          {has("skill") && <th className="r" title="Agreement beyond chance: 1 is perfect, 0 no better than guessing">Skill</th>}
          {has("spammerScore") && <th className="r hide-small" title="How much an answer says about the item: 0 nothing, 1 everything">Tells apart</th>}
          {has("medianSeconds") && <th className="r hide-small" title="Median of active seconds an item">Seconds</th>}<th className="look-at">To look at</th></tr></thead>
          <tbody>{rows.map((row) => (
            <tr key={row.name}><td>{row.name}</td><td className="r">{count(row.items)}</td>
              {has("gold") && <td className="r">{percent(row.gold)}</td>}<td className="r">{percent(row.withOthers)}</td>
              {has("skill") && <td className="r">{decimal(row.skill)}</td>}{has("spammerScore") && <td className="r hide-small">{decimal(row.spammerScore)}</td>}
              {has("medianSeconds") && <td className="r hide-small">{seconds(row.medianSeconds)}</td>}
              <td className="look-at">{row.flags.length === 0 ? <span className="muted">–</span> : <ul className="flags">{row.flags.map((flag, index) => <li key={flag}><Badge tone="warn">{flagName(flag)}</Badge> <span>{row.words[index]}</span></li>)}</ul>}</td></tr>
          ))}</tbody></table></div>
      )}
    </section>
  );
}

/** `low-gold-accuracy` as people read it; the sentence beside it says the rest. */
const flagName = (flag: string) => { const words = flag.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/-/g, " ").toLowerCase(); return words.charAt(0).toUpperCase() + words.slice(1); };

/** One group of items that are nearly the same, side by side: which one is kept, what is set aside, what has answers. */
import { count, plural } from "../../core/figures.js";
import { projectPath } from "../../core/route.js";
import type { DuplicateGroup, DuplicateMember } from "../../api/types.js";
import { Badge, Link } from "../../panels/controls.js";
import { Thumb } from "../pictures.js";

const kinds = { exact: "exact copies", pixels: "the same pixels", near: "nearly the same" };
const membersShown = 24;

interface CardProps { project: string; group: DuplicateGroup; hasPictures: boolean; /** The member that would be kept. */ keeper?: string; isAt?: boolean; onPick?: () => void }

export function DuplicateGroupCard({ project, group, hasPictures, keeper, isAt, onPick }: CardProps) {
  const shown = group.members.slice(0, membersShown);
  return (
    <article className={`duplicate-group${isAt ? " selected" : ""}`} aria-current={isAt || undefined} aria-label={`${group.size} items, ${shown[0]?.key} and others`} onClick={onPick} data-testid="duplicate-group">
      <div className="row"><span className="num">{plural(group.size, "item")}</span><Badge tone={group.kind === "near" ? undefined : "warn"}>{kinds[group.kind]}</Badge><span className="grow" /><Link className="link" to={projectPath(project, "data", { group: group.id })}>Show in Data</Link></div>
      <ul className={hasPictures ? "duplicate-row" : "plain duplicate-texts"}>{shown.map((member) => (
        <li key={member.item} className={member.isSetAside || (keeper && keeper !== member.item) ? "aside" : undefined} data-testid="duplicate-member">
          <Link to={projectPath(project, "data", { item: member.item, group: group.id })} className={hasPictures ? "duplicate" : "link"}>
            {hasPictures && <Thumb item={member.item} blobs={member.blobs} look="tile" />}<span className="clip" title={member.key}>{member.key}</span></Link>
          <Standing member={member} isKept={keeper === member.item} />
          {!hasPictures && member.preview && <span className="muted" dir="auto"> {member.preview}</span>}
        </li>
      ))}{group.size > shown.length && <li className="muted num">and {count(group.size - shown.length)} more</li>}</ul>
    </article>
  );
}

function Standing({ member, isKept }: { member: DuplicateMember; isKept: boolean }) {
  if (!isKept && !member.isSetAside && !member.isGold && member.answers === 0) return null;
  return (
    <span className="duplicate-standing">
      {isKept && <Badge tone="good">kept</Badge>}
      {member.isSetAside && <Badge>set aside</Badge>}
      {member.isGold ? <Badge tone="accent">known answer</Badge> : member.answers > 0 && <Badge tone="accent">{plural(member.answers, "answer")}</Badge>}
    </span>
  );
}

/** What the server answers, as far as the pages read it. Names are the API's; fields that may be absent are optional. */
import type { Annotation, Answer, Suggestion } from "../core/annotation.js";
import type { Difference } from "../core/image/disputes.js";
import type { Blobs } from "../core/image/pictures.js";
import type { ProfileReport } from "../core/profile.js";

export type Fields = Record<string, unknown>;
export interface Person { id: string; login: string; name: string; isOwner: boolean }
export interface ProjectSummary { slug: string; objective: string; media: string; role: string; counts: { items: number; ready: number; done: number; open: number } }
export interface Me { person: Person; projects: ProjectSummary[] }
export interface Work {
  slug: string; objective: string; purpose?: string; available: number; submitted: number;
  leased: { assignment: string; item: string; key: string; expiresAt: number }[];
  returned: { item: string; key: string; note?: string }[];
}
export interface HistoryRow { id: string; item: string; key: string; project: string; number: number; annotation: Annotation; madeAt: number; activeSeconds: number; preview: string; fields?: Fields; blobs?: Blobs }
export interface WorkItem { id: string; key: string; fields: Fields; metadata?: Fields; blobs?: Blobs }
export interface Assignment {
  assignment: string; item: WorkItem; expiresAt: number;
  draft?: { counter: number; annotation: Annotation; activeSeconds: number };
  suggestions?: Suggestion[];
}
export interface Next { assignments: Assignment[]; remaining: number }
export interface ProjectDetail { slug: string; version: number; definition: Record<string, any>; guidelines?: string; role: string }

export interface Settled { answer: Answer; rule: string; reason: string; posterior?: number }
export interface ItemRow {
  id: string; key: string; state: string; stateReason?: string; split?: string; group?: string; preview: string;
  settled?: Record<string, Settled>; answers: number; suggestion?: { answer: Answer; score: number }; blobs?: Blobs;
}
export interface ItemPage { items: ItemRow[]; next?: string; total?: number }
export interface Finding { severity: "note" | "warning" | "error"; code: string; message: string; place?: Place; hint?: string }
/** A finding as it is kept: of which item, by which run. */
export interface StoredFinding extends Finding { id: string; run?: string; item?: string; key?: string; preview?: string; blobs?: Blobs }
export interface FindingPage { findings: StoredFinding[]; counts: { code: string; severity: Finding["severity"]; count: number }[]; next?: string }
/** Items that are copies, exact or nearly, of which one would do. Of `size` members the first hundred are told. */
export interface DuplicateGroup { id: string; kind: "exact" | "pixels" | "near"; size: number; members: DuplicateMember[]; /** Which member each way of keeping one keeps. */ keeps: Record<string, string> }
export interface DuplicateMember { item: string; key: string; preview: string; blobs: Blobs; split?: string; answers: number; isGold: boolean; isSetAside: boolean }
export type DuplicateWord = "first" | "largest" | "answered" | "all" | "open";
export interface DuplicatePage { groups: DuplicateGroup[]; total: number; decided: number; next?: string }
export interface DuplicatesDecided { groups: number; setAside: number; answered: number; broughtBack: number }
export interface DuplicateForesight { groups: number; decided: number; isAside: number; effects: { keep: DuplicateWord; setAside: number; answered: number; gold: number }[] }
/** Pictures by what one check sees in them, worst first; `steps` says how many each value of its setting would report. */
export interface PictureScores {
  checks: { name: string; summary: string }[]; check: string; setting: string; value: number; isDeclared: boolean; steps: { value: number; count: number }[];
  measured: number; unmeasured: number; version: number; pictures: { item: string; key: string; blobs: Blobs; score: number; words: string }[]; next?: string;
}
/** What labelling rules do to the items of a project: those of its definition, or a draft. */
export interface WeakOfProject { question: string; yaml: string; version: number; items: number; ready: number; report?: WeakReport; findings: Finding[] }
export interface WeakReport {
  records: number; labels: string[]; balance: number[]; balanceFrom: string; coverage: number; overlap: number; conflict: number; rules: RuleReport[]; majority: RulesJudged; model: RulesJudged;
  bothLabelled: number; agreed: number; dependencies: { first: string; second: string; correlation: number }[]; learntFrom: number;
  queue: { place: string; text: string; label?: string; confidence?: number; strength: number; votes: { rule: string; label: string }[]; item?: string }[];
}
export interface RuleExample { place: string; text: string; says: string; known?: string }
export interface RuleReport {
  name: string; kind: string; labels: string[]; votes: number; coverage: number; overlap: number; conflict: number; known: number; accuracy?: number; interval?: Interval; learnt?: number; say: number;
  fired: RuleExample[]; conflicting: RuleExample[]; wrong: RuleExample[];
}
export interface RulesJudged { method: string; labelled: number; known: number; correct: number; accuracy?: number; interval?: Interval; labels: { label: string; known: number; given: number; correct: number }[] }
/** A place that may tell who somebody is; offsets count Unicode scalars of the field. */
export interface PersonalPlace {
  id: string; item: string; key: string; field: string; start: number; end: number; value: string; before: string; after: string;
  entity: string; locale: string; score: number; isChecked: boolean; context?: string; decision?: "personal" | "harmless"; decidedBy?: string; alike: number;
}
export type PersonalDataWord = "personal" | "harmless" | "open";
export interface PersonalDataPage { places: PersonalPlace[]; counts: { entity: string; open: number; personal: number; harmless: number }[]; isDeclared: boolean; next?: string }
/** What there is of each combination of the axes, what is wanted, and what to collect next. */
export interface Coverage {
  axes: { name: string; values: string[] }[]; items: number; cells: { values: string[]; count: number; wanted: number }[];
  quotas: { values: Record<string, string>; wanted: number; count: number; lacking: number }[];
  withoutValue: { axis: string; count: number }[]; unknown: { axis: string; value?: string; count: number }[]; plan: { values: string[]; count: number }[];
}
/** Without a report nobody has profiled the project yet. */
export interface Profile { run?: string; madeAt?: number; items: number; report?: ProfileReport }

export interface AuditedField { name: string; kind: string; isIdentifier: boolean; different: number; present: number; power?: { measure: string; value: number; label?: string }; distances: { side: string; measure: string; value: number; probability: number; isTooFar: boolean }[] }
/** What one side knows of another. Examples are keys of items; `items` says which those are. */
export interface Audit {
  sides: { name: string; count: number }[]; withoutSide: number; training: string; question?: string; items?: Record<string, string>;
  copies: { kind: "content" | "row" | "near"; other: string; side: string; count: number; share: number; conflicting: number; examples: string[][] }[];
  groups: { column: string; groups: number; torn: number; side: string; count: number; share: number; examples: string[][] }[];
  columns: AuditedField[]; findings: Finding[];
}
/** The sides items are on now; counts of a label are by side, in their order. */
export interface Splits {
  policy?: { shares: { name: string; share: number }[]; stratify?: string; group?: string; seed: number }; items: number; withoutSide: number;
  sides: { name: string; count: number; share: number; asked?: number }[]; question?: string; labels: { label: string; counts: number[] }[]; answered: number[];
  largestDifference?: { label: string; side: string; share: number; overall: number }; groups: number; tornGroups: number;
  torn: { group: string; size: number; members: { item: string; key: string; side: string }[] }[];
  drawn?: { run: string; madeAt: number; report: { findings?: Finding[]; seed?: number } }; /** The report is an `Audit`. */ audit?: { run: string; madeAt: number; report: Record<string, any> }; isAuditOlder: boolean;
}

export interface Interval { low: number; high: number }
export interface GroupRate { values: string[]; count: number; hits: number; rate: number; interval: Interval }
export interface Rate { name: string; kind: "label" | "missing" | "duplicate"; overall?: number; groups: GroupRate[]; difference?: number; ratio?: number; probability?: number; isGap: boolean }
/** How groups of items stand to each other; `looked` of `items` were counted. */
export interface Represented { values: string[]; count: number; share: number; reference?: number; difference?: number; needed?: number; verdict: "under" | "over" | "as expected" | "unnamed" }
export interface Bias {
  fields: { name: string; values: number; missing: number }[]; by: string[]; question?: string; items: number; looked: number;
  groups: { values: string[]; count: number; share: number; interval: Interval }[]; withoutGroup: number; hidden?: { groups: number; rows: number; least: number }; rates: Rate[];
  representation?: { cells: Represented[]; missing: number; hidden: { groups: number; rows: number; least: number }; chiSquare?: number; freedom: number; probability?: number; isRough: boolean };
  proxies: { sensitive: string; rows: number; columns: { name: string; adjusted: number; probability: number; isProxy: boolean }[] }[]; notCompared: number;
  slices?: { rows: number; tested: number; tooSmall: number; mean?: number; slices: { conditions: { column: string; value: string }[]; count: number; mean: number; restMean: number; effect: number; adjusted: number }[] };
  findings: Finding[];
}
export interface Place { file?: string; line?: number; column?: number; record?: string }
export interface RevisionView {
  id: string; stage: string; author?: string; authorName?: string; number: number; origin: unknown; annotation: Annotation;
  definitionVersion?: number; activeSeconds: number; madeAt: number;
}
export interface ItemDetail {
  item: { id: string; key: string; fields: Fields; metadata?: Fields; state: string; stateReason?: string; split?: string; group?: string; licence?: unknown; media?: string; blobs?: Blobs };
  source?: { name: string; kind: string; licence?: unknown; attribution?: string; origin?: string };
  revisions: RevisionView[];
  suggestions: (Suggestion & { model?: string; version?: string; state?: string })[];
  settled: Record<string, Settled>;
  findings: Finding[];
}

/** Of shapes: F1 at overlaps of 0.5, 0.75, 0.9 and over 0.5 to 0.95; overlap of all and of the matched. */
export interface Overlap { f1?: number; f1At75?: number; f1At90?: number; f1Mean?: number; meanIoU?: number; matchedIoU?: number }
export interface Agreement { question: string; measure: string; value?: number; reason?: string; band?: string; items: number; overlap?: Overlap }
export interface DrawnLabel { label: string; parts: number; value?: number; reason?: string; overlap: Overlap }
export interface DrawnPerson { login: string; items: number; shared: number; parts: number; value?: number; reason?: string; overlap: Overlap }
export interface AgreementReport extends Agreement {
  warning?: string; pairs: Pair[]; labels?: DrawnLabel[]; people?: DrawnPerson[];
  differences?: { missed: number; extra: number; label: number; place: number }; leftOut?: number;
  /** Pairs of answers to one item: `counts[i][j]` times one person said label i and another label j. */
  confusion?: { labels: string[]; counts: number[][]; leftOut?: number };
}
export interface AnnotatorRow { name: string; votes: number; items: number; gold?: number; withOthers?: number; skill?: number; spammerScore?: number; medianSeconds?: number; flags: string[]; words: string[] }
export interface AnnotatorReport { question: string; rows: AnnotatorRow[] }
/** An item belongs to the period of its last answer; `running` is over all items until then. */
export interface AgreementHistory { question: string; measure: string; by: "day" | "week"; points: HistoryPoint[] }
export interface HistoryPoint { from: string; answered: number; items: number; value?: number; reason?: string; band?: string; running?: number; runningItems: number }
export interface Pair { a: string; b: string; items: number; value?: number; reason?: string; band?: string; mostConfused?: string[]; overlap?: Overlap }
export interface LabelCount { question: string; label: string; count: number; quota?: number }
export interface PersonRow { login: string; name: string; items: number; medianSeconds?: number; agreement?: number }
export interface MemberRow extends PersonRow { role: string }
export interface Overview {
  /** `taught`: settled by what people said; what a source brought along or a policy accepted is not among them. */
  counts: { items: number; ready: number; quarantined: number; rejected: number; submitted: number; settled: number; taught: number; disagreements: number; suggested: number };
  agreement?: Agreement; kappa: Pair[]; warning?: string; labels: LabelCount[]; people: PersonRow[];
  confusion?: { labels: string[]; counts: number[][] };
  daily: { day: string; items: number }[];
  sources: { name: string; kind: string; licence?: unknown; items: number }[];
}

export interface DisagreementRow {
  id: string; key: string; preview: string; fields?: Fields; blobs?: Blobs; question: string; score: number; margin?: number;
  votes: { login: string; name: string; answer?: Answer | null; isUnknown?: boolean; note?: string }[];
  /** Of shapes only: on what people differ, object by object. */
  differences?: Difference[];
}
export interface ReviewRow { revision: string; item: string; key: string; preview: string; fields: Fields; blobs?: Blobs; login: string; name: string; annotation: Annotation; madeAt: number }
export interface LabelErrorRow { id: string; key: string; given: string; suggested: string; score: number; preview: string; isAsked?: boolean }
/** `decided`: suspected too, but somebody has decided them. */
export interface LabelErrors { checked: number; count: number; share: number; decided: number; health?: number; items: LabelErrorRow[]; scoring: string; filter: string }
export interface SuspectsJudged { judged: { id: string; revision?: string; slot?: string }[]; leftOut: { id: string; reason: string }[]; withoutAnnotator: number }
export interface ConsensusReport {
  question: string; settled: number; open: number; waiting: number; method: string; iterations: number; stopped: string;
  annotators: { login: string; skill?: number; votes: number; drawing?: { parts: number; precision?: number; recall?: number; labelAccuracy?: number; meanIoU?: number } }[];
  objects?: { settled: number; open: number; dismissed: number };
}
/** Long work answers with the id of its job; collecting several sources, with one a source. */
export interface JobStarted { job: string }
export interface JobsStarted extends JobStarted { jobs: string[] }
export interface Job { id: string; kind: string; state: "queued" | "running" | "done" | "failed" | "cancelled"; done: number; total?: number; settings?: Record<string, unknown>; report?: Record<string, unknown>; error?: string; createdAt?: number; updatedAt?: number }
/** One pass of a step over the project, with what it counted. */
export interface RunRow { id: string; source?: string; step: string; state: string; startedAt: number; endedAt?: number; report: Record<string, unknown> }
export interface CommitRow { id: string; message: string; author: string; madeAt: number; items: number; parent?: string }
export interface CommitMade { commit: string; items: number; answers: number; revisions: number; isUnchanged: boolean }
/** A change without a question is one of the item itself. `changes` counts all, `changed` is the first of them or a page. */
export interface Diff {
  from: string; to: string; added: number; removed: number; changes: number; definition: string[]; next?: string;
  changed: { source: string; key: string; question?: string; before?: Answer; after?: Answer; beforeRule?: string; afterRule?: string }[];
}
export interface Shipment { id: string; commit: string; format: string; files: { name: string; size: number; sha256: string }[]; madeAt: number }
/** What a licence lets people do, and what stands against it for the use that was asked about. */
export interface LicenceRow { name: string; summary: string; needsAttribution: boolean; link?: string; findings: Finding[] }
/** A format a dataset can be shipped in; with a refusal, why not this one. */
export interface ShipFormat { name: string; summary: string; refusal?: string }
/** What a format cannot hold, counted by a writer. */
export interface Loss { code: string; kind: "dropped" | "rounded" | "adapted"; count: number; examples: string[] }
export interface CatalogRow { name: string; summary: string }
export type Catalogs = Partial<Record<"formats" | "agreement" | "consensus" | "part-agreement" | "part-consensus" | "sources" | "steps" | "strategies" | "shipping", CatalogRow[]>>;
export interface AccountRow { id: string; login: string; name: string; isOwner: boolean; isActive: boolean; roles: { project: string; role: string }[] }
export interface TokenRow { id: string; name: string; permissions?: string[]; madeAt?: number; revokedAt?: number }

const roleRights: Record<string, readonly string[]> = {
  owner: ["read", "label", "review", "manage", "ship"], manager: ["read", "label", "review", "manage", "ship"],
  reviewer: ["read", "label", "review"], annotator: ["label"], worker: ["label"], viewer: ["read"],
};
export type Right = "read" | "label" | "review" | "manage" | "ship";
/** What the pages offer; the server decides what is allowed. */
export function may(role: string | undefined, right: Right): boolean { return (roleRights[role ?? ""] ?? []).includes(right); }

/** Licences come as a name or as an object with one. */
export function licenceText(licence: unknown): string {
  if (!licence) return "";
  if (typeof licence === "string") return licence;
  const fields = licence as Record<string, unknown>;
  return String(fields.name ?? fields.id ?? fields.spdx ?? "");
}

export function placeText(place: Finding["place"]): string {
  if (!place) return "";
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
  return [position, place.record].filter(Boolean).join(" · ");
}

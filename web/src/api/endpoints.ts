/** The server's routes by name. Pages call these; none builds a path of its own. */
import type { Annotation } from "../core/annotation.js";
import { queryText } from "../core/route.js";
import type { Word } from "../core/suspects.js";
import { call, get, inProject, post, put, remove } from "./client.js";
import type * as T from "./types.js";

type Query = Record<string, string | number | undefined>;
export const signIn = (login: string, password: string) => call<{ person: T.Person }>("POST", "/session", { body: { login, password }, quiet: true });
export const signOut = () => remove<void>("/session");
export const readLink = (secret: string) => call<{ kind: string; role?: string; project?: string; login?: string }>("GET", `/session/link/${encodeURIComponent(secret)}`, { quiet: true });
export const redeemLink = (body: { secret: string; login: string; name: string; password: string }) => call<{ person: T.Person }>("POST", "/session/link", { body, quiet: true });
export const me = () => call<T.Me>("GET", "/me", { quiet: true });
export const work = () => get<{ projects: T.Work[] }>("/me/work");
export const history = (query: Query) => get<{ revisions: T.HistoryRow[]; next?: string }>("/me/history" + queryText(query));
export const tokens = () => get<{ tokens: T.TokenRow[] }>("/me/tokens");
export const makeToken = (name: string) => post<{ token: string; id: string; name: string }>("/me/tokens", { name });
export const removeToken = (id: string) => remove<void>(`/me/tokens/${id}`);

export const accounts = () => get<{ people: T.AccountRow[] }>("/people");
export const invite = (body: { project?: string; role: string; hours?: number }) => post<{ link: string; expiresAt: number }>("/invitations", body);
export const people = (p: string) => get<{ people: T.MemberRow[] }>(inProject(p, "/people"));
export const grant = (p: string, login: string, role: string) => put<void>(inProject(p, `/people/${encodeURIComponent(login)}`), { role });
export const revoke = (p: string, login: string) => remove<void>(inProject(p, `/people/${encodeURIComponent(login)}`));

export const createProject = (yaml: string) => post<{ slug: string; version: number }>("/projects", { yaml });
export const project = (p: string) => get<T.ProjectDetail>(inProject(p));
export const definitionText = (p: string) => get<string>(inProject(p, "/definition.yaml"));
export const saveDefinition = (p: string, yaml: string, expectedVersion: number) => put<{ version: number; changes?: string[]; findings?: T.Finding[] }>(inProject(p, "/definition"), { yaml, expectedVersion });
export const overview = (p: string) => get<T.Overview>(inProject(p, "/overview"));
export const items = (p: string, query: Query, signal?: AbortSignal) => get<T.ItemPage>(inProject(p, "/items") + queryText(query), signal);
export const item = (p: string, id: string) => get<T.ItemDetail>(inProject(p, `/items/${id}`));
export const findings = (p: string, query: Query) => get<T.FindingPage>(inProject(p, "/findings") + queryText(query));
export const coverage = (p: string, question?: string) => get<T.Coverage>(inProject(p, "/coverage") + queryText({ question }));
export const profile = (p: string) => get<T.Profile>(inProject(p, "/profile"));
export const splits = (p: string, question?: string) => get<T.Splits>(inProject(p, "/splits") + queryText({ question }));
export const bias = (p: string, query: Query) => get<T.Bias>(inProject(p, "/bias") + queryText(query));
export const personalData = (p: string, query: Query) => get<T.PersonalDataPage>(inProject(p, "/personal-data") + queryText(query));
export const decidePersonalData = (p: string, body: { places: string[]; word: T.PersonalDataWord; alike: boolean }) => post<{ places: number }>(inProject(p, "/personal-data/decide"), body);
export const duplicates = (p: string, query: Query) => get<{ groups: T.DuplicateGroup[]; total: number; next?: string }>(inProject(p, "/duplicates") + queryText(query));

export const next = (p: string, count: number, resume: boolean) => post<T.Next>(inProject(p, "/next"), resume ? { count, resume } : { count });
export const heartbeat = (assignment: string) => call<{ expiresAt: number }>("POST", `/assignments/${assignment}/heartbeat`, { body: {}, quiet: true });
export const release = (assignment: string) => call<void>("POST", `/assignments/${assignment}/release`, { body: {}, keepalive: true, quiet: true });

export const disagreements = (p: string, query: Query) => get<{ items: T.DisagreementRow[]; total: number; next?: string }>(inProject(p, "/disagreements") + queryText(query));
export const adjudicate = (p: string, id: string, annotation: Annotation, note?: string) => post<{ revision: string }>(inProject(p, `/items/${id}/adjudicate`), { annotation, note });
export const reviews = (p: string, query: Query) => get<{ reviews: T.ReviewRow[]; items: number; next?: string }>(inProject(p, "/reviews") + queryText(query));
export const judge = (p: string, revision: string, body: { outcome: "accept" | "fix" | "return"; note?: string; annotation?: Annotation }) => post<{ verdict: string; fix?: string }>(inProject(p, `/revisions/${revision}/verdict`), body);
export const agreement = (p: string, query: Query) => get<T.AgreementReport>(inProject(p, "/agreement") + queryText(query));
export const agreementHistory = (p: string, query: Query) => get<T.AgreementHistory>(inProject(p, "/agreement/history") + queryText(query));
export const annotators = (p: string, query: Query) => get<T.AnnotatorReport>(inProject(p, "/annotators") + queryText(query));
export const consensus = (p: string, body: { method?: string; question?: string }) => post<T.ConsensusReport>(inProject(p, "/consensus"), body);
export const labelErrors = (p: string, body: { question?: string; filter?: string; score?: string }) => post<T.LabelErrors>(inProject(p, "/label-errors"), body);
export const judgeSuspects = (p: string, body: { question?: string; word: Word; items: { id: string; given: string; suggested?: string }[] }) => post<T.SuspectsJudged>(inProject(p, "/label-errors/judge"), body);
export const undoSuspects = (p: string, body: { revisions: string[]; slots: string[] }) => post<{ undone: number; leftOut: number }>(inProject(p, "/label-errors/undo"), body);
export const suggest = (p: string, question?: string) => post<T.JobStarted>(inProject(p, "/suggest"), { question });
export const accept = (p: string, body: { question?: string; above: number }) => post<{ above: number; accepted: number; needsReview: number }>(inProject(p, "/accept"), body);
export const queueUncertain = (p: string, body: { strategy: string; budget: number }) => post<{ queued: number }>(inProject(p, "/queue"), body);
export const prepare = (p: string, steps?: string[]) => post<T.JobStarted>(inProject(p, "/prepare"), { steps });
export const collect = (p: string, source?: string) => post<T.JobsStarted>(inProject(p, "/collect"), { source });
export const licences = (use: string) => get<{ licences: T.LicenceRow[] }>("/licences" + queryText({ use }));
export const beginUpload = (p: string, body: { source: string; licence: string; attribution?: string; origin: string }) => post<{ source: string }>(inProject(p, "/uploads"), body);
export const jobs = (p: string, query: Query) => get<{ jobs: T.Job[] }>(inProject(p, "/jobs") + queryText(query));
export const runs = (p: string) => get<{ runs: T.RunRow[] }>(inProject(p, "/runs"));
export const job = (id: string) => get<T.Job>(`/jobs/${id}`);
export const cancelJob = (id: string) => post<unknown>(`/jobs/${id}/cancel`);

export const commits = (p: string) => get<{ commits: T.CommitRow[] }>(inProject(p, "/commits"));
export const makeCommit = (p: string, message: string) => post<T.CommitMade>(inProject(p, "/commits"), { message });
export const diff = (p: string, from: string, to: string, after?: string) => get<T.Diff>(inProject(p, "/diff") + queryText({ from, to, after }));
export const restore = (p: string, commit: string) => post<{ revisions: number }>(inProject(p, "/restore"), { commit });
export const ship = (p: string, body: { commit?: string; format: string; splits?: string[]; preview?: boolean; settings?: object }) => post<T.JobStarted>(inProject(p, "/ship"), body);
export const shipments = (p: string) => get<{ shipments: T.Shipment[]; formats?: T.ShipFormat[] }>(inProject(p, "/shipments"));
export const shipmentFile = (p: string, shipment: string, name: string) => "/v1" + inProject(p, `/shipments/${shipment}/files/${name.split("/").map(encodeURIComponent).join("/")}`);
export const pictureURL = (id: string, size: "view" | "thumb" | "full") => `/v1/items/${encodeURIComponent(id)}/blobs/image?size=${size}`;
export const catalogs = () => get<T.Catalogs>("/catalogs");

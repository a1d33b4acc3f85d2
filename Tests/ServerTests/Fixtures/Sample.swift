import Records
@testable import Server
@testable import Workflows

/// One answer of each kind, full of optional members, made of the workflows' own types where they exist.
enum Sample {
    static let id = "0000000000001"
    static let now = Timestamp(milliseconds: 1_700_000_000_000)
    static let annotation = Annotation(answers: ["species": .choice("owl")], unknown: ["sex"], flags: ["blurred"], note: "dusk")
    static let settled = SettledView(answer: .choice("owl"), rule: .consensus, reason: "2 of 2 agree", posterior: 0.98)
    static let finding = Finding(.warning, "text.empty", "item `a` has no text", at: Place(file: "a.csv", line: 3), hint: "drop it")

    static let picture: BlobReference = {
        var blob = BlobReference(sha256: String(repeating: "ab", count: 32), size: 9, type: "image/jpeg")
        (blob.width, blob.height, blob.orientation) = (640, 480, 6)
        return blob
    }()

    static let session: JSONValue = ["person": person]
    static let person: JSONValue = ["id": .string(id), "login": "ada", "name": "Ada", "isOwner": true]
    static let link: JSONValue = ["kind": "invitation", "role": "annotator", "project": "birds"]
    static let summary = ProjectSummary(
        slug: "birds", objective: "name birds", media: .text, role: .manager, counts: CountsView(items: 3, ready: 2, done: 1, open: 4))
    static var me: Payload { get throws { ["person": person, "projects": .array([try JSONValue(encoding: summary)])] as JSONValue } }
    static let myWork = MyWork(projects: [MyWork.Project(
        slug: "birds", objective: "name birds", purpose: "count them", available: 3,
        leased: [.init(assignment: AssignmentID(raw: 77), item: ItemID(raw: 5), key: "a", expiresAt: now)], submitted: 2,
        returned: [.init(item: ItemID(raw: 6), key: "b", note: "look again")])])
    static let newToken: JSONValue = ["token": "wn_secret", "id": .string(id), "name": "laptop"]
    static let tokens: JSONValue = ["tokens": [["id": .string(id), "name": "laptop", "permissions": ["readProject"], "madeAt": 1, "revokedAt": 2]]]

    static let people: JSONValue = ["people": [[
        "id": .string(id), "login": "ada", "name": "Ada", "isOwner": true, "isActive": true, "roles": [["project": "birds", "role": "manager"]],
    ]]]
    static let invitation: JSONValue = ["link": "http://localhost/link/x", "expiresAt": 1]
    static let members: JSONValue = ["people": [["login": "ada", "name": "Ada", "role": "manager", "items": 3, "medianSeconds": 2.5]]]

    static let projects = ProjectList(projects: [summary])
    static let applied = DefinitionApplied(slug: "birds", version: 2, changes: ["+ label `owl`"], findings: [finding], job: InMemoryOperations.job)
    static let project = ProjectDetail(
        slug: "birds", version: 2,
        definition: TaskDefinition(project: "birds", objective: "name birds", media: .text, questions: [Question(name: "species", kind: .choice)]),
        guidelines: "look", role: .manager)
    static let overview = Overview(
        counts: .init(items: 3, ready: 2, quarantined: 0, rejected: 1, submitted: 2, settled: 1, taught: 1, disagreements: 1, suggested: 0),
        agreement: AgreementView(question: "species", measure: "krippendorff-alpha", value: 0.7, reason: nil, band: "substantial", items: 2, overlap: overlap),
        kappa: [PairView(a: "ada", b: "bob", items: 2, value: nil, reason: "one label only", band: nil, mostConfused: ["owl", "hawk"])],
        warning: "few items", labels: [.init(question: "species", label: "owl", count: 1, quota: 5)],
        people: [.init(login: "ada", name: "Ada", items: 2, medianSeconds: 3, agreement: 0.5)],
        confusion: .init(labels: ["owl", "hawk"], counts: [[2, 1], [1, 0]]), daily: [.init(day: "2026-01-02", items: 2)],
        sources: [.init(name: "log", kind: "texts", licence: Licence("CC0-1.0"), items: 3)])

    static let items = ItemPage(
        items: [ItemRow(
            id: ItemID(raw: 5), key: "a", state: .ready, stateReason: nil, split: "train", group: ItemID(raw: 4), preview: "an owl", blobs: ["image": picture],
            settled: ["species": settled], answers: 2, suggestion: .init(answer: .choice("owl"), score: 0.9))],
        next: ItemID(raw: 6), total: 3)
    static let item = ItemDetail(
        item: Item(
            id: ItemID(raw: 5), project: ProjectID(raw: 1), source: SourceID(raw: 2), run: RunID(raw: 3), key: "a", media: .text,
            fields: ["text": "an owl"], blobs: ["image": picture], metadata: ["hour": 21], licence: Licence("CC0-1.0"), state: .ready),
        source: .init(name: "log", kind: "texts", licence: Licence("CC0-1.0"), attribution: "me", origin: "internal"),
        revisions: [RevisionView(
            id: RevisionID(raw: 9), stage: .label, author: "ada", authorName: "Ada", number: 1, origin: .person, annotation: annotation,
            definitionVersion: 2, activeSeconds: 4, madeAt: now)],
        suggestions: [Suggestion(
            id: SuggestionID(raw: 8), item: ItemID(raw: 5), question: "species", answer: .choice("owl"), score: 0.9,
            probabilities: [0.9, 0.1], model: "n-grams", version: "1")],
        settled: ["species": settled], findings: [finding])
    static let findings = FindingPage(
        findings: [.init(
            id: FindingID(raw: 7), severity: .warning, code: "a.b", message: "m", place: Place(record: "a"), hint: "h", run: RunID(raw: 3),
            item: ItemID(raw: 5), key: "a", preview: "an owl", blobs: ["image": picture])],
        counts: [.init(code: "a.b", severity: .warning, count: 1)], next: FindingID(raw: 7))
    static let duplicates = DuplicatePage(
        groups: [.init(
            id: ItemID(raw: 5), kind: .near, size: 2,
            members: [Int64(5), 6].map { DuplicatePage.Member(item: ItemID(raw: $0), key: "k\($0)", preview: "an owl", blobs: ["image": picture], split: "train", answers: 1, isGold: true, isSetAside: false) },
            keeps: ["first": ItemID(raw: 5)])],
        total: 3, decided: 1, next: ItemID(raw: 5))
    static let foresight = DuplicateForesight(groups: 3, decided: 1, isAside: 2, effects: [.init(keep: .first, setAside: 4, answered: 2, gold: 1)])
    static let decided = DuplicatesDecided(groups: 1, setAside: 2, answered: 1, broughtBack: 0)
    static let scores = PictureScorePage(
        checks: [.init(name: "dark", summary: "Dark")], check: "dark", setting: "dark", value: 0.32, isDeclared: true, steps: [.init(value: 0.32, count: 1)],
        measured: 3, unmeasured: 1, version: 2, pictures: [.init(item: ItemID(raw: 5), key: "a", blobs: ["image": picture], score: 0.25, words: "dark")], next: ItemID(raw: 5))
    static var weak: Payload { get throws {
        let judged: JSONValue = [
            "method": "majority", "labelled": 3, "known": 2, "correct": 1, "accuracy": 0.5, "interval": ["low": 0.1, "high": 0.9],
            "labels": [["label": "owl", "known": 2, "given": 2, "correct": 1]],
        ]
        let example: JSONValue = ["place": "a", "text": "hoots", "says": "owl", "known": "hawk"]
        return [
            "question": "species", "yaml": "rules: []\n", "version": 2, "items": 3, "ready": 3, "findings": [],
            "report": [
                "records": 3, "labels": ["owl", "hawk"], "balance": [0.5, 0.5], "balanceFrom": "uniform", "coverage": 1.0, "overlap": 0.5, "conflict": 0.5,
                "rules": [[
                    "name": "hoots", "kind": "keyword", "labels": ["owl"], "votes": 3, "coverage": 1.0, "overlap": 0.5, "conflict": 0.5, "known": 2, "accuracy": 0.5,
                    "interval": ["low": 0.1, "high": 0.9], "learnt": 0.7, "say": 1.0, "fired": [example], "conflicting": [example], "wrong": [example],
                ]],
                "majority": judged, "model": judged, "bothLabelled": 3, "agreed": 3, "dependencies": [["first": "hoots", "second": "flies", "correlation": 0.5]],
                "queue": [[
                    "place": "a", "text": "hoots", "label": "owl", "confidence": 0.9, "strength": 1.5, "votes": [["rule": "hoots", "label": "owl"]],
                    "item": .string(ItemID(raw: 5).description),
                ]],
                "learntFrom": 3,
            ],
        ] as JSONValue
    } }
    static var coverage: Payload { get throws {
        [
            "axes": [["name": "species", "values": ["owl", "hawk"]]], "items": 3, "cells": [["values": ["owl"], "count": 3, "wanted": 5]],
            "quotas": [["values": ["species": "owl"], "wanted": 5, "count": 3, "lacking": 2]], "withoutValue": [["axis": "species", "count": 1]],
            "unknown": [["axis": "species", "value": "bat", "count": 1]], "plan": [["values": ["owl"], "count": 2]],
        ] as JSONValue
    } }
    static let profile = ProjectProfile(run: RunID(raw: 3), madeAt: now, items: 3, report: [
        "rows": 3, "duplicateRows": 0, "duplicatesAreExact": true, "columnsLeftOut": 0, "sampledRows": 3,
        "columns": [[
            "name": "hour", "kind": "integer", "count": 3, "missing": 0, "distinct": 2, "distinctIsExact": true, "topValues": [["value": "4", "count": 2]],
            "topValuesAreExact": true, "topValuesShortBy": 0, "missingWords": [], "kinds": [],
            "numbers": [
                "count": 3, "minimum": 4, "maximum": 5, "mean": 4.3, "deviation": 0.5, "quantiles": [4, 4, 4, 5, 5], "quantilesAreExact": true,
                "histogram": [["from": 4, "to": 5, "count": 3]], "zeros": 0, "negatives": 0, "infinite": 0, "momentsOverflow": false,
            ],
        ]],
        "correlations": [["first": "hour", "second": "day", "measure": "spearman", "value": 0.7, "rows": 3]], "trends": [], "findings": [],
    ])
    static let splits = ProjectSplits(
        policy: SplitPolicy(shares: [SplitShare(name: "train", share: 0.8), SplitShare(name: "test", share: 0.2)], stratify: "species", group: nil, seed: 7),
        items: 3, withoutSide: 1, sides: [.init(name: "train", count: 2, share: 1, asked: 0.8)], question: "species", labels: [.init(label: "owl", counts: [2])],
        answered: [2], largestDifference: .init(label: "owl", side: "train", share: 1, overall: 0.5), groups: 1, tornGroups: 1,
        torn: [.init(group: ItemID(raw: 5), size: 2, members: [.init(item: ItemID(raw: 5), key: "a", side: "train")])],
        drawn: .init(run: RunID(raw: 3), madeAt: now, report: ["seed": 7]), audit: .init(run: RunID(raw: 4), madeAt: now, report: ["training": "train"]), isAuditOlder: false)
    static var bias: Payload { get throws {
        let interval: JSONValue = ["low": 0.3, "high": 0.9]
        return [
            "fields": [["name": "place", "values": 2, "missing": 0]], "by": ["place"], "question": "species", "items": 3, "looked": 3,
            "groups": [["values": ["wood"], "count": 2, "share": 0.7, "interval": interval]], "withoutGroup": 1, "hidden": ["groups": 1, "rows": 1, "least": 10],
            "representation": [
                "columns": ["place"], "rows": 3, "missing": 0, "hidden": ["groups": 0, "rows": 0, "least": 10], "chiSquare": 0.1, "freedom": 1, "probability": 0.7, "isRough": true, "unnamedRows": 0,
                "cells": [[
                    "values": ["wood"], "count": 2, "share": 0.7, "interval": interval, "reference": 0.8, "ratio": 0.9, "difference": -0.1, "needed": 2, "standardizedDifference": -0.2, "verdict": "as expected",
                ]],
            ],
            "rates": [[
                "name": "owl", "kind": "label", "overall": 0.5, "groups": [["values": ["wood"], "count": 2, "hits": 1, "rate": 0.5, "interval": interval]],
                "difference": 0.1, "ratio": 0.9, "probability": 0.4, "isGap": false,
            ]],
            "proxies": [[
                "sensitive": "place", "rows": 3, "missing": 0,
                "columns": [["name": "site", "normalized": 1, "adjusted": 1, "probability": 0.005, "pooledLevels": 0, "isProxy": true]],
            ]],
            "notCompared": 1, "slices": ["rows": 3], "findings": [try JSONValue(encoding: finding)],
        ] as JSONValue
    } }
    static let personalData = PersonalDataPage(
        places: [.init(
            id: PersonalPlaceID(raw: 4), item: ItemID(raw: 5), key: "a", field: "text", start: 6, end: 9, value: "owl", before: "I am ", after: ".", entity: "EMAIL_ADDRESS",
            locale: "GLOBAL", score: 0.75, isChecked: true, context: "mail", decision: .personal, decidedBy: "ada", alike: 2)],
        counts: [.init(entity: "EMAIL_ADDRESS", open: 1, personal: 1, harmless: 0)], isDeclared: true, next: PersonalPlaceID(raw: 4))
    static var runs: Payload { get throws {
        ["runs": .array([try JSONValue(encoding: Run(
            id: RunID(raw: 3), project: ProjectID(raw: 1), source: SourceID(raw: 2), step: "collect", state: .done, seed: 7,
            startedAt: now, endedAt: now, report: ["read": 3]))])] as JSONValue
    } }

    static let next = NextWork(
        assignments: [WorkAssignment(
            assignment: AssignmentID(raw: 77),
            item: WorkItem(id: ItemID(raw: 5), key: "a", fields: ["text": "an owl"], blobs: ["image": picture], metadata: [:]), expiresAt: now,
            draft: WorkDraft(counter: 2, annotation: annotation, activeSeconds: 1),
            suggestions: [WorkSuggestion(id: SuggestionID(raw: 8), question: "species", answer: .choice("owl"), score: 0.9)])],
        remaining: 3)
    static let lease = LeaseExtended(expiresAt: now)
    static let submitted = Submitted(revision: RevisionID(raw: 9), number: 1)
    static let history = History(
        revisions: [History.Row(
            id: RevisionID(raw: 9), item: ItemID(raw: 5), key: "a", project: "birds", number: 1, annotation: annotation, madeAt: now,
            activeSeconds: 4, preview: "an owl", fields: ["text": "an owl"], blobs: ["image": picture])],
        next: RevisionID(raw: 3))

    static let disagreements = DisagreementPage(
        items: [DisagreementRow(
            id: ItemID(raw: 5), key: "a", preview: "an owl", fields: ["text": "an owl"], blobs: ["image": picture], question: "species",
            votes: [Vote(login: "ada", name: "Ada", revision: RevisionID(raw: 9), answer: .choice("owl"), isUnknown: false, note: nil)], score: 1,
            differences: [DifferenceView(
                kind: .place, iou: 0.3, bounds: [0, 0, 9, 9], marks: [.init(login: "ada", part: Part(id: "a", labels: ["owl"], shape: .box([0, 0, 9, 9])))],
                absent: ["bob"])])],
        total: 1, next: ItemID(raw: 5))
    static var adjudicated: Payload { get throws { ["revision": .string(id), "settled": ["species": try JSONValue(encoding: settled)]] as JSONValue } }
    static let verdict = VerdictMade(verdict: VerdictID(raw: 1), fix: RevisionID(raw: 2))
    static let reviews = ReviewPage(
        reviews: [ReviewRow(
            revision: RevisionID(raw: 9), item: ItemID(raw: 5), key: "a", preview: "an owl", fields: ["text": "an owl"], blobs: ["image": picture], login: "ada",
            name: "Ada", annotation: annotation, madeAt: now)],
        items: 1, next: SlotID(raw: 3))
    static let agreement = AgreementReport(
        question: "species", measure: "krippendorff-alpha", value: 0.7, reason: nil, band: "substantial", warning: nil, items: 2,
        pairs: overview.kappa, overlap: overlap,
        labels: [.init(label: "owl", parts: 3, value: 0.5, reason: "x", overlap: overlap)],
        people: [.init(login: "ada", items: 3, shared: 2, parts: 5, value: 0.5, reason: "x", overlap: overlap)],
        differences: .init(missed: 1, extra: 2, label: 3, place: 4), leftOut: 1, observed: 0.8, expected: 0.4, standardError: 0.1,
        interval: .init(low: 0.5, high: 0.9, method: .formula), pValue: 0.01,
        confusion: .init(labels: ["owl", "hawk"], counts: [[2, 1], [1, 0]], leftOut: 0, pairsLeftOut: 0),
        classes: [.init(label: "owl", ratings: 5, items: 3, specific: 0.5, alpha: 0.5, reason: "x")],
        annotators: [.init(login: "ada", votes: 3, shared: 2, others: 1, observed: 0.5, kappa: 0.4, reason: "x", alphaWithout: 0.3)],
        numbers: [.init(a: "ada", b: "bob", items: 2, bias: 0.5, low: -1, high: 2, deviation: 1, outside: 0, slope: 0.1)],
        texts: [.init(login: "ada", comparisons: 2, value: 0.5)])
    static let overlap = OverlapView(f1: 0.5, f1At75: 0.5, f1At90: 0.5, f1Mean: 0.5, meanIoU: 0.5, matchedIoU: 0.5)
    static let annotators = AnnotatorReportView(
        question: "species", votes: 30, medianSeconds: 4,
        rows: [AnnotatorRow(
            name: "ada", votes: 30, items: 30, gold: 0.5, withOthers: 0.5, skill: 0, spammerScore: 0.1, medianSeconds: 4, flags: ["low-skill"],
            words: ["a kappa of 0"])],
        findings: [Finding(.warning, "annotator.low-skill", "a kappa of 0", at: Place(record: "ada"), hint: "look")])
    static let consensus = ConsensusReport(
        question: "species", method: "majority", settled: 2, open: 1, waiting: 1, iterations: 1, stopped: "settled",
        annotators: [.init(
            login: "ada", votes: 2, skill: 0.9, drawing: .init(parts: 5, precision: 0.5, recall: 0.5, labelAccuracy: 0.5, meanIoU: 0.5))],
        objects: .init(settled: 2, open: 1, dismissed: 0))
    static let agreementHistory = AgreementHistory(
        question: "species", measure: "krippendorff-alpha", by: .week,
        points: [
            .init(from: "2026-03-02", answered: 2, items: 0, reason: "no item was rated twice", runningItems: 0),
            .init(from: "2026-03-09", answered: 3, items: 2, value: 0.7, band: "good", running: 0.7, runningItems: 2),
        ])
    static let suspectsJudged = SuspectsJudged(
        question: "species", word: .relabel,
        judged: [.init(id: item.item.id, slot: SlotID(raw: 5)), .init(id: item.item.id, revision: RevisionID(raw: 4))],
        leftOut: [.init(id: item.item.id, reason: "somebody has decided it")], withoutAnnotator: 1)
    static let labelErrors = LabelErrorReport(
        question: "species", filter: "both", scoring: "self-confidence", checked: 2, count: 1, share: 0.5, decided: 1,
        items: [.init(id: ItemID(raw: 5), key: "a", given: "owl", suggested: "hawk", score: 0.1, preview: "an owl", isAsked: true)], health: 0.5)

    static let jobStarted: JSONValue = ["job": .string(id)]
    static let collecting: JSONValue = ["job": .string(id), "jobs": [.string(id)]]
    static let accepted = AcceptReport(question: "species", above: 0.95, accepted: 2, needsReview: 1)
    static let queued = QueueReport(question: "species", strategy: "least-confidence", queued: 5, items: [ItemID(raw: 5)])
    static let selection = ItemSelection(
        question: "species", method: "badge", seed: 0, open: 9, inFlight: 1, labelled: 3, shortfall: 0,
        items: [.init(rank: 1, id: ItemID(raw: 5), key: "a", score: 0.5, reason: .method, preview: "an owl")])
    static let stopping = StoppingReport(
        rounds: [.init(labelled: 20, uncertainty: 0.5, expectedError: 0.2, validation: 0.9)],
        criteria: [.init(
            name: "budget", summary: "labels planned", verdict: .goOn, value: 20, line: 100, rounds: 1, needed: 4, words: "go on")],
        isEnough: false)
    static let commit = CommitMade(commit: "abc", items: 3, answers: 2, revisions: 4, isUnchanged: false)
    static let commits: JSONValue = ["commits": [["id": "abc", "message": "first", "author": "ada", "madeAt": 1, "items": 3]]]
    static let diff = DiffView(
        from: "abc", to: "def", added: 1, removed: 0,
        changed: [.init(source: "log", key: "a", question: "species", before: .choice("owl"), after: .choice("hawk"), beforeRule: .single, afterRule: .consensus)],
        changes: 1, definition: ["+ label `owl`"], next: "1000")
    static let restored = RestoreReport(commit: "abc", revisions: 2, withdrawn: 1, definition: 3)
    static let shipments = ShipmentList(shipments: [ShipmentView(
        id: .init(raw: 1), commit: "abc", format: "jsonl", files: [.init(name: "a.jsonl", size: 10, sha256: "abc")], madeAt: now)], formats: [ShipFormatView(name: "jsonl", summary: "JSON lines", refusal: nil)])
    static let job = Job(
        id: InMemoryOperations.job, project: InMemoryOperations.birds, kind: "collect", settings: [:], state: .running, done: 3, total: 9,
        createdAt: now, updatedAt: now)
    static let jobs = JobList(jobs: [job], next: InMemoryOperations.job)
    static let entries: JSONValue = [["name": "majority", "summary": "the most frequent answer"]]
    static let licences = ["licences": Array(Catalogs.licences(for: .commercial).prefix(6))]
    static let catalogs: JSONValue = [
        "formats": entries, "agreement": entries, "consensus": entries, "sources": entries, "steps": entries, "strategies": entries, "shipping": entries,
    ]
}

/// A page, a style and a script with a hash in its name.
struct SampleWebFiles: WebFiles {
    static let page = "<!doctype html><title>Winnow</title>"
    func file(at path: String) -> WebFile? {
        switch path {
        case "/index.html": WebFile(bytes: Array(Self.page.utf8), type: "text/html; charset=utf-8", tag: "page1")
        case "/app.css": WebFile(bytes: Array("body{}".utf8), type: "text/css; charset=utf-8", tag: "css1")
        case "/app-1a2b3c4d.js":
            WebFile(bytes: Array("let a".utf8), type: "text/javascript; charset=utf-8", tag: "js1", gzip: [31, 139, 8], isImmutable: true)
        default: nil
        }
    }
}

import Records
import Synchronization


@testable import Server
@testable import Workflows

/// Workflows in memory: two projects, one person per role, sample answers; remembers what was called.
///
/// People are named by their role in `birds` (`manager`, `annotator`, ...); `stranger` manages `owls` and has no part in
/// `birds`; `owner` owns the workspace; `reader-token` is the manager's token that may only read.
final class InMemoryOperations: Operations {
    static let birds = ProjectID(raw: 1)
    static let owls = ProjectID(raw: 2)
    static let assignment = AssignmentID(raw: 77)
    static let item = ItemID(raw: 1)
    static let job = JobID(raw: 88)
    static let password = "correct horse battery"
    static let linkSecret = "one-time-secret"

    private let log = Mutex<[String]>([])
    private let failing = Mutex<(any Error & Sendable)?>(nil)
    private let listeners = Mutex<[AsyncStream<EventHub.Event>.Continuation]>([])

    /// Names of the operations carried out so far.
    var calls: [String] { log.withLock(\.self) }
    func forget() { log.withLock { $0 = [] } }
    /// From now on everything fails like this.
    func fail(with error: any Error & Sendable) { failing.withLock { $0 = error } }

    func did(_ name: String = #function) throws {
        log.withLock { $0.append(String(name.prefix { $0 != "(" })) }
        if let error = failing.withLock(\.self) { throw error }
    }

    func answer(_ sample: Payload, _ name: String = #function) throws -> Payload {
        try did(name)
        return sample
    }

    // MARK: Events

    func events(in project: String) -> AsyncStream<EventHub.Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: EventHub.Event.self)
        listeners.withLock { $0.append(continuation) }
        return stream
    }

    func publish(_ event: EventHub.Event) { for listener in listeners.withLock(\.self) { listener.yield(event) } }
    func endEvents() { for listener in listeners.withLock(\.self) { listener.finish() } }
    var listenerCount: Int { listeners.withLock(\.count) }
}

// MARK: Who is calling

extension InMemoryOperations {
    static func actor(_ who: String) -> Actor? {
        switch who {
        case "owner": Actor(person: PersonID(raw: 10), name: who, isOwner: true)
        case "stranger": Actor(person: PersonID(raw: 11), name: who, isOwner: false, roles: [owls: .manager])
        case "reader-token": Actor(person: PersonID(raw: 12), name: who, isOwner: false, roles: [birds: .manager], scope: [.readProject])
        default: Role(rawValue: who).map { Actor(person: PersonID(raw: 13), name: who, isOwner: false, roles: [birds: $0]) }
        }
    }

    func authenticate(cookie secret: String) async throws -> Actor? {
        secret.hasPrefix("secret-of-") ? Self.actor(String(secret.dropFirst(10))) : nil
    }
    func authenticate(token: String) async throws -> Actor? { token.hasPrefix("wn_") ? Self.actor(String(token.dropFirst(3))) : nil }
    func projectID(named slug: String) async throws -> ProjectID? { ["birds": Self.birds, "owls": Self.owls][slug] }
    func projectID(of assignment: AssignmentID) async throws -> ProjectID? { assignment == Self.assignment ? Self.birds : nil }
    func projectID(of item: ItemID) async throws -> ProjectID? { item == Self.item ? Self.birds : nil }
    func projectID(of job: JobID) async throws -> ProjectID? { job == Self.job ? Self.birds : nil }

    func signIn(login: String, password: String) async throws -> SessionBegun {
        try did()
        guard login == "ada", password == Self.password else {
            throw WorkflowError(.notSignedIn, "session.wrong", "login and password do not belong together")
        }
        return SessionBegun(person: Sample.session, secret: "secret-of-owner", lifetimeSeconds: 3600)
    }

    func redeemLink(_ secret: String, login: String?, name: String?, password: String) async throws -> SessionBegun {
        try did()
        guard secret == Self.linkSecret else { throw WorkflowError(.notFound, "link.unknown", "this link is used up or never was") }
        return SessionBegun(person: Sample.session, secret: "secret-of-owner", lifetimeSeconds: 3600)
    }

    func link(_ secret: String) async throws -> Payload {
        guard secret == Self.linkSecret else { throw WorkflowError(.notFound, "link.unknown", "this link is used up or never was") }
        return try answer(Sample.link)
    }
    func signOut(cookie secret: String) async throws { try did() }
}

// MARK: Sample answers

extension InMemoryOperations {
    func me(as actor: Actor) async throws -> Payload { try answer(Sample.me) }
    func myWork(as actor: Actor) async throws -> Payload { try answer(Sample.myWork) }
    func myHistory(as actor: Actor, project: String?, limit: Int, before: RevisionID?) async throws -> Payload { try answer(Sample.history) }
    func makeToken(as actor: Actor, name: String, permissions: Set<Permission>?) async throws -> Payload { try answer(Sample.newToken) }
    func tokens(as actor: Actor) async throws -> Payload { try answer(Sample.tokens) }
    func revokeToken(as actor: Actor, _ token: TokenID) async throws { try did() }

    func people(as actor: Actor) async throws -> Payload { try answer(Sample.people) }
    func invite(as actor: Actor, project: String?, role: Role, hours: Double?) async throws -> Payload { try answer(Sample.invitation) }
    func people(as actor: Actor, in project: String) async throws -> Payload { try answer(Sample.members) }
    func grant(as actor: Actor, _ role: Role, to login: String, in project: String) async throws { try did() }
    func revokeRole(as actor: Actor, of login: String, in project: String) async throws { try did() }

    func projects(as actor: Actor) async throws -> Payload { try answer(Sample.projects) }
    func createProject(as actor: Actor, yaml: String) async throws -> Payload { try answer(Sample.applied) }
    func project(as actor: Actor, _ project: String) async throws -> Payload { try answer(Sample.project) }
    func definitionText(as actor: Actor, _ project: String) async throws -> String {
        try did()
        return "project: birds\n"
    }
    func applyDefinition(as actor: Actor, yaml: String, expectedVersion: Int?, to project: String) async throws -> Payload { try answer(Sample.applied) }
    func overview(as actor: Actor, _ project: String) async throws -> Payload { try answer(Sample.overview) }

    func items(as actor: Actor, in project: String, _ query: ItemQuery) async throws -> Payload { try answer(Sample.items) }
    func item(as actor: Actor, in project: String, _ item: ItemID) async throws -> Payload { try answer(Sample.item) }
    func findings(as actor: Actor, in project: String, _ query: FindingQuery) async throws -> Payload { try answer(Sample.findings) }
    func duplicates(as actor: Actor, in project: String, _ standing: DuplicateStanding, limit: Int, after: ItemID?) async throws -> Payload { try answer(Sample.duplicates) }
    func foreseeDuplicates(as actor: Actor, in project: String) async throws -> Payload { try answer(Sample.foresight) }
    func decideDuplicates(as actor: Actor, in project: String, _ groups: [ItemID], keep: DuplicateWord) async throws -> Payload { try answer(Sample.decided) }
    func decideAllDuplicates(as actor: Actor, in project: String, keep: DuplicateWord) async throws -> Payload { try answer(JobStarted(job: Self.job)) }
    func pictureScores(as actor: Actor, in project: String, check: String?, limit: Int, after: ItemID?) async throws -> Payload { try answer(Sample.scores) }
    func setPictureCheck(as actor: Actor, in project: String, _ check: String, to value: Double, expectedVersion: Int) async throws -> Payload { try answer(Sample.applied) }
    func coverage(as actor: Actor, in project: String, question: String?) async throws -> Payload { try answer(Sample.coverage) }
    func profile(as actor: Actor, in project: String) async throws -> Payload { try answer(Sample.profile) }
    func splits(as actor: Actor, in project: String, question: String?) async throws -> Payload { try answer(Sample.splits) }
    func bias(as actor: Actor, in project: String, by fields: [String], question: String?, reference: String?) async throws -> Payload { try answer(Sample.bias) }
    func personalData(as actor: Actor, in project: String, entity: String?, standing: PersonalDataWord?, limit: Int, after: PersonalPlaceID?) async throws -> Payload { try answer(Sample.personalData) }
    func decidePersonalData(as actor: Actor, in project: String, _ places: [PersonalPlaceID], _ word: PersonalDataWord, alike: Bool) async throws -> Payload { try answer(PersonalDataDecided(places: 2)) }
    func runs(as actor: Actor, in project: String) async throws -> Payload { try answer(Sample.runs) }

    func nextWork(as actor: Actor, in project: String, count: Int, resume: Bool) async throws -> Payload { try answer(Sample.next) }
    func saveDraft(as actor: Actor, of assignment: AssignmentID, counter: Int, _ annotation: Annotation, activeSeconds: Double) async throws -> Payload { try answer(DraftSaved(counter: counter)) }
    func heartbeat(as actor: Actor, _ assignment: AssignmentID) async throws -> Payload { try answer(Sample.lease) }
    func submit(as actor: Actor, _ assignment: AssignmentID, _ annotation: Annotation, activeSeconds: Double, idempotencyKey: String) async throws -> Payload { try answer(Sample.submitted) }
    func skip(as actor: Actor, _ assignment: AssignmentID, reason: String) async throws { try did() }
    func release(as actor: Actor, _ assignment: AssignmentID) async throws { try did() }
    func correct(as actor: Actor, in project: String, _ item: ItemID, _ annotation: Annotation, activeSeconds: Double) async throws -> Payload { try answer(Sample.submitted) }

    func disagreements(as actor: Actor, in project: String, _ query: DisagreementQuery) async throws -> Payload { try answer(Sample.disagreements) }
    func adjudicate(as actor: Actor, in project: String, _ item: ItemID, _ annotation: Annotation, note: String?) async throws -> Payload { try answer(Sample.adjudicated) }
    func reviews(as actor: Actor, in project: String, limit: Int, after: SlotID?) async throws -> Payload { try answer(Sample.reviews) }
    func judge(as actor: Actor, in project: String, _ revision: RevisionID, _ verdict: VerdictRequest) async throws -> Payload { try answer(Sample.verdict) }
    func agreement(as actor: Actor, in project: String, question: String?, measure: String?) async throws -> Payload { try answer(Sample.agreement) }
    func annotators(as actor: Actor, in project: String, question: String?) async throws -> Payload { try answer(Sample.annotators) }
    func agreementHistory(as actor: Actor, in project: String, question: String?, measure: String?, by period: HistoryPeriod) async throws -> Payload { try answer(Sample.agreementHistory) }
    func judgeSuspects(as actor: Actor, in project: String, question: String?, _ word: SuspectWord, _ suspects: [Suspect]) async throws -> Payload { try answer(Sample.suspectsJudged) }
    func undoSuspects(as actor: Actor, in project: String, revisions: [RevisionID], slots: [SlotID]) async throws -> Payload { try answer(SuspectsUndone(undone: 1, leftOut: 0)) }
    func runConsensus(as actor: Actor, in project: String, method: String?, question: String?) async throws -> Payload { try answer(Sample.consensus) }
    func findLabelErrors(as actor: Actor, in project: String, question: String?, filter: String?, score: String?) async throws -> Payload { try answer(Sample.labelErrors) }

    func suggest(as actor: Actor, in project: String, question: String?) async throws -> Payload { try answer(Sample.jobStarted) }
    func acceptSuggestions(as actor: Actor, in project: String, question: String?, above: Double) async throws -> Payload { try answer(Sample.accepted) }
    func queue(as actor: Actor, in project: String, question: String?, strategy: String, budget: Int, randomShare: Double, seed: UInt64) async throws -> Payload { try answer(Sample.queued) }
    func select(as actor: Actor, in project: String, question: String?, _ settings: SelectionSettings) async throws -> Payload { try answer(Sample.selection) }
    func stopping(as actor: Actor, in project: String, question: String?, planned: Int?) async throws -> Payload { try answer(Sample.stopping) }

    func weak(as actor: Actor, in project: String, draft: String?) async throws -> Payload { try answer(Sample.weak) }
    func setWeak(as actor: Actor, in project: String, yaml: String, expectedVersion: Int) async throws -> Payload { try answer(Sample.applied) }
    func applyWeak(as actor: Actor, in project: String) async throws -> Payload { try answer(Sample.jobStarted) }

    func commit(as actor: Actor, in project: String, message: String) async throws -> Payload { try answer(Sample.commit) }
    func commits(as actor: Actor, in project: String) async throws -> Payload { try answer(Sample.commits) }
    func diff(as actor: Actor, in project: String, from: String?, to: String?, limit: Int, after: String?) async throws -> Payload { try answer(Sample.diff) }
    func restore(as actor: Actor, in project: String, commit: String) async throws -> Payload { try answer(Sample.restored) }

    func ship(
        as actor: Actor, in project: String, commit: String?, format: String, _ filter: ShipmentFilter, settledBy: Bool, preview: Bool, settings: JSONObject
    ) async throws -> Payload { try answer(Sample.jobStarted) }
    func export(as actor: Actor, in project: String, format: String, _ filter: ShipmentFilter, preview: Bool, settings: JSONObject) async throws -> Payload { try answer(Sample.jobStarted) }
    func exportedFiles(as actor: Actor, in project: String, export: String) async throws -> Payload { try answer(ExportedFiles(files: [ExportedFiles.File(name: "data/all.jsonl", size: 10)])) }
    func exportedFile(as actor: Actor, in project: String, export: String, name: String) async throws -> Download {
        try did()
        return Download(name: name, bytes: .memory(Array("0123456789".utf8)), sha256: "abc")
    }
    func importDataset(as actor: Actor, into project: String, _ request: ImportRequest) async throws -> Payload { try answer(Sample.jobStarted) }
    func shipments(as actor: Actor, in project: String) async throws -> Payload { try answer(Sample.shipments) }
    func picture(as actor: Actor, _ role: String, of item: ItemID, size: ShownSize) async throws -> Download {
        try did()
        return Download(name: "a", bytes: .memory([0xFF, 0xD8, 0xFF]), sha256: "abc", picture: .jpeg)
    }
    func beginUpload(as actor: Actor, to project: String, source: String, licence: String, attribution: String?, origin: String) async throws -> Payload {
        try answer(UploadSource(source: "phones", version: 2))
    }
    func receive<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, as actor: Actor, path: String, source: String, to project: String
    ) async throws -> Payload where Pieces.Element == [UInt8] {
        var size: Int64 = 0
        for try await piece in pieces { size += Int64(piece.count) }
        return try answer(ReceivedFile(path: path, size: size, sha256: "abc"))
    }
    func shippedFile(as actor: Actor, in project: String, shipment: String, name: String) async throws -> Download {
        try did()
        return Download(name: name, bytes: .memory(Array("0123456789".utf8)), sha256: "abc")
    }

    func prepare(as actor: Actor, in project: String, steps: [String]?, dryRun: Bool) async throws -> Payload { try answer(Sample.jobStarted) }
    func augment(as actor: Actor, in project: String, _ request: AugmentRequest) async throws -> Payload { try answer(Sample.jobStarted) }
    func collect(as actor: Actor, in project: String, source: String?) async throws -> Payload { try answer(Sample.collecting) }
    func jobs(as actor: Actor, in project: String, kind: String?, limit: Int, before: JobID?) async throws -> Payload { try answer(Sample.jobs) }
    func job(as actor: Actor, _ job: JobID) async throws -> Payload { try answer(Sample.job) }
    func cancelJob(as actor: Actor, _ job: JobID) async throws -> Payload { try answer(Sample.job) }
    func catalogs() async throws -> Payload { try answer(Sample.catalogs) }
    func licences(for use: TaskDefinition.Use) async throws -> Payload { try answer(Sample.licences) }
}

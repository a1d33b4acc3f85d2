import Records
import Workflows

/// A reviewer's word on a revision.
public struct VerdictRequest: Sendable, Hashable, Codable {
    public var outcome: Verdict.Outcome
    public var note: String?
    /// The reviewer's own answer, with `fix`.
    public var annotation: Annotation?
}

/// Which page of the queue of disagreements is asked for.
public struct DisagreementQuery: Sendable, Hashable {
    public var question: String?
    public var order = DisputeOrder.margin
    /// Only items on which somebody said each of these.
    public var labels: [String] = []
    public var limit = 50
    public var after: ItemID?
}

public protocol QualityOperations: Sendable {
    func disagreements(as actor: Actor, in project: String, _ query: DisagreementQuery) async throws -> Payload
    func adjudicate(as actor: Actor, in project: String, _ item: ItemID, _ annotation: Annotation, note: String?) async throws -> Payload
    func reviews(as actor: Actor, in project: String, limit: Int, after: SlotID?) async throws -> Payload
    func judge(as actor: Actor, in project: String, _ revision: RevisionID, _ verdict: VerdictRequest) async throws -> Payload
    func agreement(as actor: Actor, in project: String, question: String?, measure: String?) async throws -> Payload
    func annotators(as actor: Actor, in project: String, question: String?) async throws -> Payload
    func agreementHistory(as actor: Actor, in project: String, question: String?, measure: String?, by period: HistoryPeriod) async throws -> Payload
    func judgeSuspects(as actor: Actor, in project: String, question: String?, _ word: SuspectWord, _ suspects: [Suspect]) async throws -> Payload
    func undoSuspects(as actor: Actor, in project: String, revisions: [RevisionID], slots: [SlotID]) async throws -> Payload
    func runConsensus(as actor: Actor, in project: String, method: String?, question: String?) async throws -> Payload
    func findLabelErrors(as actor: Actor, in project: String, question: String?, filter: String?, score: String?) async throws -> Payload
}

public protocol ModelOperations: Sendable {
    func suggest(as actor: Actor, in project: String, question: String?) async throws -> Payload
    func acceptSuggestions(as actor: Actor, in project: String, question: String?, above: Double) async throws -> Payload
    func queue(as actor: Actor, in project: String, question: String?, strategy: String, budget: Int, randomShare: Double, seed: UInt64) async throws -> Payload
    func select(as actor: Actor, in project: String, question: String?, _ settings: SelectionSettings) async throws -> Payload
    func stopping(as actor: Actor, in project: String, question: String?, planned: Int?) async throws -> Payload
}

public protocol RuleOperations: Sendable {
    func weak(as actor: Actor, in project: String, draft: String?) async throws -> Payload
    func setWeak(as actor: Actor, in project: String, yaml: String, expectedVersion: Int) async throws -> Payload
    func applyWeak(as actor: Actor, in project: String) async throws -> Payload
}

public protocol VersionOperations: Sendable {
    func commit(as actor: Actor, in project: String, message: String) async throws -> Payload
    func commits(as actor: Actor, in project: String) async throws -> Payload
    func diff(as actor: Actor, in project: String, from: String?, to: String?, limit: Int, after: String?) async throws -> Payload
    func restore(as actor: Actor, in project: String, commit: String) async throws -> Payload
}

public protocol ShippingOperations: Sendable {
    func ship(
        as actor: Actor, in project: String, commit: String?, format: String, _ filter: ShipmentFilter, settledBy: Bool, preview: Bool, settings: JSONObject
    ) async throws -> Payload
    func shipments(as actor: Actor, in project: String) async throws -> Payload
    func shippedFile(as actor: Actor, in project: String, shipment: String, name: String) async throws -> Download
    func export(as actor: Actor, in project: String, format: String, _ filter: ShipmentFilter, preview: Bool, settings: JSONObject) async throws -> Payload
    func exportedFiles(as actor: Actor, in project: String, export: String) async throws -> Payload
    func exportedFile(as actor: Actor, in project: String, export: String, name: String) async throws -> Download
    func importDataset(as actor: Actor, into project: String, _ request: ImportRequest) async throws -> Payload
}

public protocol JobOperations: Sendable {
    func augment(as actor: Actor, in project: String, _ request: AugmentRequest) async throws -> Payload
    func prepare(as actor: Actor, in project: String, steps: [String]?, dryRun: Bool) async throws -> Payload
    func collect(as actor: Actor, in project: String, source: String?) async throws -> Payload
    func jobs(as actor: Actor, in project: String, kind: String?, limit: Int, before: JobID?) async throws -> Payload
    func job(as actor: Actor, _ job: JobID) async throws -> Payload
    func cancelJob(as actor: Actor, _ job: JobID) async throws -> Payload
}

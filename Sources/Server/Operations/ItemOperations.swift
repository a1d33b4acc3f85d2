import Records
import Workflows

/// Which findings of a project, and how many at once.
public struct FindingQuery: Sendable, Hashable {
    public var severity: Finding.Severity?
    public var code: String?
    public var limit = 100
    public var after: FindingID?
    public init() {}
}

public protocol ItemOperations: Sendable {
    func items(as actor: Actor, in project: String, _ query: ItemQuery) async throws -> Payload
    func item(as actor: Actor, in project: String, _ item: ItemID) async throws -> Payload
    func findings(as actor: Actor, in project: String, _ query: FindingQuery) async throws -> Payload
    func coverage(as actor: Actor, in project: String, question: String?) async throws -> Payload
    func runs(as actor: Actor, in project: String) async throws -> Payload
}

/// What the items of a project are like, all together.
public protocol DescriptionOperations: Sendable {
    func profile(as actor: Actor, in project: String) async throws -> Payload
    func splits(as actor: Actor, in project: String, question: String?) async throws -> Payload
    func bias(as actor: Actor, in project: String, by fields: [String], question: String?, reference: String?) async throws -> Payload
}

public protocol DuplicateOperations: Sendable {
    func duplicates(as actor: Actor, in project: String, _ standing: DuplicateStanding, limit: Int, after: ItemID?) async throws -> Payload
    func foreseeDuplicates(as actor: Actor, in project: String) async throws -> Payload
    func decideDuplicates(as actor: Actor, in project: String, _ groups: [ItemID], keep: DuplicateWord) async throws -> Payload
    func decideAllDuplicates(as actor: Actor, in project: String, keep: DuplicateWord) async throws -> Payload
}

public protocol ScoreOperations: Sendable {
    func pictureScores(as actor: Actor, in project: String, check: String?, limit: Int, after: ItemID?) async throws -> Payload
    func setPictureCheck(as actor: Actor, in project: String, _ check: String, to value: Double, expectedVersion: Int) async throws -> Payload
}

public protocol PersonalDataOperations: Sendable {
    func personalData(as actor: Actor, in project: String, entity: String?, standing: PersonalDataWord?, limit: Int, after: PersonalPlaceID?) async throws -> Payload
    func decidePersonalData(as actor: Actor, in project: String, _ places: [PersonalPlaceID], _ word: PersonalDataWord, alike: Bool) async throws -> Payload
}

public protocol WorkOperations: Sendable {
    func nextWork(as actor: Actor, in project: String, count: Int, resume: Bool) async throws -> Payload
    func saveDraft(as actor: Actor, of assignment: AssignmentID, counter: Int, _ annotation: Annotation, activeSeconds: Double) async throws -> Payload
    func heartbeat(as actor: Actor, _ assignment: AssignmentID) async throws -> Payload
    func submit(as actor: Actor, _ assignment: AssignmentID, _ annotation: Annotation, activeSeconds: Double, idempotencyKey: String) async throws -> Payload
    func skip(as actor: Actor, _ assignment: AssignmentID, reason: String) async throws
    func release(as actor: Actor, _ assignment: AssignmentID) async throws
    func correct(as actor: Actor, in project: String, _ item: ItemID, _ annotation: Annotation, activeSeconds: Double) async throws -> Payload
}

import Foundation
import Records
import Storage
import Synchronization

@testable import Workflows

/// A project `birds` in a workspace on disk, its people, and a clock that moves only when told.
///
/// People are made when first named: `aviary.person("ada")` is an annotator, `aviary.person("rita", .reviewer)` a reviewer.
final class Aviary: Sendable {
    let workflows: Workflows
    let clock: ManualClock
    let folder: String
    let owner = Actor(person: nil, name: "local:test", isOwner: true)
    private let people = Mutex<[String: PersonID]>([:])

    /// `labelling`, `sources` and `more` are lines of the definition.
    convenience init(labelling: String = "{overlap: 1}", licence: String? = "CC0-1.0", more: String = "") async throws {
        try await self.init(yaml: Self.definition(labelling: labelling, licence: licence, more: more))
    }

    /// A project `birds` of any definition.
    init(yaml: String) async throws {
        folder = NSTemporaryDirectory() + "winnow-workflows-\(UUID().uuidString)"
        let clock = ManualClock()
        self.clock = clock
        workflows = Workflows(try Workspace.create(at: folder, now: { clock.now }))
        try FileManager.default.createDirectory(atPath: folder + "/incoming", withIntermediateDirectories: true)
        _ = try await workflows.createProject(as: owner, yaml: yaml)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func definition(labelling: String = "{overlap: 1}", licence: String? = "CC0-1.0", objective: String = "Name the bird", more: String = "") -> String {
        """
        winnow: 1
        project: birds
        objective: \(objective)
        media: text
        questions:
          - {name: species, kind: choice, labels: [owl, hawk], unknown: true}
        sources:
          - {name: log, kind: table, path: birds.jsonl, key: id, known: {species: label}, \(licence.map { "licence: \($0), attribution: us, " } ?? "")origin: internal}
        labelling: \(labelling)
        \(more)
        """
    }

    // MARK: People

    func person(_ login: String, _ role: Role = .annotator) async throws -> Actor {
        let project = try await project
        if let id = people.withLock({ $0[login] }) { return Actor(person: id, name: login, isOwner: role == .owner, roles: [project: role]) }
        let made = try await workflows.addPerson(as: owner, login: login, name: nil, password: nil, project: "birds", role: role)
        people.withLock { $0[login] = made.id }
        return Actor(person: made.id, name: login, isOwner: role == .owner, roles: role == .owner ? [:] : [project: role])
    }

    var project: ProjectID { get async throws { try await workflows.projectID("birds")! } }

    // MARK: Items

    /// Writes the file the source reads: key, text, label of each line; nil leaves the label out.
    func write(_ lines: [(key: String, text: String, label: String?)], broken: [String] = []) throws {
        let text = lines.map { line in
            let label = line.label.map { ",\"label\":\"\($0)\"" } ?? ""
            return "{\"id\":\"\(line.key)\",\"text\":\"\(line.text)\"\(label)}\n"
        }
        try (text + broken.map { $0 + "\n" }).joined().write(toFile: folder + "/incoming/birds.jsonl", atomically: true, encoding: .utf8)
    }

    @discardableResult
    func collect() async throws -> JSONObject {
        let job = try await workflows.collect("birds", as: owner)[0].job
        return try await workflows.perform(job).report
    }

    /// `count` items b0, b1, ... without labels of their own.
    func items(_ count: Int) async throws {
        try write((0..<count).map { (key: "b\($0)", text: "sighting \($0)", label: nil) })
        try await collect()
    }

    func row(_ key: String) async throws -> ItemRow {
        try await workflows.items(of: "birds", as: owner, ItemQuery(limit: 1000)).items.first { $0.key == key }!
    }

    func id(_ key: String) async throws -> ItemID { try await row(key).id }

    /// `rule label`, or `open`.
    func settled(_ key: String) async throws -> String {
        guard let view = try await row(key).settled["species"], case .choice(let label) = view.answer else { return "open" }
        return "\(view.rule.rawValue) \(label)"
    }

    func slots(_ key: String, _ stage: Stage = .label) async throws -> [Slot.State] {
        let id = try await id(key)
        return try await workflows.store.read { try $0.slots.all(of: id).filter { $0.stage == stage }.map(\.state) }
    }

    // MARK: Work

    /// `?` is "I don't know".
    static func annotation(_ label: String) -> Annotation {
        label == "?" ? Annotation(unknown: ["species"]) : Annotation(answers: ["species": .choice(label)])
    }

    /// Takes exactly this item; nil when it is not to be had.
    func take(_ key: String, as actor: Actor) async throws -> AssignmentID? {
        var found: AssignmentID?
        for work in try await workflows.next(in: "birds", as: actor, count: 20, resume: true).assignments {
            if work.item.key == key { found = work.assignment } else { try await workflows.release(work.assignment, as: actor) }
        }
        return found
    }

    @discardableResult
    func submit(_ key: String, _ label: String, as actor: Actor) async throws -> RevisionID? {
        try await submit(key, Self.annotation(label), as: actor)
    }

    @discardableResult
    func submit(_ key: String, _ annotation: Annotation, as actor: Actor) async throws -> RevisionID? {
        guard let assignment = try await take(key, as: actor) else { return nil }
        let request = SubmitRequest(annotation: annotation, activeSeconds: 2, idempotencyKey: "\(assignment)")
        return try await workflows.submit(assignment, as: actor, request).revision
    }

    /// An open suggestion, as a model would make it.
    func suggest(_ key: String, _ label: String, score: Double) async throws {
        let item = try await id(key)
        let (store, project) = (workflows.store, try await project)
        let suggestion = Suggestion(
            id: store.ids.next(), item: item, question: "species", answer: .choice(label), score: score,
            probabilities: label == "owl" ? [score, 1 - score] : [1 - score, score], model: "test", version: "1")
        try await store.write { try $0.suggestions.replace([suggestion], in: project) }
    }

    /// The error's code; nil when nothing is thrown.
    func code(_ body: () async throws -> Void) async -> String? {
        do { try await body() } catch let error as WorkflowError { return error.code } catch { return "\(error)" }
        return nil
    }
}

/// Starts in 2026 and stands still.
final class ManualClock: Sendable {
    private let time = Mutex<Int64>(1_790_000_000_000)
    var now: Timestamp { Timestamp(milliseconds: time.withLock { $0 }) }
    func advance(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
    /// One millisecond, as between two acts of people.
    func tick() { time.withLock { $0 += 1 } }
}

/// SplitMix64 (Steele, Lea & Flood 2014): the same histories everywhere.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

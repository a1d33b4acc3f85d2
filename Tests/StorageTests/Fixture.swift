import Foundation
import Records
import Synchronization
import Testing

@testable import Storage

/// A workspace in a temporary directory with a clock that moves only when told.
final class Fixture: Sendable {
    let path: String
    let store: Store
    let clock: ManualClock
    let project: ProjectID
    let source: SourceID
    let run: RunID

    init() throws {
        path = NSTemporaryDirectory() + "winnow-storage-\(UUID().uuidString)"
        let clock = ManualClock()
        self.clock = clock
        store = try Workspace.create(at: path, now: { clock.now }).store
        project = store.ids.next()
        source = store.ids.next()
        run = store.ids.next()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The same directory opened once more, as another process would.
    func again() throws -> Workspace {
        let clock = clock
        return try Workspace.open(at: path, now: { clock.now })
    }

    func item(_ key: String, state: ItemState = .ready, text: String = "hello") -> Item {
        Item(
            id: store.ids.next(), project: project, source: source, run: run, key: key, media: .text,
            fields: ["text": .string(text)], state: state)
    }

    @discardableResult
    func addItems(_ count: Int) async throws -> [Item] {
        let items = (0..<count).map { item("item-\($0)") }
        try await store.insertItems(items)
        return items
    }

    func next(_ person: PersonID, count: Int = 1) async throws -> [Assignment] {
        let (store, project) = (store, project)
        return try await store.write(.relaxed) { connection in
            try connection.slots.next(
                of: project, stage: .label, for: person, count: count, now: store.now(), leaseSeconds: 900, ids: store.ids)
        }
    }

    func submit(_ assignment: Assignment, label: String = "ham", key: String? = nil) async throws -> SubmissionOutcome {
        let store = store
        let submission = Submission(
            assignment: assignment.id, person: assignment.person, annotation: Annotation(answers: ["spam": .choice(label)]),
            activeSeconds: 2, definitionVersion: 1, key: key ?? "key of \(assignment.id)")
        return try await store.write { try $0.assignments.submit(submission, revision: store.ids.next(), now: store.now()) }
    }
}

/// Starts in 2026 and stands still.
final class ManualClock: Sendable {
    private let time = Mutex<Int64>(1_790_000_000_000)
    var now: Timestamp { Timestamp(milliseconds: time.withLock { $0 }) }
    func advance(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
}

struct Refused: Error, Equatable {}

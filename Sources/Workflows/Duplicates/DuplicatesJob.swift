import Records
import Storage

/// One word for all groups of duplicates, a batch at a time; what a cancelled one has decided stays decided.
enum DuplicatesJob: JobKind {
    static let name = "duplicates"
    static let summary = "Keep one of each group of duplicates and set the others aside, or take that back"
    private static let batch = 200

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let (store, definitions) = (workflows.store, workflows.definitions)
        let system = Actor(person: nil, name: "system", isOwner: true)
        guard let id = job.project, let word = job.settings["keep"]?.string.flatMap(DuplicateWord.init) else { throw WorkflowError.unknown("word on duplicates", "?") }
        let name = job.settings["by"]?.string ?? system.name
        let isDecided = word == .open
        var (last, decided) = (job.cursor["after"]?.string.flatMap { ItemID($0) }, DuplicatesDecided(job.cursor))
        let total = Int64(decided.groups) + Int64(try await store.read { try $0.items.countGroups(of: id, isDecided: isDecided) })
        while true {
            let (after, before) = (last, decided)
            let piece = try await store.writeBulk { connection -> (last: ItemID, decided: DuplicatesDecided, goesOn: Bool)? in
                let project = try definitions.project(id, as: system, needs: .manageProject, connection)
                let groups = try connection.items.groups(of: id, isDecided: isDecided, after: after, limit: batch).map(\.id)
                guard let end = groups.last else { return nil }
                let sum = before + (try Workflows.decide(groups, in: project, by: name, word, store, connection))
                var cursor = try JSONValue(encoding: sum).object ?? [:]
                cursor["after"] = .string(end.description)
                return (end, sum, try connection.jobs.advance(job.id, done: Int64(sum.groups), total: total, cursor: cursor, now: store.now()))
            }
            guard let piece else { return try await end(word, id, decided, workflows) }
            (last, decided) = (piece.last, piece.decided)
            progress.watch(Int64(decided.groups), total)
            progress.tell(done: Int64(decided.groups), total: total)
            guard piece.goesOn else { throw CancellationError() }
        }
    }
}

extension DuplicatesJob {
    /// What is aside and in no group any more, since it was changed or others are compared differently, comes back too.
    private static func end(_ word: DuplicateWord, _ id: ProjectID, _ decided: DuplicatesDecided, _ workflows: Workflows) async throws -> JSONObject {
        guard word == .open else { return try JSONValue(encoding: decided).object ?? [:] }
        var decided = decided
        let (store, definitions) = (workflows.store, workflows.definitions)
        while true {
            let brought = try await store.writeBulk { connection in
                let project = try definitions.project(id, as: Actor(person: nil, name: "system", isOwner: true), needs: .manageProject, connection)
                let left = try connection.items.ids(of: id, .setAside, limit: 1000)
                try connection.items.setState(.ready, of: left)
                try Workflows.planSlots(of: connection.items.find(left), in: project, store, connection)
                return left.count
            }
            guard brought > 0 else { return try JSONValue(encoding: decided).object ?? [:] }
            decided.broughtBack += brought
        }
    }
}

extension DuplicatesDecided {
    /// As it stands in the cursor of a job; nothing yet in that of a new one.
    init(_ cursor: JSONObject) { self = (try? JSONValue.object(cursor).decode(Self.self)) ?? Self() }
}

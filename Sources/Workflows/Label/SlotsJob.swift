import Records
import Storage

/// Places of all items anew, after the policy has changed: in pieces, so that annotators go on meanwhile.

enum SlotsJob: JobKind {
    static let name = "slots"
    static let summary = "Open and close places for annotators and reviewers as the policy wants it"
    private static let pieceSize = 2000

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let (store, definitions) = (workflows.store, workflows.definitions)
        guard let project = job.project else { throw WorkflowError.unknown("project", "?") }
        let total = try await store.read { Int64(try $0.items.count(of: project)) }
        var done = job.done
        var last = job.cursor["after"]?.string.flatMap { ItemID($0) }
        while true {
            let (after, before) = (last, done)
            let piece = try await store.writeBulk { connection -> (end: ItemID, done: Int64, goesOn: Bool)? in
                // Read each time: the definition may change again while this runs.
                let context = try definitions.project(project, as: system, needs: .manageProject, connection)
                let items = try connection.items.page(of: project, .collected, after: after, limit: pieceSize)
                guard let end = items.last else { return nil }
                try Workflows.planSlots(of: items, in: context, store, connection)
                let done = before + Int64(items.count)
                let goesOn = try connection.jobs.advance(job.id, done: done, total: total, cursor: ["after": .string(end.id.description)], now: store.now())
                return (end.id, done, goesOn)
            }
            guard let piece else { break }
            (last, done) = (piece.end, piece.done)
            progress.watch(done, total)
            progress.tell(done: done, total: total)
            guard piece.goesOn else { throw CancellationError() }
        }
        return ["items": .int(done)]
    }
}

extension Workflows {
    /// A project with more items than this is planned in the background.
    private static let plannedAtOnce = 10_000

    /// Plans the places of all items: here and now for a small project, else as a job whose id is given back.
    func replanSlots(of slug: String, as actor: Actor) async throws -> JobID? {
        let system = Actor(person: actor.person, name: actor.name, isOwner: true)
        let project = try await project(slug, as: system, needs: .manageProject)
        let items = try await store.read { try $0.items.ids(of: project.id, limit: Self.plannedAtOnce + 1).count }
        guard items > 0 else { return nil }
        let job = try await queueJob(SlotsJob.self, project: project, settings: ["version": .int(Int64(project.version))], as: actor)
        guard items <= Self.plannedAtOnce else { return job.id }
        // The server's own worker may have taken it already, which is as good.
        do { try await perform(job.id) } catch let error as WorkflowError where error.code == "job.busy" { return job.id }
        events.send("work", in: slug, ["replanned": .int(Int64(items))])
        return nil
    }
}

extension LabellingPolicy {
    /// Whether the two ask for different places for the same work.
    func asksOtherwise(than other: LabellingPolicy) -> Bool {
        (overlapFrom, overlapTo) != (other.overlapFrom, other.overlapTo) || settle != other.settle || reviewShare != other.reviewShare
    }
}

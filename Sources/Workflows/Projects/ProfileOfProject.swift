import Preparing
import Records
import Storage

/// What the newest `profile` found of the fields of a project's items.
public struct ProjectProfile: Codable, Sendable, Hashable {
    /// nil before the first run.
    public var run: RunID?
    public var madeAt: Timestamp?
    /// Ready items now: the report speaks of as many as its `rows`.
    public var items: Int
    /// A `TableReport`, less the rows it shows.
    public var report: JSONObject?
}

extension Workflows {
    public func profile(of slug: String, as actor: Actor) async throws -> ProjectProfile {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let items = try connection.items.count(of: project.id, .ready)
            guard let run = try connection.runs.latest(of: project.id, step: ProfileStep.name) else { return ProjectProfile(items: items) }
            var report = try Exposure(of: project, to: actor).of(run.report)
            for rows in ["firstRows", "lastRows"] { report[rows] = nil }
            return ProjectProfile(run: run.id, madeAt: run.endedAt ?? run.startedAt, items: items, report: report)
        }
    }
}

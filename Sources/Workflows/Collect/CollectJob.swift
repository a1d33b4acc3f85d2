import Collecting
import Foundation
import Records
import Storage

/// Reads a declared source, one batch ahead of what is being stored.
enum CollectJob: JobKind {
    static let name = "collect"
    static let summary = "Bring items in from a declared source"

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let work = try await CollectWork(job, workflows)
        let reader = try SourceReader(work)
        defer { reader.clean() }
        let start = CollectCursor(json: job.cursor)
        if start == nil { try await work.begin() }
        try await BlockingStream.run({ give in
            try reader.read(from: start, give)
        }, { batch in
            try await work.store(batch, progress)
        })
        return try await work.end()
    }

    static func clear(_ job: Job, in workflows: Workflows) { try? FileManager.default.removeItem(atPath: "\(workflows.workspace.path)/scratch/\(job.id)") }
}

import Foundation
import Records
import Storage

/// Reads a labelled dataset, one batch ahead of what is being stored.
enum ImportJob: JobKind {
    static let name = "import"
    static let summary = "Bring answers, and items that are absent, from a labelled dataset"

    /// A batch, what was counted and the place it ended at are one transaction, so a job that is taken up again passes
    /// over the items it has stored and doubles nothing.
    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let work = try await ImportWork(job, workflows)
        let reader = try ImportReader(work)
        defer { reader.clean() }
        let start = Int(job.cursor["record"]?.int ?? 0)
        if start == 0 { try await work.begin() }
        try await BlockingStream.run({ give in
            try reader.read(from: start, give)
        }, { batch in
            try await work.store(batch, progress)
        })
        return try await work.end()
    }

    static func clear(_ job: Job, in workflows: Workflows) { try? FileManager.default.removeItem(atPath: "\(workflows.workspace.path)/scratch/\(job.id)") }
}

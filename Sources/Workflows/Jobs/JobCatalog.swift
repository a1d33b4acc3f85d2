import Records
import Storage

/// A kind of long work: what it does, given its row.
protocol JobKind: CatalogEntry {
    /// Runs to the end or throws; goes on from `job.cursor` when that is not empty. The result is the job's report.
    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject
    /// Clears away what a dead process left of a job that was cancelled since. Blocks on the disk.
    static func clear(_ job: Job, in workflows: Workflows)
}

extension JobKind {
    static func clear(_ job: Job, in workflows: Workflows) {}
}

/// Every kind of job. A new one is a file and a line here.
enum JobCatalog {
    static let all: [any JobKind.Type] = [CollectJob.self, ImportJob.self, PrepareJob.self, DuplicatesJob.self, SuggestJob.self, WeakJob.self, AugmentJob.self, ShipJob.self, ExportJob.self, SlotsJob.self]

    static func named(_ name: String) -> (any JobKind.Type)? { all.first { $0.name == name } }
}

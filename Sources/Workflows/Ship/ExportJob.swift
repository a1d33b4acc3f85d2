import Formats
import Records
import Shipping
import Storage

/// Writing the present state out in a format, for a look or another tool: no gates, no card, nothing kept of it.

extension Workflows {
    /// Starts an export. Over HTTP it goes below the workspace; the command line may name any folder.
    /// `preview` writes nothing that stays: the job's report says what would be lost and left out.
    public func export(
        _ slug: String, as actor: Actor, format: String, to folder: String? = nil, _ filter: ShipmentFilter = ShipmentFilter(), preview: Bool = false, settings given: JSONObject = [:]
    ) async throws -> JobStarted {
        let project = try await project(slug, as: actor, needs: .ship)
        guard ShipFormatCatalog.named(format) != nil else { throw WorkflowError.unknown("format", format) }
        var settings = try filter.added(to: given, project.definition)
        if settings["unlabelled"] == nil { settings["unlabelled"] = true }
        _ = try Self.options(format, settings)
        _ = try ShipmentHands.worded { try ShipFormatCatalog.checked(format, for: project.definition) }
        var job: JSONObject = ["format": .string(format), "settings": .object(settings), "author": .string(actor.name)]
        if preview { job["preview"] = true }
        if let folder {
            guard actor.person == nil, actor.isOwner else { throw WorkflowError(.forbidden, "export.folder", "only the command line on the machine chooses the folder") }
            job["to"] = .string(folder)
        }
        return JobStarted(job: try await queueJob(ExportJob.self, project: project, settings: job, as: actor).id)
    }
}

enum ExportJob: JobKind {
    static let name = "export"
    static let summary = "Write the present state out in a format, for a look or another tool"

    /// What a dead process left of the same job is cleared away and the work is done anew, to the same bytes; where it had
    /// put the folder in its place already, nothing is left to do.
    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let store = workflows.store
        let project = try await workflows.project(progress.slug, as: system, needs: .ship)
        guard let format = job.settings["format"]?.string else { throw WorkflowError.unknown("format", "?") }
        let isPreview = job.settings["preview"]?.bool ?? false
        let (folder, attempt) = (workflows.exportFolder(of: job), job.id.description)
        let written = job.cursor["report"]?.object
        if let written, DatasetFolder.isPlaced(folder, attempt: attempt) { return written }
        let state = try await PresentState(project, store)
        let facts = ShipmentFacts(definition: project.definition, sources: state.sources)
        let options = try Workflows.options(format, job.settings["settings"]?.object ?? [:])
        let writer = try ShipmentHands.worded {
            try ShipmentWriter(to: folder, for: .export, facts: facts, options: options, pictures: isPreview ? NoPictures() : BlobPictures(store.blobs), attempt: attempt)
        }
        let hands = ShipmentHands(writer, behind: try ShippedPersonalData(project, options, store))
        try await state.forEachBatch(withRevisions: options.includesRevisions) { batch, done, total in
            try await hands.write(batch)
            try await progress.report(done: done, total: total)
        }
        if isPreview { return try ShipJob.jobReport(await hands.preview()) }
        let report = try ShipJob.jobReport(await hands.close())
        try await note(report, of: job, isFirst: written == nil, project, store)
        try await hands.place()
        return report
    }

    static func clear(_ job: Job, in workflows: Workflows) {
        // Making it anew clears the dead process's away, and letting go of it removes this one.
        _ = try? DatasetFolder(workflows.exportFolder(of: job), attempt: job.id.description)
    }

    /// Before the folder stands in its place, so that whoever takes the job up afterwards knows that it may stand there.
    private static func note(_ report: JSONObject, of job: Job, isFirst: Bool, _ project: ProjectContext, _ store: Store) async throws {
        let (author, format) = (job.settings["author"]?.string ?? "system", job.settings["format"] ?? .null)
        let goesOn = try await store.write { connection in
            if isFirst { try connection.audit.append(actor: author, action: "dataset.export", subject: project.slug, details: ["format": format], at: store.now()) }
            return try connection.jobs.advance(job.id, done: job.done, cursor: ["report": .object(report)], now: store.now())
        }
        guard goesOn else { throw CancellationError() }
    }
}

extension Workflows {
    /// Where an export goes: the folder the command line named, or one of its own below the workspace.
    func exportFolder(of job: Job) -> String {
        let isPreview = job.settings["preview"]?.bool ?? false
        return (isPreview ? nil : job.settings["to"]?.string) ?? "\(workspace.path)/exports/\(job.id)"
    }
}

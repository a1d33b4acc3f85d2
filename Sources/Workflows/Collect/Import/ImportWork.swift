import Formats
import Foundation
import Records
import Storage

extension Finding {
    fileprivate static func votesLeftOut(_ count: Int, of source: String) -> Finding {
        Finding(
            .warning, "import.votes", "the dataset holds \(Amount.words(Int64(count), "annotation")) by several people; of each item the answer that counts was taken, and who said what was left out",
            at: Place(record: source), hint: "`winnow convert --to jsonl` keeps every annotation")
    }
}

/// One import under way: what it writes into and what it has counted.
struct ImportWork: Sendable {
    let workflows: Workflows
    let project: ProjectContext
    let source: Source
    let job: Job
    let run: RunID
    let counter: ImportCounter
    private let matcher: ImportMatcher
    let onConflict: ImportConflict

    init(_ job: Job, _ workflows: Workflows) async throws {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let definitions = workflows.definitions
        guard let id = job.project else { throw WorkflowError.unknown("project", "?") }
        let project = try await workflows.store.read { try definitions.project(id, as: system, needs: .manageProject, $0) }
        self.workflows = workflows
        self.project = project
        self.job = job
        source = try await ImportSource(job.settings, project).saved(workflows.store)
        run = RunID(raw: job.id.raw)
        counter = ImportCounter(resuming: job.cursor)
        matcher = ImportMatcher(project.id, source: source.id, job: job.id, workflows.store)
        onConflict = job.settings["onConflict"]?.string.flatMap(ImportConflict.init) ?? .replace
    }

    func begin() async throws {
        let (run, project, source, store) = (run, project, source, workflows.store)
        try await store.write { connection in
            guard try connection.runs.find(run) == nil else { return }
            try connection.runs.insert(Run(id: run, project: project.id, source: source.id, step: ImportJob.name, startedAt: store.now()))
            try connection.findings.remove(ofSource: source.id, butRun: run)
        }
    }

    /// Items, revisions, findings and the place the batch ended at, all or nothing.
    func store(_ batch: ImportBatch, _ progress: JobProgress) async throws {
        let matches = try await matcher.match(batch)
        let definition = project.definition
        let blobs = workflows.store.blobs
        let (hasLicence, batchCopy) = (source.licence != nil, batch)
        let sorted = try await blobs.offloaded { blobs in
            try ImportSorter(definition, blobs, addsItems: hasLicence).sorted(batchCopy, matches)
        }
        let goesOn = try await workflows.store.writeBulk { [self] connection in
            var counts = try write(sorted, connection)
            counts[.read] = batchCopy.items.count
            counter.add(counts)
            return try connection.jobs.advance(job.id, done: batchCopy.done, total: batchCopy.total, cursor: counter.cursor(at: batchCopy.record), now: workflows.store.now())
        }
        progress.watch(batch.done, batch.total)
        progress.tell(done: batch.done, total: batch.total)
        guard goesOn else { throw CancellationError() }
    }

    func end() async throws -> JSONObject {
        let (run, store, report, counter) = (run, workflows.store, counter.report, counter)
        if counter.value(.read) == counter.value(.leftOut), counter.value(.read) > 0, source.licence == nil {
            throw WorkflowError(
                .unprocessable, "import.nothing", "none of the \(counter.value(.read)) items of the dataset is in the project, and nothing says what may be done with them",
                hint: "to add them, name the licence they come under, such as `--licence CC-BY-4.0`; `proprietary` for your own")
        }
        let author = job.settings["author"]?.string ?? "system"
        let votes = counter.value(.votes)
        try await store.write { [project] connection in
            if votes > 0 { try connection.findings.insert([StoredFinding(id: store.ids.next(), run: run, item: nil, finding: .votesLeftOut(votes, of: source.name))], in: project.id) }
            try connection.runs.finish(run, .done, report: report, at: store.now())
            try connection.audit.append(actor: author, action: "dataset.import", subject: "\(project.slug)/\(source.name)", at: store.now())
        }
        return report
    }
}

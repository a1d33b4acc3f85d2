import Collecting
import Foundation
import Records
import Storage

/// Bringing items in from a declared source: provenance and licence with each, bad records as findings,
/// every batch and the place it ended at in one transaction.

extension Workflows {
    /// Starts collecting a source, or all declared ones. From the command line any path may be read; over HTTP only
    /// what lies in the workspace's `incoming` folder or where the definition was applied from.
    public func collect(_ slug: String, as actor: Actor, source name: String? = nil) async throws -> [JobStarted] {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let declared = project.definition.sources
        let chosen = name == nil ? declared : declared.filter { $0.name == name }
        guard !chosen.isEmpty else {
            throw name.map { WorkflowError.unknown("source", $0) }
                ?? WorkflowError(.badInput, "source.none", "project `\(slug)` declares no source", hint: "add one under `sources:` in its definition, with a licence")
        }
        let isLocal = actor.person == nil && actor.isOwner
        var jobs: [JobStarted] = []
        for declaration in chosen {
            let settings: JSONObject = ["source": .string(declaration.name), "local": .bool(isLocal)]
            jobs.append(JobStarted(job: try await queueJob(CollectJob.self, project: project, settings: settings, as: actor).id))
        }
        return jobs
    }

    /// Where relative paths of a project's sources are read from.
    public func setFolder(of slug: String, to folder: String, as actor: Actor) async throws {
        try require(.manageWorkspace, of: actor)
        let project = try await project(slug, as: actor, needs: .manageProject)
        try await store.write { try $0.settings.set("folder.\(project.id)", to: folder) }
    }

    func folder(of project: ProjectID) async throws -> String {
        let incoming = workspace.path + "/incoming"
        return try await store.read { try $0.settings["folder.\(project)"] } ?? incoming
    }
}

enum CollectJob: JobKind {
    static let name = "collect"
    static let summary = "Bring items in from a declared source"

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let work = try await CollectWork(job, workflows)
        let collector = try work.collector()
        let start = CollectCursor(json: job.cursor)
        if start == nil { try await work.begin() }
        try await BlockingStream.run({ give in
            try collector.collect(from: start, batchSize: 2000, give)
        }, { batch in
            try await work.store(batch, progress)
        })
        return try await work.end()
    }
}

/// One collection under way: what it writes into and what it has counted.
private struct CollectWork: Sendable {
    let workflows: Workflows
    let project: ProjectContext
    let source: Source
    let declaration: SourceDeclaration
    let job: Job
    let folder: String
    let gate: LicenceGate.Verdict
    let run: RunID
    let isFirst: Bool
    let counter: CollectCounter

    init(_ job: Job, _ workflows: Workflows) async throws {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let definitions = workflows.definitions
        guard let id = job.project, let name = job.settings["source"]?.string else { throw WorkflowError.unknown("source", "?") }
        let (project, source, items) = try await workflows.store.read { connection in
            let project = try definitions.project(id, as: system, needs: .manageProject, connection)
            guard let source = try connection.sources.find(project: id, name: name) else { throw WorkflowError.unknown("source", name) }
            return (project, source, try connection.items.countsBySource([source.id])[source.id] ?? 0)
        }
        guard let declaration = project.definition.sources.first(where: { $0.name == name }) else { throw WorkflowError.unknown("source", name) }
        self.workflows = workflows
        self.project = project
        self.source = source
        self.declaration = declaration
        self.job = job
        folder = try await workflows.folder(of: id)
        gate = LicenceGate.verdict(for: source)
        run = RunID(raw: job.id.raw)
        isFirst = items == 0
        counter = CollectCounter(resuming: job.cursor)
    }

    func collector() throws -> any Collector {
        if job.settings["local"]?.bool != true { try checkRoots() }
        let context = CollectingContext(folder: folder, openForeign: { path in try ForeignDoor(path) })
        do { return try SourceCatalog.collector(for: declaration, in: context) } catch let error as CollectError {
            throw WorkflowError(.unprocessable, error.finding.code, error.finding.message, hint: error.finding.hint, findings: [error.finding])
        }
    }

    /// A manager over HTTP must not read the server's own files through a source's path.
    private func checkRoots() throws {
        guard let path = declaration.settings["path"]?.string ?? declaration.settings["database"]?.string else { return }
        let whole = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true)).standardizedFileURL.resolvingSymlinksInPath().path
        let incoming = workflows.workspace.path + "/incoming"
        let roots = [folder, incoming].map { URL(fileURLWithPath: $0, isDirectory: true).standardizedFileURL.resolvingSymlinksInPath().path }
        guard roots.contains(where: { whole == $0 || whole.hasPrefix($0 + "/") }) else {
            throw WorkflowError(.forbidden, "source.outside", "source `\(source.name)` reads `\(path)`, which lies outside the project's folder", hint: "put the file into the workspace's `incoming` folder, or collect from the command line on the machine")
        }
    }

    func begin() async throws {
        let (run, project, source, gate, store) = (run, project, source, gate, workflows.store)
        try await store.write { connection in
            if try connection.runs.find(run) == nil {
                try connection.runs.insert(Run(id: run, project: project.id, source: source.id, step: "collect", startedAt: store.now()))
                try connection.findings.remove(ofSource: source.id, butRun: run)
                try connection.findings.insert(gate.findings.map { StoredFinding(id: store.ids.next(), run: run, finding: $0) }, in: project.id)
            }
        }
    }

    func store(_ batch: CollectedBatch, _ progress: JobProgress) async throws {
        let store = workflows.store
        let goesOn = try await store.writeBulk { [self] connection in
            try write(batch, connection)
            return try connection.jobs.advance(job.id, done: batch.bytesDone, total: batch.bytesTotal, cursor: counter.added(to: batch.cursor.json), now: store.now())
        }
        progress.watch(batch.bytesDone, batch.bytesTotal)
        progress.tell(done: batch.bytesDone, total: batch.bytesTotal)
        guard goesOn else { throw CancellationError() }
    }

    private func write(_ batch: CollectedBatch, _ connection: any Connection) throws {
        let store = workflows.store
        let known = isFirst && CollectCursor(json: job.cursor) == nil
            ? [:] : try connection.items.ids(source: source.id, keys: batch.records.map(\.key))
        var fresh: [Item] = []
        var answers: [Revision] = []
        var settled: [SettledAnswer] = []
        var findings = batch.findings
        for record in batch.records {
            let annotation = annotation(record, &findings)
            if let id = known[record.key] {
                try update(id, with: record, connection)
                continue
            }
            let item = item(record)
            fresh.append(item)
            guard !annotation.answers.isEmpty else { continue }
            let revision = imported(annotation, of: item)
            answers.append(revision)
            settled += Self.settled(revision)
        }
        let added = try connection.items.insertNew(fresh)
        try connection.slots.ensure(
            fresh.filter { $0.state == .ready }.map(\.id), of: project.id, stage: .label,
            overlap: project.firstSlots, ids: store.ids)
        try connection.revisions.insert(answers, in: project.id)
        try connection.settled.save(settled, in: project.id, at: store.now())
        try connection.findings.insert(findings.map { StoredFinding(id: store.ids.next(), run: run, finding: $0) }, in: project.id)
        counter.add(added: added, unchanged: batch.records.count - fresh.count, findings: findings.count)
    }

    private func item(_ record: CollectedRecord) -> Item {
        let state: ItemState = gate.state == .quarantined ? .quarantined : .ready
        return Item(
            id: workflows.store.ids.next(), project: project.id, source: source.id, run: run, key: record.key,
            media: project.definition.media == .mixed ? .text : project.definition.media, fields: record.fields, metadata: record.metadata,
            licence: source.licence, state: state, stateReason: gate.stateReason)
    }

    /// An existing item with other content gets the new content; the count says how many.
    private func update(_ id: ItemID, with record: CollectedRecord, _ connection: any Connection) throws {
        guard let present = try connection.items.find(id), present.fields != record.fields || present.metadata != record.metadata else { return }
        try connection.items.setContent(of: id, fields: record.fields, metadata: record.metadata)
        counter.change()
    }

    /// The source's own labels; one that the definition does not have is a finding, each time it is read.
    private func annotation(_ record: CollectedRecord, _ findings: inout [Finding]) -> Annotation {
        var annotation = Annotation()
        for (question, value) in record.known.sorted(by: { $0.key < $1.key }) {
            guard let asked = project.definition.question(named: question), let answer = KnownAnswer.answer(value, to: asked) else {
                findings.append(Finding(
                    .warning, "source.unknown-label", "`\(value.prefix(80))` is no answer to `\(question)`; the item is kept without it", at: record.place,
                    hint: "add the label to the definition, or map the column's values"))
                continue
            }
            annotation.answers[question] = answer
        }
        return annotation
    }

    private func imported(_ annotation: Annotation, of item: Item) -> Revision {
        Revision(
            id: workflows.store.ids.next(), item: item.id, stage: .imported, author: nil, number: 1, origin: .imported(source: source.id),
            annotation: annotation, definitionVersion: project.version, madeAt: workflows.store.now())
    }

    private static func settled(_ revision: Revision) -> [SettledAnswer] {
        revision.annotation.answers.sorted { $0.key < $1.key }.map { question, answer in
            SettledAnswer(item: revision.item, question: question, answer: answer, rule: .imported, reason: "imported with the source", revisions: [revision.id])
        }
    }

    func end() async throws -> JSONObject {
        let report = counter.report(quarantined: gate.state == .quarantined)
        let (run, store) = (run, workflows.store)
        try await store.write { try $0.runs.finish(run, .done, report: report, at: store.now()) }
        return report
    }
}

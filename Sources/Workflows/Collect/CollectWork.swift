import Collecting
import Foundation
import Records
import Storage

/// One collection under way: what it writes into and what it has counted.
struct CollectWork: Sendable {
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
        if job.settings["local"]?.bool != true { try checkRoots() }
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

    /// Rows, findings and the place the batch ended at, all or nothing.
    func store(_ batch: ReadyBatch, _ progress: JobProgress) async throws {
        let store = workflows.store
        let goesOn = try await store.writeBulk { [self] connection in
            try write(batch, connection)
            return try connection.jobs.advance(job.id, done: batch.done, total: batch.total, cursor: counter.added(to: batch.cursor.json), now: store.now())
        }
        progress.watch(batch.done, batch.total)
        progress.tell(done: batch.done, total: batch.total)
        guard goesOn else { throw CancellationError() }
    }

    func end() async throws -> JSONObject {
        let report = counter.report(quarantined: gate.state == .quarantined)
        let (run, store) = (run, workflows.store)
        try await store.write { try $0.runs.finish(run, .done, report: report, at: store.now()) }
        return report
    }
}

// MARK: Rows

extension CollectWork {
    private func write(_ batch: ReadyBatch, _ connection: any Connection) throws {
        let known = isFirst && CollectCursor(json: job.cursor) == nil
            ? [:] : try connection.items.ids(source: source.id, keys: batch.records.map(\.key))
        var fresh: [Item] = []
        var answers: [Revision] = []
        var findings = batch.findings.map { stored($0, of: nil) }
        for record in batch.records {
            let present = known[record.key]
            let item = item(record, id: present ?? workflows.store.ids.next())
            findings += record.findings.map { stored($0, of: item.id) }
            if present != nil {
                try update(item, connection)
                continue
            }
            fresh.append(item)
            if !record.answers.isEmpty { answers.append(imported(Annotation(answers: record.answers), of: item)) }
        }
        let added = try connection.items.insertNew(fresh)
        try open(fresh.filter { $0.state == .ready }.map(\.id), connection)
        try connection.revisions.insert(answers, in: project.id)
        try connection.settled.save(answers.flatMap(Self.settled), in: project.id, at: workflows.store.now())
        try connection.findings.insert(findings, in: project.id)
        counter.add(
            added: added, unchanged: batch.records.count - fresh.count, rejected: batch.records.count { $0.rejection != nil }, findings: findings.count)
    }

    private func open(_ items: [ItemID], _ connection: any Connection) throws {
        try connection.slots.ensure(items, of: project.id, stage: .label, overlap: project.firstSlots, ids: workflows.store.ids)
    }

    private func stored(_ finding: Finding, of item: ItemID?) -> StoredFinding {
        StoredFinding(id: workflows.store.ids.next(), run: run, item: item, finding: finding)
    }

    private func item(_ record: ReadyRecord, id: ItemID) -> Item {
        let isQuarantined = gate.state == .quarantined
        return Item(
            id: id, project: project.id, source: source.id, run: run, key: record.key, media: media(record), fields: record.fields, blobs: record.blobs,
            metadata: record.metadata, licence: source.licence, split: record.split,
            state: record.rejection != nil ? .rejected : isQuarantined ? .quarantined : .ready, stateReason: record.rejection ?? gate.stateReason)
    }

    private func media(_ record: ReadyRecord) -> Media {
        guard project.definition.media == .mixed else { return project.definition.media }
        return record.blobs["image"] == nil ? .text : .image
    }

    /// An existing item with other content gets the new content; the count says how many. Its split stays, and so does
    /// its group while its bytes are the same. A picture that could not be read and now can is let in, and so is what was a
    /// duplicate of another and is no longer what it was.
    private func update(_ read: Item, _ connection: any Connection) throws {
        guard let present = try connection.items.find(read.id) else { return }
        let isSame = present.fields == read.fields && present.metadata == read.metadata && present.blobs == read.blobs
        guard !isSame else { return }
        counter.change()
        var item = read
        item.split = present.split ?? read.split
        item.group = present.blobs == read.blobs ? present.group : nil
        item.consent = present.consent
        let wasUnreadable = present.stateReason?.hasPrefix("image.") == true
        let wasDuplicate = DuplicateMark.isSetAside(present.state, present.stateReason) && (present.blobs != read.blobs || present.text != read.text)
        if read.state != .rejected, !wasUnreadable, !wasDuplicate { (item.state, item.stateReason) = (present.state, present.stateReason) }
        try connection.items.update(item)
        guard item.state == .ready else { return }
        // Its places were closed when it was set aside; what is new has none.
        if wasDuplicate { try Workflows.planSlots(of: [item], in: project, workflows.store, connection) } else { try open([item.id], connection) }
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
}

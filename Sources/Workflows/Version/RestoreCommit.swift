import Records
import Storage
import Versioning

/// Bringing a commit's answers back as new revisions; nothing that was said since is lost.

public struct RestoreReport: Codable, Sendable, Hashable {
    public var commit: String
    public var revisions: Int
    /// Items that are not in the commit and were withdrawn.
    public var withdrawn: Int
}

extension Workflows {
    /// Each item whose answers, fields, split, group or state differ from the commit is made equal to it.
    public func restore(_ name: String, in slug: String, as actor: Actor) async throws -> RestoreReport {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let hash = try await commitHash(name, of: project)
        let objects = WorkspaceObjects(store.blobs)
        let present = try await snapshot(project, objects, parent: nil, message: "before restoring", author: actor.name).hash
        let changes = CommitDiff(from: try await CommitReader(present, in: objects), to: try await CommitReader(hash, in: objects))
        let names = try await store.read { connection in
            Dictionary(uniqueKeysWithValues: try connection.sources.all(of: project.id).map { ($0.name, $0.id) })
        }
        var report = RestoreReport(commit: hash, revisions: 0, withdrawn: 0)
        var batch: [CommitDiff.Change] = []
        for try await change in changes {
            batch.append(change)
            if batch.count == 500 { try await apply(&batch, hash, project, names, actor, &report) }
        }
        try await apply(&batch, hash, project, names, actor, &report)
        try await audit(actor, "commit.restore", "\(slug)/\(hash.prefix(12))", ["revisions": .int(Int64(report.revisions))])
        return report
    }

    private func apply(
        _ batch: inout [CommitDiff.Change], _ hash: String, _ project: ProjectContext, _ sources: [String: SourceID], _ actor: Actor, _ report: inout RestoreReport
    ) async throws {
        let changes = batch
        batch = []
        guard !changes.isEmpty else { return }
        let (revisions, withdrawn) = try await store.writeBulk { [store] connection in
            let restoring = Restoring(hash: hash, project: project, sources: sources, author: actor.person, store: store, connection: connection)
            var counts = (0, 0)
            for change in changes {
                switch change {
                case .changed(let item): counts.0 += try restoring.restore(item) ? 1 : 0
                case .removed(let item): counts.1 += try restoring.withdraw(item) ? 1 : 0
                // Items are never deleted, so one that the commit has and the project has not was erased: it stays so.
                case .added: break
                }
            }
            return counts
        }
        report.revisions += revisions
        report.withdrawn += withdrawn
    }
}

private struct Restoring {
    let hash: String
    let project: ProjectContext
    let sources: [String: SourceID]
    let author: PersonID?
    let store: Store
    let connection: any Connection

    /// True when a revision was needed.
    func restore(_ change: CommitDiff.ItemChange) throws -> Bool {
        guard let source = sources[change.after.source], var item = try connection.items.find(source: source, key: change.after.key) else { return false }
        let record = change.after
        item.fields = record.fields
        item.metadata = record.metadata
        item.split = record.split
        item.state = record.state
        item.stateReason = record.stateReason
        item.group = try record.group.flatMap { name in
            try sources[name.source].flatMap { try connection.items.find(source: $0, key: name.key)?.id }
        }
        try connection.items.update(item)
        guard !change.questions.isEmpty else { return false }
        try connection.revisions.insert(try revision(of: change, item), in: project.id)
        try Workflows.settle(item.id, in: project, store, connection)
        return true
    }

    /// Above all other answers, with its origin: an answer where the commit has one, an open question where it has none.
    private func revision(of change: CommitDiff.ItemChange, _ item: Item) throws -> Revision {
        var annotation = Annotation(note: "restored from commit \(hash.prefix(12))")
        for (question, answer) in change.after.answers { annotation.answers[question] = answer.answer }
        for question in change.questions where change.after.answers[question.question] == nil { annotation.unknown.insert(question.question) }
        return Revision(
            id: store.ids.next(), item: item.id, stage: .adjudication, author: author,
            number: try connection.revisions.nextNumber(item: item.id, stage: .adjudication, author: author), origin: .restored(commit: hash),
            annotation: annotation, definitionVersion: project.version, madeAt: store.now())
    }

    func withdraw(_ record: ItemRecord) throws -> Bool {
        guard let source = sources[record.source], let item = try connection.items.find(source: source, key: record.key) else { return false }
        try connection.items.setState(.withdrawn, reason: "not in commit \(hash.prefix(12))", of: [item.id])
        return true
    }
}

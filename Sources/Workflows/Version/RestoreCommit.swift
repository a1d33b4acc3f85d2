import Records
import Storage
import Versioning

/// Bringing a project back to a commit. Nothing that was said since is lost: it is put aside, and a later commit that
/// has it brings it back. The next commit has the restored one's tree.

public struct RestoreReport: Codable, Sendable, Hashable {
    public var commit: String
    /// New revisions that say what the commit's items were restored to.
    public var revisions: Int
    /// Items that are not in the commit and were withdrawn.
    public var withdrawn: Int
    /// The new version of the definition, when the commit's was another than the present one.
    public var definition: Int?
    /// Still to do: the places for annotators of a large project are planned anew.
    public var job: JobID?
}

extension Workflows {
    /// Makes definition, items, answers and the revisions in force those of the commit.
    ///
    /// Revisions made since no longer count and stay readable; ones that were put aside by an earlier restore count
    /// again. Settled answers are taken over from the commit as they stand, so that they keep their rule and reason.
    public func restore(_ name: String, in slug: String, as actor: Actor) async throws -> RestoreReport {
        let present = try await project(slug, as: actor, needs: .manageProject)
        let hash = try await commitHash(name, of: present)
        let objects = WorkspaceObjects(store.blobs)
        let target = try await CommitReader(hash, in: objects)
        let snapshot = try await snapshot(present, objects, parent: nil, message: "before restoring", author: actor.name).hash
        let start = try await CommitReader(snapshot, in: objects)
        let definition = try await restoreDefinition(of: target, present, actor)
        let project = try await project(slug, as: actor, needs: .manageProject)
        let restoring = Restoring(
            hash: hash, time: target.commit.time, project: project, names: try await store.read { try SnapshotNames(project.id, $0) },
            author: actor.person, store: store)
        // The present snapshot knows nothing of items that are left out, so neither does the comparison.
        try await store.write { [store] in try $0.revisions.withdrawOfLeftOut(in: project.id, at: store.now()) }
        try await restoring.revisions(RevisionDiff(from: start, to: target))
        var report = RestoreReport(commit: hash, revisions: 0, withdrawn: 0, definition: definition)
        let touchesGroups = try await restoring.items(CommitDiff(from: start, to: target), &report)
        if touchesGroups { try await restoring.groups(target.items) }
        report.job = try await replanSlots(of: slug, as: actor)
        try await audit(actor, "commit.restore", "\(slug)/\(hash.prefix(12))", ["revisions": .int(Int64(report.revisions)), "withdrawn": .int(Int64(report.withdrawn))])
        return report
    }

    /// The commit's definition as a new version, unless it is the present one; its number.
    private func restoreDefinition(of target: CommitReader, _ present: ProjectContext, _ actor: Actor) async throws -> Int? {
        let definition = try await target.definition()
        guard try JSONValue(encoding: definition) != JSONValue(encoding: present.definition) else { return nil }
        return try await store.write { [store] connection in
            let next = DefinitionVersion(
                project: present.id, version: present.version + 1, yaml: DefinitionWriter.yaml(definition), definition: definition,
                guidelines: definition.guidelines, author: actor.name, madeAt: store.now())
            guard try connection.projects.add(next) else {
                throw WorkflowError(.conflict, "definition.older", "somebody else changed the definition just now", hint: "restore again")
            }
            try Self.saveSources(of: definition, project: present.id, store, connection)
            return next.version
        }
    }
}

/// One restore under way, in pieces of 500 changes that short writes can pass between.
private struct Restoring: Sendable {
    private static let pieceSize = 500

    let hash: String
    /// When the commit was made.
    let time: Timestamp
    let project: ProjectContext
    let names: SnapshotNames
    let author: PersonID?
    let store: Store

    private func item(_ name: ItemName, _ connection: any Connection) throws -> Item? {
        try names.sourceIDs[name.source].flatMap { try connection.items.find(source: $0, key: name.key) }
    }

    // MARK: Revisions

    /// Withdraws those the commit has not, and takes up again those it has.
    func revisions(_ changes: RevisionDiff) async throws {
        var byItem: [(item: ItemName, changes: [RevisionDiff.Change])] = []
        for try await change in changes {
            if byItem.last?.item == change.item {
                byItem[byItem.count - 1].changes.append(change)
            } else {
                if byItem.count == Self.pieceSize { try await applyRevisions(&byItem) }
                byItem.append((change.item, [change]))
            }
        }
        try await applyRevisions(&byItem)
    }

    private func applyRevisions(_ piece: inout [(item: ItemName, changes: [RevisionDiff.Change])]) async throws {
        let items = piece
        piece = []
        try await store.writeBulk { connection in
            for (name, changes) in items {
                guard let item = try item(name, connection) else { continue }
                let ids = try idsByContent(item, connection)
                try connection.revisions.withdraw(changes.filter { !$0.isAdded }.compactMap { ids[$0.contentHash] }, at: store.now())
                try connection.revisions.reinstate(changes.filter(\.isAdded).compactMap { ids[$0.contentHash] })
                try connection.verdicts.rewind(item.id, to: time, now: store.now())
            }
        }
    }

    /// Every revision of an item by what it says, withdrawn ones too.
    private func idsByContent(_ item: Item, _ connection: any Connection) throws -> [String: RevisionID] {
        let revisions = try connection.revisions.all(of: item.id, isWithdrawnToo: true)
        return Dictionary(revisions.map { (names.revisionRecord($0, of: item).contentHash, $0.id) }) { first, _ in first }
    }

    // MARK: Items

    /// True when groups of near duplicates changed, which concern more items than those that changed.
    func items(_ changes: CommitDiff, _ report: inout RestoreReport) async throws -> Bool {
        var touchesGroups = false
        var piece: [CommitDiff.Change] = []
        for try await change in changes {
            touchesGroups = touchesGroups || change.touchesGroups
            piece.append(change)
            if piece.count == Self.pieceSize { try await apply(&piece, &report) }
        }
        try await apply(&piece, &report)
        return touchesGroups
    }

    private func apply(_ piece: inout [CommitDiff.Change], _ report: inout RestoreReport) async throws {
        let changes = piece
        piece = []
        guard !changes.isEmpty else { return }
        let (revisions, withdrawn) = try await store.writeBulk { connection in
            var counts = (0, 0)
            for change in changes {
                switch change {
                case .changed(let item): counts.0 += try restore(item.after, isAnswered: !item.questions.isEmpty, connection) ? 1 : 0
                // Items are never deleted: one that only the commit has was left out by an earlier restore, or erased.
                case .added(let item): counts.0 += try restore(item, isAnswered: !item.answers.isEmpty, connection) ? 1 : 0
                case .removed(let item): counts.1 += try leaveOut(item, connection) ? 1 : 0
                }
            }
            return counts
        }
        report.revisions += revisions
        report.withdrawn += withdrawn
    }

    /// True when a revision was made.
    private func restore(_ record: ItemRecord, isAnswered: Bool, _ connection: any Connection) throws -> Bool {
        guard var item = try item(ItemName(source: record.source, key: record.key), connection) else { return false }
        item.media = record.media
        item.fields = record.fields
        item.blobs = record.blobs
        item.metadata = record.metadata
        item.licence = record.licence
        item.consent = record.consent
        item.split = record.split
        item.state = record.state
        item.stateReason = record.stateReason
        try connection.items.update(item)
        try connection.items.setLeftOut([item.id], at: nil)
        try settle(record, item, connection)
        guard isAnswered else { return false }
        try connection.verdicts.rewind(item.id, to: time, now: store.now())
        try say(record, item, connection)
        return true
    }

    /// What counts is the commit's word, not worked out anew: a consensus over the whole project may stand behind it.
    private func settle(_ record: ItemRecord, _ item: Item, _ connection: any Connection) throws {
        let revisions = try connection.revisions.all(of: item.id)
        let ids = Dictionary(revisions.map { (names.revisionRecord($0, of: item).contentHash, $0.id) }) { first, _ in first }
        let present = try connection.settled.find(item.id).map(\.question)
        for question in present where record.answers[question] == nil { try connection.settled.remove([item.id], question: question) }
        let answers = record.answers.sorted { $0.key < $1.key }.map { question, settled in
            SettledAnswer(
                item: item.id, question: question, answer: original(of: settled, question, revisions), rule: settled.rule, reason: settled.reason,
                revisions: settled.revisions.compactMap { ids[$0] }, posterior: settled.posterior)
        }
        try connection.settled.save(answers, in: project.id, at: store.now())
    }

    /// The answer as it was given, with the ids of suggestions that a commit leaves out.
    private func original(of settled: SettledRecord, _ question: String, _ revisions: [Revision]) -> Answer {
        let given = revisions.compactMap { $0.annotation.answers[question] }
        return given.first { SettledRecord(answer: $0, rule: settled.rule, reason: "").answer == settled.answer } ?? settled.answer
    }

    /// A new revision that says what the item was restored to. It stands in the history and never counts itself: the
    /// revisions the commit rests on do.
    private func say(_ record: ItemRecord, _ item: Item, _ connection: any Connection) throws {
        let answers = record.answers.mapValues(\.answer)
        let now = store.now()
        let revision = Revision(
            id: store.ids.next(), item: item.id, stage: .adjudication, author: author,
            number: try connection.revisions.nextNumber(item: item.id, stage: .adjudication, author: author), origin: .restored(commit: hash),
            annotation: Annotation(answers: answers, note: "restored from commit \(hash.prefix(12))"), definitionVersion: project.version, madeAt: now)
        try connection.revisions.insert(revision, in: project.id)
        try connection.revisions.withdraw([revision.id], at: now)
    }

    /// The commit never knew this item: it stays here, withdrawn, and in no commit.
    private func leaveOut(_ record: ItemRecord, _ connection: any Connection) throws -> Bool {
        guard let item = try item(ItemName(source: record.source, key: record.key), connection) else { return false }
        try connection.items.setState(.withdrawn, reason: "not in commit \(hash.prefix(12))", of: [item.id])
        try connection.items.setGroup([(item: item.id, group: nil)])
        try connection.items.setLeftOut([item.id], at: store.now())
        return true
    }

    // MARK: Groups

    /// Gives all members of each group the id of the member it is named after.
    func groups(_ records: ItemRecords) async throws {
        var piece: [(member: ItemName, group: ItemName?)] = []
        for try await record in records {
            piece.append((ItemName(source: record.source, key: record.key), record.group))
            if piece.count == Self.pieceSize { try await applyGroups(&piece) }
        }
        try await applyGroups(&piece)
    }

    private func applyGroups(_ piece: inout [(member: ItemName, group: ItemName?)]) async throws {
        let members = piece
        piece = []
        try await store.writeBulk { connection in
            for (name, group) in members {
                guard let member = try item(name, connection) else { continue }
                let wanted = try group.flatMap { try item($0, connection)?.id }
                if member.group != wanted { try connection.items.setGroup([(item: member.id, group: wanted)]) }
            }
        }
    }
}

extension CommitDiff.Change {
    fileprivate var touchesGroups: Bool {
        switch self {
        case .added(let item), .removed(let item): item.group != nil
        case .changed(let change): change.before.group != change.after.group
        }
    }
}

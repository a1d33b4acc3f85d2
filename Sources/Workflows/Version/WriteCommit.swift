import Records
import Storage
import Versioning

/// Freezing the present state of a project under its content's hash.

public struct CommitMade: Codable, Sendable, Hashable {
    public var commit: String
    public var items: Int
    public var answers: Int
    public var revisions: Int
    /// The state was the head's already, so no commit was made.
    public var isUnchanged: Bool
}

public struct CommitList: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var id: String
        public var message: String
        public var author: String
        public var madeAt: Timestamp
        public var items: Int
        public var parent: String?
    }
    public var commits: [Row]
}

extension Workflows {
    public func commit(_ slug: String, as actor: Actor, message: String) async throws -> CommitMade {
        let message = String(message.prefix(2000))
        guard !message.allSatisfy(\.isWhitespace) else { throw WorkflowError(.badInput, "commit.message", "a commit needs a message that says why") }
        let project = try await project(slug, as: actor, needs: .manageProject)
        // What was made of an item that has changed, or judges models by now, is not committed.
        _ = try await FollowParents(project: project, store: store).run()
        let head = try await store.read { try $0.commits.head(of: project.id) }
        let objects = WorkspaceObjects(store.blobs)
        let (hash, commit) = try await snapshot(project, objects, parent: head, message: message, author: actor.name)
        if let head, try await CommitReader(head, in: objects).commit.tree == commit.tree {
            return CommitMade(commit: head, items: commit.counts.items, answers: commit.counts.answers, revisions: commit.counts.revisions, isUnchanged: true)
        }
        try await objects.flush()
        let added = try await store.write { [store] connection in
            let isAdded = try connection.commits.add(CommitReference(
                project: project.id, hash: hash, branch: "main", parent: head, message: message, author: actor.name, madeAt: commit.time, items: commit.counts.items))
            if isAdded { try connection.audit.append(actor: actor.name, action: "commit.make", subject: "\(slug)/\(hash.prefix(12))", at: store.now()) }
            return isAdded
        }
        guard added else { throw WorkflowError(.conflict, "commit.raced", "somebody else committed just now", hint: "commit again") }
        return CommitMade(commit: hash, items: commit.counts.items, answers: commit.counts.answers, revisions: commit.counts.revisions, isUnchanged: false)
    }

    /// Writes the present state as objects, without a reference to them.
    func snapshot(
        _ project: ProjectContext, _ objects: WorkspaceObjects, parent: String?, message: String, author: String
    ) async throws -> (hash: String, commit: Commit) {
        var writer = CommitWriter(store: objects)
        let names = try await store.read { try SnapshotNames(project.id, $0) }
        for source in names.sources {
            var last: String?
            while true {
                let after = last
                let rows = try await store.read { try names.rows(of: source.id, afterKey: after, $0) }
                guard let end = rows.last else { break }
                last = end.item.key
                for row in rows { try await writer.add(row.item, revisions: row.revisions) }
            }
        }
        return try await writer.finish(definition: project.definition, parent: parent, message: message, author: author, time: store.now())
    }

    public func commits(of slug: String, as actor: Actor) async throws -> CommitList {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            return CommitList(commits: try connection.commits.all(of: project.id).map {
                CommitList.Row(id: $0.hash, message: $0.message, author: $0.author, madeAt: $0.madeAt, items: $0.items, parent: $0.parent)
            })
        }
    }

    /// The commit a person means: its hash, enough of its beginning, or the newest when nil.
    func commitHash(_ name: String?, of project: ProjectContext) async throws -> String {
        let found = try await store.read { connection -> [String] in
            guard let name, name != "HEAD" else { return try connection.commits.head(of: project.id).map { [$0] } ?? [] }
            return try connection.commits.find(in: project.id, prefix: name).map(\.hash)
        }
        guard let first = found.first else {
            throw name.map { WorkflowError.unknown("commit", $0) } ?? WorkflowError(.notFound, "commit.none", "project `\(project.slug)` has no commit yet", hint: "`winnow commit -m WHY` makes one")
        }
        guard found.count == 1 else { throw WorkflowError(.badInput, "commit.ambiguous", "several commits begin with `\(name ?? "")`", hint: "give more of the hash") }
        return first
    }
}

/// Names of sources, groups and people, so that a commit holds none of this workspace's row ids.
struct SnapshotNames: Sendable {
    let sources: [Source]
    private let sourceNames: [SourceID: String]
    private let groups: [ItemID: ItemName]
    let sourceIDs: [String: SourceID]
    private let logins: [PersonID: String]

    init(_ project: ProjectID, _ connection: any Connection) throws {
        sources = try connection.sources.all(of: project).sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
        let names = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0.name) })
        sourceNames = names
        sourceIDs = Dictionary(sources.map { ($0.name, $0.id) }) { first, _ in first }
        logins = Dictionary(uniqueKeysWithValues: try connection.people.all().map { ($0.id, $0.login) })
        var groups: [ItemID: ItemName] = [:]
        try connection.items.groupMembers(of: project) { source, key, group in
            let name = ItemName(source: names[source] ?? "", key: key)
            if let known = groups[group], RecordKey(known.source, known.key) < RecordKey(name.source, name.key) { return }
            groups[group] = name
        }
        self.groups = groups
    }

    func rows(of source: SourceID, afterKey key: String?, _ connection: any Connection) throws -> [(item: ItemRecord, revisions: [RevisionRecord])] {
        let items = try connection.items.page(ofSource: source, afterKey: key, limit: 500)
        let settled = try connection.settled.find(items.map(\.id))
        return try items.map { item in
            let revisions = try connection.revisions.all(of: item.id)
            let records = Dictionary(uniqueKeysWithValues: revisions.map { ($0.id, revisionRecord($0, of: item)) })
            let answers = (settled[item.id] ?? []).map { answer in
                let hashes = answer.revisions.compactMap { records[$0]?.contentHash }.sorted()
                return (answer.question, SettledRecord(answer: answer.answer, rule: answer.rule, reason: answer.reason, posterior: answer.posterior, revisions: hashes))
            }
            let record = ItemRecord(
                item, source: sourceNames[item.source] ?? "", group: item.group.flatMap { groups[$0] },
                answers: Dictionary(answers) { first, _ in first })
            return (record, revisions.compactMap { records[$0.id] })
        }
    }

    func revisionRecord(_ revision: Revision, of item: Item) -> RevisionRecord {
        RevisionRecord(revision, author: revision.author.flatMap { logins[$0] }, source: sourceNames[item.source])
    }
}

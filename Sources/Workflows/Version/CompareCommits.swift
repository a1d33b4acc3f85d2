import Records
import Storage
import Versioning

/// What changed between two commits, and writing one out to look at.

public struct DiffView: Codable, Sendable, Hashable {
    public struct Change: Codable, Sendable, Hashable {
        public var source: String
        public var key: String
        /// nil: something other than an answer changed (fields, split, state, ...).
        public var question: String?
        public var before: Answer?
        public var after: Answer?
        public var beforeRule: SettledAnswer.Rule?
        public var afterRule: SettledAnswer.Rule?
    }

    public var from: String
    public var to: String
    public var added: Int
    public var removed: Int
    /// A page of them, in the order of items; `changes` counts all.
    public var changed: [Change]
    public var changes: Int
    /// Changes of the definition in words.
    public var definition: [String]
    /// `after` of the next page.
    public var next: String?
}

extension Workflows {
    public static let shownChanges = 1000

    /// What changed from one commit to another, by default since the newest one's parent: a page of changes, and the
    /// count of all. Name both commits when asking for the next page, since the newest may have moved on.
    public func diff(
        _ slug: String, as actor: Actor, from: String? = nil, to: String? = nil, limit: Int = shownChanges, after: String? = nil
    ) async throws -> DiffView {
        guard let start = Int(after ?? "0"), start >= 0 else { throw WorkflowError(.badInput, "diff.after", "`\(after ?? "")` is not the `next` of a page") }
        let project = try await project(slug, as: actor, needs: .readProject)
        let objects = WorkspaceObjects(store.blobs)
        let newer = try await CommitReader(commitHash(to, of: project), in: objects)
        guard let older = from == nil ? newer.commit.parent : try await commitHash(from, of: project) else {
            throw WorkflowError(.badInput, "diff.one-commit", "there is only one commit to look at", hint: "commit again after a change, then compare")
        }
        var view = try await Self.diff(from: CommitReader(older, in: objects), to: newer, shown: start..<start + limit)
        let exposure = try Exposure(of: project, to: actor)
        view.changed = view.changed.map(exposure.of)
        return view
    }

    static func diff(from before: CommitReader, to after: CommitReader, shown: Range<Int> = 0..<shownChanges) async throws -> DiffView {
        let definitions = (try await before.definition(), try await after.definition())
        var view = DiffView(
            from: before.hash, to: after.hash, added: 0, removed: 0, changed: [], changes: 0,
            definition: DefinitionDiff(from: definitions.0, to: definitions.1).lines)
        for try await change in CommitDiff(from: before, to: after) {
            switch change {
            case .added: view.added += 1
            case .removed: view.removed += 1
            case .changed(let item):
                for change in changes(of: item) {
                    if shown.contains(view.changes) { view.changed.append(change) }
                    view.changes += 1
                }
            }
        }
        view.next = view.changes > shown.upperBound ? String(shown.upperBound) : nil
        return view
    }

    private static func changes(of item: CommitDiff.ItemChange) -> [DiffView.Change] {
        let name = item.after
        let answers = item.questions.map {
            DiffView.Change(
                source: name.source, key: name.key, question: $0.question, before: $0.before?.answer, after: $0.after?.answer,
                beforeRule: $0.before?.rule, afterRule: $0.after?.rule)
        }
        return item.isItemChanged ? answers + [DiffView.Change(source: name.source, key: name.key)] : answers
    }

    /// Writes a commit into a new folder: `winnow.yaml`, `items.jsonl`, `answers.jsonl`, `commit.json`, and items' files.
    /// Changes nothing in the project.
    public func checkout(_ name: String, of slug: String, as actor: Actor, to folder: String) async throws -> CommitMade {
        let project = try await project(slug, as: actor, needs: .readProject)
        let reader = try await CommitReader(commitHash(name, of: project), in: WorkspaceObjects(store.blobs))
        let writer = try CheckoutFolder(folder)
        try writer.write(DefinitionWriter.yaml(try await reader.definition()), to: "winnow.yaml")
        for try await item in reader.items {
            try writer.add(item)
            for (role, blob) in item.blobs.sorted(by: { $0.key < $1.key }) {
                try writer.link(blob, role: role, from: try store.blobs.path(of: blob.sha256)) { try store.blobs.read(blob.sha256) }
            }
        }
        try writer.finish(reader)
        return CommitMade(
            commit: reader.hash, items: reader.commit.counts.items, answers: reader.commit.counts.answers, revisions: reader.commit.counts.revisions, isUnchanged: true)
    }

    /// Reads a whole commit and says what is damaged.
    public func verifyCommit(_ name: String?, of slug: String, as actor: Actor) async throws -> [Finding] {
        let project = try await project(slug, as: actor, needs: .readProject)
        let store = store
        return await CommitCheck.verify(try await commitHash(name, of: project), in: WorkspaceObjects(store.blobs)) { blob in
            try await store.blobs.offloaded { try $0.verify(blob.sha256) }
        }
    }
}

import Records

/// A commit as the log lists it; what it holds is in the blob store under its hash.
public struct CommitReference: Sendable, Hashable {
    public var project: ProjectID
    public var hash: String
    public var branch: String
    public var parent: String?
    public var message: String
    public var author: String
    public var madeAt: Timestamp
    public var items: Int

    public init(
        project: ProjectID, hash: String, branch: String, parent: String?, message: String, author: String,
        madeAt: Timestamp, items: Int
    ) {
        self.project = project
        self.hash = hash
        self.branch = branch
        self.parent = parent
        self.message = message
        self.author = author
        self.madeAt = madeAt
        self.items = items
    }
}

/// `connection.commits`
public struct CommitRepository {
    let connection: any Connection
    private static let columns = "project, hash, branch, parent, message, author, made_at, items"

    /// Adds it and moves its branch to it, if the branch still stands at the commit's parent; false if not.
    public func add(_ commit: CommitReference) throws -> Bool {
        guard try head(of: commit.project, branch: commit.branch) == commit.parent else { return false }
        try connection.execute(
            "INSERT INTO commit_ref (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (project, hash) DO NOTHING",
            [
                .id(commit.project), .text(commit.hash), .text(commit.branch), .text(orNull: commit.parent),
                .text(commit.message), .text(commit.author), .time(commit.madeAt), .count(commit.items),
            ])
        try setHead(of: commit.project, branch: commit.branch, to: commit.hash)
        return true
    }

    public func head(of project: ProjectID, branch: String = "main") throws -> String? {
        try connection.first(
            "SELECT head FROM branch WHERE project = ? AND name = ?", [.id(project), .text(branch)]) { $0.text(0) }
    }

    public func setHead(of project: ProjectID, branch: String, to hash: String) throws {
        let upsert = connection.dialect.upsert(on: "project, name", set: ["head"])
        try connection.execute(
            "INSERT INTO branch (project, name, head) VALUES (?, ?, ?) \(upsert)", [.id(project), .text(branch), .text(hash)])
    }

    /// Name -> head.
    public func branches(of project: ProjectID) throws -> [(name: String, head: String)] {
        try connection.all("SELECT name, head FROM branch WHERE project = ? ORDER BY name", [.id(project)]) { ($0.text(0), $0.text(1)) }
    }

    /// The commits whose hash begins with `prefix`, at most two: more than one means the prefix is not enough.
    public func find(in project: ProjectID, prefix: String) throws -> [CommitReference] {
        try connection.all(
            "SELECT \(Self.columns) FROM commit_ref WHERE project = ? AND hash >= ? AND hash < ? ORDER BY hash LIMIT 2",
            [.id(project), .text(prefix), .text(prefix + "g")], Self.commit)
    }

    /// Newest first.
    public func all(of project: ProjectID, branch: String? = nil, limit: Int = 1000) throws -> [CommitReference] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM commit_ref WHERE project = ? AND branch = coalesce(?, branch)
            ORDER BY made_at DESC, hash LIMIT ?
            """, [.id(project), .text(orNull: branch), .count(limit)], Self.commit)
    }

    static func commit(_ row: any Row) throws -> CommitReference {
        CommitReference(
            project: row.id(0), hash: row.text(1), branch: row.text(2), parent: row.optionalText(3), message: row.text(4),
            author: row.text(5), madeAt: row.time(6), items: row.count(7))
    }
}

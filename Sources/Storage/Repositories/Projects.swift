import Records

/// One task definition and its items, as the list of projects knows it.
public struct Project: Sendable, Hashable {
    public var id: ProjectID
    public var slug: String
    public var objective: String
    public var media: Media
    /// Of the definition that counts now.
    public var version: Int
    public var madeAt: Timestamp
    public var archivedAt: Timestamp?

    public init(id: ProjectID, slug: String, objective: String, media: Media, version: Int, madeAt: Timestamp, archivedAt: Timestamp? = nil) {
        self.id = id
        self.slug = slug
        self.objective = objective
        self.media = media
        self.version = version
        self.madeAt = madeAt
        self.archivedAt = archivedAt
    }
}

/// A task definition as it was at one time: the file's text and what it said.
public struct DefinitionVersion: Sendable, Hashable {
    public var project: ProjectID
    /// Counts from 1.
    public var version: Int
    public var yaml: String
    public var definition: TaskDefinition
    public var guidelines: String
    /// Name of the actor, as in the audit chain.
    public var author: String
    public var madeAt: Timestamp

    public init(
        project: ProjectID, version: Int, yaml: String, definition: TaskDefinition, guidelines: String, author: String,
        madeAt: Timestamp
    ) {
        self.project = project
        self.version = version
        self.yaml = yaml
        self.definition = definition
        self.guidelines = guidelines
        self.author = author
        self.madeAt = madeAt
    }
}

/// `connection.projects`
public struct ProjectRepository {
    let connection: any Connection
    private static let columns = "id, slug, objective, media, version, made_at, archived_at"

    /// The project and its first definition. A slug that is taken is a `constraint` error.
    public func insert(_ project: ProjectID, _ first: DefinitionVersion) throws {
        let definition = first.definition
        try connection.execute(
            "INSERT INTO project (id, slug, objective, media, version, made_at) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .id(project), .text(definition.project), .text(definition.objective), .name(definition.media),
                .count(first.version), .time(first.madeAt),
            ])
        try insert(version: first)
    }

    /// Makes it the definition that counts. False, and nothing written, when `version` is not the next one: somebody
    /// else has changed it meanwhile.
    public func add(_ next: DefinitionVersion) throws -> Bool {
        let changed = try connection.execute(
            "UPDATE project SET version = ?, objective = ?, media = ? WHERE id = ? AND version = ?",
            [
                .count(next.version), .text(next.definition.objective), .name(next.definition.media), .id(next.project),
                .count(next.version - 1),
            ])
        guard changed == 1 else { return false }
        try insert(version: next)
        return true
    }

    private func insert(version: DefinitionVersion) throws {
        try connection.execute(
            """
            INSERT INTO definition_version (project, version, yaml, definition, guidelines, author, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .id(version.project), .count(version.version), .text(version.yaml),
                try JSONColumn.text(encoding: version.definition), .text(version.guidelines), .text(version.author),
                .time(version.madeAt),
            ])
    }

    public func find(_ id: ProjectID) throws -> Project? {
        try connection.first("SELECT \(Self.columns) FROM project WHERE id = ?", [.id(id)], Self.project)
    }

    public func find(slug: String) throws -> Project? {
        try connection.first("SELECT \(Self.columns) FROM project WHERE slug = ?", [.text(slug)], Self.project)
    }

    /// By slug; archived ones too.
    public func all() throws -> [Project] {
        try connection.all("SELECT \(Self.columns) FROM project ORDER BY slug", [], Self.project)
    }

    /// The definition that counts now, or the one of a version.
    public func definition(of project: ProjectID, version: Int? = nil) throws -> DefinitionVersion? {
        try connection.first(
            """
            SELECT d.project, d.version, d.yaml, d.definition, d.guidelines, d.author, d.made_at
            FROM definition_version d JOIN project p ON p.id = d.project
            WHERE d.project = ? AND d.version = coalesce(?, p.version)
            """, [.id(project), .count(version)]
        ) { row in
            DefinitionVersion(
                project: row.id(0), version: row.count(1), yaml: row.text(2), definition: try JSONColumn.value(row, 3),
                guidelines: row.text(4), author: row.text(5), madeAt: row.time(6))
        }
    }

    public func setArchived(_ project: ProjectID, at time: Timestamp?) throws {
        try connection.execute("UPDATE project SET archived_at = ? WHERE id = ?", [.time(time), .id(project)])
    }

    static func project(_ row: any Row) throws -> Project {
        Project(
            id: row.id(0), slug: row.text(1), objective: row.text(2), media: try row.named(3), version: row.count(4),
            madeAt: row.time(5), archivedAt: row.optionalTime(6))
    }
}

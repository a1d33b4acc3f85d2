import Records

/// Where a project's items come from. `connection.sources`
public struct SourceRepository {
    let connection: any Connection
    private static let columns = "id, project, name, kind, licence, attribution, origin, settings"

    /// Adds it, or updates the one of that name; the id it has in the store.
    @discardableResult
    public func save(_ source: Source) throws -> SourceID {
        let upsert = connection.dialect.upsert(
            on: "project, name", set: ["kind", "licence", "attribution", "origin", "settings"])
        try connection.execute(
            """
            INSERT INTO source (id, project, name, kind, licence, attribution, origin, settings)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) \(upsert)
            """,
            [
                .id(source.id), .id(source.project), .text(source.name), .text(source.kind),
                .text(orNull: source.licence?.name), .text(orNull: source.attribution), .text(source.origin),
                JSONColumn.text(source.settings),
            ])
        return try find(project: source.project, name: source.name)?.id ?? source.id
    }

    public func find(_ id: SourceID) throws -> Source? {
        try connection.first("SELECT \(Self.columns) FROM source WHERE id = ?", [.id(id)], Self.source)
    }

    public func find(project: ProjectID, name: String) throws -> Source? {
        try connection.first(
            "SELECT \(Self.columns) FROM source WHERE project = ? AND name = ?", [.id(project), .text(name)], Self.source)
    }

    /// In the order in which they were added.
    public func all(of project: ProjectID) throws -> [Source] {
        try connection.all("SELECT \(Self.columns) FROM source WHERE project = ? ORDER BY id", [.id(project)], Self.source)
    }

    static func source(_ row: any Row) throws -> Source {
        Source(
            id: row.id(0), project: row.id(1), name: row.text(2), kind: row.text(3),
            licence: row.optionalText(4).flatMap { Licence($0) }, attribution: row.optionalText(5), origin: row.text(6),
            settings: try JSONColumn.object(row, 7))
    }
}

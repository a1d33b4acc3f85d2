import Records

/// A trained model of a project, its weights in the blob store.
public struct StoredModel: Sendable, Hashable {
    public var id: ModelID
    public var project: ProjectID
    public var question: String
    public var name: String
    public var version: String
    /// Digest of the weights.
    public var blob: String?
    public var settings: JSONObject
    public var report: JSONObject
    public var madeAt: Timestamp

    public init(
        id: ModelID, project: ProjectID, question: String, name: String, version: String, blob: String? = nil,
        settings: JSONObject = [:], report: JSONObject = [:], madeAt: Timestamp
    ) {
        self.id = id
        self.project = project
        self.question = question
        self.name = name
        self.version = version
        self.blob = blob
        self.settings = settings
        self.report = report
        self.madeAt = madeAt
    }
}

/// `connection.models`
public struct ModelRepository {
    let connection: any Connection
    private static let columns = "id, project, question, name, version, blob, settings, report, made_at"

    public func insert(_ model: StoredModel) throws {
        try connection.execute(
            "INSERT INTO model (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(model.id), .id(model.project), .text(model.question), .text(model.name), .text(model.version),
                .text(orNull: model.blob), JSONColumn.text(model.settings), JSONColumn.text(model.report), .time(model.madeAt),
            ])
    }

    public func latest(of project: ProjectID, question: String, name: String? = nil) throws -> StoredModel? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM model WHERE project = ? AND question = ? AND name = coalesce(?, name)
            ORDER BY id DESC LIMIT 1
            """, [.id(project), .text(question), .text(orNull: name)], Self.model)
    }

    /// Newest first.
    public func all(of project: ProjectID) throws -> [StoredModel] {
        try connection.all("SELECT \(Self.columns) FROM model WHERE project = ? ORDER BY id DESC", [.id(project)], Self.model)
    }

    static func model(_ row: any Row) throws -> StoredModel {
        StoredModel(
            id: row.id(0), project: row.id(1), question: row.text(2), name: row.text(3), version: row.text(4),
            blob: row.optionalText(5), settings: try JSONColumn.object(row, 6), report: try JSONColumn.object(row, 7),
            madeAt: row.time(8))
    }
}

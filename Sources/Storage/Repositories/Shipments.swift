import Records

/// Tags shipments' ids; they are named nowhere but here and in the interface.
public enum ShipmentKind {}
public typealias ShipmentID = EntityID<ShipmentKind>

/// A commit written out in a format.
public struct Shipment: Sendable, Hashable {
    public struct File: Sendable, Hashable, Codable {
        public var name: String
        public var size: Int64
        public var sha256: String
        public init(name: String, size: Int64, sha256: String) {
            self.name = name
            self.size = size
            self.sha256 = sha256
        }
    }

    public var id: ShipmentID
    public var project: ProjectID
    public var commit: String
    public var format: String
    public var settings: JSONObject
    public var files: [File]
    public var author: String
    public var madeAt: Timestamp

    public init(
        id: ShipmentID, project: ProjectID, commit: String, format: String, settings: JSONObject = [:], files: [File],
        author: String, madeAt: Timestamp
    ) {
        self.id = id
        self.project = project
        self.commit = commit
        self.format = format
        self.settings = settings
        self.files = files
        self.author = author
        self.madeAt = madeAt
    }
}

/// `connection.shipments`
public struct ShipmentRepository {
    let connection: any Connection
    private static let columns = "id, project, commit_hash, format, settings, files, author, made_at"

    public func insert(_ shipment: Shipment) throws {
        try connection.execute(
            "INSERT INTO shipment (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(shipment.id), .id(shipment.project), .text(shipment.commit), .text(shipment.format),
                JSONColumn.text(shipment.settings), try JSONColumn.text(encoding: shipment.files), .text(shipment.author),
                .time(shipment.madeAt),
            ])
    }

    public func find(_ id: ShipmentID) throws -> Shipment? {
        try connection.first("SELECT \(Self.columns) FROM shipment WHERE id = ?", [.id(id)], Self.shipment)
    }

    /// Newest first.
    public func all(of project: ProjectID) throws -> [Shipment] {
        try connection.all("SELECT \(Self.columns) FROM shipment WHERE project = ? ORDER BY id DESC", [.id(project)], Self.shipment)
    }

    static func shipment(_ row: any Row) throws -> Shipment {
        Shipment(
            id: row.id(0), project: row.id(1), commit: row.text(2), format: row.text(3), settings: try JSONColumn.object(row, 4),
            files: try JSONColumn.value(row, 5), author: row.text(6), madeAt: row.time(7))
    }
}

import Records
import Formats

/// A kind of source: turns a declaration into a stream of records, in batches, from any cursor it gave out before.
///
/// A collector knows nothing of the store: who calls it keeps the cursor with the batch in one transaction, skips
/// records whose key is known and unchanged, and keeps the findings.
///
///     let collector = try SourceCatalog.collector(for: declaration, in: context)
///     try collector.collect(from: nil) { batch in try store(batch) }
public protocol Collector: CatalogEntry {
    /// What `winnow.yaml` may say of such a source beside name, licence and attribution.
    static var settings: [SettingCard] { get }

    init(_ declaration: SourceDeclaration, in context: CollectingContext) throws

    /// Calls `body` with batches in the order of the source until it is read or `body` throws. `nil` starts afresh.
    func collect(from cursor: CollectCursor?, batchSize: Int, _ body: (CollectedBatch) throws -> Void) throws
}

extension Collector {
    public static var defaultBatchSize: Int { 1000 }

    public func collect(from cursor: CollectCursor? = nil, _ body: (CollectedBatch) throws -> Void) throws {
        try collect(from: cursor, batchSize: Self.defaultBatchSize, body)
    }
}

/// One setting of a kind of source, for help and documents.
public struct SettingCard: Sendable, Hashable {
    public var name: String
    public var isRequired: Bool
    /// One sentence without a full stop.
    public var about: String

    public init(_ name: String, isRequired: Bool = false, _ about: String) {
        self.name = name
        self.isRequired = isRequired
        self.about = about
    }
}

/// What a collector may reach of the outside.
public struct CollectingContext: Sendable {
    /// Relative paths of declarations are read from here.
    public var folder: String
    /// Opens a foreign database read-only; nil where there is no such door.
    public var openForeign: (@Sendable (_ path: String) throws -> any ForeignRows)?
    public var limits: ByteSource.Limits

    public init(folder: String, limits: ByteSource.Limits = ByteSource.Limits(), openForeign: (@Sendable (_ path: String) throws -> any ForeignRows)? = nil) {
        self.folder = folder
        self.openForeign = openForeign
        self.limits = limits
    }

    func resolve(_ path: String) -> String {
        if path.hasPrefix("/") || path == "-" || folder.isEmpty || folder == "." { return path }
        return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }
}

/// A foreign database, opened so that nothing in it can change. `Storage` has the real one.
public protocol ForeignRows {
    /// Runs one query; `body` gets column names and values of each row.
    func forEachRow(_ sql: String, _ body: ([String], [JSONValue]) throws -> Void) throws
}

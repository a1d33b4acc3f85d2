import Records
import Formats

/// A kind of source that gives pictures: as `Collector`, but its records have bytes of their own and answers with shapes.
public protocol ImageCollector: CatalogEntry {
    /// What `winnow.yaml` may say of such a source beside name, licence and attribution.
    static var settings: [SettingCard] { get }

    init(_ declaration: SourceDeclaration, questions: [Question], in context: ImageContext) throws

    /// Calls `body` with batches in the order of the source until it is read or `body` throws. `nil` starts afresh.
    func collect(from cursor: CollectCursor?, batchSize: Int, _ body: (CollectedImageBatch) throws -> Void) throws
}

extension ImageCollector {
    /// Pictures are large: fewer at a time than rows.
    public static var defaultBatchSize: Int { 100 }

    public func collect(from cursor: CollectCursor? = nil, _ body: (CollectedImageBatch) throws -> Void) throws {
        try collect(from: cursor, batchSize: Self.defaultBatchSize, body)
    }
}

/// What an image collector may reach of the outside.
public struct ImageContext: Sendable {
    /// Relative paths of declarations are read from here.
    public var folder: String
    /// Where the files lie that were uploaded for this source.
    public var uploads: String
    /// Archives are unpacked into a new folder below this one; who calls removes it once the pictures are stored. The
    /// paths of collected pictures lie in it.
    public var scratch: String
    public var limits: ArchiveLimits
    public var probe: SizeProbe?

    public init(folder: String, uploads: String = "", scratch: String, limits: ArchiveLimits = ArchiveLimits(), probe: SizeProbe? = nil) {
        self.folder = folder
        self.uploads = uploads
        self.scratch = scratch
        self.limits = limits
        self.probe = probe
    }
}

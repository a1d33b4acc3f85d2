import Formats
import Records

/// Pictures that people sent through the browser: a folder like any other, except that nobody names its path.
///
/// A single archive among the files is unpacked; annotation files sent along are read as `folder` reads them.
public struct UploadCollector: ImageCollector {
    public static let name = "upload"
    public static let summary = "Pictures, annotation files or one archive that people sent through the browser"
    public static let settings = FolderCollector.settings.filter { $0.name != "path" }

    private let folder: FolderCollector

    public init(_ declaration: SourceDeclaration, questions: [Question], in context: ImageContext) throws {
        var declaration = declaration
        declaration.settings["path"] = .string(try Self.path(in: context.uploads, source: declaration.name))
        folder = try FolderCollector(declaration, questions: questions, in: context)
    }

    private static func path(in uploads: String, source: String) throws -> String {
        let files = (try? FolderListing(uploads))?.paths ?? []
        guard let first = files.first else {
            throw CollectError.badSetting("kind", source: source, reason: "nothing was uploaded for it yet")
        }
        let whole = "\(uploads)/\(first)"
        return files.count == 1 && Archive.kind(of: whole) != nil ? whole : uploads
    }

    public func collect(from cursor: CollectCursor?, batchSize: Int, _ body: (CollectedImageBatch) throws -> Void) throws {
        try folder.collect(from: cursor, batchSize: batchSize, body)
    }
}

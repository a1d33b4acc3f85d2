import Records
import Formats

/// Text files: a folder with one record per file, or a file with one record per line.
///
/// Keys are paths relative to the folder, or line numbers. The first folder below becomes `metadata.folder`, so that
/// `known: {spam: folder}` takes labels from folders.
public struct TextsCollector: Collector {
    public static let name = "texts"
    public static let summary = "Text files: one record per file of a folder, or one per line of a file"
    public static let settings = [
        SettingCard("path", isRequired: true, "Folder or file to read, relative to `winnow.yaml`"),
        SettingCard("per", "`file` or `line`; default `file` for a folder and `line` for a single file"),
        SettingCard("extensions", "Endings of the files to read in a folder; default `txt`, `text`, `md`"),
        SettingCard("maximum-bytes", "Largest file to read; default 16 MiB"),
    ]

    private let source: String
    private let path: String
    private let settings: JSONObject
    private let known: [(question: String, field: String)]
    private let context: CollectingContext
    private let extensions: [String]

    public init(_ declaration: SourceDeclaration, in context: CollectingContext) throws {
        guard let path = declaration.settings["path"]?.string else { throw CollectError.missingSetting("path", source: declaration.name) }
        source = declaration.name
        self.path = path
        settings = declaration.settings
        known = declaration.known.sorted { $0.key < $1.key }.map { (question: $0.key, field: $0.value) }
        self.context = context
        extensions = settings["extensions"]?.array?.compactMap(\.string) ?? ["txt", "text", "md"]
        if let per = settings["per"], per.string != "file", per.string != "line" {
            throw CollectError.badSetting("per", source: source, reason: "`\(per.text())` is neither `file` nor `line`")
        }
    }

    public func collect(from cursor: CollectCursor?, batchSize: Int, _ body: (CollectedBatch) throws -> Void) throws {
        let listing = try FolderListing(context.resolve(path))
        let isFolder = listing.paths.count != 1 || listing.fullPath(listing.paths[0]) != context.resolve(path)
        let perLine = settings["per"]?.string.map { $0 == "line" } ?? !isFolder
        try withoutActuallyEscaping(body) { body in
            var builder = BatchBuilder(batchSize: batchSize, file: path, watchesKeys: false, body)
            if cursor == nil { note(listing, isFolder, &builder) }
            let wanted = isFolder ? listing.paths.filter(isWanted) : listing.paths
            let start = cursor ?? .start
            for relative in wanted where !relative.utf8.lexicographicallyPrecedes(start.file.utf8) {
                if perLine {
                    try collectLines(listing, relative, isFolder, from: relative == start.file ? start : .start, &builder)
                } else if relative != start.file {
                    collectFile(listing, relative, isFolder, &builder)
                    if builder.isFull { try builder.flush(CollectCursor(file: relative, offset: 0, line: 0, record: 0)) }
                }
            }
            try builder.flush(CollectCursor(file: wanted.last ?? "", offset: perLine ? .max : 0, line: 0, record: 0))
        }
    }

    private func isWanted(_ relative: String) -> Bool {
        guard let dot = relative.lastIndex(of: ".") else { return false }
        let unpacked = Compression.unpackedPath(relative)
        let ending = (unpacked == relative ? relative[relative.index(after: dot)...] : unpacked.lastIndex(of: ".").map { unpacked[unpacked.index(after: $0)...] } ?? "").lowercased()
        return extensions.contains(ending)
    }

    private func note(_ listing: FolderListing, _ isFolder: Bool, _ builder: inout BatchBuilder) {
        guard isFolder else { return }
        let others = listing.paths.filter { !isWanted($0) }
        if let first = others.first {
            builder.add([Finding(.note, "texts.files-left-out", "\(others.count) files have other endings and are not read, such as `\(first)`", at: Place(file: path),
                                 hint: "Name their endings with `extensions:`")])
        }
        if let first = listing.namesPassedOver.min() {
            builder.add([Finding(.error, "texts.names-left-out", "\(listing.namesPassedOver.count) names are not UTF-8 and are not read, such as `\(first)`", at: Place(file: path),
                                 hint: "Rename them, for example with `convmv -t utf8`")])
        }
        if listing.linksPassedOver > 0 {
            builder.add([Finding(.note, "texts.links-left-out", "\(listing.linksPassedOver) symbolic links are not followed", at: Place(file: path))])
        }
    }

    private func collectFile(_ listing: FolderListing, _ relative: String, _ isFolder: Bool, _ builder: inout BatchBuilder) {
        let shown = isFolder ? "\(path)/\(relative)" : path
        let maximum = settings["maximum-bytes"]?.int.map(Int.init) ?? TextFileReader.defaultMaximumBytes
        switch TextFileReader.read(path: listing.fullPath(relative), shownAs: shown, maximumBytes: maximum) {
        case .failure(let finding): builder.add([finding])
        case .success(let text): builder.add(record(key: relative, text, relative, Place(file: shown, record: relative)))
        }
    }

    private func collectLines(_ listing: FolderListing, _ relative: String, _ isFolder: Bool, from start: CollectCursor, _ builder: inout BatchBuilder) throws {
        guard start.offset != .max else { return }
        let shown = isFolder ? "\(path)/\(relative)" : path
        let bytes = try ByteSource(path: listing.fullPath(relative), shownAs: shown, limits: context.limits)
        let reader = try TextLinesReader(bytes, from: ReadPosition(offset: start.offset, line: start.line, record: start.record))
        while let raw = try reader.next() {
            let key = isFolder ? "\(relative):\(raw.line)" : String(raw.line)
            builder.add(record(key: key, raw.fields["text"]?.string ?? "", relative, Place(file: shown, line: raw.line, record: key)))
            builder.add(reader.takeFindings())
            let place = reader.position
            if builder.isFull { try builder.flush(CollectCursor(file: relative, offset: place.offset, line: place.line, record: place.record), progress: bytes.progress) }
        }
        builder.add(reader.takeFindings())
    }

    private func record(key: String, _ text: String, _ relative: String, _ place: Place) -> CollectedRecord {
        var record = CollectedRecord(key: key, fields: ["text": .string(text)], place: place)
        if let slash = relative.firstIndex(of: "/") { record.metadata["folder"] = .string(String(relative[..<slash])) }
        for (question, field) in known {
            if let value = record.metadata[field]?.string { record.known[question] = value }
            record.metadata[field] = nil
        }
        return record
    }
}

import Records
import Formats

/// Rows of a CSV, TSV, JSON or JSON-lines file, plain, gzip or zstd: one record per row.
public struct TableCollector: Collector {
    public static let name = "table"
    public static let summary = "Rows of a CSV, TSV, JSON or JSON-lines file, with a mapping of columns"
    public static let settings = [
        SettingCard("path", isRequired: true, "File to read, relative to `winnow.yaml`; gzip and zstd are seen by their first bytes; `-` is standard input"),
        SettingCard("format", "`csv`, `tsv`, `json`, `jsonl` or `lines`; the path's extension decides otherwise"),
        SettingCard("columns", "Field names and the columns they come from, by number from 0 or by name; all columns otherwise"),
        SettingCard("key", "Field that names each record; row numbers otherwise"),
        SettingCard("metadata", "Fields kept as metadata instead of content"),
        SettingCard("header", "`true` when the first row names the columns; default `true` unless all columns are given by number"),
        SettingCard("quotes", "`true` when a TSV file uses quotes as CSV does; default `false`"),
        SettingCard("delimiter", "One character between cells; default `,`, or a tab for TSV"),
        SettingCard("list", "Key of the list in a JSON file; the first list otherwise"),
    ]

    private let source: String
    private let path: String
    /// As people wrote it: shown in findings.
    private let format: String
    private let mapping: ColumnMapping
    private let settings: JSONObject
    private let context: CollectingContext

    public init(_ declaration: SourceDeclaration, in context: CollectingContext) throws {
        guard let path = declaration.settings["path"]?.string else { throw CollectError.missingSetting("path", source: declaration.name) }
        source = declaration.name
        self.path = path
        settings = declaration.settings
        self.context = context
        mapping = try ColumnMapping(declaration)
        format = try settings["format"]?.string ?? FormatCatalog.card(forPath: path)?.name ?? { throw FormatError.unknownFormat("no known extension", file: path) }()
    }

    public func collect(from cursor: CollectCursor?, batchSize: Int, _ body: (CollectedBatch) throws -> Void) throws {
        try withoutActuallyEscaping(body) { body in
            let start = cursor ?? .start
            let opened = try open(ReadPosition(offset: start.offset, line: start.line, record: start.record))
            var builder = BatchBuilder(batchSize: batchSize, file: path, watchesKeys: mapping.key != nil, body)
            if cursor == nil { builder.add(opened.findings) }
            let reader = opened.reader
            while let raw = try reader.next() {
                try add(raw, opened, to: &builder)
                builder.add(reader.takeFindings())
                if builder.isFull { try builder.flush(Self.cursor(reader), progress: reader.source.progress) }
            }
            builder.add(reader.takeFindings())
            try builder.flush(Self.cursor(reader), progress: reader.source.progress)
        }
    }

    private static func cursor(_ reader: any RecordReader) -> CollectCursor {
        let position = reader.position
        return CollectCursor(offset: position.offset, line: position.line, record: position.record)
    }

    private func add(_ raw: RawRecord, _ opened: Opened, to builder: inout BatchBuilder) throws {
        let place = Place(file: path, line: raw.line)
        guard let fields = opened.isMapped ? raw.fields : mapped(raw.fields, place, &builder) else { return }
        switch mapping.record(fields, number: raw.number, place: place) {
        case .success(let record): builder.add(record)
        case .failure(let finding): builder.add([finding])
        }
    }

    /// JSON records: each has its own keys, so columns are looked up record by record.
    private func mapped(_ fields: JSONObject, _ place: Place, _ builder: inout BatchBuilder) -> JSONObject? {
        guard let columns = mapping.columns else { return fields }
        var result = JSONObject()
        for (field, column) in columns {
            let value: JSONValue? = switch column {
            case .name(let name): fields[name] ?? JSONPath.value(name, in: fields)
            case .number(let number): number < fields.count ? fields.members[number].value : nil
            }
            guard let value else {
                // A record may lack a known answer or metadata; a missing key is reported as that.
                if mapping.named.contains(field) { continue }
                builder.add([Finding(.error, "source.no-such-field", "the record has nothing for field `\(field)`", at: place)])
                return nil
            }
            result[field] = value
        }
        return result
    }

    // MARK: Opening

    private struct Opened {
        var reader: any RecordReader
        /// The reader already gives fields under their mapped names.
        var isMapped: Bool
        var findings: [Finding] = []
    }

    private func open(_ position: ReadPosition) throws -> Opened {
        let bytes = try ByteSource(path: context.resolve(path), shownAs: path, limits: context.limits)
        switch format {
        case "csv", "tsv": return try openTable(bytes, position)
        case "jsonl": return Opened(reader: try JSONLinesReader(bytes, from: position), isMapped: mapping.columns == nil)
        case "json": return Opened(reader: try JSONListReader(bytes, key: settings["list"]?.string, from: position), isMapped: mapping.columns == nil)
        case "lines", "text": return Opened(reader: try TextLinesReader(bytes, from: position), isMapped: mapping.columns == nil)
        default: throw FormatError.unknownFormat(format, file: path)
        }
    }

    private func openTable(_ bytes: ByteSource, _ position: ReadPosition) throws -> Opened {
        let hasHeader = settings["header"]?.bool ?? !mapping.isAllNumbers
        let reader = try CSVReader(bytes, dialect: try dialect(), header: hasHeader ? .firstRow : .none, from: position)
        var findings: [Finding] = []
        if let columns = mapping.columns {
            reader.selection = try columns.map { (name: $0.field, column: try number(of: $0.column, in: reader.columns)) }
            let used = Set(reader.selection.map(\.column))
            let left = reader.columns.indices.filter { !used.contains($0) }.map { "`\(reader.columns[$0])`" }
            if !left.isEmpty {
                findings.append(Finding(.note, "table.columns-left-out", "columns not named in `columns:` are not read: \(left.prefix(20).joined(separator: ", "))", at: Place(file: path)))
            }
        }
        let names = reader.selection.map(\.name)
        if let unknown = mapping.unknownNames(among: names), !reader.columns.isEmpty {
            throw FormatError.noSuchColumn(unknown, file: path, known: names)
        }
        return Opened(reader: reader, isMapped: true, findings: findings)
    }

    private func number(of column: ColumnMapping.ColumnName, in columns: [String]) throws -> Int {
        switch column {
        case .number(let number):
            guard number < columns.count || columns.isEmpty else { throw FormatError.noSuchColumn(String(number), file: path, known: columns) }
            return number
        case .name(let name):
            guard let place = columns.firstIndex(of: name) else { throw FormatError.noSuchColumn(name, file: path, known: columns) }
            return place
        }
    }

    private func dialect() throws -> CSVDialect {
        var dialect = format == "tsv" ? CSVDialect.tsv : .csv
        if let text = settings["delimiter"]?.string {
            guard text.utf8.count == 1, let byte = text.utf8.first, byte != 10, byte != 13, byte != 0x22 else {
                throw CollectError.badSetting("delimiter", source: source, reason: "`\(text)` is not one ASCII character")
            }
            dialect.delimiter = byte
        }
        if let quotes = settings["quotes"]?.bool { dialect.quote = quotes ? 0x22 : nil }
        return dialect
    }
}

/// `a.b.0`: members and elements below one another.
enum JSONPath {
    static func value(_ path: String, in object: JSONObject) -> JSONValue? {
        var value = JSONValue.object(object)
        for part in path.split(separator: ".", omittingEmptySubsequences: false) {
            let next = Int(part).flatMap { value[$0] } ?? value[String(part)]
            guard let next else { return nil }
            value = next
        }
        return value
    }
}

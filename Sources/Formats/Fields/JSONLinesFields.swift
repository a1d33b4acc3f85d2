import Records

/// A few fields of each object of a file of JSON lines.
///
/// Flat objects are cut without being parsed; every other line goes through the strict parser, with the same outcome.
public final class JSONLinesFields: FieldReader {
    private let lines: JSONLinesReader
    private let fields: [[UInt8]]
    private let names: [String]
    private var flat = FlatJSON()
    /// The line of a flat object, valid until the next one is asked for.
    private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Place of each field asked for in `flat.members`; -1 where there is none.
    private var places: [Int]
    /// Texts of the fields of a line that was parsed; nil for a flat one.
    private var parsed: [String?]?
    public private(set) var known: [String] = []
    private var hasNames = false

    public init(_ source: ByteSource, fields: [String]) throws {
        lines = try JSONLinesReader(source)
        names = fields
        self.fields = fields.map { Array($0.utf8) }
        places = fields.map { _ in -1 }
    }

    public func next() throws -> Bool {
        guard let found = try lines.nextLine({ UTF8Check.firstFault(in: $0) == nil && flat.read($0) }) else { return false }
        switch found {
        case .taken(let bytes):
            self.bytes = bytes
            parsed = nil
            find()
        case .parsed(let record):
            parsed = names.map { FieldText.of(record.fields[$0]) }
            if !hasNames { known = record.fields.members.map(\.key) }
        }
        hasNames = true
        return true
    }

    public func withField<Result>(_ place: Int, _ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows -> Result {
        if let parsed {
            guard var text = parsed[place] else { return try body(nil) }
            return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
        }
        guard places[place] >= 0, !flat.members[places[place]].isNull else { return try body(nil) }
        return try body(UnsafeRawBufferPointer(rebasing: bytes[flat.members[places[place]].value]))
    }

    public var line: Int { lines.line }
    public var source: ByteSource { lines.source }
    public func takeFindings() -> [Finding] { lines.takeFindings() }

    private func find() {
        for field in fields.indices {
            places[field] = flat.members.firstIndex { bytes[$0.key].elementsEqual(fields[field]) } ?? -1
        }
        if !hasNames { known = flat.members.map { String(decoding: bytes[$0.key], as: UTF8.self) } }
    }
}

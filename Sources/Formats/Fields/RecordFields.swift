import Records

/// A few fields of the records of any reader: for formats without a faster way.
public final class RecordFields: FieldReader {
    private let reader: any RecordReader
    private let names: [String]
    private var texts: [String?]
    public private(set) var known: [String] = []
    public private(set) var line = 0
    private var hasNames = false

    public init(_ reader: any RecordReader, fields: [String]) {
        self.reader = reader
        names = fields
        texts = fields.map { _ in nil }
    }

    public func next() throws -> Bool {
        guard let record = try reader.next() else { return false }
        texts = names.map { FieldText.of(record.fields[$0]) }
        line = record.line
        if !hasNames { known = record.fields.members.map(\.key) }
        hasNames = true
        return true
    }

    public func withField<Result>(_ place: Int, _ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows -> Result {
        guard var text = texts[place] else { return try body(nil) }
        return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
    }

    public var source: ByteSource { reader.source }
    public func takeFindings() -> [Finding] { reader.takeFindings() }
}

/// What a field of any kind is as text.
enum FieldText {
    static func of(_ value: JSONValue?) -> String? {
        guard let value, !value.isNull else { return nil }
        return value.string ?? value.text(sorted: false)
    }
}

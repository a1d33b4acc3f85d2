/// Reads Thrift's compact protocol, as Parquet's footer and page headers are written: field by field, unknown ones skipped.
///
///     var last = 0
///     while let field = try reader.field(after: &last) {
///         switch field.id { case 1: rows = try reader.int(field); default: try reader.skip(field.kind) }
///     }
///
/// Every length is held against the bytes that are there, nesting against `maximumDepth`.
/// Layout: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
struct ThriftReader {
    enum Kind: UInt8 { case yes = 1, no, byte, int16, int32, int64, double, binary, list, set, map, structure }
    struct Field { var id: Int; var kind: Kind }

    static let maximumDepth = 32
    private let bytes: [UInt8]
    private let file: String
    /// Where `bytes` begin in the file.
    private let base: Int64
    private let what: String
    private(set) var place = 0

    init(_ bytes: [UInt8], at base: Int64, file: String, what: String) {
        self.bytes = bytes
        self.base = base
        self.file = file
        self.what = what
    }

    var offset: Int64 { base + Int64(place) }

    func broken(_ reason: String) -> ParquetError { .broken(file, offset: offset, reason: reason) }

    /// nil at the end of the structure.
    mutating func field(after last: inout Int) throws(ParquetError) -> Field? {
        let head = try byte()
        guard head != 0 else { return nil }
        guard let kind = Kind(rawValue: head & 15) else { throw broken("a field has type \(head & 15), which there is not") }
        let id = head >> 4 == 0 ? Int(truncatingIfNeeded: try zigzag()) : last + Int(head >> 4)
        guard (0...32767).contains(id) else { throw broken("a field has number \(id)") }
        last = id
        return Field(id: id, kind: kind)
    }

    mutating func int(_ field: Field) throws(ParquetError) -> Int64 { try int(field.kind) }

    mutating func int(_ kind: Kind) throws(ParquetError) -> Int64 {
        switch kind {
        case .byte: return Int64(Int8(bitPattern: try byte()))
        case .int16, .int32, .int64: return try zigzag()
        default: throw broken("a number is needed where there is none")
        }
    }

    mutating func bool(_ field: Field) throws(ParquetError) -> Bool {
        guard field.kind == .yes || field.kind == .no else { throw broken("yes or no is needed where there is neither") }
        return field.kind == .yes
    }

    mutating func text(_ field: Field) throws(ParquetError) -> String { try text(field.kind) }

    mutating func text(_ kind: Kind) throws(ParquetError) -> String {
        guard kind == .binary else { throw broken("text is needed where there is none") }
        let length = try length()
        defer { place += length }
        return String(decoding: bytes[place..<(place + length)], as: UTF8.self)
    }

    /// How many elements a list has, and of which kind; each takes a byte or more.
    mutating func list(_ field: Field) throws(ParquetError) -> (kind: Kind, count: Int) {
        guard field.kind == .list || field.kind == .set else { throw broken("a list is needed where there is none") }
        return try listHead()
    }

    mutating func expect(_ kind: Kind, _ wanted: Kind) throws(ParquetError) {
        guard kind == wanted else { throw broken("an element of another kind is needed here") }
    }

    /// Passes over one value.
    mutating func skip(_ kind: Kind, depth: Int = 0) throws(ParquetError) {
        guard depth < Self.maximumDepth else { throw broken("values are nested deeper than \(Self.maximumDepth)") }
        switch kind {
        case .yes, .no: break
        case .byte: place += 1
        case .int16, .int32, .int64: _ = try varint()
        case .double: place += 8
        case .binary: place += try length()
        case .list, .set:
            let (element, count) = try listHead()
            for _ in 0..<count { try skipElement(element, depth) }
        case .map: try skipMap(depth)
        case .structure:
            var last = 0
            while let field = try field(after: &last) { try skip(field.kind, depth: depth + 1) }
        }
        guard place <= bytes.count else { throw .truncated(file, offset: base + Int64(bytes.count), what: what) }
    }

    /// In a list yes and no take a byte of their own.
    private mutating func skipElement(_ kind: Kind, _ depth: Int) throws(ParquetError) {
        if kind == .yes || kind == .no { _ = try byte() } else { try skip(kind, depth: depth + 1) }
    }

    private mutating func skipMap(_ depth: Int) throws(ParquetError) {
        let count = try length()
        guard count > 0 else { return }
        let kinds = try byte()
        guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 15) else { throw broken("a map is of kinds that there are not") }
        for _ in 0..<count {
            try skipElement(key, depth)
            try skipElement(value, depth)
        }
    }

    private mutating func listHead() throws(ParquetError) -> (kind: Kind, count: Int) {
        let head = try byte()
        guard let kind = Kind(rawValue: head & 15) else { throw broken("a list is of type \(head & 15), which there is not") }
        return (kind, try head >> 4 == 15 ? length() : bounded(UInt64(head >> 4)))
    }

    /// The number first: as an argument it would be held against the bytes in front of it, its own among them.
    private mutating func length() throws(ParquetError) -> Int {
        let value = try varint()
        return try bounded(value)
    }

    private func bounded(_ value: UInt64) throws(ParquetError) -> Int {
        guard value <= UInt64(bytes.count - place) else { throw .truncated(file, offset: base + Int64(bytes.count), what: what) }
        return Int(value)
    }

    private mutating func byte() throws(ParquetError) -> UInt8 {
        guard place < bytes.count else { throw .truncated(file, offset: base + Int64(bytes.count), what: what) }
        place += 1
        return bytes[place - 1]
    }

    private mutating func zigzag() throws(ParquetError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
    }

    private mutating func varint() throws(ParquetError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw broken("a number has more than ten bytes") }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }
}

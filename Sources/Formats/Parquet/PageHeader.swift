/// What stands in front of each page.
struct PageHeader {
    enum Kind: Int { case data, index, dictionary, dataV2 }

    var kind = -1
    var unpackedBytes = 0
    var packedBytes = 0
    var checksum: UInt32?
    var values = 0
    var encoding = 0
    /// Of version 1: how levels are written.
    var definitionEncoding = 3
    var repetitionEncoding = 3
    /// Of version 2: levels stand unpacked in front.
    var definitionBytes = 0
    var repetitionBytes = 0
    var isPacked = true
    /// Of the header itself.
    var length = 0

    /// Headers are small but for statistics, which may hold whole texts: reads more where it must.
    init(_ bytes: ParquetBytes, at offset: Int64, limit: Int64) throws(ParquetError) {
        for size in [1 << 10, 1 << 16] {
            if let header = try? PageHeader(parsing: bytes, at: offset, Int(min(limit, Int64(size)))) {
                self = header
                return
            }
        }
        try self.init(parsing: bytes, at: offset, Int(min(limit, 16 << 20)))
    }

    private init(parsing bytes: ParquetBytes, at offset: Int64, _ limit: Int) throws(ParquetError) {
        var reader = ThriftReader(try bytes.upTo(limit, at: offset), at: offset, file: bytes.name, what: "a page's header")
        var last = 0
        while let field = try reader.field(after: &last) {
            switch field.id {
            case 1: kind = Int(truncatingIfNeeded: try reader.int(field))
            case 2: unpackedBytes = Int(truncatingIfNeeded: try reader.int(field))
            case 3: packedBytes = Int(truncatingIfNeeded: try reader.int(field))
            case 4: checksum = UInt32(truncatingIfNeeded: try reader.int(field))
            case 5, 7, 8:
                try reader.expect(field.kind, .structure)
                try readKind(field.id, &reader)
            default: try reader.skip(field.kind)
            }
        }
        length = reader.place
        let isSound = unpackedBytes >= 0 && packedBytes >= 0 && values >= 0 && definitionBytes >= 0 && repetitionBytes >= 0
        guard isSound else { throw reader.broken("a page has lengths below zero") }
    }

    /// The parts common to the three kinds of page have the numbers 1 and 2 or 4.
    private mutating func readKind(_ kind: Int, _ reader: inout ThriftReader) throws(ParquetError) {
        var last = 0
        while let field = try reader.field(after: &last) {
            switch (kind, field.id) {
            case (_, 1): values = Int(truncatingIfNeeded: try reader.int(field))
            case (5, 2), (7, 2), (8, 4): encoding = Int(truncatingIfNeeded: try reader.int(field))
            case (5, 3): definitionEncoding = Int(truncatingIfNeeded: try reader.int(field))
            case (5, 4): repetitionEncoding = Int(truncatingIfNeeded: try reader.int(field))
            case (8, 5): definitionBytes = Int(truncatingIfNeeded: try reader.int(field))
            case (8, 6): repetitionBytes = Int(truncatingIfNeeded: try reader.int(field))
            case (8, 7): isPacked = try reader.bool(field)
            default: try reader.skip(field.kind)
            }
        }
    }
}

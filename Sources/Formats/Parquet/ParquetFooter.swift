/// What the end of a Parquet file says: columns, where their pieces are, and free texts by key.
struct ParquetFooter {
    /// One column of one row group.
    struct Chunk: Equatable {
        var storage = 0
        var codec = 0
        var values: Int64 = 0
        var packedBytes: Int64 = 0
        var unpackedBytes: Int64 = 0
        var dataOffset: Int64 = 0
        var dictionaryOffset: Int64?
        var isElsewhere = false
        var hasMetadata = false

        /// Some writers give 0 for no dictionary.
        var start: Int64 { dictionaryOffset.map { $0 > 0 && $0 < dataOffset ? $0 : dataOffset } ?? dataOffset }
    }

    struct Group { var rows: Int64 = 0; var chunks: [Chunk] = [] }

    /// Beyond these a footer is not worth its memory.
    static let maximumBytes = 64 << 20
    static let maximumElements = 100_000
    var rows: Int64 = 0
    var schema: ParquetSchema
    var groups: [Group] = []
    var metadata: [(key: String, value: String)] = []
    var createdBy = ""

    init(_ bytes: ParquetBytes) throws(ParquetError) {
        let magic = Array("PAR1".utf8)
        guard bytes.count >= 12, try bytes.read(at: 0, count: 4, "the beginning") == magic else {
            if bytes.count >= 12, try bytes.read(at: 0, count: 4, "the beginning") == Array("PARE".utf8) { throw .encrypted(bytes.name) }
            throw .notParquet(bytes.name)
        }
        let tail = try bytes.read(at: bytes.count - 8, count: 8, "the end")
        guard Array(tail[4...]) == magic else { throw .notParquet(bytes.name) }
        let length = Int64(tail[0]) | Int64(tail[1]) << 8 | Int64(tail[2]) << 16 | Int64(tail[3]) << 24
        guard length <= bytes.count - 12 else { throw .broken(bytes.name, offset: bytes.count - 8, reason: "the footer says to be \(length) bytes long, and the file is \(bytes.count)") }
        guard length <= Self.maximumBytes else { throw .tooLarge(bytes.name, offset: bytes.count - 8, what: "the footer", limit: Self.maximumBytes) }
        let start = bytes.count - 8 - length
        var reader = ThriftReader(try bytes.read(at: start, count: Int(length), "the footer"), at: start, file: bytes.name, what: "the footer")
        schema = ParquetSchema(columns: [])
        try read(&reader, bytes.name)
        try check(bytes)
    }

    private mutating func read(_ reader: inout ThriftReader, _ file: String) throws(ParquetError) {
        var elements: [SchemaElement] = []
        var last = 0
        while let field = try reader.field(after: &last) {
            switch field.id {
            case 2:
                let (kind, count) = try reader.list(field)
                try reader.expect(kind, .structure)
                guard count <= Self.maximumElements else { throw reader.broken("the schema has \(count) elements") }
                for _ in 0..<count { elements.append(try SchemaElement(&reader)) }
                schema = try ParquetSchema(elements, file: file, at: reader.offset)
            case 3: rows = try reader.int(field)
            case 4:
                let (kind, count) = try reader.list(field)
                try reader.expect(kind, .structure)
                let columns = schema.leaves.count
                for _ in 0..<count { groups.append(try Self.group(&reader, columns)) }
            case 5:
                let (kind, count) = try reader.list(field)
                try reader.expect(kind, .structure)
                guard count <= Self.maximumElements else { throw reader.broken("there are \(count) free texts") }
                for _ in 0..<count { metadata.append(try Self.pair(&reader)) }
            case 6: createdBy = try reader.text(field)
            default: try reader.skip(field.kind)
            }
        }
    }

    private static func pair(_ reader: inout ThriftReader) throws(ParquetError) -> (key: String, value: String) {
        var pair = (key: "", value: "")
        var last = 0
        while let field = try reader.field(after: &last) {
            switch field.id {
            case 1: pair.key = try reader.text(field)
            case 2: pair.value = try reader.text(field)
            default: try reader.skip(field.kind)
            }
        }
        return pair
    }

    private static func group(_ reader: inout ThriftReader, _ columns: Int) throws(ParquetError) -> Group {
        var group = Group()
        var last = 0
        while let field = try reader.field(after: &last) {
            switch field.id {
            case 1:
                let (kind, count) = try reader.list(field)
                try reader.expect(kind, .structure)
                guard count == columns else { throw reader.broken("a row group has \(count) columns, and the schema \(columns)") }
                for _ in 0..<count { group.chunks.append(try chunk(&reader)) }
            case 3: group.rows = try reader.int(field)
            default: try reader.skip(field.kind)
            }
        }
        return group
    }

    private static func chunk(_ reader: inout ThriftReader) throws(ParquetError) -> Chunk {
        var chunk = Chunk()
        var last = 0
        while let field = try reader.field(after: &last) {
            switch field.id {
            case 1:
                chunk.isElsewhere = true
                try reader.skip(field.kind)
            case 3:
                try reader.expect(field.kind, .structure)
                chunk.hasMetadata = true
                try readMetadata(&chunk, &reader)
            default: try reader.skip(field.kind)
            }
        }
        guard chunk.hasMetadata else { throw reader.broken("a column has no description") }
        return chunk
    }

    private static func readMetadata(_ chunk: inout Chunk, _ reader: inout ThriftReader) throws(ParquetError) {
        var last = 0
        while let field = try reader.field(after: &last) {
            switch field.id {
            case 1: chunk.storage = Int(truncatingIfNeeded: try reader.int(field))
            case 4: chunk.codec = Int(truncatingIfNeeded: try reader.int(field))
            case 5: chunk.values = try reader.int(field)
            case 6: chunk.unpackedBytes = try reader.int(field)
            case 7: chunk.packedBytes = try reader.int(field)
            case 9: chunk.dataOffset = try reader.int(field)
            case 11: chunk.dictionaryOffset = try reader.int(field)
            default: try reader.skip(field.kind)
            }
        }
    }

    /// Holds what the row groups say against schema and file.
    private func check(_ bytes: ParquetBytes) throws(ParquetError) {
        let leaves = schema.leaves
        var total: Int64 = 0
        func broken(_ reason: String) -> ParquetError { .broken(bytes.name, offset: bytes.count - 8, reason: reason) }
        for (number, group) in groups.enumerated() {
            guard group.rows >= 0, group.chunks.count == leaves.count else { throw broken("row group \(number) has \(group.chunks.count) columns and \(group.rows) rows, and the schema \(leaves.count) columns") }
            let (sum, isTooLarge) = total.addingReportingOverflow(group.rows)
            guard !isTooLarge else { throw broken("the row groups have more rows than can be counted") }
            total = sum
            for (chunk, leaf) in zip(group.chunks, leaves) {
                let name = leaf.node.name
                guard chunk.hasMetadata, !chunk.isElsewhere else { throw .unsupported(bytes.name, offset: bytes.count - 8, what: "a column in another file (`\(name)`)") }
                guard chunk.storage == leaf.leaf.storage.rawValue, chunk.values >= 0 else { throw broken("column `\(name)` is of another type in row group \(number) than in the schema") }
                if chunk.values == 0 { continue }
                guard chunk.start >= 4, chunk.start < bytes.count, chunk.packedBytes >= 0, chunk.packedBytes <= bytes.count - chunk.start else {
                    throw broken("column `\(name)` of row group \(number) lies outside the file (byte \(chunk.start), \(chunk.packedBytes) bytes)")
                }
            }
        }
        guard rows == total else { throw broken("the footer says \(rows) rows and its row groups \(total)") }
    }
}

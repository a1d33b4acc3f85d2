/// Writes rows into a Parquet file: row groups of bounded size, pages of version 1, values plain or by dictionary, whichever
/// is shorter. The same rows give the same bytes.
///
///     let writer = ParquetWriter(sink, columns: [ParquetColumn("key", .text, isOptional: false), ParquetColumn("tags", listOf: .text)])
///     try writer.write([.text("a"), .list([.text("x"), .null])])
///     try writer.finish(metadata: [("huggingface", features)])
///
/// Memory is one row group: at most `rowsPerGroup` rows and about `bytesPerGroup` bytes.
public final class ParquetWriter {
    public static let creator = "winnow"
    private let sink: ByteSink
    private let schema: ParquetSchema
    private let codec: PageCodec
    private let rowsPerGroup: Int
    private let bytesPerGroup: Int
    private var columns: [ColumnPages]
    private var groups: [(chunks: [WrittenChunk], rows: Int)] = []
    private var rowsInGroup = 0
    private var rows: Int64 = 0
    private var offset: Int64 = 0

    /// Where a column's pages went.
    private struct WrittenChunk {
        var start: Int64
        var dataOffset: Int64
        var usesDictionary: Bool
        var entries: Int
        var packedBytes = 0
        var unpackedBytes = 0
    }

    /// `sink` itself must not pack: pages are packed by `compression`, gzip or zstd.
    public init(_ sink: ByteSink, columns: [ParquetColumn], compression: Compression = .none, rowsPerGroup: Int = 10_000, bytesPerGroup: Int = 16 << 20) {
        self.sink = sink
        self.rowsPerGroup = rowsPerGroup
        self.bytesPerGroup = bytesPerGroup
        codec = PageCodec(compression)
        schema = ParquetSchema(columns: columns.map { ParquetNode($0) })
        self.columns = schema.leaves.map { ColumnPages(node: $0.node, leaf: $0.leaf) }
    }

    /// One value per column; `null` where a column may be without one.
    public func write(_ row: [ParquetValue]) throws {
        guard row.count == schema.columns.count else { throw ParquetError.misfit(sink.name, column: "(all)", row: rows) }
        if rows == 0, offset == 0 { try put(Array("PAR1".utf8)) }
        for (value, node) in zip(row, schema.columns) where !store(value, node, 0, 0) { throw ParquetError.misfit(sink.name, column: node.name, row: rows) }
        for place in columns.indices { columns[place].endRow() }
        rows += 1
        rowsInGroup += 1
        if rowsInGroup >= rowsPerGroup || columns.reduce(0, { $0 + $1.heldBytes }) >= bytesPerGroup { try flush() }
    }

    /// Writes the footer. The sink is not closed.
    public func finish(metadata: [(key: String, value: String)] = []) throws {
        if offset == 0 { try put(Array("PAR1".utf8)) }
        try flush()
        let footer = footer(metadata)
        try put(footer)
        try put(withUnsafeBytes(of: UInt32(footer.count).littleEndian) { Array($0) } + Array("PAR1".utf8))
    }

    // MARK: Taking values apart

    /// False when the value does not fit its column.
    private func store(_ value: ParquetValue, _ node: ParquetNode, _ repetition: Int, _ definition: Int) -> Bool {
        if node.repetition == .optional {
            if value.isNull {
                storeMissing(node, repetition, definition)
                return true
            }
            return storeContent(value, node, repetition, definition + 1)
        }
        return storeContent(value, node, repetition, definition)
    }

    private func storeContent(_ value: ParquetValue, _ node: ParquetNode, _ repetition: Int, _ definition: Int) -> Bool {
        switch node.role {
        case .leaf: return columns[node.leaves.lowerBound].append(value, repetition)
        case .group:
            guard case .group(let members) = value, members.count == node.children.count else { return false }
            return zip(members, node.children).allSatisfy { store($0, $1, repetition, definition) }
        case .list:
            guard case .list(let items) = value, let inner = node.children.first, let element = inner.children.first else { return false }
            if items.isEmpty { storeMissing(inner, repetition, definition) }
            for (place, item) in items.enumerated() where !store(item, element, place == 0 ? repetition : inner.repeatLevel, inner.definition) { return false }
            return true
        }
    }

    private func storeMissing(_ node: ParquetNode, _ repetition: Int, _ definition: Int) {
        for leaf in node.leaves { columns[leaf].appendMissing(repetition, definition) }
    }

    // MARK: Pages

    private func flush() throws {
        guard rowsInGroup > 0 else { return }
        var chunks: [WrittenChunk] = []
        for place in columns.indices {
            columns[place].endPage()
            chunks.append(try writeChunk(columns[place]))
            columns[place] = ColumnPages(node: columns[place].node, leaf: columns[place].leaf)
        }
        groups.append((chunks, rowsInGroup))
        rowsInGroup = 0
    }

    private func writeChunk(_ column: ColumnPages) throws -> WrittenChunk {
        var chunk = WrittenChunk(start: offset, dataOffset: offset, usesDictionary: column.usesDictionary, entries: column.entries)
        if column.usesDictionary {
            try writePage(column.dictionary, &chunk, kind: .dictionary) { header in
                header.open(7)
                header.int32(1, column.entryCount)
                header.int32(2, 0)
                header.close()
            }
            chunk.dataOffset = offset
        }
        for page in column.pages {
            try writePage(column.levels(of: page) + column.values(of: page), &chunk, kind: .data) { header in
                header.open(5)
                header.int32(1, page.repetitions.count)
                header.int32(2, column.usesDictionary ? 8 : 0)
                header.int32(3, 3)
                header.int32(4, 3)
                header.close()
            }
        }
        return chunk
    }

    private func writePage(_ bytes: [UInt8], _ chunk: inout WrittenChunk, kind: PageHeader.Kind, _ rest: (inout ThriftWriter) -> Void) throws {
        let packed = try codec.pack(bytes)
        var header = ThriftWriter()
        header.int32(1, kind.rawValue)
        header.int32(2, bytes.count)
        header.int32(3, packed.count)
        header.int32(4, Int(Int32(bitPattern: PageCodec.checksum(packed))))
        rest(&header)
        header.close()
        try put(header.bytes)
        try put(packed)
        chunk.packedBytes += header.bytes.count + packed.count
        chunk.unpackedBytes += header.bytes.count + bytes.count
    }

    private func put(_ bytes: [UInt8]) throws {
        try sink.write(bytes)
        offset += Int64(bytes.count)
    }

    // MARK: Footer

    private func footer(_ metadata: [(key: String, value: String)]) -> [UInt8] {
        var thrift = ThriftWriter()
        thrift.int32(1, 2)
        thrift.list(2, .structure, count: 1 + schema.columns.reduce(0) { $0 + Self.nodeCount($1) })
        thrift.open()
        thrift.text(4, "schema")
        thrift.int32(5, schema.columns.count)
        thrift.close()
        for node in schema.columns { SchemaElement.write(node, to: &thrift) }
        thrift.int64(3, rows)
        thrift.list(4, .structure, count: groups.count)
        for group in groups { write(group.chunks, group.rows, to: &thrift) }
        if !metadata.isEmpty {
            thrift.list(5, .structure, count: metadata.count)
            for (key, value) in metadata {
                thrift.open()
                thrift.text(1, key)
                thrift.text(2, value)
                thrift.close()
            }
        }
        thrift.text(6, Self.creator)
        thrift.close()
        return thrift.bytes
    }

    private static func nodeCount(_ node: ParquetNode) -> Int { node.children.reduce(1) { $0 + nodeCount($1) } }

    private func write(_ chunks: [WrittenChunk], _ rows: Int, to thrift: inout ThriftWriter) {
        thrift.open()
        thrift.list(1, .structure, count: chunks.count)
        for (chunk, path) in zip(chunks, schema.paths) {
            thrift.open()
            thrift.int64(2, chunk.start)
            thrift.open(3)
            thrift.int32(1, path.leaf.storage.rawValue)
            let encodings = chunk.usesDictionary ? [0, 3, 8] : [0, 3]
            thrift.list(2, .int32, count: encodings.count)
            for encoding in encodings { thrift.element(encoding) }
            thrift.list(3, .binary, count: path.names.count)
            for name in path.names { thrift.element(name) }
            thrift.int32(4, codec.rawValue)
            thrift.int64(5, Int64(chunk.entries))
            thrift.int64(6, Int64(chunk.unpackedBytes))
            thrift.int64(7, Int64(chunk.packedBytes))
            thrift.int64(9, chunk.dataOffset)
            if chunk.usesDictionary { thrift.int64(11, chunk.start) }
            thrift.close()
            thrift.close()
        }
        thrift.int64(2, chunks.reduce(0) { $0 + Int64($1.unpackedBytes) })
        thrift.int64(3, Int64(rows))
        thrift.close()
    }
}

extension ParquetSchema {
    /// Of each leaf: the names from the root down.
    var paths: [(names: [String], leaf: ParquetLeaf)] {
        func paths(_ node: ParquetNode, _ above: [String]) -> [(names: [String], leaf: ParquetLeaf)] {
            let here = above + [node.name]
            if case .leaf(let leaf) = node.role { return [(here, leaf)] }
            return node.children.flatMap { paths($0, here) }
        }
        return columns.flatMap { paths($0, []) }
    }
}

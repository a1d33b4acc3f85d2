/// A Parquet file: what it holds, and its rows as a stream.
///
///     let file = try ParquetFile(path: "train.parquet")
///     let rows = try file.reader(columns: ["text", "label"])
///     while let row = try rows.next() { .. }
///
/// Reads flat columns, lists, maps (as lists of key and value) and structures; PLAIN, dictionary, delta and
/// split encodings; pages of version 1 and 2, unpacked or with snappy, gzip or zstd. All else is refused by name. Memory is one page and one
/// dictionary per column read, whatever the size of the file.
public struct ParquetFile {
    public let name: String
    public let rows: Int64
    public let columns: [ParquetColumn]
    /// Free texts that writers leave: `huggingface`, `pandas`, `ARROW:schema`.
    public let metadata: [(key: String, value: String)]
    /// The program that wrote it.
    public let createdBy: String
    let bytes: ParquetBytes
    let footer: ParquetFooter

    public init(path: String, shownAs name: String? = nil) throws(ParquetError) { try self.init(ParquetBytes(path: path, shownAs: name ?? path)) }

    public init(memory: [UInt8], name: String = "(memory)") throws(ParquetError) { try self.init(ParquetBytes(memory: memory, name: name)) }

    private init(_ bytes: ParquetBytes) throws(ParquetError) {
        footer = try ParquetFooter(bytes)
        self.bytes = bytes
        name = bytes.name
        rows = footer.rows
        columns = footer.schema.columns.map(\.column)
        metadata = footer.metadata
        createdBy = footer.createdBy
    }

    public func metadata(_ key: String) -> String? { metadata.first { $0.key == key }?.value }

    /// Rows from the first on; only `columns` are read, in the order given, all without.
    public func reader(columns wanted: [String]? = nil) throws(ParquetError) -> ParquetReader {
        var places: [Int] = []
        for name in wanted ?? columns.map(\.name) {
            guard let place = columns.firstIndex(where: { $0.name == name }) else { throw .noSuchColumn(self.name, column: name) }
            places.append(place)
        }
        return ParquetReader(self, places)
    }
}

/// Rows of a Parquet file one after another.
public final class ParquetReader {
    /// Of one row: what a list can hold before it is taken for an attack.
    static let maximumEntriesPerRow = 1 << 24

    public let columns: [ParquetColumn]
    /// Rows given so far.
    public private(set) var rowNumber: Int64 = 0
    private let file: ParquetFile
    private let nodes: [ParquetNode]
    private var group = -1
    private var leftInGroup: Int64 = 0
    private var cursors: [Int: ColumnCursor] = [:]
    private var entries = 0

    init(_ file: ParquetFile, _ places: [Int]) {
        self.file = file
        nodes = places.map { file.footer.schema.columns[$0] }
        columns = places.map { file.columns[$0] }
    }

    /// Values in the order of `columns`; nil behind the last row.
    public func next() throws(ParquetError) -> [ParquetValue]? {
        while leftInGroup == 0 {
            try checkEnd()
            group += 1
            guard group < file.footer.groups.count else { return nil }
            try open(file.footer.groups[group])
        }
        entries = 0
        var row: [ParquetValue] = []
        row.reserveCapacity(nodes.count)
        for node in nodes {
            for leaf in node.leaves where try cursor(leaf).peek()?.repetition != 0 { throw try cursor(leaf).broken("does not begin a row where it should") }
            row.append(try value(of: node))
        }
        leftInGroup -= 1
        rowNumber += 1
        return row
    }

    private func open(_ next: ParquetFooter.Group) throws(ParquetError) {
        leftInGroup = next.rows
        cursors = [:]
        guard next.rows > 0 else { return }
        let leaves = file.footer.schema.leaves
        for node in nodes {
            for place in node.leaves { cursors[place] = try ColumnCursor(file.bytes, next.chunks[place], leaves[place].node, leaves[place].leaf) }
        }
    }

    /// Behind the last row of a group there must be nothing left.
    private func checkEnd() throws(ParquetError) {
        for node in nodes {
            for leaf in node.leaves { if let cursor = cursors[leaf], try cursor.peek() != nil { throw cursor.broken("has more values than its row group has rows") } }
        }
    }

    private func cursor(_ leaf: Int) throws(ParquetError) -> ColumnCursor {
        guard let cursor = cursors[leaf] else { throw .broken(file.name, offset: 0, reason: "a column has no values") }
        return cursor
    }

    private func levels(_ node: ParquetNode) throws(ParquetError) -> (repetition: Int, definition: Int)? { try cursor(node.leaves.lowerBound).peek() }

    // MARK: Putting values together

    /// One value of a node, where what is above it is there.
    private func value(of node: ParquetNode) throws(ParquetError) -> ParquetValue {
        if node.repetition == .repeated { return .list(try elements(of: node, isWrapped: false)) }
        if node.repetition == .optional {
            guard let levels = try levels(node) else { throw try cursor(node.leaves.lowerBound).broken("has fewer values than its row group has rows") }
            if levels.definition < node.definition {
                try passOver(node)
                return .null
            }
        }
        return try content(of: node)
    }

    private func content(of node: ParquetNode) throws(ParquetError) -> ParquetValue {
        switch node.role {
        case .leaf: return try cursor(node.leaves.lowerBound).take()
        case .list(let isWrapped): return .list(try elements(of: node.children[0], isWrapped: isWrapped))
        case .group:
            var members: [ParquetValue] = []
            for child in node.children { members.append(try value(of: child)) }
            return .group(members)
        }
    }

    private func elements(of node: ParquetNode, isWrapped: Bool) throws(ParquetError) -> [ParquetValue] {
        let first = try cursor(node.leaves.lowerBound)
        guard let levels = try first.peek() else { throw first.broken("has fewer values than its row group has rows") }
        if levels.definition < node.definition {
            try passOver(node)
            return []
        }
        var items: [ParquetValue] = []
        repeat {
            entries += 1
            guard entries <= Self.maximumEntriesPerRow else { throw .tooLarge(file.name, offset: 0, what: "a list in row \(rowNumber) of column `\(node.name)`", limit: Self.maximumEntriesPerRow) }
            items.append(isWrapped ? try value(of: node.children[0]) : try content(of: node))
        } while try first.peek()?.repetition == node.repeatLevel
        return items
    }

    /// One entry of each leaf, which says only that something above is not there.
    private func passOver(_ node: ParquetNode) throws(ParquetError) {
        for leaf in node.leaves { _ = try cursor(leaf).take() }
    }
}

import Records

/// The rows of a split's tables brought together by picture.
///
/// The published tables are sorted by `ImageID`, and are then read side by side, a picture at a time. Tables in another order
/// are read into memory first, and pictures come in the order of the first table.
final class OpenImagesTables {
    typealias Rows = [OpenImages.Table: [RawRecord]]

    private let tables: [(table: OpenImages.Table, file: String)]
    private let input: DatasetInput
    private var streams: [Stream] = []
    private var held: [String: Rows] = [:]
    private var order: [String] = []
    private var place = 0
    private(set) var findings: [Finding] = []

    init(_ tables: [(table: OpenImages.Table, file: String)], _ input: DatasetInput) throws {
        self.tables = tables
        self.input = input
        var isSorted = true
        for table in tables where isSorted { isSorted = try Stream(table.table, table.file, input).isSorted() }
        for table in tables { streams.append(try Stream(table.table, table.file, input)) }
        if !isSorted { try hold() }
    }

    private func hold() throws {
        for stream in streams {
            while let group = try stream.next() {
                if held[group.id] == nil { order.append(group.id) }
                held[group.id, default: [:]][stream.table, default: []] += group.rows
            }
            findings += stream.takeFindings()
        }
        streams = []
    }

    func next() throws -> (id: String, rows: Rows)? {
        if !order.isEmpty {
            guard place < order.count else { return nil }
            defer { place += 1 }
            return held.removeValue(forKey: order[place]).map { (order[place], $0) }
        }
        guard let id = try streams.compactMap({ try $0.peek() }).min(by: Stream.comesBefore) else { return nil }
        var rows: Rows = [:]
        for stream in streams where try stream.peek() == id {
            rows[stream.table, default: []] += try stream.next()?.rows ?? []
            findings += stream.takeFindings()
        }
        return (id, rows)
    }

    func takeFindings() -> [Finding] {
        defer { findings.removeAll() }
        return findings
    }

    /// One table, picture by picture.
    private final class Stream {
        let table: OpenImages.Table
        private let reader: CSVReader
        private var waiting: RawRecord?
        private var isAtEnd = false

        init(_ table: OpenImages.Table, _ file: String, _ input: DatasetInput) throws {
            self.table = table
            reader = try CSVReader(try input.source(file))
            guard reader.columns.contains("ImageID") else { throw FormatError.badHeader(file: file, reason: "it has no column `ImageID`") }
        }

        static func comesBefore(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

        func takeFindings() -> [Finding] { reader.takeFindings() }

        /// Reads the whole table for nothing but its order.
        func isSorted() throws -> Bool {
            reader.selection = reader.selection.filter { $0.name == "ImageID" }
            var last = ""
            while let id = try reader.next()?.fields["ImageID"]?.string {
                if Self.comesBefore(id, last) { return false }
                last = id
            }
            return true
        }

        func peek() throws -> String? {
            if waiting == nil, !isAtEnd {
                waiting = try reader.next()
                isAtEnd = waiting == nil
            }
            return waiting?.fields["ImageID"]?.string
        }

        func next() throws -> (id: String, rows: [RawRecord])? {
            guard let id = try peek() else { return nil }
            var rows: [RawRecord] = []
            while try peek() == id, let row = waiting {
                rows.append(row)
                waiting = nil
            }
            return (id, rows)
        }
    }
}

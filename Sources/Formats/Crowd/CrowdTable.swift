import Records

/// CSV files in which each row is what one person said of one item, read twice: first to learn the columns' kinds and how
/// many rows each item has, then to give an item as soon as its last row has come. Rows of an item may be anywhere.
///
/// Memory: 8 bytes per item for the counts, and the rows of items that are not complete yet; where rows of an item stand
/// together, as the services write them, that is one item.
final class CrowdTable {
    struct Row {
        var fields: JSONObject
        var file: String
        var line: Int

        subscript(_ column: String) -> String { fields[column]?.string ?? "" }
    }

    private let input: DatasetInput
    private let files: [String]
    private let unit: String
    /// Rows to come, by a hash of the unit's name.
    private var left: [UInt64: Int32] = [:]
    private var open: [String: [Row]] = [:]
    private var reader: CSVReader?
    private var place = 0
    private(set) var findings: [Finding] = []
    private(set) var columns: [String] = []

    /// `unit`: the column that names the item.
    init(_ input: DatasetInput, files: [String], unit: String, format: String, look: (Row) -> Void) throws {
        (self.input, self.files, self.unit) = (input, files, unit)
        if files.isEmpty { throw ImageFormatError.noFiles(format: format, folder: input.path, expected: "CSV files with a column `\(unit)`") }
        while let row = try nextRow() {
            left[Self.hash(row[unit]), default: 0] += 1
            look(row)
        }
        (place, reader, findings) = (0, nil, [])
    }

    func takeFindings() -> [Finding] {
        defer { findings = [] }
        return findings
    }

    /// All rows of the next item that is complete; nil at the end.
    func next() throws -> [Row]? {
        while let row = try nextRow() {
            let name = row[unit], mark = Self.hash(name)
            left[mark, default: 1] -= 1
            open[name, default: []].append(row)
            guard left[mark, default: 0] <= 0 else { continue }
            return open.removeValue(forKey: name)
        }
        guard let name = open.keys.min(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) else { return nil }
        return open.removeValue(forKey: name)
    }

    private func nextRow() throws -> Row? {
        while true {
            if let reader {
                let record = try reader.next()
                findings += reader.takeFindings()
                if let record { return Row(fields: record.fields, file: reader.source.name, line: record.line) }
                self.reader = nil
            }
            guard place < files.count else { return nil }
            let next = try CSVReader(input.source(files[place]))
            place += 1
            for column in next.columns where !columns.contains(column) { columns.append(column) }
            if next.columns.contains(unit) { reader = next }
        }
    }

    /// FNV-1a: the same in every run.
    private static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}

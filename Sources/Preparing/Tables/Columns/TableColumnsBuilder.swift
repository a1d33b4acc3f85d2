import Records

/// Reads rows into columns: feed rows, take the table and what could not be read.
///
/// A column is a key that occurred in a row; rows without it are missing there, as are null and empty text. Texts are
/// read: a column whose every present value is a number, or the decimal notation of one, holds numbers (`007` and `+44`
/// are names, not numbers); any other holds categories. A declared kind wins: what is no number in a column declared to
/// hold numbers is missing and counted. Lists and objects have no place in a column; they are missing and counted.
///
/// Cost: one look-up per text cell; each different text is read once. Memory: 12 bytes a cell and the different texts.
public struct TableColumnsBuilder: Sendable {
    private let declared: [String: ColumnCells.Kind]
    private var columns: [ColumnBuilder] = []
    private var places: [String: Int] = [:]
    private var rowCount = 0

    public init(kinds: [String: ColumnCells.Kind] = [:]) { declared = kinds }

    public mutating func add(_ row: JSONObject) {
        for (position, member) in row.members.enumerated() {
            columns[place(of: member.key, near: position)].add(member.value, row: rowCount)
        }
        rowCount += 1
    }

    /// Columns in the order of first occurrence; the report counts the cells that hold something and became missing.
    public func table() -> (table: TableColumns, report: TableStepReport) {
        var report = TableStepReport(rowsSeen: rowCount)
        let columns = columns.map { builder in
            let (cells, unread) = builder.cells(rowCount: rowCount, declared: declared[builder.name])
            report.add(ColumnChange(builder.name, changed: 0, undone: unread))
            return TableColumn(builder.name, cells)
        }
        guard let table = try? TableColumns(columns, rowCount: rowCount) else { preconditionFailure("columns as built") }
        return (table, report)
    }

    /// Columns mostly come in the order of the rows before.
    private mutating func place(of key: String, near position: Int) -> Int {
        if position < columns.count, columns[position].name == key { return position }
        if let place = places[key] { return place }
        columns.append(ColumnBuilder(name: key))
        places[key] = columns.count - 1
        return columns.count - 1
    }
}

/// One column while rows come in: JSON numbers as they are, everything else as a text stored once.
struct ColumnBuilder: Sendable {
    let name: String
    private var numbers: [Double] = []
    private var codes: [Int32] = []
    private var levels: [String] = []
    private var places: [String: Int32] = [:]
    private var booleans = 0
    private var unread: [UndoneReason: Int] = [:]

    private static let missing: Int32 = -1, whole: Int32 = -2, fraction: Int32 = -3

    init(name: String) { self.name = name }

    mutating func add(_ value: JSONValue, row: Int) {
        fill(to: row)
        switch value {
        case .null: put(.nan, Self.missing)
        case .bool(let flag):
            booleans += 1
            put(flag ? "true" : "false")
        case .int(let number): if abs(Double(number)) < 0x1p53 { put(Double(number), Self.whole) } else { put(String(number)) }
        case .double(let number): if number.isFinite { put(number, Self.fraction) } else { leaveOut(.notFinite) }
        case .literal(let text): put(text)
        case .string(let text): if text.utf8.isEmpty { put(.nan, Self.missing) } else { put(text) }
        case .array, .object: leaveOut(.nested)
        }
    }

    private mutating func put(_ number: Double, _ code: Int32) {
        numbers.append(number)
        codes.append(code)
    }

    private mutating func put(_ text: String) { put(.nan, CategoryCells.code(of: text, &places, &levels)) }

    private mutating func leaveOut(_ reason: UndoneReason) {
        unread[reason, default: 0] += 1
        put(.nan, Self.missing)
    }

    /// Missing up to this row.
    private mutating func fill(to row: Int) { while codes.count < row { put(.nan, Self.missing) } }

    func cells(rowCount: Int, declared: ColumnCells.Kind?) -> (ColumnCells, [UndoneReason: Int]) {
        var column = self
        column.fill(to: rowCount)
        let readings = levels.map(Self.number)
        switch declared ?? (readings.allSatisfy { !$0.isNaN } ? .numbers : .categories) {
        case .numbers: return column.numbers(readings)
        case .categories: return (.categories(column.categories()), unread)
        }
    }

    private func numbers(_ readings: [Double]) -> (ColumnCells, [UndoneReason: Int]) {
        var (result, unread) = (numbers, unread)
        for row in codes.indices where codes[row] >= 0 {
            result[row] = readings[Int(codes[row])]
            if result[row].isNaN { unread[.notANumber, default: 0] += 1 }
        }
        return (.numbers(result), unread)
    }

    private func categories() -> CategoryCells {
        var ordered = CategoryCells(codes: [], levels: [], areBooleans: booleans > 0)
        var places: [String: Int32] = [:]
        for row in codes.indices {
            guard let text = text(at: row) else { ordered.codes.append(-1); continue }
            ordered.codes.append(CategoryCells.code(of: text, &places, &ordered.levels))
        }
        let present = ordered.codes.reduce(0) { $0 + ($1 < 0 ? 0 : 1) }
        ordered.areBooleans = booleans == present && present > 0
        return ordered
    }

    private func text(at row: Int) -> String? {
        switch codes[row] {
        case Self.missing: nil
        case Self.whole: String(Int64(numbers[row]))
        case Self.fraction: String(numbers[row])
        default: levels[Int(codes[row])]
        }
    }

    /// NaN for what is no number, or one too large to hold.
    private static func number(_ text: String) -> Double {
        var text = text
        let number = text.withUTF8 { CellKind.guess($0).1 } ?? .nan
        return number.isFinite ? number : .nan
    }
}

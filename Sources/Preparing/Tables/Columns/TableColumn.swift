import Records

/// A named column.
public struct TableColumn: Sendable {
    public let name: String
    public var cells: ColumnCells

    public init(_ name: String, _ cells: ColumnCells) {
        self.name = name
        self.cells = cells
    }

    func check(rowCount: Int) throws(TableError) {
        guard cells.count == rowCount else { throw .columnLength(name, cells.count, expected: rowCount) }
        switch cells {
        case .numbers(let numbers):
            for row in numbers.indices where numbers[row].isInfinite { throw .infinite(column: name, row: row) }
        case .categories(let categories):
            let levels = Int32(clamping: categories.levels.count)
            for row in categories.codes.indices where categories.codes[row] >= levels || categories.codes[row] < -1 {
                throw .noSuchLevel(categories.codes[row], column: name, row: row)
            }
        }
    }
}

/// The cells of a column, all of one kind.
public enum ColumnCells: Sendable {
    /// NaN is missing.
    case numbers([Double])
    case categories(CategoryCells)

    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case numbers, categories
    }

    public var kind: Kind {
        switch self {
        case .numbers: .numbers
        case .categories: .categories
        }
    }

    public var count: Int {
        switch self {
        case .numbers(let numbers): numbers.count
        case .categories(let categories): categories.codes.count
        }
    }

    public var missingCount: Int {
        switch self {
        case .numbers(let numbers): numbers.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
        case .categories(let categories): categories.codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
        }
    }

    public func value(at row: Int) -> JSONValue {
        switch self {
        case .numbers(let numbers):
            let number = numbers[row]
            if number.isNaN { return .null }
            return Int64(exactly: number).flatMap { abs(number) < 0x1p53 ? .int($0) : nil } ?? .double(number)
        case .categories(let categories): return categories.value(at: row)
        }
    }

    func rows(_ rows: [Int]) -> ColumnCells {
        switch self {
        case .numbers(let numbers): .numbers(rows.map { numbers[$0] })
        case .categories(let categories): .categories(CategoryCells(
            codes: rows.map { categories.codes[$0] }, levels: categories.levels, areBooleans: categories.areBooleans))
        }
    }
}

/// Texts, each stored once.
public struct CategoryCells: Sendable, Hashable {
    /// One a row: a place in `levels`, or -1 for missing.
    public var codes: [Int32]
    /// Each once, in the order of first occurrence.
    public var levels: [String]
    /// Every value read was a JSON `true` or `false`, and is given back as one.
    public var areBooleans: Bool

    public init(codes: [Int32], levels: [String], areBooleans: Bool = false) {
        self.codes = codes
        self.levels = levels
        self.areBooleans = areBooleans
    }

    /// From texts; nil is missing.
    public init(_ texts: [String?]) {
        var places: [String: Int32] = [:]
        (codes, levels, areBooleans) = ([], [], false)
        for text in texts { codes.append(text.map { Self.code(of: $0, &places, &levels) } ?? -1) }
    }

    public func text(at row: Int) -> String? { codes[row] < 0 ? nil : levels[Int(codes[row])] }

    func value(at row: Int) -> JSONValue {
        guard let text = text(at: row) else { return .null }
        return areBooleans && (text == "true" || text == "false") ? .bool(text == "true") : .string(text)
    }

    /// The code of a text, a new one if it has none.
    static func code(of text: String, _ places: inout [String: Int32], _ levels: inout [String]) -> Int32 {
        if let place = places[text] { return place }
        let place = Int32(levels.count)
        places[text] = place
        levels.append(text)
        return place
    }

    /// For each level its place in `others`, -1 for one that is not among them.
    func codes(in others: [String]) -> [Int32] {
        var places: [String: Int32] = [:]
        for (place, level) in others.enumerated() { places[level] = Int32(place) }
        return levels.map { places[$0] ?? -1 }
    }
}

import Kernels
import Records

/// What is gathered of one column while rows pass.
struct ColumnScan: Sendable {
    let name: String
    let nameHash: UInt64
    private let settings: ProfileSettings
    private var kinds = [Int](repeating: 0, count: CellKind.allCases.count)
    private var present = 0
    private var values: ValueCounts
    private var numbers: NumberScan
    private var lengths: NumberScan

    init(_ name: String, _ settings: ProfileSettings) {
        self.name = name
        self.settings = settings
        nameHash = Hash64.of(name)
        values = ValueCounts(bound: settings.exactDistinct)
        numbers = NumberScan(bound: settings.exactNumbers)
        lengths = NumberScan(bound: settings.exactNumbers)
    }

    /// Returns the hash of the value, equal for equal values.
    mutating func add(_ value: JSONValue) -> UInt64 {
        switch value {
        case .null: return 0
        case .bool(let flag): return count(.boolean, flag ? "true" : "false")
        case .int(let number):
            numbers.add(Double(number))
            return count(.integer, hash: Hash64.combine(1, UInt64(bitPattern: number))) { String(number) }
        case .double(let number):
            numbers.add(number)
            return count(.number, hash: Hash64.combine(2, number.bitPattern)) { String(number) }
        case .literal(let text), .string(let text): return addText(text)
        case .array, .object: return count(.nested, String(describing: value))
        }
    }

    private mutating func addText(_ text: String) -> UInt64 {
        if text.utf8.isEmpty { return 0 }
        var text = text
        let (kind, number, length) = text.withUTF8 { CellKind.guess($0) }
        if let number { numbers.add(number) }
        lengths.add(Double(length))
        return count(kind, text)
    }

    private mutating func count(_ kind: CellKind, _ text: String) -> UInt64 {
        count(kind, hash: Hash64.of(text)) { text }
    }

    private mutating func count(_ kind: CellKind, hash: UInt64, _ text: () -> String) -> UInt64 {
        kinds[kind.rawValue] += 1
        present += 1
        values.add(hash, text)
        return hash
    }

    func report(rows: Int) -> ColumnReport {
        let kind = kind
        let isNumeric = kind == .integer || kind == .number
        return ColumnReport(
            name: name, kind: kind, count: present, missing: rows - present, distinct: values.distinct,
            distinctIsExact: values.isExact, topValues: values.top(settings.topValues), topValuesAreExact: values.isExact,
            numbers: isNumeric ? numbers.report(bins: settings.bins) : nil,
            lengths: kind == .text || kind == .category || kind == .mixed ? lengths.report(bins: settings.bins) : nil)
    }

    /// One kind for all values; numbers and whole numbers are numbers; dates among other texts are texts.
    private var kind: ColumnReport.Kind {
        func only(_ kinds: CellKind...) -> Bool { kinds.reduce(0) { $0 + self.kinds[$1.rawValue] } == present }
        if present == 0 { return .empty }
        if only(.boolean) { return .boolean }
        if only(.integer, .integerText) { return .integer }
        if only(.integer, .number, .integerText, .numberText) { return .number }
        if only(.dateText) { return .date }
        if only(.nested) { return .nested }
        if only(.text, .integerText, .numberText, .dateText) {
            return values.isExact && values.distinct <= settings.categories && values.distinct * 2 <= present ? .category : .text
        }
        return .mixed
    }
}

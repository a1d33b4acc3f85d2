import Kernels

/// What one value looks like.
enum CellKind: Int, CaseIterable, Sendable {
    case boolean, integer, number, nested, integerText, numberText, commaText, booleanText, dateText, dateTimeText, urlText, pathText, text

    /// Kind, number if it is one, and length in scalars. Texts such as `007` and `+44` stay texts: they are names.
    static func guess(_ text: UnsafeBufferPointer<UInt8>) -> (CellKind, Double?, Int) {
        guard let base = text.baseAddress else { return (.text, nil, 0) }
        if let reading = DecimalText.read(base, text.count) { return (reading.isWhole ? .integerText : .numberText, reading.value, text.count) }
        return (.text, nil, ScalarReader.count(text))
    }

    var isNumeric: Bool {
        switch self {
        case .integer, .number, .integerText, .numberText, .commaText: true
        default: false
        }
    }

    var isDate: Bool { self == .dateText || self == .dateTimeText }

    /// As findings name it.
    var words: String {
        switch self {
        case .boolean, .booleanText: "true or false"
        case .integer, .integerText: "whole number"
        case .number, .numberText: "number"
        case .commaText: "number with a decimal comma"
        case .nested: "list or object"
        case .dateText: "date"
        case .dateTimeText: "date with a time"
        case .urlText: "address"
        case .pathText: "path"
        case .text: "text"
        }
    }
}

/// Something odd in cells of a column: counted, with the first place.
enum CellOddity: Int, CaseIterable, Sendable {
    /// Not a finite number, though written as one.
    case infinite
    /// `3,5`.
    case decimalComma
    /// `1,234`: a thousand or a bit more than one.
    case unclearComma
    case invalidUTF8
    /// UTF-8 read as Latin-1 and written as UTF-8 again, or U+FFFD.
    case damagedText
    /// Control characters, NUL among them.
    case control
    case yearZero
    /// Before the Gregorian calendar.
    case beforeCalendar
    /// Day and month could be exchanged.
    case unclearDate
    /// White space before or behind the text.
    case looseSpace
}

/// How often, and where first.
struct SeenCells: Sendable {
    var count = 0
    var row = 0
    var line: Int?

    @inline(__always)
    mutating func add(_ row: Int, _ line: Int?) {
        if count == 0 { (self.row, self.line) = (row, line) }
        count += 1
    }
}

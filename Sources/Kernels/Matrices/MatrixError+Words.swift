extension MatrixError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notANumber(let text, let row, let column):
            "row \(row), column \(column) holds `\(Self.shown(text))`, which is no number"
        case .cellNotANumber(let text, let file, let line, let column):
            text.isEmpty
                ? "line \(line), column \(column) of `\(file)` is empty where a number is due"
                : "line \(line), column \(column) of `\(file)` holds `\(Self.shown(text))`, which is no number"
        case .notFinite(let value, let row, let column):
            "row \(row), column \(column) is \(value.isNaN ? "not a number (NaN)" : "infinite")"
        case .rowTooShort(let row, let columns, let expected):
            "row \(row) has \(columns) \(columns == 1 ? "number" : "numbers") where \(expected) are due"
        case .rowTooLong(let row, let expected):
            "row \(row) has more than \(expected) \(expected == 1 ? "number" : "numbers")"
        case .unreadable(let words): words
        }
    }

    private static func shown(_ text: String) -> String { text.count <= 40 ? text : "\(text.prefix(40))…" }
}

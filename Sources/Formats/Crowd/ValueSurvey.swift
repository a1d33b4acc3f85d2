import Records

/// Which kind of question the cells of a column answer, for tables that do not say.
///
/// All numbers: `number`. Few values (at most 50, of at most 64 characters, and not more than half of the cells where
/// there are more than 10 values): `choice`, or `choices` where a cell has several lines of such values; its labels are
/// in the order of their bytes. Anything else: `text`. Empty cells are no answers.
struct ValueSurvey {
    static let maximumLabels = 50

    private var cells = 0
    private var isNumeric = true
    private var isShort = true
    private var hasSeveral = false
    private var values: Set<String> = []

    mutating func add(_ cell: String) {
        guard !cell.isEmpty else { return }
        cells += 1
        if isNumeric, DecimalText.number(cell) == nil { isNumeric = false }
        let lines = Self.lines(cell)
        if lines.count > 1 { hasSeveral = true }
        guard isShort, values.count <= Self.maximumLabels else { return }
        for line in lines {
            if line.unicodeScalars.count > 64 { isShort = false }
            values.insert(line)
        }
    }

    static func lines(_ cell: String) -> [String] { cell.split(whereSeparator: \.isNewline).map(String.init) }

    var isEmpty: Bool { cells == 0 }

    var kind: QuestionKind {
        if isNumeric, !isEmpty { return .number }
        guard isShort, values.count <= Self.maximumLabels, values.count <= 10 || values.count <= cells / 2 else { return .text }
        return hasSeveral ? .choices : .choice
    }

    var labels: [String] {
        kind == .choice || kind == .choices ? values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } : []
    }

    /// nil for an empty cell, and for one that is none of its kind.
    static func answer(_ cell: String, _ kind: QuestionKind) -> Answer? {
        guard !cell.isEmpty else { return nil }
        switch kind {
        case .number: return DecimalText.number(cell).map(Answer.number)
        case .rating: return DecimalText.number(cell).map(Answer.rating)
        case .choice: return .choice(cell)
        case .choices: return .choices(lines(cell))
        case .texts: return .texts([cell])
        case .date: return .date(cell)
        case .text: return .text(cell)
        default: return nil
        }
    }
}

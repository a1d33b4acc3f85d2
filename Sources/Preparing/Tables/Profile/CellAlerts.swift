import Records

/// What is odd in single cells of a column, with how often and where first.
struct CellAlerts {
    let scan: ColumnScan
    let column: ColumnReport

    func findings() -> [Finding] {
        CellOddity.allCases.compactMap(finding) + [minority()].compactMap(\.self)
    }

    private func finding(_ oddity: CellOddity) -> Finding? {
        let seen = scan.oddities[oddity.rawValue]
        guard seen.count > 0, concerns(oddity) else { return nil }
        let (severity, code, what, hint) = Self.words(oddity)
        return Finding(severity, "profile.\(code)", "\(Self.values(seen.count)) of `\(column.name)` \(what); the first in row \(seen.row)",
            at: Place(line: seen.line, record: column.name), hint: hint)
    }

    /// Marks of numbers in a column of texts are punctuation.
    private func concerns(_ oddity: CellOddity) -> Bool {
        switch oddity {
        case .infinite: column.kind == .number || column.kind == .integer || mostly { $0.isNumeric }
        case .unclearComma where scan.oddities[CellOddity.decimalComma.rawValue].count > 0: false
        case .decimalComma, .unclearComma: column.kind == .number || mostly { $0.isNumeric }
        case .unclearDate, .beforeCalendar, .yearZero: column.kind == .date || column.kind == .dateTime || mostly { $0.isDate }
        default: true
        }
    }

    private func share(_ belongs: (CellKind) -> Bool) -> Int {
        CellKind.allCases.reduce(0) { $0 + (belongs($1) ? scan.kinds[$1.rawValue].count : 0) }
    }

    private func mostly(_ belongs: (CellKind) -> Bool) -> Bool { share(belongs) * 2 > scan.present }

    /// A few texts among numbers or dates, or the other way round where JSON says so.
    private func minority() -> Finding? {
        guard scan.present > 1 else { return nil }
        let groups: [(String, (CellKind) -> Bool)] = [("numbers", { $0.isNumeric }), ("dates", { $0.isDate }), ("true or false", { $0 == .booleanText || $0 == .boolean })]
        for (name, belongs) in groups where mostly(belongs) {
            let others = CellKind.allCases.filter { !belongs($0) && scan.kinds[$0.rawValue].count > 0 }
            guard let first = others.min(by: { scan.kinds[$0.rawValue].row < scan.kinds[$1.rawValue].row }) else { return nil }
            let seen = scan.kinds[first.rawValue], count = scan.present - share(belongs)
            return Finding(.warning, "profile.mixed-types",
                "\(Self.values(count)) of `\(column.name)` \(count == 1 ? "stands" : "stand") among \(name) and \(count == 1 ? "is" : "are") none; the first, a \(first.words), in row \(seen.row)",
                at: Place(line: seen.line, record: column.name), hint: "mend them, or count their word as missing")
        }
        return nil
    }

    private static func values(_ count: Int) -> String { count == 1 ? "1 value" : "\(count) values" }

    private static func words(_ oddity: CellOddity) -> (Finding.Severity, String, String, String) {
        switch oddity {
        case .infinite: (.warning, "infinite", "not finite", "leave these rows out or impute them")
        case .decimalComma: (.warning, "decimal-comma", "with a comma where decimals begin", "make the numbers uniform before training")
        case .unclearComma: (.warning, "unclear-comma", "with a comma that can set apart thousands or decimals", "say which with the `decimal` setting of `uniform`")
        case .invalidUTF8: (.warning, "encoding", "with bytes that are not UTF-8", "the file mixes encodings; convert it to UTF-8")
        case .damagedText: (.warning, "damaged-text", "with characters lost or doubled in an earlier conversion", "read the source again in its own encoding")
        case .control: (.warning, "control-characters", "with control characters", "clean the texts, or look whether the file is damaged")
        case .yearZero: (.warning, "year-zero", "in the year 0", "a date of zeros usually stands for missing")
        case .beforeCalendar: (.note, "before-calendar", "before the Gregorian calendar of October 1582", "look whether the year is right, and which calendar is meant")
        case .unclearDate: (.note, "unclear-date", "whose day and month could be exchanged", "say which comes first when making the dates uniform")
        case .looseSpace: (.note, "loose-space", "with white space at an end", "trim them: to a program they are other values")
        }
    }
}

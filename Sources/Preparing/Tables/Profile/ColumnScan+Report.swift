import Glibc
import Kernels

extension ColumnScan {
    func report(rows: Int) -> ColumnReport {
        let kind = kind
        let isNumeric = kind == .integer || kind == .number
        let isText = kind == .text || kind == .category || kind == .mixed || kind == .url || kind == .path || kind == .identifier
        let top = values.top(settings.topValues)
        var report = ColumnReport(
            name: name, kind: kind, count: present, missing: rows - present, distinct: min(values.distinct, present), distinctIsExact: values.isExact,
            topValues: top.filter { values.isExact || $0.count > 1 }.map { ColumnReport.Value(value: $0.text, count: $0.count) }, topValuesAreExact: values.isExact,
            numbers: isNumeric ? numbers.report(bins: settings.bins, counts: numberCounts) : nil, lengths: isText ? lengths.report(bins: settings.bins) : nil)
        report.distinctError = values.isExact ? nil : HyperLogLog.relativeError
        report.topValuesShortBy = values.shortBy
        report.missingWords = missingByWord.indices.compactMap { place in
            missingByWord[place] > 0 ? ColumnReport.Value(value: settings.missingWords.filter { !$0.isEmpty }[place], count: missingByWord[place]) : nil
        }
        report.kinds = CellKind.allCases.compactMap { kind in
            kinds[kind.rawValue].count > 0 ? ColumnReport.Value(value: kind.words, count: kinds[kind.rawValue].count) : nil
        }
        report.dates = kind == .date || kind == .dateTime ? dates.report(bins: settings.bins).map(ColumnReport.Dates.init) : nil
        report.imbalance = values.isExact ? Self.imbalance(values.allCounts) : nil
        return report
    }

    /// Every number with its count, ascending, where all values are counted one by one.
    private var numberCounts: [NumberCount]? {
        guard values.isExact, kinds[CellKind.commaText.rawValue].count == 0 else { return nil }
        let counts = values.entries.compactMap { entry in
            var text = entry.text
            let number = text.withUTF8 { DecimalText.read(UnsafeRawBufferPointer($0)) }?.value ?? Double(entry.text)
            return number.flatMap { $0.isFinite ? NumberCount(value: $0, count: entry.count) : nil }
        }
        return counts.sorted { $0.value < $1.value }
    }

    private func only(_ kinds: CellKind...) -> Bool { kinds.reduce(0) { $0 + self.kinds[$1.rawValue].count } == present }

    /// One kind for all values; numbers and whole numbers are numbers; dates among other texts are texts.
    private var kind: ColumnReport.Kind {
        if present == 0 { return .empty }
        if only(.boolean, .booleanText) { return .boolean }
        if only(.integer, .integerText) { return .integer }
        if only(.integer, .number, .integerText, .numberText, .commaText) { return .number }
        if only(.dateTimeText) { return .dateTime }
        if only(.dateText, .dateTimeText) { return .date }
        if only(.nested) { return .nested }
        if only(.urlText) { return .url }
        if only(.urlText, .pathText) { return .path }
        let isText = only(.text, .integerText, .numberText, .commaText, .booleanText, .dateText, .dateTimeText, .urlText, .pathText)
        return isText ? textKind : .mixed
    }

    private var textKind: ColumnReport.Kind {
        if values.isExact && values.distinct <= settings.categories && values.distinct * 2 <= present { return .category }
        let areDifferent = values.isExact ? values.distinct == present : Double(values.distinct) >= 0.97 * Double(present)
        let areNames = withSpace == 0 && Double(withDigit + kinds[CellKind.integerText.rawValue].count) >= 0.9 * Double(present)
        return present >= 20 && areDifferent && areNames ? .identifier : .text
    }

    /// 0 when all values are equally frequent, 1 when there is one: 1 less the entropy over that of equal shares.
    static func imbalance(_ counts: [Int]) -> Double? {
        guard counts.count > 1 else { return nil }
        let total = Double(counts.reduce(0, +))
        let entropy = counts.sorted().reduce(0.0) { sum, count in sum - Double(count) / total * log2(Double(count) / total) }
        return max(0, 1 - entropy / log2(Double(counts.count)))
    }
}

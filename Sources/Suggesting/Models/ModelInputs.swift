/// What a model reads of each row.
public enum ModelInputs: Sendable {
    case texts([String])
    /// N x D, row-major, finite.
    case numbers([Double], names: [String])

    public var count: Int {
        switch self {
        case .texts(let texts): texts.count
        case .numbers(let values, let names): values.count / max(1, names.count)
        }
    }

    /// The chosen rows in the given order.
    func rows(_ places: [Int]) -> ModelInputs {
        switch self {
        case .texts(let texts): .texts(places.map { texts[$0] })
        case .numbers(let values, let names): .numbers(places.flatMap { values[$0 * names.count..<($0 + 1) * names.count] }, names: names)
        }
    }

    func check() throws(SuggestingError) {
        guard case .numbers(let values, let names) = self, let place = values.firstIndex(where: { !$0.isFinite }) else { return }
        throw .notFinite(row: place / names.count, column: names[place % names.count])
    }
}

/// What a model is to say of each row.
public enum ModelTargets: Sendable {
    /// Places in `names`.
    case labels([Int], names: [String])
    /// Any number of labels a row, each once.
    case labelSets([[Int]], names: [String])
    case numbers([Double])

    public var count: Int {
        switch self {
        case .labels(let labels, _): labels.count
        case .labelSets(let sets, _): sets.count
        case .numbers(let numbers): numbers.count
        }
    }

    public var names: [String] {
        switch self {
        case .labels(_, let names), .labelSets(_, let names): names
        case .numbers: []
        }
    }

    var isExclusive: Bool { if case .labels = self { true } else { false } }

    func rows(_ places: [Int]) -> ModelTargets {
        switch self {
        case .labels(let labels, let names): .labels(places.map { labels[$0] }, names: names)
        case .labelSets(let sets, let names): .labelSets(places.map { sets[$0] }, names: names)
        case .numbers(let numbers): .numbers(places.map { numbers[$0] })
        }
    }

    /// What folds are balanced by: the label, the first of several, or a tenth of the range.
    var strata: [Int] {
        switch self {
        case .labels(let labels, _): return labels
        case .labelSets(let sets, _): return sets.map { ($0.first ?? -1) + 1 }
        case .numbers(let numbers):
            let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
            var result = [Int](repeating: 0, count: numbers.count)
            for (place, row) in order.enumerated() { result[row] = place * 10 / max(1, numbers.count) }
            return result
        }
    }

    /// N x M, whether each output of a model is right for the row; one output for two exclusive labels.
    func truths(outputCount: Int) -> [Bool] {
        switch self {
        case .labels(let labels, _):
            if outputCount == 1 { return labels.map { $0 == 1 } }
            return labels.flatMap { label in (0..<outputCount).map { $0 == label } }
        case .labelSets(let sets, _):
            return sets.flatMap { set in (0..<outputCount).map { set.contains($0) } }
        case .numbers: return []
        }
    }

    func check(rows: Int) throws(SuggestingError) {
        guard count == rows else { throw .countsDiffer(texts: rows, labels: count) }
        switch self {
        case .labels(let labels, let names):
            for (row, label) in labels.enumerated() where !names.indices.contains(label) { throw .labelOutOfRange(label, labelCount: names.count, row: row) }
            if Set(labels).count < 2 { throw .oneLabel(name: labels.first.map { names[$0] }, rows: labels.count) }
        case .labelSets(let sets, let names):
            for (row, set) in sets.enumerated() {
                for label in set where !names.indices.contains(label) { throw .labelOutOfRange(label, labelCount: names.count, row: row) }
            }
            if Set(sets).count < 2 { throw .oneLabel(name: sets.first.map { $0.map { names[$0] }.joined(separator: ", ") }, rows: sets.count) }
        case .numbers(let numbers):
            if let row = numbers.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row, column: nil) }
            if numbers.count < 2 { throw .tooFewRows(numbers.count, folds: 2) }
        }
    }
}

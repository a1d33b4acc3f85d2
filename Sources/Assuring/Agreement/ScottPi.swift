/// Agreement of two annotators beyond chance, both taken to use the classes equally often.
///
/// Paper: Scott (1955), doi 10.1086/266577. Only items both rated count; with more than two annotators the mean over pairs.
/// Lower than Cohen's kappa when the two use classes differently, which here counts as disagreement.
public struct ScottPi: AgreementMeasure {
    public static let name = "scott-pi"
    public static let summary = "Agreement of two annotators beyond chance from their shared class shares"

    public init() {}
    public init?(variant: String?) { if variant != nil { return nil } }

    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        PairMean(measure: name).agreement(of: panel.votes, items: items, each: agreement(of:))
    }

    public func agreement(of matrix: ConfusionMatrix) -> Agreement {
        let total = Double(matrix.total)
        guard total > 0 else { return .undefined(name, .nothingRatedTwice) }
        let observed = Double(matrix.agreements) / total
        let expected = matrix.margins.reduce(0.0) { sum, margin in
            let share = Double(margin.row + margin.column) / (2 * total)
            return sum + share * share
        }
        guard 1 - expected > 1e-12 else { return .undefined(name, .noVariation, items: matrix.total, observed: observed) }
        return Agreement(
            measure: name, value: (observed - expected) / (1 - expected), observed: observed, expected: expected,
            items: matrix.total)
    }
}

/// A coefficient of two annotators on a table of any number: itself for two, the mean of its defined pairs for more.
struct PairMean {
    let measure: String

    func agreement(of votes: VoteTable, items: [Int32], each pair: (ConfusionMatrix) -> Agreement) -> Agreement {
        var pairs: [Agreement] = []
        AnnotatorPairs.each(of: votes, items: items) { _, _, matrix in pairs.append(pair(matrix)) }
        guard pairs.count > 1 else { return pairs.first ?? .undefined(measure, .nothingRatedTwice) }
        let values = pairs.compactMap(\.value)
        let joint = PairMean.itemsRatedTwice(votes, items)
        guard !values.isEmpty else { return .undefined(measure, .noVariation, items: joint) }
        return Agreement(measure: measure, value: values.reduce(0, +) / Double(values.count), items: joint)
    }

    private static func itemsRatedTwice(_ votes: VoteTable, _ items: [Int32]) -> Int {
        items.reduce(0) { $0 + (votes.votes(ofItem: $1).count > 1 ? 1 : 0) }
    }
}

import Records

extension LabelEvidenceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noLabels: "there are no labels to check"
        case .tooFewClasses(let count): "\(count) \(count == 1 ? "class" : "classes"): label errors need two classes or more"
        case .tooManyClasses(let count, let limit): "\(count) classes: a table of each class against each is made for up to \(limit)"
        case .unequalLengths(let labels, let probabilities, let classCount):
            "\(labels) labels of \(classCount) classes need \(labels * classCount) probabilities, and there are \(probabilities)"
        case .unequalRows(let labels, let rows):
            "there are \(labels) \(labels == 1 ? "label" : "labels") and \(rows) \(rows == 1 ? "row" : "rows") of probabilities"
        case .labelOutOfRange(let label, let classCount, let item):
            "the label of row \(item) is class \(label), and there are \(classCount) classes"
        case .probabilityOutOfRange(let value, let item, let place):
            "row \(item) gives class \(place) the probability \(value), which is not in 0...1"
        case .unequalParts(let first, let firstCount, let second, let secondCount):
            "there are \(firstCount) \(first) and \(secondCount) \(second)"
        case .notFinite(let value, let name, let item): "the \(name) of row \(item) is \(value), which is no finite number"
        case .matrix(let error): error.description
        }
    }
}

extension Finding {
    static func unevenProbabilities(rows: Int, first: Int, sum: Double) -> Finding {
        let words = "\(rows) \(rows == 1 ? "row does" : "rows do") not sum to 1 within 0.01"
        // Six digits: what is off by more than 0.01 needs no more.
        let shown = (sum * 1e6).rounded() / 1e6
        return Finding(
            .warning, "probabilities.sum", rows == 1 ? "\(words): row \(first) sums to \(shown)" : "\(words); the first is row \(first), which sums to \(shown)",
            at: Place(record: "\(first)"), hint: "Give probabilities, not scores; a softmax makes them of logits")
    }
}

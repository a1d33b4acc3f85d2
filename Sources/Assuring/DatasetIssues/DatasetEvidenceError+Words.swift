extension DatasetEvidenceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothing: "there is nothing to check: give features, probabilities or labels"
        case .unequal(let first, let count, let second, let other): "there are \(count) rows of \(first) and \(other) of \(second)"
        case .classes(let count, let columns): "\(count) classes were named, and the probabilities have \(columns) columns"
        case .labelOutOfRange(let label, let count, let row): "the label of row \(row) is class \(label), and there are \(count) classes"
        case .probabilities(let error): "\(error)"
        }
    }
}

import Kernels

/// What learns the weights of a linear model.
enum LinearLearner: Sendable, Hashable {
    case softmax(LogisticRegression)
    case margins(LinearSVM)
    /// A model of two labels for each label: there or not.
    case oneVersusRest(LogisticRegression)
    case ridge(RidgeRegression)

    private var name: String {
        switch self {
        case .softmax: "softmax"
        case .margins: "margins"
        case .oneVersusRest: "one-versus-rest"
        case .ridge: "ridge"
        }
    }

    /// - Throws: `oneLabel` when the rows do not tell two answers apart, `unfit` for targets of another kind.
    func fit(_ rows: SparseRows, _ targets: ModelTargets, threads: Int) throws(SuggestingError) -> LinearModel {
        switch (self, targets) {
        case (.softmax(let regression), .labels(let labels, let names)):
            return LinearModel(try regression.fit(rows, labels: labels, labelCount: names.count))
        case (.margins(let machine), .labels(let labels, let names)):
            return try machine.fit(rows, labels: labels, labelCount: names.count, threads: threads)
        case (.oneVersusRest(let regression), .labelSets(let sets, let names)):
            return try Self.each(regression, rows, sets, names.count, threads)
        case (.ridge(let regression), .numbers(let numbers)):
            return try regression.fit(rows, numbers: numbers)
        default: throw .unfit(model: name, needs: "another kind of answer")
        }
    }

    /// A label no row has, or every row has, scores 20 away from even: as good as certain, and finite.
    private static func each(
        _ regression: LogisticRegression, _ rows: SparseRows, _ sets: [[Int]], _ labelCount: Int, _ threads: Int
    ) throws(SuggestingError) -> LinearModel {
        let outputs = try Pieces(labelCount, size: 1).map(threads: threads) { piece throws(SuggestingError) -> [Double] in
            let isThere = sets.map { $0.contains(piece.lowerBound) ? 1 : 0 }
            let count = isThere.reduce(0, +)
            guard count > 0, count < isThere.count else {
                return [Double](repeating: 0, count: rows.columnCount) + [count == 0 ? -20 : 20]
            }
            let model = try regression.fit(rows, labels: isThere, labelCount: 2)
            return model.weights + model.intercepts
        }
        return LinearModel(outputs: outputs, columnCount: rows.columnCount)
    }
}

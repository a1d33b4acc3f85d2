import Kernels

/// The items a batch is picked from, and what is known about them.
///
/// One table of rows: the labelled, those somebody is labelling now, and the rest, which may be picked. All matrices have
/// the same N rows in the same order; a method says in `needs` which of them it reads. Rows count from 0.
///
///     let pool = SelectionPool(probabilities: Matrix(numbers, rowCount: 300, columnCount: 5), labelled: [4, 7])
///     let chosen = try KCenterGreedy().select(10, from: pool, seed: 0)
///
/// A row in flight is never picked, and a method that spreads its batch counts it as one it already has, so two people
/// who ask one after the other are not given neighbours. An excluded row is never picked and counts for nothing.
public struct SelectionPool: Sendable {
    /// N x K of one model; rows sum to 1 within `PoolProbabilities.tolerance`.
    public var probabilities: (any MatrixRows)?
    /// N x K of each model of a committee.
    public var committee: [any MatrixRows]
    /// N x D.
    public var features: (any MatrixRows)?
    /// Expected seconds of work per row, above 0.
    public var seconds: [Double]?
    public var labelled: [Int]
    public var inFlight: [Int]
    public var excluded: [Int]
    /// At most this many at a time; the choice is the same for every number.
    public var threads: Int

    public init(
        probabilities: (any MatrixRows)? = nil, committee: [any MatrixRows] = [], features: (any MatrixRows)? = nil, seconds: [Double]? = nil,
        labelled: [Int] = [], inFlight: [Int] = [], excluded: [Int] = [], threads: Int = 1
    ) {
        self.probabilities = probabilities
        self.committee = committee
        self.features = features
        self.seconds = seconds
        self.labelled = labelled
        self.inFlight = inFlight
        self.excluded = excluded
        self.threads = threads
    }

    /// N; 0 when nothing is known of any row.
    public var rowCount: Int {
        probabilities?.rowCount ?? features?.rowCount ?? committee.first?.rowCount ?? seconds?.count ?? 0
    }

    /// Rows that count as had already: labelled or in flight, ascending, each once.
    var held: [Int] { Array(Set(labelled).union(inFlight)).sorted() }

    /// true for the rows that may be picked.
    var open: [Bool] {
        var open = [Bool](repeating: true, count: rowCount)
        for row in labelled { open[row] = false }
        for row in inFlight { open[row] = false }
        for row in excluded { open[row] = false }
        return open
    }

    /// That there is what a method needs, and that all of it speaks of the same rows.
    func check(_ method: String, _ needs: [SelectionNeed]) throws(SelectionError) {
        for need in needs where !has(need) { throw .missing(need, method: method) }
        let rows = rowCount
        let parts: [(SelectionNeed, Int?)] = [(.probabilities, probabilities?.rowCount), (.features, features?.rowCount), (.seconds, seconds?.count)]
            + committee.map { (.committee, $0.rowCount) }
        for (need, count) in parts {
            if let count, count != rows { throw .rowCountsDiffer(need, count, expected: rows) }
        }
        for row in labelled + inFlight + excluded where row < 0 || row >= rows { throw .rowOutOfRange(row, rowCount: rows) }
        if let classes = committee.first?.columnCount {
            for model in committee where model.columnCount != classes { throw .classCountsDiffer(model.columnCount, expected: classes) }
        }
        for (row, value) in (seconds ?? []).enumerated() where !(value > 0 && value.isFinite) { throw .badSeconds(value, row: row) }
    }

    private func has(_ need: SelectionNeed) -> Bool {
        switch need {
        case .probabilities: (probabilities?.columnCount ?? 0) > 0
        case .committee: committee.count > 1 && committee[0].columnCount > 0
        case .features: (features?.columnCount ?? 0) > 0
        case .labelled: !labelled.isEmpty || !inFlight.isEmpty
        case .seconds: seconds != nil
        }
    }
}

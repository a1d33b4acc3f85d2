import Kernels

/// How many items of each given class are confidently of each other class.
///
/// Paper: Northcutt, Jiang and Chuang (2021), Confident Learning, doi 10.1613/jair.1.12125. An item is confidently of
/// class k when its probability reaches the mean probability of k over the items given k; of several such classes the most
/// probable counts. Matches cleanlab 2.9.
///
/// Shapes: both tables are K x K, rows the given class, columns the class the model is confident of; only pairs that were
/// seen take room. Cost: the second pass over N x K; 4 bytes an item. The same bits on any number of threads.
public struct ConfidentJoint: Sendable {
    /// Probabilities this close are equal.
    static let slack = 1e-6
    static let lowestThreshold = 2e-6
    /// Threshold of a class nobody is given: never reached.
    static let unreachable = 2.0

    public let classCount: Int
    public let thresholds: [Double]
    /// Confident items; the diagonal at least 1.
    public let pairs: ClassPairs
    /// `pairs` with rows scaled to the given counts and the whole to N, each row rounded so that its sum stays.
    public let calibratedPairs: ClassPairs
    /// Items confidently of another class than given, ascending.
    public let offDiagonal: [Int]

    /// `pairs`, row-major, made anew at each call.
    public var counts: [Int] { pairs.table }
    /// `calibratedPairs`, row-major, made anew at each call.
    public var calibrated: [Int] { calibratedPairs.table }

    public init(_ evidence: LabelEvidence) throws(MatrixError) {
        let thresholds = Self.thresholds(evidence)
        let confident = try Self.confidentClasses(evidence, thresholds)
        let labels = evidence.labels
        classCount = evidence.classCount
        self.thresholds = thresholds
        offDiagonal = labels.indices.filter { confident[$0] >= 0 && confident[$0] != labels[$0] }
        pairs = ClassPairs(labels, confident, rowCounts: evidence.labelCounts, leastOnDiagonal: 1)
        calibratedPairs = Self.calibrated(pairs, labelCounts: evidence.labelCounts)
    }

    /// Mean probability of each class over the items given it.
    static func thresholds(_ evidence: LabelEvidence) -> [Double] {
        var sums = [Double](repeating: 0, count: evidence.classCount)
        for (item, label) in evidence.labels.enumerated() { sums[Int(label)] += evidence.reading.given[item] }
        return zip(sums, evidence.labelCounts).map { $1 > 0 ? max($0 / Double($1), lowestThreshold) : unreachable }
    }

    /// The one class above its threshold; the most probable class of all when several are; -1 when none is.
    private static func confidentClasses(_ evidence: LabelEvidence, _ thresholds: [Double]) throws(MatrixError) -> ItemColumn<Int32> {
        let confident = ItemColumn<Int32>(evidence.count, filledWith: -1)
        let bars = thresholds.map { $0 - slack }
        let (classCount, reading) = (evidence.classCount, evidence.reading)
        _ = try evidence.overBlocks { block, labels, items in
            bars.withUnsafeBufferPointer { bars in
                guard let base = block.baseAddress, let bars = bars.baseAddress else { return }
                for item in items {
                    let reached = RowBars(base + (item - items.lowerBound) * classCount, bars, classCount)
                    confident.values[item] = reached.count > 1 ? reading.predicted(item, label: labels[item]) : Int32(reached.first)
                }
            }
        }
        return confident
    }

    private static func calibrated(_ counts: ClassPairs, labelCounts: [Int]) -> ClassPairs {
        var scaled = counts.values.map(Double.init)
        for row in 0..<counts.classCount {
            let cells = counts.cells(row)
            let sum = scaled[cells].reduce(0, +)
            // Divided first: 1.5 must come out as 1.5, for halves are rounded to even.
            for cell in cells { scaled[cell] = scaled[cell] / max(sum, 1e-100) * Double(labelCounts[row]) }
        }
        let whole = max(Moments.exactSum(scaled), 1e-100)
        let total = Double(labelCounts.reduce(0, +))
        return ClassPairs(rows: (0..<counts.classCount).map { row in
            let cells = counts.cells(row)
            let columns = Array(counts.columns[cells])
            let rounded = CountRounding.preservingSum(scaled[cells].map { $0 / whole * total }, at: columns, of: counts.classCount)
            return zip(columns, rounded).filter { $1 != 0 }.map { ($0, $1) }
        })
    }
}

import Kernels

/// How many items of each given class are confidently of each other class.
///
/// Paper: Northcutt, Jiang and Chuang (2021), Confident Learning, doi 10.1613/jair.1.12125. An item is confidently of
/// class k when its probability reaches the mean probability of k over the items given k. Matches cleanlab 2.9.
///
/// Shapes: `counts` and `calibrated` are K x K, row-major, rows the given class, columns the class the model is confident
/// of. Cost: two passes over N x K, O(K^2) memory beside one bit of news per item; nothing is copied.
public struct ConfidentJoint: Sendable {
    /// Probabilities this close are equal.
    static let slack = 1e-6
    static let lowestThreshold = 2e-6
    /// Threshold of a class nobody is given: never reached.
    static let unreachable = 2.0

    public let classCount: Int
    public let thresholds: [Double]
    /// Confident items; the diagonal at least 1.
    public let counts: [Int]
    /// `counts` with rows scaled to the given counts and the whole to N, each row rounded so that its sum stays.
    public let calibrated: [Int]
    /// Items confidently of another class than given, ascending.
    public let offDiagonal: [Int]

    public init(_ evidence: LabelEvidence) {
        let classCount = evidence.classCount
        self.classCount = classCount
        let thresholds = Self.thresholds(evidence)
        var counts = [Int](repeating: 0, count: classCount * classCount)
        var offDiagonal: [Int] = []
        evidence.withRows { labels, probabilities in
            for item in labels.indices {
                let guess = Self.confidentClass(probabilities, item * classCount, thresholds)
                guard guess >= 0 else { continue }
                counts[Int(labels[item]) * classCount + guess] += 1
                if guess != Int(labels[item]) { offDiagonal.append(item) }
            }
        }
        for k in 0..<classCount { counts[k * classCount + k] = max(counts[k * classCount + k], 1) }
        self.thresholds = thresholds
        self.counts = counts
        self.offDiagonal = offDiagonal
        calibrated = Self.calibrated(counts, labelCounts: evidence.labelCounts)
    }

    /// Mean probability of each class over the items given it.
    static func thresholds(_ evidence: LabelEvidence) -> [Double] {
        let classCount = evidence.classCount
        var sums = [Double](repeating: 0, count: classCount)
        var counts = sums
        evidence.withRows { labels, probabilities in
            for item in labels.indices {
                let label = Int(labels[item])
                sums[label] += probabilities[item * classCount + label]
                counts[label] += 1
            }
        }
        return zip(sums, counts).map { $1 > 0 ? max($0 / $1, lowestThreshold) : unreachable }
    }

    /// The one class above its threshold; the most probable class of all when several are; -1 when none is.
    private static func confidentClass(
        _ probabilities: UnsafeBufferPointer<Double>, _ row: Int, _ thresholds: [Double]
    ) -> Int {
        var confident = -1
        var reached = 0
        var best = 0
        for k in thresholds.indices {
            let p = probabilities[row + k]
            if p >= thresholds[k] - slack {
                if reached == 0 { confident = k }
                reached += 1
            }
            if p > probabilities[row + best] { best = k }
        }
        return reached > 1 ? best : confident
    }

    private static func calibrated(_ counts: [Int], labelCounts: [Int]) -> [Int] {
        let classCount = labelCounts.count
        var scaled = counts.map(Double.init)
        for row in 0..<classCount {
            let cells = row * classCount..<(row + 1) * classCount
            let sum = scaled[cells].reduce(0, +)
            // Divided first: 1.5 must come out as 1.5, for halves are rounded to even.
            for cell in cells { scaled[cell] = scaled[cell] / max(sum, 1e-100) * Double(labelCounts[row]) }
        }
        let whole = Moments.exactSum(scaled)
        let total = Double(labelCounts.reduce(0, +))
        return CountRounding.preservingRowSums(scaled.map { $0 / max(whole, 1e-100) * total }, columns: classCount)
    }
}

extension LabelEvidence {
    func withRows(_ body: (_ labels: UnsafeBufferPointer<Int32>, _ probabilities: UnsafeBufferPointer<Double>) -> Void) {
        labels.withUnsafeBufferPointer { labels in
            probabilities.withUnsafeBufferPointer { body(labels, $0) }
        }
    }
}

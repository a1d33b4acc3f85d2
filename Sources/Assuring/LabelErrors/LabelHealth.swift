import Kernels

/// How good the labels of a whole set are, and which classes are the trouble.
///
/// From the estimated joint of given and true classes; matches the health summary of cleanlab 2.9.
public struct LabelHealth: Sendable {
    public struct ClassQuality: Sendable, Hashable {
        public var label: Int
        /// Items given this class that are of another.
        public var wronglyGiven: Int
        /// Items of this class that were given another.
        public var missed: Int
        /// P(another class | given this).
        public var noise: Double
        /// P(given another | this class).
        public var inverseNoise: Double
        public var quality: Double { 1 - noise }
    }

    public struct Overlap: Sendable, Hashable {
        public var first: Int
        public var second: Int
        /// Items given one of the two that are of the other.
        public var items: Int
        public var share: Double
    }

    public var count: Int
    public var issues: Int
    /// 1 - issues / items.
    public var score: Double
    /// Lowest quality first, then by class.
    public var classes: [ClassQuality]
    /// Pairs that are confused at all, the most confused first, then by class.
    public var overlaps: [Overlap]

    public init(_ evidence: LabelEvidence) throws(MatrixError) { self.init(evidence, try ConfidentJoint(evidence)) }

    public init(_ evidence: LabelEvidence, _ joint: ConfidentJoint) {
        count = evidence.count
        issues = LabelIssues.estimatedCount(evidence, joint)
        score = 1 - Double(issues) / Double(count)
        classes = Self.classes(joint.calibratedPairs)
        overlaps = Self.overlaps(joint.calibratedPairs)
    }

    private static func classes(_ pairs: ClassPairs) -> [ClassQuality] {
        var truths = [Int](repeating: 0, count: pairs.classCount)
        for (column, value) in zip(pairs.columns, pairs.values) { truths[Int(column)] += value }
        let rows = (0..<pairs.classCount).map { k in
            let given = pairs.values[pairs.cells(k)].reduce(0, +)
            let (truth, right) = (truths[k], pairs[k, k])
            return ClassQuality(
                label: k, wronglyGiven: given - right, missed: truth - right,
                noise: given > 0 ? Double(given - right) / Double(given) : 0,
                inverseNoise: truth > 0 ? Double(truth - right) / Double(truth) : 0)
        }
        return rows.sorted { $0.noise != $1.noise ? $0.noise > $1.noise : $0.label < $1.label }
    }

    private static func overlaps(_ pairs: ClassPairs) -> [Overlap] {
        let total = Double(max(pairs.total, 1))
        var found: [Overlap] = []
        for first in 0..<pairs.classCount {
            for cell in pairs.cells(first) where Int(pairs.columns[cell]) != first {
                let second = Int(pairs.columns[cell])
                let back = pairs[second, first]
                // A pair seen both ways comes up twice, and is taken from its lower class.
                if second < first, back > 0 { continue }
                found.append(Overlap(first: min(first, second), second: max(first, second), items: pairs.values[cell] + back, share: Double(pairs.values[cell] + back) / total))
            }
        }
        return found.sorted { $0.items != $1.items ? $0.items > $1.items : ($0.first, $0.second) < ($1.first, $1.second) }
    }
}

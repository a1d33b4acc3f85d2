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
    /// Most confused first, then by class.
    public var overlaps: [Overlap]

    public init(_ evidence: LabelEvidence) { self.init(evidence, ConfidentJoint(evidence)) }

    public init(_ evidence: LabelEvidence, _ joint: ConfidentJoint) {
        count = evidence.count
        issues = LabelIssues.estimatedCount(evidence, joint)
        score = 1 - Double(issues) / Double(count)
        classes = Self.classes(joint)
        overlaps = Self.overlaps(joint)
    }

    private static func classes(_ joint: ConfidentJoint) -> [ClassQuality] {
        let classes = joint.classCount
        let rows = (0..<classes).map { k in
            let given = (0..<classes).reduce(0) { $0 + joint.calibrated[k * classes + $1] }
            let truth = (0..<classes).reduce(0) { $0 + joint.calibrated[$1 * classes + k] }
            let right = joint.calibrated[k * classes + k]
            return ClassQuality(
                label: k, wronglyGiven: given - right, missed: truth - right,
                noise: given > 0 ? Double(given - right) / Double(given) : 0,
                inverseNoise: truth > 0 ? Double(truth - right) / Double(truth) : 0)
        }
        return rows.sorted { $0.noise != $1.noise ? $0.noise > $1.noise : $0.label < $1.label }
    }

    private static func overlaps(_ joint: ConfidentJoint) -> [Overlap] {
        let classes = joint.classCount
        let total = Double(max(joint.calibrated.reduce(0, +), 1))
        var pairs: [Overlap] = []
        for first in 0..<classes {
            for second in first + 1..<max(classes, first + 1) {
                let items = joint.calibrated[first * classes + second] + joint.calibrated[second * classes + first]
                pairs.append(Overlap(first: first, second: second, items: items, share: Double(items) / total))
            }
        }
        return pairs.sorted { $0.items != $1.items ? $0.items > $1.items : ($0.first, $0.second) < ($1.first, $1.second) }
    }
}

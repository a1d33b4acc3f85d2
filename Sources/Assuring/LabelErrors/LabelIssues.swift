import Kernels

/// Which labels are probably wrong, by confident learning.
///
/// Estimates from the model's probabilities how often each class is mistaken for each other (`ConfidentJoint`), then picks
/// that many items by a filter; an item whose most probable class is the given one is never picked, save by the two `low`
/// filters. Matches cleanlab 2.9; ties at a cut are broken by the lower index where cleanlab takes more or fewer. Exact
/// where cleanlab's `find_label_issues_batched` gives another set to save memory.
///
/// Cost: O(N K) for the joint, once more for `pruneByNoiseRate` and `both`; partial selection, no sort of a class; 16 bytes
/// an item.
public struct LabelIssues: Sendable {
    public var filter: LabelIssueFilter
    /// Share of the estimated errors to call errors (the two prunes only).
    public var share: Double
    /// A class never loses more items than leave this many.
    public var minimumPerClass: Int

    public init(filter: LabelIssueFilter = .pruneByNoiseRate, share: Double = 1, minimumPerClass: Int = 1) {
        self.filter = filter
        self.share = share
        self.minimumPerClass = minimumPerClass
    }

    /// - Returns: items, ascending.
    public func indices(_ evidence: LabelEvidence) throws(MatrixError) -> [Int] {
        try indices(evidence, ConfidentJoint(evidence))
    }

    /// As above with a joint at hand, so that several filters share it.
    public func indices(_ evidence: LabelEvidence, _ joint: ConfidentJoint) throws(MatrixError) -> [Int] {
        let count = { Self.estimatedCount(evidence, joint) }
        switch filter {
        case .lowSelfConfidence: return Self.lowest(count(), of: SelfConfidence().scores(evidence))
        case .lowNormalizedMargin: return Self.lowest(count(), of: NormalizedMargin().scores(evidence))
        case .predictedNeqGiven: return evidence.contradicted(Array(repeating: true, count: evidence.count))
        case .confidentLearning:
            var flags = [Bool](repeating: false, count: evidence.count)
            for item in joint.offDiagonal { flags[item] = true }
            return evidence.contradicted(flags)
        case .pruneByClass: return evidence.contradicted(pruning(evidence, joint).byClass())
        case .pruneByNoiseRate: return evidence.contradicted(try pruning(evidence, joint).byNoiseRate())
        case .both:
            let pruning = pruning(evidence, joint)
            let byRate = try pruning.byNoiseRate()
            return evidence.contradicted(zip(pruning.byClass(), byRate).map { $0 && $1 })
        }
    }

    /// Issues with the lowest quality first; equal scores by index.
    public func ranked(_ evidence: LabelEvidence, by score: any LabelQualityScore = SelfConfidence()) throws(MatrixError) -> [Int] {
        let scores = try score.scores(evidence)
        return Self.ranked(try indices(evidence), scores)
    }

    static func ranked(_ items: [Int], _ scores: [Double]) -> [Int] {
        items.map { (score: scores[$0], item: $0) }.sorted { $0.score != $1.score ? $0.score < $1.score : $0.item < $1.item }.map(\.item)
    }

    /// How many label errors there are: items confidently of another class and not predicted as given.
    public static func estimatedCount(_ evidence: LabelEvidence, _ joint: ConfidentJoint) -> Int {
        joint.offDiagonal.count { evidence.reading.predicted($0, label: evidence.labels[$0], favouring: ConfidentJoint.slack) != evidence.labels[$0] }
    }

    /// How many label errors the calibrated joint has off its diagonal.
    public static func calibratedCount(_ joint: ConfidentJoint) -> Int { joint.calibratedPairs.total - joint.calibratedPairs.diagonalTotal }

    /// The `count` items of the lowest score, ascending.
    static func lowest(_ count: Int, of scores: [Double]) -> [Int] {
        let lowest = LowestPerGroup([min(count, scores.count)])
        for (item, score) in scores.enumerated() { lowest.add(Int32(truncatingIfNeeded: item), score, to: 0) }
        var found: [Int] = []
        lowest.forEachKept { found.append(Int($0)) }
        return found.sorted()
    }

    private func pruning(_ evidence: LabelEvidence, _ joint: ConfidentJoint) -> LabelPruning {
        LabelPruning(
            evidence: evidence, counts: PruneCounts(joint, minimumPerClass: minimumPerClass, share: share),
            minimumPerClass: minimumPerClass)
    }
}

extension LabelEvidence {
    /// The flagged items whose most probable class is not the given one, near ties in favour of the given.
    func contradicted(_ flags: [Bool]) -> [Int] {
        flags.indices.filter { flags[$0] && reading.predicted($0, label: labels[$0], favouring: ConfidentJoint.slack) != labels[$0] }
    }

    /// The most probable class of each item, the lower on a tie; the given label gets `favouring` on top.
    public func predictedLabels(favouring slack: Double = 0) -> [Int32] {
        labels.indices.map { reading.predicted($0, label: labels[$0], favouring: slack) }
    }

    /// The most probable class other than the given one: what to suggest for a wrong label.
    public func suggestion(_ item: Int) -> Int32 { reading.rivalClass[item] }
}

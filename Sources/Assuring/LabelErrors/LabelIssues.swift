/// Which labels are probably wrong, by confident learning.
///
/// Estimates from the model's probabilities how often each class is mistaken for each other (`ConfidentJoint`), then picks
/// that many items by a filter; an item whose most probable class is the given one is never picked, save by the two `low`
/// filters. Matches cleanlab 2.9; ties at a cut are broken by the lower index where cleanlab takes more or fewer.
///
/// Cost: O(N K) and a sort of each class's items; the probabilities are not copied.
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
    public func indices(_ evidence: LabelEvidence) -> [Int] {
        indices(evidence, ConfidentJoint(evidence))
    }

    /// As above with a joint at hand, so that several filters share it.
    public func indices(_ evidence: LabelEvidence, _ joint: ConfidentJoint) -> [Int] {
        switch filter {
        case .lowSelfConfidence: return lowest(SelfConfidence().scores(evidence), evidence, joint)
        case .lowNormalizedMargin: return lowest(NormalizedMargin().scores(evidence), evidence, joint)
        default:
            let flagged = flags(evidence, joint)
            let predicted = evidence.predictedLabels(favouring: ConfidentJoint.slack)
            return flagged.indices.filter { flagged[$0] && predicted[$0] != evidence.labels[$0] }
        }
    }

    /// Issues with the lowest quality first; equal scores by index.
    public func ranked(_ evidence: LabelEvidence, by score: any LabelQualityScore = SelfConfidence()) -> [Int] {
        let scores = score.scores(evidence)
        return indices(evidence).sorted { scores[$0] != scores[$1] ? scores[$0] < scores[$1] : $0 < $1 }
    }

    /// How many label errors there are: items confidently of another class and not predicted as given.
    public static func estimatedCount(_ evidence: LabelEvidence, _ joint: ConfidentJoint) -> Int {
        let predicted = evidence.predictedLabels(favouring: ConfidentJoint.slack)
        return joint.offDiagonal.count { predicted[$0] != evidence.labels[$0] }
    }

    /// How many label errors the calibrated joint has off its diagonal.
    public static func calibratedCount(_ joint: ConfidentJoint) -> Int {
        let total = joint.calibrated.reduce(0, +)
        let right = (0..<joint.classCount).reduce(0) { $0 + joint.calibrated[$1 * joint.classCount + $1] }
        return total - right
    }

    private func lowest(_ scores: [Double], _ evidence: LabelEvidence, _ joint: ConfidentJoint) -> [Int] {
        let order = scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] < scores[$1] : $0 < $1 }
        return order.prefix(Self.estimatedCount(evidence, joint)).sorted()
    }

    private func flags(_ evidence: LabelEvidence, _ joint: ConfidentJoint) -> [Bool] {
        switch filter {
        case .confidentLearning:
            var flags = [Bool](repeating: false, count: evidence.count)
            for item in joint.offDiagonal { flags[item] = true }
            return flags
        case .predictedNeqGiven, .lowSelfConfidence, .lowNormalizedMargin:
            return zip(evidence.predictedLabels(), evidence.labels).map { $0 != $1 }
        case .pruneByClass: return pruning(evidence, joint).byClass()
        case .pruneByNoiseRate: return pruning(evidence, joint).byNoiseRate()
        case .both:
            let pruning = pruning(evidence, joint)
            return zip(pruning.byClass(), pruning.byNoiseRate()).map { $0 && $1 }
        }
    }

    private func pruning(_ evidence: LabelEvidence, _ joint: ConfidentJoint) -> LabelPruning {
        LabelPruning(
            evidence: evidence, counts: PruneCounts(joint, minimumPerClass: minimumPerClass, share: share),
            minimumPerClass: minimumPerClass)
    }
}

extension LabelEvidence {
    /// The most probable class of each item, the lower on a tie; the given label gets `favouring` on top.
    func predictedLabels(favouring slack: Double = 0) -> [Int32] {
        var predicted = [Int32](repeating: 0, count: count)
        withRows { labels, probabilities in
            for item in labels.indices {
                let row = item * classCount
                let given = Int(labels[item])
                var best = 0
                var highest = -Double.infinity
                for k in 0..<classCount {
                    let p = k == given ? probabilities[row + k] + slack : probabilities[row + k]
                    if p > highest {
                        highest = p
                        best = k
                    }
                }
                predicted[item] = Int32(best)
            }
        }
        return predicted
    }
}

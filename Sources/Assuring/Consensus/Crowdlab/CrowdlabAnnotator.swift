/// What CROWDLAB found out about one annotator. Each figure is nil where there is nothing to make it of.
public struct CrowdlabAnnotator: Sendable, Hashable {
    public var annotator: Int32
    public var votes: Int
    /// w * `labelQuality` + (1 - w) * agreement on items others voted on too, w the model's part of all the weight; that
    /// agreement alone under `Crowdlab.Quality.agreement`. nil for somebody who never voted on an item with another.
    public var quality: Double?
    /// Share of the votes equal to the label.
    public var agreement: Double?
    /// Mean posterior of the annotator's own answers.
    public var labelQuality: Double?
    /// The class whose answers are right least often; of several the one given most, then the one on items of higher quality.
    public var worstClass: Int32?
    public var weight: Double?

    static func all(_ fit: CrowdlabFit, _ votes: VoteTable, _ quality: [Double?]) -> [CrowdlabAnnotator] {
        let weights = fit.annotatorWeights
        let active = (0..<votes.annotatorCount).count { votes.annotatorStart[$0] < votes.annotatorStart[$0 + 1] }
        let modelShare = weights.map { weights in
            let model = (fit.modelWeights ?? []).reduce(0, +) / Double(max(fit.modelWeights?.count ?? 1, 1))
            return model / (model + weights.reduce(0, +) * fit.meanVotes / Double(max(active, 1)))
        }
        var tally = ClassTally(votes.classCount)
        return (0..<Int32(votes.annotatorCount)).map { annotator in
            var row = CrowdlabAnnotator(annotator: annotator, votes: votes.votes(ofAnnotator: annotator).count)
            guard row.votes > 0 else { return row }
            row.weight = weights?[Int(annotator)]
            row.judge(fit, votes, quality, &tally, modelShare: modelShare)
            return row
        }
    }

    private mutating func judge(_ fit: CrowdlabFit, _ votes: VoteTable, _ quality: [Double?], _ tally: inout ClassTally, modelShare: Double?) {
        var (right, shared, sharedRight, own) = (0, 0, 0, 0.0)
        for place in votes.votes(ofAnnotator: annotator) {
            let item = Int(votes.items[Int(place)])
            let k = Int(votes.classes[Int(place)])
            let isRight = fit.labels[item] == Int32(k)
            if isRight { right += 1 }
            if votes.itemStart[item + 1] - votes.itemStart[item] > 1 {
                shared += 1
                if isRight { sharedRight += 1 }
            }
            own += fit.posterior[item * votes.classCount + k]
            tally.add(k, isRight: isRight, quality: quality[item] ?? 0)
        }
        let count = Double(self.votes)
        agreement = Double(right) / count
        labelQuality = own / count
        worstClass = tally.worst()
        guard shared > 0 else { return }
        let sharedAgreement = Double(sharedRight) / Double(shared)
        self.quality = modelShare.map { $0 * (own / count) + (1 - $0) * sharedAgreement } ?? sharedAgreement
    }
}

/// One annotator's answers by class; emptied by `worst`, so that one serves all annotators.
private struct ClassTally {
    private var count: [Int]
    private var right: [Int]
    private var quality: [Double]
    private var seen: [Int] = []

    init(_ classCount: Int) {
        count = [Int](repeating: 0, count: classCount)
        right = count
        quality = [Double](repeating: 0, count: classCount)
    }

    mutating func add(_ k: Int, isRight: Bool, quality worth: Double) {
        if count[k] == 0 { seen.append(k) }
        count[k] += 1
        if isRight { right[k] += 1 }
        quality[k] += worth
    }

    mutating func worst() -> Int32? {
        seen.sort()
        func key(_ k: Int) -> (Double, Int, Double) {
            (Double(right[k]) / Double(count[k]), -count[k], -quality[k] / Double(count[k]))
        }
        let worst = seen.min { key($0) < key($1) }
        for k in seen { (count[k], right[k], quality[k]) = (0, 0, 0) }
        seen = []
        return worst.map { Int32($0) }
    }
}

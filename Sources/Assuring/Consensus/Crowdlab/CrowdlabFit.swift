/// Weights and posteriors for one set of labels: what `Crowdlab` computes once or twice.
struct CrowdlabFit {
    let labels: [Int32]
    /// I x K, row-major.
    let posterior: [Double]
    /// Share of an item's votes equal to its label; nil without votes or label.
    let agreement: [Double?]
    /// One per annotator, 0 for one without votes; nil when nothing is weighed.
    let annotatorWeights: [Double]?
    let modelWeights: [Double]?
    let meanVotes: Double

    init(_ votes: VoteTable, _ models: ModelProbabilities, _ labels: [Int32], weighs: Bool, shares: VoteShareRule) {
        self.labels = labels
        agreement = Self.agreement(votes, labels)
        let rated = (0..<votes.itemCount).count { votes.itemStart[$0] < votes.itemStart[$0 + 1] }
        meanVotes = Double(votes.count) / Double(max(rated, 1))
        guard weighs else {
            annotatorWeights = nil
            modelWeights = nil
            posterior = shares.shares(votes)
            return
        }
        let shared = votes.allItems.filter { votes.votes(ofItem: $0).count > 1 }
        let errorOfCommonest = Self.errorOfCommonest(shared, labels, votes.classCount)
        let annotators = Self.annotatorWeights(votes, errorOfCommonest)
        let root = meanVotes.squareRoot()
        let machines = models.models.indices.map { model in
            let guesses = models.guesses(ofModel: model)
            let wrong = shared.count { guesses[Int($0)] != labels[Int($0)] }
            return max(1 - Double(wrong) / Double(shared.count) / errorOfCommonest, Crowdlab.leastWeight) * root
        }
        let saysLabel = shared.reduce(0) { [agreement] in $0 + (agreement[Int($1)] ?? 0) } / Double(shared.count)
        annotatorWeights = annotators
        modelWeights = machines
        posterior = Self.posterior(votes, models, annotators, machines, saysLabel: saysLabel)
    }

    private static func agreement(_ votes: VoteTable, _ labels: [Int32]) -> [Double?] {
        labels.indices.map { item in
            let places = votes.votes(ofItem: Int32(item))
            guard !places.isEmpty, labels[item] >= 0 else { return nil }
            return Double(places.count { votes.classes[$0] == labels[item] }) / Double(places.count)
        }
    }

    private static func errorOfCommonest(_ shared: [Int32], _ labels: [Int32], _ classCount: Int) -> Double {
        var counts = [Int](repeating: 0, count: classCount)
        for item in shared { counts[Int(labels[Int(item)])] += 1 }
        return max(1 - Double(counts.max() ?? 0) / Double(shared.count), Crowdlab.leastWeight)
    }

    /// How often each agrees with the others on the same item, every pair of votes counting once; made a weight.
    private static func annotatorWeights(_ votes: VoteTable, _ errorOfCommonest: Double) -> [Double] {
        let (same, pairs) = agreementWithOthers(votes)
        let known = pairs.indices.filter { pairs[$0] > 0 }
        let mean = known.reduce(0) { $0 + same[$1] / pairs[$1] } / Double(max(known.count, 1))
        return pairs.indices.map { annotator in
            guard votes.annotatorStart[annotator] < votes.annotatorStart[annotator + 1] else { return 0 }
            let agreement = pairs[annotator] > 0 ? same[annotator] / pairs[annotator] : mean
            return max(1 - (1 - agreement) / errorOfCommonest, Crowdlab.leastWeight)
        }
    }

    private static func agreementWithOthers(_ votes: VoteTable) -> (same: [Double], pairs: [Double]) {
        var same = [Double](repeating: 0, count: votes.annotatorCount)
        var pairs = same
        var counts = [Double](repeating: 0, count: votes.classCount)
        for item in 0..<Int32(votes.itemCount) {
            let places = votes.votes(ofItem: item)
            guard places.count > 1 else { continue }
            for place in places { counts[Int(votes.classes[place])] += 1 }
            for place in places {
                same[Int(votes.annotators[place])] += counts[Int(votes.classes[place])] - 1
                pairs[Int(votes.annotators[place])] += Double(places.count - 1)
            }
            for place in places { counts[Int(votes.classes[place])] = 0 }
        }
        return (same, pairs)
    }

    private static func posterior(
        _ votes: VoteTable, _ models: ModelProbabilities, _ annotators: [Double], _ machines: [Double], saysLabel: Double
    ) -> [Double] {
        let classCount = models.classCount
        let saysOther = (1 - saysLabel) / Double(classCount - 1)
        let machineWeight = machines.reduce(0, +)
        var values = models.models[0]
        values.withUnsafeMutableBufferPointer { values in
            for cell in 0..<values.count { values[cell] *= machines[0] }
            for model in 1..<max(models.models.count, 1) {
                models.models[model].withUnsafeBufferPointer { more in
                    for cell in 0..<values.count { values[cell] += more[cell] * machines[model] }
                }
            }
            for item in 0..<votes.itemCount {
                let row = item * classCount
                var weight = 0.0
                for place in votes.votes(ofItem: Int32(item)) {
                    let own = annotators[Int(votes.annotators[place])]
                    weight += own
                    values[row + Int(votes.classes[place])] += own * (saysLabel - saysOther)
                }
                let total = weight + machineWeight
                for cell in row..<row + classCount { values[cell] = (values[cell] + weight * saysOther) / total }
            }
        }
        return values
    }
}

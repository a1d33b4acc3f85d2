/// Which items another vote would help most, those with votes and those without on one scale: the lowest first.
///
/// The score of an item is the weighted mean of its label's quality, with the weight of everybody who has spoken (its
/// annotators and the models), and of 1/K, with the weight of one more average annotator. Models are calibrated first.
/// Paper: Goh & Mueller (2023), "ActiveLab", arXiv 2301.11856; behaviour of cleanlab 2.9.0.
public struct LabelPriorities: Sendable, Hashable {
    /// One per item of the table.
    public var labelled: [Double]
    /// One per row of the probabilities of items without votes.
    public var unlabelled: [Double]
    /// One per model; 1 where there was nothing to fit it to.
    public var temperatures: [Double]
}

extension Crowdlab {
    /// - Parameter unlabelled: the same models on items outside the table.
    public func priorities(of votes: VoteTable, models: ModelProbabilities, unlabelled: ModelProbabilities? = nil) throws(CrowdlabError) -> LabelPriorities {
        try Self.check(votes, models)
        if let unlabelled { try Self.check(unlabelled, like: models) }
        guard Self.hasOverlap(votes) else { return Self.singleVotes(votes, models, unlabelled) }
        var method = self
        (method.labels, method.quality, method.isCalibrated) = (.bestQuality, .crowdlab, true)
        let scores = try method.scores(of: votes, models: models)
        let weights = scores.annotators.map { $0.weight ?? 0 }
        let temperatures = scores.temperatures ?? []
        let modelWeights = scores.modelWeights ?? []
        return LabelPriorities(
            labelled: Self.labelled(votes, scores.quality.map { $0 ?? 0 }, weights, modelWeights),
            unlabelled: unlabelled.map { Self.unlabelled(Self.scaled($0, temperatures), modelWeights, nextVote: Self.meanWeight(votes, weights)) } ?? [],
            temperatures: temperatures)
    }

    /// Before there is any vote: everybody counts the same.
    public static func priorities(unlabelled: ModelProbabilities) -> LabelPriorities {
        let ones = [Double](repeating: 1, count: unlabelled.models.count)
        return LabelPriorities(labelled: [], unlabelled: Self.unlabelled(scaled(unlabelled, ones), ones, nextVote: 1), temperatures: ones)
    }

    /// No item has two votes: the model alone judges the labels, and everybody counts the same.
    private static func singleVotes(_ votes: VoteTable, _ models: ModelProbabilities, _ unlabelled: ModelProbabilities?) -> LabelPriorities {
        let ones = [Double](repeating: 1, count: models.models.count)
        let mean = models.mean
        let guesses = ModelProbabilities.likeliest(mean, models.classCount)
        let quality = (0..<votes.itemCount).map { item in
            let label = votes.votes(ofItem: Int32(item)).first.map { votes.classes[$0] } ?? guesses[item]
            return mean[item * models.classCount + Int(label)]
        }
        let annotators = [Double](repeating: 1, count: votes.annotatorCount)
        return LabelPriorities(
            labelled: labelled(votes, quality, annotators, ones),
            unlabelled: unlabelled.map { Self.unlabelled(scaled($0, ones), ones, nextVote: 1) } ?? [], temperatures: ones)
    }

    private static func labelled(_ votes: VoteTable, _ quality: [Double], _ annotators: [Double], _ models: [Double]) -> [Double] {
        let nextVote = meanWeight(votes, annotators)
        let model = models.reduce(0, +)
        let even = 1 / Double(votes.classCount)
        return quality.indices.map { item in
            let spoken = votes.votes(ofItem: Int32(item)).reduce(model) { $0 + annotators[Int(votes.annotators[$1])] }
            return (quality[item] * spoken + even * nextVote) / (spoken + nextVote)
        }
    }

    /// Of the annotators who have votes.
    private static func meanWeight(_ votes: VoteTable, _ weights: [Double]) -> Double {
        let active = weights.indices.filter { votes.annotatorStart[$0] < votes.annotatorStart[$0 + 1] }
        return active.reduce(0) { $0 + weights[$1] } / Double(max(active.count, 1))
    }

    /// The label is what most models say, as if they were annotators.
    private static func unlabelled(_ models: ModelProbabilities, _ weights: [Double], nextVote: Double) -> [Double] {
        let labels = majority(of: models)
        let classCount = models.classCount
        let total = weights.reduce(nextVote, +)
        return labels.indices.map { item in
            let cell = item * classCount + Int(labels[item])
            let said = zip(models.models, weights).reduce(0) { $0 + $1.0[cell] * $1.1 }
            return (said + nextVote / Double(classCount)) / total
        }
    }

    private static func majority(of models: ModelProbabilities) -> [Int32] {
        let guesses = models.models.indices.map { models.guesses(ofModel: $0) }
        guard guesses.count > 1, models.itemCount > 0 else { return guesses[0] }
        let columns = VoteColumns(
            items: guesses.flatMap { _ in 0..<Int32(models.itemCount) },
            annotators: guesses.indices.flatMap { [Int32](repeating: Int32($0), count: models.itemCount) },
            classes: guesses.flatMap { $0 }, weights: nil)
        let votes = VoteTable(
            checked: columns, itemNames: Array(repeating: "", count: models.itemCount),
            annotatorNames: Array(repeating: "", count: guesses.count), classNames: Array(repeating: "", count: models.classCount), findings: [])
        return MajorityLabels(votes, model: models.mean).labels
    }

    private static func check(_ unlabelled: ModelProbabilities, like models: ModelProbabilities) throws(CrowdlabError) {
        guard unlabelled.classCount == models.classCount else {
            throw .otherClasses(votes: models.classCount, models: unlabelled.classCount)
        }
        guard unlabelled.models.count == models.models.count else {
            throw .otherModels(labelled: models.models.count, unlabelled: unlabelled.models.count)
        }
    }
}

import Records

/// What `Crowdlab` makes of votes and models: labels with their quality, and what everybody is worth.
public struct CrowdlabScores: Sendable {
    /// Label of each item; -1 where there is none (majority labels of an item without votes).
    public var labels: [Int32]
    /// The majority's label of each item, -1 without votes.
    public var majority: [Int32]
    /// I x K, row-major; rows sum to 1, but for items without votes under `Crowdlab.Quality.agreement`, which are 0.
    public var posterior: [Double]
    public var classCount: Int
    /// How likely each label is right; nil without a label.
    public var quality: [Double?]
    /// Share of the item's votes equal to its label; nil without votes.
    public var agreement: [Double?]
    /// One row per annotator of the table, in its order.
    public var annotators: [CrowdlabAnnotator]
    /// One per model; nil under `Crowdlab.Quality.agreement`, which weighs nobody.
    public var modelWeights: [Double]?
    /// One per model; nil without calibration.
    public var temperatures: [Double]?
    /// Mean number of votes on the items that have any.
    public var votesPerItem: Double
    public var method: Crowdlab

    init(_ fit: CrowdlabFit, _ votes: VoteTable, method: Crowdlab, majority: [Int32], temperatures: [Double]?) {
        labels = fit.labels
        self.majority = majority
        posterior = fit.posterior
        let classCount = votes.classCount
        self.classCount = classCount
        agreement = fit.agreement
        modelWeights = fit.modelWeights
        self.temperatures = temperatures
        self.method = method
        votesPerItem = fit.meanVotes
        quality = method.quality == .agreement ? fit.agreement : fit.labels.indices.map { item in
            fit.labels[item] < 0 ? nil : fit.posterior[item * classCount + Int(fit.labels[item])]
        }
        annotators = CrowdlabAnnotator.all(fit, votes, quality)
    }

    /// Places in `annotators`, lowest quality first, then lowest agreement; those without a quality last.
    public var annotatorsByQuality: [Int] {
        func key(_ place: Int) -> (Double, Double, Int) {
            (annotators[place].quality ?? .infinity, annotators[place].agreement ?? .infinity, place)
        }
        return annotators.indices.sorted { key($0) < key($1) }
    }

    /// The same as the other consensus methods give.
    public var consensus: Consensus {
        let items = labels.count
        let margin = (0..<items).map { item in
            var first = 0.0
            var second = 0.0
            for value in posterior[item * classCount..<(item + 1) * classCount] {
                if value > first {
                    second = first
                    first = value
                } else if value > second {
                    second = value
                }
            }
            return first - second
        }
        let priors = (0..<classCount).map { k in (0..<items).reduce(0) { $0 + posterior[$1 * classCount + k] } / Double(max(items, 1)) }
        return Consensus(
            winner: labels, posterior: posterior, classCount: classCount, margin: margin,
            annotators: annotators.map { AnnotatorStanding(annotator: $0.annotator, votes: $0.votes, skill: $0.quality, confusion: nil) },
            priors: priors, method: Crowdlab.name, parameters: method.parameters,
            iterations: method.labels == .bestQuality ? 2 : 1, stopReason: .singlePass, objective: [])
    }
}

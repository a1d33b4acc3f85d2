import Records

/// Consensus of annotators and a model together, each weighted by how far it can be trusted.
///
/// With P the mean share of an item's votes equal to its label (items of two votes or more) and Q = (1 - P) / (K - 1),
/// an annotator's vote speaks with P for its class and Q for each other. Against E, the error of always saying the
/// commonest label, the weights are
///
///     annotator   w_a = max(1 - (1 - agreement with the other annotators) / E, 1e-6)
///     model       w_m = max(1 - error of its likeliest class / E, 1e-6) * sqrt(mean votes per item)
///
/// and an item's posterior is the weighted mean of the model's probabilities and its votes. The first labels are
/// `MajorityLabels`; `Labels.bestQuality` takes the highest posterior (a tie keeps the majority's) and fits once more.
/// Several models count separately, each with its weight.
///
/// Paper: Goh, Tkachenko & Mueller (2022), arXiv 2210.06812; behaviour of cleanlab 2.9.0 (`multiannotator`) but for
/// - ties left after all its rules: the lower class, where it draws at random;
/// - posteriors within 1e-12 of each other tie, so that the order of annotators cannot decide;
/// - shares of votes stand under their class (`VoteShareRule`), where it packs them to the left, which spoils its calibration
///   and its `agreement` posteriors; `.packed` gives its figures;
/// - items and annotators without votes are allowed: an item gets the models' mean, an annotator no figures.
///
/// Shapes: N votes, I items, A annotators, K classes, M models. Cost: O(N + M I K), with calibration 18 M I K more;
/// nothing is items x annotators. Votes count 1 each, whatever their weight.
/// Use it when there are few votes per item and out-of-fold probabilities; with five good votes an item a model adds little.
public struct Crowdlab: Sendable, CatalogEntry {
    public static let name = "crowdlab"
    public static let summary = "Votes and a model's probabilities together, each weighted by how far it can be trusted; for few votes per item"

    /// Whose labels the result carries.
    public enum Labels: String, Sendable, Hashable, Codable, CaseIterable {
        case bestQuality = "best-quality"
        case majority
    }

    /// What an item's quality is.
    public enum Quality: String, Sendable, Hashable, Codable, CaseIterable {
        /// The posterior of the label.
        case crowdlab
        /// The share of the votes equal to the label; the model only breaks ties.
        case agreement
    }

    public var labels = Labels.bestQuality
    public var quality = Quality.crowdlab
    /// Fits each model's temperature to the annotators' shares first (`TemperatureSearch`): for models that are too sure.
    public var isCalibrated = false
    public var shares = VoteShareRule.byClass

    public init() {}

    public init(labels: Labels = .bestQuality, quality: Quality = .crowdlab, isCalibrated: Bool = false, shares: VoteShareRule = .byClass) {
        self.labels = labels
        self.quality = quality
        self.isCalibrated = isCalibrated
        self.shares = shares
    }

    public var parameters: JSONObject {
        var parameters = JSONObject()
        parameters["labels"] = .string(labels.rawValue)
        parameters["quality"] = .string(quality.rawValue)
        parameters["calibrated"] = .bool(isCalibrated)
        parameters["shares"] = .string(shares.rawValue)
        return parameters
    }

    static let leastWeight = 1e-6
    static let tieSlack = 1e-12

    /// - Parameter models: a row per item of the table, in its order, and a column per class.
    public func scores(of votes: VoteTable, models: ModelProbabilities) throws(CrowdlabError) -> CrowdlabScores {
        try Self.check(votes, models)
        guard Self.hasOverlap(votes) else { throw .noOverlap(items: votes.itemCount) }
        let temperatures = isCalibrated ? self.temperatures(votes, models) : nil
        let models = temperatures.map { Self.scaled(models, $0) } ?? models
        let majority = MajorityLabels(votes, model: models.mean).labels
        var fit = self.fit(votes, models, majority)
        if labels == .bestQuality {
            let best = Self.best(fit.posterior, models.classCount, else: majority)
            fit = self.fit(votes, models, best)
        }
        return CrowdlabScores(fit, votes, method: self, majority: majority, temperatures: temperatures)
    }

    private func fit(_ votes: VoteTable, _ models: ModelProbabilities, _ labels: [Int32]) -> CrowdlabFit {
        CrowdlabFit(votes, models, labels, weighs: quality == .crowdlab, shares: shares)
    }

    /// The temperature of each model.
    public func temperatures(_ votes: VoteTable, _ models: ModelProbabilities) -> [Double] {
        let shares = self.shares.shares(votes)
        let rated = votes.allItems.filter { !votes.votes(ofItem: $0).isEmpty }
        return models.models.map { TemperatureSearch(model: $0, shares: shares, rated: rated, classCount: models.classCount).best }
    }

    static func scaled(_ models: ModelProbabilities, _ temperatures: [Double]) -> ModelProbabilities {
        ModelProbabilities(
            checked: zip(models.models, temperatures).map { TemperatureSearch.scaled($0, classCount: models.classCount, temperature: $1) },
            classCount: models.classCount)
    }

    /// The class of the highest posterior; the other label where two are equal.
    private static func best(_ posterior: [Double], _ classCount: Int, else majority: [Int32]) -> [Int32] {
        let likeliest = ModelProbabilities.likeliest(posterior, classCount)
        return likeliest.indices.map { item in
            let row = item * classCount
            let bar = posterior[row + Int(likeliest[item])] - tieSlack
            let isTied = (row..<row + classCount).contains { posterior[$0] >= bar && $0 != row + Int(likeliest[item]) }
            return isTied && majority[item] >= 0 ? majority[item] : likeliest[item]
        }
    }

    static func check(_ votes: VoteTable, _ models: ModelProbabilities) throws(CrowdlabError) {
        guard !votes.isEmpty else { throw .noVotes }
        guard votes.classCount == models.classCount else { throw .otherClasses(votes: votes.classCount, models: models.classCount) }
        guard votes.itemCount == models.itemCount else { throw .otherItems(votes: votes.itemCount, models: models.itemCount) }
    }

    static func hasOverlap(_ votes: VoteTable) -> Bool {
        (0..<votes.itemCount).contains { votes.itemStart[$0 + 1] - votes.itemStart[$0] > 1 }
    }
}

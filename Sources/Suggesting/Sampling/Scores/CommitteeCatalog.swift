import Foundation

/// Entropy of the votes: each model votes for its best class, the lower one on a tie.
///
/// Dagan and Engelson (1995), doi 10.1016/B978-1-55860-377-6.50027-X. Sees only who won, not by how much.
public struct VoteEntropy: CommitteeMeasure {
    public static let name = "vote-entropy"
    public static let summary = "Entropy of several models' votes: items they call by different names"
    public init() {}

    public static func disagreement(_ members: UnsafeBufferPointer<Double>, mean: UnsafeBufferPointer<Double>) -> Double {
        let classes = mean.count, models = members.count / mean.count
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: classes) { votes in
            votes.initialize(repeating: 0)
            for member in 0..<models {
                var best = 0
                for label in 1..<max(classes, 1) where members[member * classes + label] > members[member * classes + best] { best = label }
                votes[best] += 1
            }
            for label in 0..<classes { votes[label] /= Double(models) }
            return entropy(UnsafeBufferPointer(votes))
        }
    }
}

/// Entropy of the mean of the models' probabilities: unsure and divided alike.
public struct ConsensusEntropy: CommitteeMeasure {
    public static let name = "consensus-entropy"
    public static let summary = "Entropy of several models' mean probabilities: items they are unsure about together"
    public init() {}

    public static func disagreement(_ members: UnsafeBufferPointer<Double>, mean: UnsafeBufferPointer<Double>) -> Double { entropy(mean) }
}

/// Mean divergence of the models from their mean: McCallum and Nigam (1998), ICML, 350-358.
public struct MeanDivergence: CommitteeMeasure {
    public static let name = "mean-divergence"
    public static let summary = "Mean Kullback-Leibler divergence of several models from their mean: items they differ on"
    public init() {}

    public static func disagreement(_ members: UnsafeBufferPointer<Double>, mean: UnsafeBufferPointer<Double>) -> Double {
        let models = members.count / mean.count
        return (0..<models).reduce(0.0) { $0 + divergence(members, $1, mean: mean) } / Double(models)
    }
}

/// The divergence of the one model that is farthest from the mean.
public struct GreatestDivergence: CommitteeMeasure {
    public static let name = "max-divergence"
    public static let summary = "Greatest Kullback-Leibler divergence of a model from the mean: items one of them sees otherwise"
    public init() {}

    public static func disagreement(_ members: UnsafeBufferPointer<Double>, mean: UnsafeBufferPointer<Double>) -> Double {
        (0..<members.count / mean.count).reduce(0.0) { max($0, divergence(members, $1, mean: mean)) }
    }
}

/// What an answer would tell about the model: H(mean p) - mean H(p).
///
/// Houlsby, Huszar, Ghahramani and Lengyel (2011), arXiv:1112.5745; with dropout passes as models Gal, Islam and
/// Ghahramani (2017), arXiv:1703.02910. The same number as the mean divergence, computed the other way.
public struct BALD: CommitteeMeasure {
    public static let name = "bald"
    public static let summary = "Information about the model in an answer, from several models or dropout passes: differing, not merely unsure"
    public init() {}

    public static func disagreement(_ members: UnsafeBufferPointer<Double>, mean: UnsafeBufferPointer<Double>) -> Double {
        let classes = mean.count, models = members.count / classes
        var sum = 0.0
        for member in 0..<models { sum += entropy(UnsafeBufferPointer(rebasing: members[member * classes..<(member + 1) * classes])) }
        return max(entropy(mean) - sum / Double(models), 0)
    }
}

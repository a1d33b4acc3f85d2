import Foundation
import Records

/// How much a person's answer would teach, read from the probabilities a model gives an item.
public protocol SamplingStrategy: CatalogEntry {
    /// Higher is asked first. `probabilities` of one item, one per label.
    func priority(_ probabilities: UnsafeBufferPointer<Double>) -> Double
    /// What is shown as the item's score; the priority itself unless the method is known by another number.
    func score(_ priority: Double) -> Double
}

extension SamplingStrategy {
    public func score(_ priority: Double) -> Double { priority }
}

/// 1 - max(p): the default.
public struct LeastConfidence: SamplingStrategy {
    public static let name = "least-confidence"
    public static let summary = "One minus the greatest probability: items whose best label is least sure; the default"
    public init() {}

    public func priority(_ probabilities: UnsafeBufferPointer<Double>) -> Double {
        var greatest = -Double.infinity
        for value in probabilities where value > greatest || value.isNaN { greatest = value }
        return 1 - greatest
    }
}

/// The gap between the two best labels; small gaps first. Scheffer et al. (2001).
public struct SmallestMargin: SamplingStrategy {
    public static let name = "margin"
    public static let summary = "Gap between the two greatest probabilities, smallest first: items between two labels"
    public init() {}

    public func priority(_ probabilities: UnsafeBufferPointer<Double>) -> Double {
        var first = -Double.infinity, second = -Double.infinity
        for value in probabilities {
            if value.isNaN { return .nan }
            if value > first { (first, second) = (value, first) } else if value > second { second = value }
        }
        return probabilities.count < 2 ? -1 : second - first
    }

    public func score(_ priority: Double) -> Double { -priority }
}

/// Shannon entropy in nats.
public struct GreatestEntropy: SamplingStrategy {
    public static let name = "entropy"
    public static let summary = "Entropy of all probabilities: with many labels, items the model knows least about"
    public init() {}

    public func priority(_ probabilities: UnsafeBufferPointer<Double>) -> Double {
        var sum = 0.0
        for value in probabilities {
            if value.isNaN { return .nan }
            if value > 0 { sum -= value * log(value) }
        }
        return sum
    }
}

public enum StrategyCatalog {
    public static let all: [any SamplingStrategy] = [LeastConfidence(), SmallestMargin(), GreatestEntropy()]

    public static func strategy(named name: String) -> (any SamplingStrategy)? { all.first { $0.name == name } }
}

import Foundation
import Kernels

/// How far several models disagree about one item, from the probabilities of all.
///
/// A measure is a function of M x K numbers; a catalogue entry is this and a name. Natural logarithms; 0 ln 0 is 0.
/// Cost: O(N M K), one pass over all models side by side.
public protocol CommitteeMeasure: ScoringMethod {
    /// - Parameters:
    ///   - members: M x K, row-major.
    ///   - mean: the K means over the members.
    static func disagreement(_ members: UnsafeBufferPointer<Double>, mean: UnsafeBufferPointer<Double>) -> Double
    init()
}

extension CommitteeMeasure {
    public static var needs: [SelectionNeed] { [.committee] }

    public func priorities(of pool: SelectionPool) throws(SelectionError) -> [Double] {
        try pool.check(name, needs)
        let models = pool.committee
        let classes = models[0].columnCount
        let pieces = Pieces(pool.rowCount, size: 1024)
        let blocks = try pieces.map(threads: pool.threads) { (rows: Range<Int>) throws(SelectionError) -> [Double] in
            var members = [Double](repeating: 0, count: rows.count * models.count * classes)
            for (member, model) in models.enumerated() {
                let copy = try PoolProbabilities(model, .committee, threads: 1).checkedRows(rows)
                for place in 0..<rows.count {
                    for label in 0..<classes { members[(place * models.count + member) * classes + label] = copy[place * classes + label] }
                }
            }
            return Self.scores(members, models: models.count, classes: classes)
        }
        return Array(blocks.joined())
    }

    private static func scores(_ members: [Double], models: Int, classes: Int) -> [Double] {
        let step = models * classes
        var mean = [Double](repeating: 0, count: classes)
        return members.withUnsafeBufferPointer { members in
            (0..<members.count / step).map { place in
                let own = UnsafeBufferPointer(rebasing: members[place * step..<(place + 1) * step])
                for label in 0..<classes {
                    var sum = 0.0
                    for member in 0..<models { sum += own[member * classes + label] }
                    mean[label] = sum / Double(models)
                }
                return mean.withUnsafeBufferPointer { disagreement(own, mean: $0) }
            }
        }
    }

    static func entropy(_ values: UnsafeBufferPointer<Double>) -> Double {
        var sum = 0.0
        for value in values where value > 0 { sum -= value * log(value) }
        return max(sum, 0)
    }

    /// Kullback-Leibler divergence of one member from the mean. The mean is above 0 wherever the member is.
    static func divergence(_ members: UnsafeBufferPointer<Double>, _ member: Int, mean: UnsafeBufferPointer<Double>) -> Double {
        var sum = 0.0
        for label in 0..<mean.count {
            let value = members[member * mean.count + label]
            if value > 0 { sum += value * log(value / mean[label]) }
        }
        return max(sum, 0)
    }
}

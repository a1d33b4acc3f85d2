import Foundation
import Kernels

/// The state of one Bradley-Terry fit; see `BradleyTerry`. E edges, n items; a round costs O(E).
struct BradleyTerryFit {
    private let graph: PairGraph
    private let prior: Double
    private let wins: [Double]
    private let degrees: [Double]
    /// Positive; summing to 1 without a prior.
    private(set) var strengths: [Double]

    init(_ graph: PairGraph, prior: Double) {
        self.graph = graph
        self.prior = prior
        wins = graph.wins.map { $0 + prior }
        degrees = graph.degrees.map { $0 + 2 * prior }
        strengths = Array(repeating: 1, count: graph.itemCount)
    }

    /// One minorisation round; the summed change of the strengths as shares.
    mutating func round() -> Double {
        var rates = strengths.map { prior > 0 ? 2 * prior / ($0 + 1) : 0 }
        rates.withUnsafeMutableBufferPointer { rates in
            strengths.withUnsafeBufferPointer { strengths in
                for edge in 0..<graph.edgeCount {
                    let (a, b) = (Int(graph.low[edge]), Int(graph.high[edge]))
                    let rate = graph.weight[edge] / (strengths[a] + strengths[b])
                    rates[a] += rate
                    rates[b] += rate
                }
            }
        }
        let before = strengths.reduce(0, +)
        var next = strengths
        for item in next.indices where rates[item] > 0 { next[item] = wins[item] / rates[item] }
        let after = next.reduce(0, +)
        let change = next.indices.reduce(0.0) { $0 + abs(next[$1] / after - strengths[$1] / before) }
        strengths = prior > 0 ? next : next.map { $0 / after }
        return change
    }

    func likelihood() -> Double { likelihood(strengths.map { log($0) }) }

    private func likelihood(_ logs: [Double]) -> Double {
        var sum = 0.0
        for edge in 0..<graph.edgeCount {
            let gap = logs[Int(graph.low[edge])] - logs[Int(graph.high[edge])]
            sum -= graph.lowWins[edge] * Self.softplus(-gap) + (graph.weight[edge] - graph.lowWins[edge]) * Self.softplus(gap)
        }
        if prior > 0 { for value in logs { sum -= prior * (Self.softplus(-value) + Self.softplus(value)) } }
        return sum
    }

    /// Wins less expected wins: the gradient in the logarithms.
    private func misses(_ logs: [Double]) -> [Double] {
        var misses = logs.map { prior > 0 ? -prior * tanh($0 / 2) : 0 }
        for edge in 0..<graph.edgeCount {
            let (a, b) = (Int(graph.low[edge]), Int(graph.high[edge]))
            let miss = graph.lowWins[edge] - graph.weight[edge] * Self.sigmoid(logs[a] - logs[b])
            misses[a] += miss
            misses[b] -= miss
        }
        return misses
    }

    /// Greatest miss of an item per comparison of it.
    func greatestMiss() -> Double {
        let misses = misses(strengths.map { log($0) })
        return misses.indices.reduce(0) { max($0, degrees[$1] > 0 ? abs(misses[$1]) / degrees[$1] : 0) }
    }

    /// false when no step along the Newton direction comes nearer to the maximum any more.
    ///
    /// The gradient decides first: near the maximum likelihoods differ by less than rounding, and it still tells.
    mutating func newtonStep() -> Bool {
        let logs = strengths.map { log($0) }
        let gradient = misses(logs)
        let step = PairInformation(graph, logs: logs, prior: prior).solve(gradient)
        let (before, old) = (greatestMiss(), strengths)
        take(logs.indices.map { logs[$0] + step[$0] })
        if greatestMiss() < before / 2 { return true }
        strengths = old
        let (slope, here) = (Vector.dot(gradient, step), likelihood(logs))
        // What rounding alone moves the likelihood by is no rise.
        let noise = abs(here) * 1e-14
        var length = 1.0
        for _ in 0..<30 {
            let next = logs.indices.map { logs[$0] + length * step[$0] }
            if likelihood(next) > here + 1e-4 * length * slope + noise {
                take(next)
                return true
            }
            length /= 2
        }
        return false
    }

    private mutating func take(_ logs: [Double]) {
        let highest = prior > 0 ? 0 : logs.max() ?? 0
        strengths = logs.map { exp($0 - highest) }
        let sum = strengths.reduce(0, +)
        if prior == 0 { strengths = strengths.map { $0 / sum } }
    }

    /// Logarithms, centred within each group; with a prior as they are. nil for an item that met nobody of its group.
    func scores(_ groups: [[Int]]) -> [Double?] {
        var scores = strengths.indices.map { degrees[$0] > 0 ? Optional(log(strengths[$0])) : nil }
        guard prior == 0 else { return scores }
        for group in groups {
            let met = group.filter { degrees[$0] > 0 }
            let mean = met.reduce(0) { $0 + (scores[$1] ?? 0) } / Double(max(met.count, 1))
            for item in met { scores[item] = scores[item].map { $0 - mean } }
        }
        return scores
    }

    /// Of the scores, from the inverse of the information; nil where the score is.
    func standardErrors(_ groups: [[Int]]) -> [Double?] {
        let information = PairInformation(graph, logs: strengths.map { log($0) }, prior: prior)
        let variances = information.variances(groups.map { $0.filter { degrees[$0] > 0 } })
        return variances.indices.map { degrees[$0] > 0 ? variances[$0].map { $0.squareRoot() } : nil }
    }

    static func sigmoid(_ x: Double) -> Double { x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)) }
    /// ln(1 + e^x) without overflow.
    static func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
}

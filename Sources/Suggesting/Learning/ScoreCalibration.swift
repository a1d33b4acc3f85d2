import Foundation
import Kernels

/// How scores become probabilities that mean what they say, learned from rows the model has not seen.
public enum ScoreCalibration: Sendable, Hashable, Codable {
    case none
    /// All scores divided by one number: `TemperatureScaling`.
    case temperature(Double)
    /// One sigmoid for each output.
    case sigmoid([SigmoidScaling])
    /// One rising curve for each output.
    case isotonic([IsotonicCurve])

    /// By name, as people choose it.
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        case temperature, isotonic, sigmoid, none

        public var summary: String {
            switch self {
            case .temperature: "One number flattens or sharpens all probabilities; the order of labels stays"
            case .isotonic: "A rising curve for each label (pool adjacent violators), then scaled to a sum of 1; for a thousand rows of each label"
            case .sigmoid: "A sigmoid for each label (Platt), then scaled to a sum of 1; for few labels"
            case .none: "Probabilities as the model gives them"
            }
        }
    }

    /// - Parameters:
    ///   - scores: N x M, row-major, of rows the model did not learn from.
    ///   - truths: N x M, whether the output is right for the row.
    ///   - isExclusive: exactly one label holds for a row (one output for two labels: the second's).
    static func fit(_ method: Method, scores: [Double], truths: [Bool], outputCount: Int, isExclusive: Bool) -> ScoreCalibration {
        guard !truths.isEmpty else { return .none }
        func column<Value>(_ values: [Value], _ output: Int) -> [Value] { stride(from: output, to: values.count, by: outputCount).map { values[$0] } }
        switch method {
        case .none: return .none
        case .temperature: return .temperature(temperature(scores, truths, outputCount, isExclusive))
        case .sigmoid:
            return .sigmoid((0..<outputCount).map { output in
                let (own, isTrue) = seen(column(scores, output), column(truths, output))
                return SigmoidScaling.fit(own, isPositive: isTrue)
            })
        case .isotonic:
            return .isotonic((0..<outputCount).map { output in
                let (own, isTrue) = seen(column(scores, output), column(truths, output))
                return IsotonicCurve.fit(own, isTrue.map { $0 ? 1 : 0 })
            })
        }
    }

    /// Without scores of models that never saw the label.
    private static func seen(_ scores: [Double], _ truths: [Bool]) -> (scores: [Double], truths: [Bool]) {
        let rows = scores.indices.filter { isSeen(scores[$0]) }
        return (rows.map { scores[$0] }, rows.map { truths[$0] })
    }

    private static func isSeen(_ score: Double) -> Bool { score > Double(LinearModel.unseen) / 2 }

    /// One output, exclusive, becomes two probabilities; else M stay M.
    static func labelCount(_ outputCount: Int, isExclusive: Bool) -> Int { isExclusive && outputCount == 1 ? 2 : outputCount }

    /// N x K probabilities of N x M scores, row-major; rows of exclusive labels sum to 1.
    func probabilities(_ scores: [Double], outputCount: Int, isExclusive: Bool) -> [Double] {
        let labelCount = Self.labelCount(outputCount, isExclusive: isExclusive)
        var result = [Double](repeating: 0, count: scores.count / max(1, outputCount) * labelCount)
        result.withUnsafeMutableBufferPointer { result in
            for (row, first) in stride(from: 0, to: scores.count, by: outputCount).enumerated() {
                let own = UnsafeMutableBufferPointer(rebasing: result[row * labelCount..<(row + 1) * labelCount])
                fill(own, scores[first..<first + outputCount], isExclusive)
            }
        }
        return result
    }

    private func fill(_ row: UnsafeMutableBufferPointer<Double>, _ scores: ArraySlice<Double>, _ isExclusive: Bool) {
        switch self {
        case .none, .temperature:
            var scale = 1.0
            if case .temperature(let temperature) = self { scale = 1 / temperature }
            for (place, score) in scores.enumerated() { row[place] = score * scale }
            guard isExclusive, row.count == scores.count else { return Self.independent(row, scores.count, Softmax.sigmoid) }
            Softmax.apply(row)
        case .sigmoid(let scalings):
            for (place, score) in scores.enumerated() { row[place] = Self.isSeen(score) ? scalings[place].probability(score) : 0 }
            isExclusive ? Self.normalise(row, scores.count) : ()
        case .isotonic(let curves):
            for (place, score) in scores.enumerated() { row[place] = Self.isSeen(score) ? curves[place].value(at: score) : 0 }
            isExclusive ? Self.normalise(row, scores.count) : ()
        }
    }

    private static func independent(_ row: UnsafeMutableBufferPointer<Double>, _ outputs: Int, _ probability: (Double) -> Double) {
        for place in 0..<outputs { row[place] = probability(row[place]) }
        if outputs == 1, row.count == 2 { (row[0], row[1]) = (1 - row[0], row[0]) }
    }

    /// One-vs-rest probabilities scaled to a sum of 1; all zero is an even share, as in scikit-learn.
    private static func normalise(_ row: UnsafeMutableBufferPointer<Double>, _ outputs: Int) {
        if outputs == 1, row.count == 2 { return (row[0], row[1]) = (1 - row[0], row[0]) }
        let sum = row.reduce(0, +)
        for place in row.indices { row[place] = sum > 0 ? row[place] / sum : 1 / Double(row.count) }
    }

    /// Least cross-entropy over T in [0.05, 20].
    private static func temperature(_ scores: [Double], _ truths: [Bool], _ outputCount: Int, _ isExclusive: Bool) -> Double {
        func loss(_ logTemperature: Double) -> Double {
            let scale = exp(-logTemperature)
            return withUnsafeTemporaryAllocation(of: Double.self, capacity: outputCount) { row in
                var sum = 0.0
                for first in stride(from: 0, to: scores.count, by: outputCount) {
                    for output in 0..<outputCount { row[output] = max(-1e9, scores[first + output]) * scale }
                    if isExclusive, outputCount > 1 {
                        var own = 0.0
                        for output in 0..<outputCount where truths[first + output] { own = row[output] }
                        sum += Softmax.apply(row) - own
                    } else {
                        for output in 0..<outputCount { sum += Softmax.softplus(truths[first + output] ? -row[output] : row[output]) }
                    }
                }
                return sum
            }
        }
        let golden = (5.0.squareRoot() - 1) / 2
        var (low, high) = (log(0.05), log(20.0))
        while high - low > 1e-4 {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low))
            if loss(left) <= loss(right) { high = right } else { low = left }
        }
        return exp((low + high) / 2)
    }
}

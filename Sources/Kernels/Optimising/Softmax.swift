import Foundation

/// Scores to probabilities, safe for any finite scores: the greatest is taken off first.
public enum Softmax {
    /// In place; returns log(sum(exp(score))).
    @discardableResult
    public static func apply(_ scores: UnsafeMutableBufferPointer<Double>) -> Double {
        guard var greatest = scores.first else { return -.infinity }
        for score in scores where score > greatest { greatest = score }
        var sum = 0.0
        for place in 0..<scores.count {
            scores[place] = exp(scores[place] - greatest)
            sum += scores[place]
        }
        for place in 0..<scores.count { scores[place] /= sum }
        return greatest + log(sum)
    }

    public static func probabilities(_ scores: [Double]) -> [Double] {
        var result = scores
        result.withUnsafeMutableBufferPointer { _ = apply($0) }
        return result
    }

    /// 1 / (1 + exp(-score)) without overflow.
    @inline(__always)
    public static func sigmoid(_ score: Double) -> Double {
        if score >= 0 { return 1 / (1 + exp(-score)) }
        let power = exp(score)
        return power / (1 + power)
    }

    /// log(1 + exp(score)) without overflow.
    @inline(__always)
    public static func softplus(_ score: Double) -> Double {
        score > 0 ? score + log1p(exp(-score)) : log1p(exp(score))
    }
}

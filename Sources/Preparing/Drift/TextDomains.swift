import Foundation
import Kernels

/// Whether new texts can be told from old ones: a classifier learns from half of both and is judged on the other half.
///
/// Multinomial naive Bayes over hashed words (2^16 buckets, add-one smoothing); the figure is the area under its ROC curve on the
/// half that was held out, 0.5 where it can only guess. Which half a text is in is drawn from its hash and the seed, so the same text
/// is on one side only. As evidently's text drift, with a classifier that needs no rounds of training. Cost: O(words).
enum TextDomains {
    private static let buckets = 1 << 16

    /// nil with less than ten texts to learn from or to judge on either side.
    static func area(_ reference: [String], _ current: [String], seed: UInt64) -> Double? {
        let (old, new) = (halves(reference, seed), halves(current, seed))
        guard min(old.learnt.count, old.judged.count, new.learnt.count, new.judged.count) >= 10 else { return nil }
        let weights = weights(old.learnt, new.learnt)
        return area(old.judged.map { score($0, weights) }, new.judged.map { score($0, weights) })
    }

    private static func halves(_ texts: [String], _ seed: UInt64) -> (learnt: [String], judged: [String]) {
        var halves: (learnt: [String], judged: [String]) = ([], [])
        for text in texts { if Hash64.of(text, seed: seed) & 1 == 0 { halves.learnt.append(text) } else { halves.judged.append(text) } }
        return halves
    }

    /// Log of how much likelier a word is in new texts.
    private static func weights(_ old: [String], _ new: [String]) -> [Double] {
        let (first, second) = (counts(old), counts(new))
        let (n, m) = (Double(first.reduce(0, +) + buckets), Double(second.reduce(0, +) + buckets))
        return (0..<buckets).map { log((Double(second[$0]) + 1) / m) - log((Double(first[$0]) + 1) / n) }
    }

    private static func counts(_ texts: [String]) -> [Int] {
        var counts = [Int](repeating: 0, count: buckets)
        for text in texts { forEachWord(text) { counts[$0] += 1 } }
        return counts
    }

    /// Mean over the words, so that long texts do not count for more.
    private static func score(_ text: String, _ weights: [Double]) -> Double {
        var (sum, words) = (0.0, 0)
        forEachWord(text) { sum += weights[$0]; words += 1 }
        return words == 0 ? 0 : sum / Double(words)
    }

    private static func forEachWord(_ text: String, _ body: (Int) -> Void) {
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) { body(Int(Hash64.of(String(word)) & UInt64(buckets - 1))) }
    }

    /// By ranks; ties count half.
    private static func area(_ old: [Double], _ new: [Double]) -> Double {
        let ranks = Ranks.of(old + new)
        let sum = ranks[old.count...].reduce(0, +)
        let (n, m) = (Double(old.count), Double(new.count))
        return (sum - m * (m + 1) / 2) / (n * m)
    }
}

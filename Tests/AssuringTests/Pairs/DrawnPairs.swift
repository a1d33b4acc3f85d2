import Foundation
import Kernels

@testable import Assuring

extension PairTable {
    /// `drawn("a>b", "b=c", "c<a")`: what is on the left, what came of it, what is on the right; one annotator unless named `w:a>b`.
    static func drawn(_ comparisons: String...) throws -> PairTable { try drawn(comparisons) }

    static func drawn(_ comparisons: [String]) throws -> PairTable {
        try PairTable(pairs: comparisons.map { text in
            let parts = text.split(separator: ":")
            let letters = Array(parts[parts.count - 1]).map(String.init)
            let preferred = letters[1] == ">" ? letters[0] : letters[1] == "<" ? letters[2] : "tie"
            return NamedPair(annotator: parts.count > 1 ? String(parts[0]) : "w", left: letters[0], right: letters[2], preferred: preferred)
        })
    }

    /// Items of strengths 0, 0.5, 1 ...; the last annotators answer without looking, nine times of ten for the left.
    static func random(seed: UInt64, items: Int = 8, annotators: Int = 5, comparisons: Int = 600, blind: Int = 0) -> PairTable {
        var random = SeededRandom(seed: seed)
        var (who, left, right): ([Int32], [Int32], [Int32]) = ([], [], [])
        var outcomes: [Outcome] = []
        for _ in 0..<comparisons {
            let (annotator, a) = (random.below(annotators), random.below(items))
            let b = (a + 1 + random.below(items - 1)) % items
            let chance = annotator >= annotators - blind ? 0.9 : 1 / (1 + exp(0.5 * Double(b - a)))
            who.append(Int32(annotator))
            left.append(Int32(a))
            right.append(Int32(b))
            outcomes.append(random.uniform() < 0.05 ? .tie : random.uniform() < chance ? .left : .right)
        }
        return try! PairTable(
            annotators: who, left: left, right: right, outcomes: outcomes, itemNames: (0..<items).map { "i\($0)" },
            annotatorNames: (0..<annotators).map { "a\($0)" })
    }

    /// Items and annotators under other numbers, the rows in another order; what was item i is now `items[i]`.
    func renamed(seed: UInt64, keepsOrder: Bool) -> (pairs: PairTable, items: [Int], annotators: [Int]) {
        var random = SeededRandom(seed: seed)
        var (items, people, order) = (Array(0..<itemCount), Array(0..<annotatorCount), Array(0..<count))
        random.shuffle(&items)
        random.shuffle(&people)
        if !keepsOrder { random.shuffle(&order) }
        let pairs = try! PairTable(
            annotators: order.map { Int32(people[Int(annotators[$0])]) }, left: order.map { Int32(items[Int(left[$0])]) },
            right: order.map { Int32(items[Int(right[$0])]) }, outcomes: order.map { outcomes[$0] }, weights: order.map { weights[$0] },
            itemNames: (0..<itemCount).map { "j\($0)" }, annotatorNames: (0..<annotatorCount).map { "b\($0)" })
        return (pairs, items, people)
    }
}

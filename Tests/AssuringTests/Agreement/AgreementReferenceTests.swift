import Foundation
import Testing

@testable import Assuring

/// The definitions written out over a dense table, slow and plain, against the measures on random votes.
@Suite("Agreement against plain definitions")
struct AgreementReferenceTests {
    static func plainKappa(_ rows: [[Int?]], _ classes: Int, weight: (Int, Int) -> Double) -> Double {
        let both = rows.compactMap { row in row[0].flatMap { a in row[1].map { (a, $0) } } }
        let n = Double(both.count)
        var seen = 0.0
        var expected = 0.0
        for (a, b) in both { seen += weight(a, b) / n }
        for (a, _) in both { for (_, b) in both { expected += weight(a, b) / (n * n) } }
        return 1 - seen / expected
    }

    /// Pairs of ratings within items against all pairs of pairable ratings.
    static func plainAlpha(_ rows: [[Int?]], distance: (Int, Int) -> Double) -> Double {
        let units = rows.map { $0.compactMap(\.self) }.filter { $0.count > 1 }
        let all = units.flatMap(\.self)
        var seen = 0.0
        for unit in units {
            for (i, a) in unit.enumerated() { for (j, b) in unit.enumerated() where i != j { seen += distance(a, b) / Double(unit.count - 1) } }
        }
        var expected = 0.0
        for (i, a) in all.enumerated() { for (j, b) in all.enumerated() where i != j { expected += distance(a, b) } }
        return 1 - seen / Double(all.count) / (expected / Double(all.count * (all.count - 1)))
    }

    @Test("kappa, plain and weighted", arguments: 1...8 as ClosedRange<UInt64>)
    func kappa(seed: UInt64) {
        let votes = VoteTable.random(seed: seed, annotators: 2, classes: 4)
        let rows = votes.dense
        #expect(isClose(CohenKappa().agreement(of: votes).value, Self.plainKappa(rows, 4) { $0 == $1 ? 0 : 1 }))
        #expect(isClose(CohenKappa(weights: .linear).agreement(of: votes).value, Self.plainKappa(rows, 4) { Double(abs($0 - $1)) }))
        #expect(
            isClose(CohenKappa(weights: .quadratic).agreement(of: votes).value, Self.plainKappa(rows, 4) { Double(($0 - $1) * ($0 - $1)) }))
    }

    @Test("alpha on every scale", arguments: 1...8 as ClosedRange<UInt64>)
    func alpha(seed: UInt64) {
        let votes = VoteTable.random(seed: seed, items: 25, classes: 4, answered: 0.5)
        let rows = votes.dense
        let pairable = rows.map { $0.compactMap(\.self) }.filter { $0.count > 1 }.flatMap(\.self)
        let n = (0..<4).map { k in Double(pairable.count { $0 == k }) }
        func ordinal(_ a: Int, _ b: Int) -> Double {
            let steps = n[min(a, b)...max(a, b)].reduce(0, +) - (n[a] + n[b]) / 2
            return steps * steps
        }
        func ratio(_ a: Int, _ b: Int) -> Double { pow(Double(a - b) / Double(a + b + 2), 2) }
        #expect(isClose(KrippendorffAlpha().agreement(of: votes).value, Self.plainAlpha(rows) { $0 == $1 ? 0 : 1 }))
        #expect(isClose(KrippendorffAlpha(level: .interval).agreement(of: votes).value, Self.plainAlpha(rows) { pow(Double($0 - $1), 2) }))
        #expect(isClose(KrippendorffAlpha(level: .ordinal).agreement(of: votes).value, Self.plainAlpha(rows, distance: ordinal)))
        #expect(isClose(KrippendorffAlpha(level: .ratio).agreement(of: votes).value, Self.plainAlpha(rows, distance: ratio)))
    }

    @Test("Fleiss and Scott meet on two annotators who rate everything", arguments: 1...5 as ClosedRange<UInt64>)
    func fleissIsScott(seed: UInt64) {
        let votes = VoteTable.random(seed: seed, annotators: 2, answered: 1)
        #expect(isClose(FleissKappa().agreement(of: votes).value, ScottPi().agreement(of: votes).value))
    }

    @Test("pair tables hold each joint item once, in the right cell", arguments: 1...5 as ClosedRange<UInt64>)
    func pairs(seed: UInt64) {
        let votes = VoteTable.random(seed: seed)
        var seen = 0
        AnnotatorPairs.each(of: votes) { first, second, matrix in
            seen += 1
            #expect(first < second)
            #expect(matrix == ConfusionMatrix(votes, first, second))
            var plain = [Int](repeating: 0, count: 9)
            for row in votes.dense {
                if let a = row[Int(first)], let b = row[Int(second)] { plain[a * 3 + b] += 1 }
            }
            #expect(matrix.counts == plain)
        }
        #expect(seen == 10)
    }

    @Test("the pooled matrix counts every pair of annotators once", arguments: 1...5 as ClosedRange<UInt64>)
    func pooled(seed: UInt64) {
        let votes = VoteTable.random(seed: seed)
        var plain = [Int](repeating: 0, count: 9)
        for row in votes.dense {
            let answers = row.compactMap(\.self)
            for i in answers.indices { for j in answers.indices where j > i { plain[min(answers[i], answers[j]) * 3 + max(answers[i], answers[j])] += 1 } }
        }
        #expect(ConfusionMatrix.pooled(votes).counts == plain)
    }

    @Test("the most confused pair, lower classes on a tie", arguments: [
        ([[5, 1, 0], [2, 5, 3], [0, 0, 5]], ConfusedPair(first: 0, second: 1, count: 3)),
        ([[5, 1, 0], [1, 5, 3], [0, 0, 5]], ConfusedPair(first: 1, second: 2, count: 3)),
    ])
    func mostConfused(matrix: [[Int]], pair: ConfusedPair) {
        #expect(ConfusionMatrix(VoteTable.pair(matrix), 0, 1).mostConfused == pair)
    }

    @Test("annotators who never differ confuse nothing")
    func nothingConfused() {
        #expect(ConfusionMatrix(VoteTable.drawn("aa", "bb"), 0, 1).mostConfused == nil)
    }
}

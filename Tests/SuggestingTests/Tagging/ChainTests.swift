import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Linear-chain field")
struct ChainTests {
    private let tags = 3, words = 4

    private func lattice(seed: UInt64) -> (lattice: ChainLattice, scores: [Double], transitions: [Double]) {
        var random = SeededRandom(seed: seed)
        let scores = (0..<words * tags).map { _ in random.uniform() * 6 - 3 }, transitions = (0..<tags * tags).map { _ in random.uniform() * 4 - 2 }
        var lattice = ChainLattice(transitions: transitions, tagCount: tags)
        lattice.begin(words)
        lattice.scores = scores
        return (lattice, scores, transitions)
    }

    /// All taggings with their scores.
    private func every(_ scores: [Double], _ transitions: [Double]) -> [(tags: [Int], score: Double)] {
        (0..<81).map { number in
            let own = (0..<words).map { (number / [1, 3, 9, 27][$0]) % 3 }
            let along = (1..<words).reduce(0.0) { $0 + transitions[own[$1 - 1] * tags + own[$1]] }
            return (own, along + (0..<words).reduce(0.0) { $0 + scores[$1 * tags + own[$1]] })
        }
    }

    @Test("sums, shares, best tagging and confidence equal those over every tagging", arguments: 0..<5)
    func enumerated(seed: Int) {
        var (lattice, scores, transitions) = lattice(seed: UInt64(seed))
        let total = lattice.sum()
        let all = every(scores, transitions)
        let partition = all.reduce(0) { $0 + exp($1.score) }
        #expect(abs(total - log(partition)) < 1e-10)
        func share(_ holds: ([Int]) -> Bool) -> Double { all.filter { holds($0.tags) }.reduce(0) { $0 + exp($1.score) } / partition }
        for word in 0..<words {
            for tag in 0..<tags {
                #expect(abs(lattice.probability(word, tag) - share { $0[word] == tag }) < 1e-10)
                guard word + 1 < words else { continue }
                for next in 0..<tags { #expect(abs(lattice.probability(word, tag, then: next) - share { $0[word] == tag && $0[word + 1] == next }) < 1e-10) }
            }
        }
        let valid = all.filter { found in found.tags.indices.allSatisfy { EntityTags.mayFollow(found.tags[$0], $0 == 0 ? nil : found.tags[$0 - 1]) } }
        #expect(lattice.best() == valid.max { $0.score < $1.score }?.tags)
        #expect(abs(lattice.confidence(first: 1, last: 2, kind: 0) - share { $0[1] == 1 && $0[2] == 2 && $0[3] != 2 }) < 1e-10)
        #expect(abs(lattice.confidence(first: 3, last: 3, kind: 0) - share { $0[3] == 1 }) < 1e-10)
    }

    @Test("the gradient equals finite differences")
    func gradient() {
        let texts = [["Ann", "met", "Bob"], ["in", "New", "York", "City"], ["no"]], given = [[1, 0, 1], [0, 1, 2, 2], [0]]
        var places: [UInt64: Int32] = [:]
        let attributes = texts.map { TokenAttributes.of($0) }
        for attribute in attributes.flatMap({ $0.flatMap(\.self) }) where places[attribute] == nil { places[attribute] = Int32(places.count) }
        var rows = ChainRows()
        for (own, tags) in zip(attributes, given) { rows.add(own, tags: tags, places: places) }
        let features = ChainFeatures(of: rows, attributeCount: places.count, tagCount: 3)
        let objective = ChainObjective(rows: rows, features: features, c: 2, threads: 1)
        var random = SeededRandom(seed: 2)
        let point = (0..<features.unknowns).map { _ in random.uniform() - 0.5 }
        func value(_ point: [Double]) -> (Double, [Double]) {
            var gradient = [Double](repeating: 0, count: point.count)
            let value = point.withUnsafeBufferPointer { point in gradient.withUnsafeMutableBufferPointer { objective.evaluate(point, $0) } }
            return (value, gradient)
        }
        let (_, gradient) = value(point)
        for place in Array(stride(from: 0, to: features.count, by: 5)) + Array(features.count..<features.unknowns) {
            var (up, down) = (point, point)
            up[place] += 1e-5
            down[place] -= 1e-5
            #expect(abs((value(up).0 - value(down).0) / 2e-5 - gradient[place]) < 1e-7)
        }
    }
}

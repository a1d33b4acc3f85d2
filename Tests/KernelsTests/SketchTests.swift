import Foundation
import Testing
@testable import Kernels

@Suite("Sketches")
struct SketchTests {
    @Test("HyperLogLog counts within four standard errors, and small numbers nearly exactly", arguments: [0, 1, 10, 1000, 20_000, 500_000])
    func distinct(count: Int) {
        var sketch = HyperLogLog()
        for value in 0..<count {
            let hash = Hash64.finalise(UInt64(value) &* 0x9E37_79B9_7F4A_7C15)
            sketch.add(hash: hash)
            if value % 3 == 0 { sketch.add(hash: hash) }
        }
        let allowed = max(0.5, Double(count) * 4 * HyperLogLog.relativeError)
        #expect(abs(sketch.estimate - Double(count)) <= allowed)
    }

    @Test("merged sketches equal the sketch of everything")
    func merge() {
        var left = HyperLogLog(), right = HyperLogLog(), all = HyperLogLog()
        var low = QuantileBuckets(), high = QuantileBuckets(), both = QuantileBuckets()
        for value in 0..<5000 {
            let hash = Hash64.finalise(UInt64(value))
            all.add(hash: hash)
            both.add(Double(value))
            if value % 2 == 0 { left.add(hash: hash); low.add(Double(value)) } else { right.add(hash: hash); high.add(Double(value)) }
        }
        left.merge(right)
        low.merge(high)
        #expect(left.estimate == all.estimate)
        #expect([0, 0.1, 0.5, 0.9, 1].map { low.quantile($0) } == [0, 0.1, 0.5, 0.9, 1].map { both.quantile($0) })
    }

    @Test("quantiles lie within a 256th of the true value, negative and zero included")
    func quantiles() throws {
        var random = SeededRandom(seed: 5), sketch = QuantileBuckets(), values: [Double] = []
        for _ in 0..<20_000 {
            let value = (random.uniform() - 0.4) * exp(8 * random.uniform())
            values.append(value)
            sketch.add(value)
        }
        for _ in 0..<100 { values.append(0); sketch.add(0) }
        values.sort()
        for share in [0, 0.01, 0.25, 0.4, 0.5, 0.75, 0.99, 1] {
            let true_ = values[Int((share * Double(values.count - 1)).rounded(.down))]
            let found = try #require(sketch.quantile(share))
            #expect(abs(found - true_) <= 1.01 * QuantileBuckets.relativeError * abs(true_))
        }
        #expect(QuantileBuckets().quantile(0.5) == nil)
    }
}

@Suite("Top k")
struct TopKTests {
    @Test("keeps what sorting would, ties to the lower index, in any order of arrival", arguments: [0, 1, 5, 50, 500])
    func reference(capacity: Int) {
        var random = SeededRandom(seed: 9)
        let scores = (0..<200).map { _ in Double(random.below(20)) }
        let expected = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(capacity)
        var order = Array(scores.indices)
        for _ in 0..<5 {
            random.shuffle(&order)
            var best = TopK(capacity)
            for place in order { best.add(place, scores[place]) }
            #expect(best.sorted.map(\.index) == Array(expected))
        }
    }

    @Test("what is not a number comes last")
    func notANumber() {
        var best = TopK(3)
        for (place, score) in ([.nan, 1, -Double.infinity, .nan, 2] as [Double]).enumerated() { best.add(place, score) }
        #expect(best.sorted.map(\.index) == [4, 1, 2])
        var few = TopK(2)
        few.add(0, .nan)
        few.add(1, -5)
        #expect(few.sorted.map(\.index) == [1, 0])
    }
}

import Foundation
import Testing
@testable import Kernels

@Suite("Change of rate")
struct RateChangeTests {
    static func change(_ samples: [Float], _ from: Int, _ to: Int, block: Int = 777) -> [Float] {
        var change = RateChange(from: from, to: to)
        var out: [Float] = []
        for start in stride(from: 0, to: samples.count, by: block) {
            samples[start..<min(samples.count, start + block)].withUnsafeBufferPointer { change.add($0, to: &out) }
        }
        change.finish(into: &out)
        return out
    }

    @Test("a tone below the new edge stays the tone it was, at its time", arguments: [(8000, 5500), (44_100, 5500), (48_000, 5500), (4000, 5500), (44_101, 5500), (5500, 5500)])
    func tone(from: Int, to: Int) {
        func tone(_ place: Int, _ rate: Int) -> Double { sin(2 * Double.pi * 700 * Double(place) / Double(rate)) }
        let samples = (0..<from).map { Float(tone($0, from)) }
        let out = Self.change(samples, from, to)
        #expect(out.count == to)
        var worst = 0.0
        for place in 200..<to - 200 { worst = max(worst, abs(Double(out[place]) - tone(place, to))) }
        #expect(worst < 0.01, "\(worst)")
    }

    @Test("what the lower rate cannot hold is gone")
    func alias() {
        let step = 2 * Double.pi * 5000 / 44_100
        let samples = (0..<44_100).map { Float(sin(step * Double($0))) }
        let middle: [Float] = Array(Self.change(samples, 44_100, 5500)[200..<5300])
        let worst: Float = middle.reduce(0) { max($0, abs($1)) }
        #expect(worst < 0.003, "\(worst)")
    }

    @Test("does not depend on how the samples are cut into blocks, and nothing comes of nothing")
    func blocks() {
        var random = SeededRandom(seed: 2)
        let samples = (0..<3000).map { _ in Float(random.uniform() - 0.5) }
        let whole = Self.change(samples, 16_000, 5500, block: 3000)
        #expect(whole == Self.change(samples, 16_000, 5500, block: 1))
        #expect(Self.change([], 16_000, 5500).isEmpty)
        #expect(Self.change([1], 16_000, 5500).count == 1)
    }
}

import Foundation
import Testing
@testable import Kernels

@Suite("Loudness")
struct LoudnessMeterTests {
    /// Sines of 1,000 Hz in both channels: (dB below full scale, seconds) after one another.
    static func tones(_ parts: [(level: Double, seconds: Double)], rate: Int = 48_000, channels: Int = 2) -> [Float] {
        var place = 0
        return parts.flatMap { part in
            (0..<Int(part.seconds * Double(rate))).flatMap { _ -> [Float] in
                defer { place += 1 }
                let value = Float(pow(10, part.level / 20) * sin(2 * .pi * 1000 * Double(place) / Double(rate)))
                return [Float](repeating: value, count: channels)
            }
        }
    }

    static func loudness(_ samples: [Float], rate: Int, channels: Int, block: Int = 5000) -> Double? {
        var meter = LoudnessMeter(sampleRate: rate, channels: channels)
        for start in stride(from: 0, to: samples.count, by: block * channels) {
            samples[start..<min(samples.count, start + block * channels)].withUnsafeBufferPointer { meter?.add($0) }
        }
        return meter?.integrated
    }

    @Test("answers the test cases 1 to 5 of EBU Tech 3341 to within 0.1 LU", arguments: [
        ([(level: -23.0, seconds: 20.0)], -23.0),
        ([(-33, 20)], -33),
        ([(-36, 10), (-23, 60), (-36, 10)], -23),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
    ] as [([(level: Double, seconds: Double)], Double)])
    func publishedCases(parts: [(level: Double, seconds: Double)], expected: Double) throws {
        let measured = try #require(Self.loudness(Self.tones(parts), rate: 48_000, channels: 2))
        #expect(abs(measured - expected) <= 0.1, "\(measured)")
    }

    @Test("has the published coefficients at 48,000 samples a second")
    func coefficients() {
        let shelf = Biquad.shelf(rate: 48_000), pass = Biquad.highPass(rate: 48_000)
        let expected = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585]
        for (own, published) in zip([shelf.b0, shelf.b1, shelf.b2, shelf.a1, shelf.a2], expected) { #expect(abs(own - published) < 1e-8) }
        #expect(abs(pass.a1 + 1.99004745483398) < 1e-8 && abs(pass.a2 - 0.99007225036621) < 1e-8)
    }

    @Test("does not depend on how the samples are cut into blocks")
    func blocks() {
        let samples = Self.tones([(-30, 1), (-12, 2.35)], rate: 11_025)
        let all = [1, 77, 4096, 1 << 20].map { Self.loudness(samples, rate: 11_025, channels: 2, block: $0) }
        #expect(Set(all).count == 1 && all[0] != nil)
    }

    @Test("has no answer for silence, for less than 0.4 s and for very low rates")
    func none() {
        #expect(Self.loudness([Float](repeating: 0, count: 96_000), rate: 48_000, channels: 1) == nil)
        #expect(Self.loudness(Self.tones([(-10, 0.39)]), rate: 48_000, channels: 2) == nil)
        #expect(LoudnessMeter(sampleRate: 3999, channels: 1) == nil)
    }

    @Test("six channels: low effects do not count, those behind count 1.41 times")
    func surround() throws {
        let one = Self.tones([(-20, 2)], channels: 1)
        func only(_ channel: Int) -> Double? {
            Self.loudness(one.flatMap { value in (0..<6).map { $0 == channel ? value : 0 } }, rate: 48_000, channels: 6)
        }
        let front = try #require(only(0)), behind = try #require(only(5))
        #expect(only(3) == nil)
        #expect(abs(behind - front - 10 * log10(1.41)) < 1e-9)
    }
}

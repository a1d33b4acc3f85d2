import Foundation
import Testing
@testable import Kernels

@Suite("Meters of samples")
struct SampleMeterTests {
    private func levels(_ samples: [Float], channels: Int = 1, block: Int = 3) -> SampleLevels {
        var levels = SampleLevels(channels: channels, fullScale: 0.9999)
        for start in stride(from: 0, to: samples.count, by: block * channels) {
            samples[start..<min(samples.count, start + block * channels)].withUnsafeBufferPointer { levels.add($0) }
        }
        return levels
    }

    @Test("only three and more in a row at full scale with one sign are clipped, across blocks too", arguments: [
        ([0, 1, 1, 0, 1, 1, 0] as [Float], 0), ([0, 1, 1, 1, 0, 0, 0], 3), ([1, 1, -1, -1, 1, 1, -1], 0), ([-1, -1, -1, -1, -1, 0, 1], 5),
        ([1, 1, 1, 0.5, 1, 1, 1], 6), ([], 0), ([0.9998, 0.9998, 0.9998], 0),
    ])
    func clipping(samples: [Float], clipped: Int) {
        #expect(levels(samples).channels[0].clipped == clipped)
        #expect(levels(samples, block: 100).channels[0].clipped == clipped)
    }

    @Test("peak, power and offset are those of the definition, each channel on its own")
    func sums() {
        let two = levels([0.5, -1, 0.5, 0, 0.5, 0.25], channels: 2)
        #expect(two.frames == 3 && two.peak == 1 && two.channels[0].peak == 0.5)
        #expect(abs(two.power - (0.75 + 1 + 0.0625) / 6) < 1e-12)
        #expect(abs(two.offset - 0.5) < 1e-12)
        #expect(!two.areChannelsEqual)
        #expect(levels([0.1, 0.1, 0.3, 0.3], channels: 2).areChannelsEqual)
        #expect(levels([], channels: 2).power == 0)
    }

    @Test("silence is told in windows of 20 ms, with its place, and an offset is silence", arguments: [1, 2])
    func silence(channels: Int) {
        // 100 frames a window.
        func part(_ value: (Int) -> Float, _ frames: Int) -> [Float] {
            (0..<frames).flatMap { frame in (0..<channels).map { $0 == channels - 1 ? value(frame) : 0.1 } }
        }
        let tone: (Int) -> Float = { $0 % 2 == 0 ? 0.5 : -0.5 }
        let samples = part({ _ in 0.3 }, 500) + part(tone, 1000) + part({ _ in 0 }, 700) + part(tone, 300) + part({ _ in 0.0001 }, 250)
        var windows = SilenceWindows(sampleRate: 5000, channels: channels, power: 1e-6)
        for start in stride(from: 0, to: samples.count, by: 33 * channels) {
            samples[start..<min(samples.count, start + 33 * channels)].withUnsafeBufferPointer { windows.add($0) }
        }
        windows.finish()
        #expect(windows.frames == 2750 && windows.silentFrames == 1450)
        #expect(windows.leadingFrames == 500 && windows.trailingFrames == 250 && windows.longest == 1500..<2200)
    }

    @Test("bandwidth is where the spectrum ends", arguments: [2000.0, 4000, 7000, 7900])
    func bandwidth(edge: Double) throws {
        var bandwidth = Bandwidth(sampleRate: 16_000, channels: 1)
        var random = SeededRandom(seed: 4)
        let tones = (0..<60).map { (frequency: edge * Double($0 + 1) / 60, phase: random.uniform() * 6) }
        let samples = (0..<16_384).map { place -> Float in
            var sum = 0.0
            for tone in tones { sum += 0.01 * sin(2 * Double.pi * tone.frequency * Double(place) / 16_000 + tone.phase) }
            return Float(sum)
        }
        samples.withUnsafeBufferPointer { bandwidth.add($0) }
        let measured = try #require(bandwidth.hertz)
        #expect(abs(measured - edge) < 120, "\(measured)")
    }
}

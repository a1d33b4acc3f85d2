import Foundation
import Testing
@testable import Kernels

@Suite("Sound fingerprints")
struct AudioFingerprintTests {
    /// Tones that begin and end at random over the noise of a room: something between music and bird song.
    static func song(seed: UInt64, seconds: Double, rate: Int) -> [Float] {
        var random = SeededRandom(seed: seed)
        var samples = [Float](repeating: 0, count: Int(seconds * Double(rate)))
        for _ in 0..<Int(seconds * 12) {
            let start = random.uniform() * seconds, length = 0.1 + 0.4 * random.uniform()
            let frequency = 250 * pow(10, random.uniform()), amplitude = 0.05 + 0.15 * random.uniform()
            for place in Int(start * Double(rate))..<min(samples.count, Int((start + length) * Double(rate))) {
                let time = Double(place) / Double(rate)
                samples[place] += Float(amplitude * sin(.pi * (time - start) / length) * sin(2 * .pi * frequency * time))
            }
        }
        // The same at every rate, as far as fingerprints listen.
        for tone in 0..<100 {
            let step = 2 * Double.pi * (290 + 17.2 * Double(tone)) / Double(rate), phase = 7 * random.uniform()
            for place in samples.indices { samples[place] += Float(0.001 * sin(step * Double(place) + phase)) }
        }
        return samples
    }

    static func print(_ samples: [Float], rate: Int, channels: Int = 1, block: Int = 4096) -> AudioFingerprint {
        var printer = AudioFingerprinter(sampleRate: rate, channels: channels)
        for start in stride(from: 0, to: samples.count, by: block * channels) {
            samples[start..<min(samples.count, start + block * channels)].withUnsafeBufferPointer { printer.add($0) }
        }
        return printer.finish()
    }

    @Test("gain, a second channel and the cut into blocks change nothing")
    func gain() {
        let song = Self.song(seed: 1, seconds: 2, rate: 8000)
        let whole = Self.print(song, rate: 8000)
        #expect(whole.words.count > 165 && whole.words.count < 180)
        #expect(Self.print(song, rate: 8000, block: 100) == whole)
        let quiet = Self.print(song.map { $0 / 4 }, rate: 8000)
        #expect(quiet.words == whole.words)
        #expect(Self.print(song.flatMap { [$0, $0] }, rate: 8000, channels: 2).words == whole.words)
    }

    @Test("the same song at another rate differs in few bits, another song in half")
    func rates() {
        let song = Self.print(Self.song(seed: 1, seconds: 4, rate: 44_100), rate: 44_100)
        let other = Self.print(Self.song(seed: 1, seconds: 4, rate: 16_000), rate: 16_000)
        let same = song.difference(from: other, offset: 0)
        #expect(Double(same.bits) / Double(same.frames * 32) < 0.03)
        let unlike = song.difference(from: Self.print(Self.song(seed: 2, seconds: 4, rate: 16_000), rate: 16_000), offset: 0)
        let rate = Double(unlike.bits) / Double(unlike.frames * 32)
        #expect(rate > 0.4 && rate < 0.6, "\(rate)")
    }

    @Test("copies that begin later are found with their offset, and nothing else is")
    func pairs() {
        let songs = (0..<20).map { Self.song(seed: UInt64($0), seconds: 4, rate: 8000) }
        var prints = songs.map { Self.print($0, rate: 8000) }
        // Trimmed by half a second, quieter, with a little noise.
        var random = SeededRandom(seed: 99)
        for song in songs.prefix(10) {
            prints.append(Self.print(song.dropFirst(4000).map { $0 * 0.5 + Float(random.uniform() - 0.5) * 0.001 }, rate: 8000))
        }
        let found = AudioFingerprintPairs().pairs(in: prints)
        #expect(found.pairs.map(\.first) == Array(0..<10) && found.pairs.map(\.second) == Array(20..<30), "\(found.pairs)")
        for pair in found.pairs { #expect(abs(pair.offsetSeconds - 0.5) < 0.025 && pair.errorRate < 0.3, "\(pair)") }
        #expect(AudioFingerprintPairs().pairs(in: prints, threads: 3) == found)
        #expect(found.crowdedWords == 0)
    }

    @Test("a hundred copies of one sound are followed to some of them only, counted, and are still all found")
    func crowd() {
        let one = Self.print(Self.song(seed: 5, seconds: 1.5, rate: 8000), rate: 8000)
        let found = AudioFingerprintPairs().pairs(in: [AudioFingerprint](repeating: one, count: 100))
        #expect(found.crowdedWords > 0)
        #expect(Set(found.pairs.map(\.second)) == Set(1..<100))
    }

    @Test("silence, nothing and the shortest sounds give no pairs and no trap")
    func nothing() {
        let empty = Self.print([], rate: 8000)
        let silence = Self.print([Float](repeating: 0, count: 16_000), rate: 8000)
        let click = Self.print([1], rate: 8000)
        #expect(silence.audibleFrames == 0)
        #expect(AudioFingerprintPairs().pairs(in: [empty, silence, silence, click, click, empty]).pairs.isEmpty)
        #expect(AudioFingerprintPairs().pairs(in: []).pairs.isEmpty)
    }
}

import Glibc
import Kernels
import Media

/// All meters of a sound side by side, so that it is read once.
struct AudioMeter {
    private let facts: AudioFacts
    private let silencePower: Double
    private var levels: SampleLevels
    private var silence: SilenceWindows
    private var loudness: LoudnessMeter?
    private var bandwidth: Bandwidth
    private var printer: AudioFingerprinter

    init(_ facts: AudioFacts, silenceDecibels: Double) {
        self.facts = facts
        silencePower = pow(10, silenceDecibels / 10)
        levels = SampleLevels(channels: facts.channels, fullScale: Self.fullScale(facts.bitDepth))
        silence = SilenceWindows(sampleRate: facts.sampleRate, channels: facts.channels, power: silencePower)
        loudness = LoudnessMeter(sampleRate: facts.sampleRate, channels: facts.channels)
        bandwidth = Bandwidth(sampleRate: facts.sampleRate, channels: facts.channels)
        printer = AudioFingerprinter(sampleRate: facts.sampleRate, channels: facts.channels)
    }

    mutating func add(_ samples: [Float]) {
        samples.withUnsafeBufferPointer { samples in
            levels.add(samples)
            silence.add(samples)
            loudness?.add(samples)
            bandwidth.add(samples)
            printer.add(samples)
        }
    }

    mutating func finish(notes: [AudioNote]) -> AudioMeasurements {
        silence.finish()
        return AudioMeasurements(
            facts: facts, notes: notes, frames: levels.frames, peak: Self.decibels(Double(levels.peak) * Double(levels.peak)),
            power: Self.decibels(levels.power), loudness: loudness?.integrated, offset: levels.offset, clippedShare: levels.clippedShare,
            clipped: clipped, silentShare: silence.frames == 0 ? 0 : Double(silence.silentFrames) / Double(silence.frames),
            leadingSilence: seconds(silence.leadingFrames), trailingSilence: seconds(silence.trailingFrames),
            longestSilence: silence.longest.isEmpty ? nil : TimeSpan(start: seconds(silence.longest.lowerBound), end: seconds(silence.longest.upperBound)),
            hasEqualChannels: facts.channels > 1 && levels.frames > 0 && levels.areChannelsEqual, deadChannels: deadChannels,
            bandwidth: bandwidth.hertz, fingerprint: printer.finish())
    }

    /// The top of stored whole numbers lies one step below 1.0; with 8 bits that is far.
    private static func fullScale(_ bitDepth: Int?) -> Float {
        guard let bitDepth, bitDepth > 1, bitDepth < 14 else { return 0.9999 }
        return 1 - 1 / Float(1 << (bitDepth - 1))
    }

    private var clipped: TimeSpan? {
        guard let first = levels.firstClipped, let last = levels.lastClipped else { return nil }
        return TimeSpan(start: seconds(max(0, first + 1 - SampleLevels.clippedRun)), end: seconds(last + 1))
    }

    private var deadChannels: [Int] {
        let powers = levels.channels.map { channel in
            let count = Double(max(1, levels.frames))
            return channel.squares / count - (channel.sum / count) * (channel.sum / count)
        }
        return (powers.max() ?? 0) < silencePower ? [] : powers.indices.filter { powers[$0] < silencePower }
    }

    private func seconds(_ frames: Int) -> Double { Double(frames) / Double(facts.sampleRate) }

    private static func decibels(_ power: Double) -> Double? { power > 0 ? 10 * log10(power) : nil }
}

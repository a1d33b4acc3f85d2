import Glibc

/// Makes the `AudioFingerprint` of a sound that comes in blocks.
///
/// Cost: a transform of 2,048 samples for each 11.6 ms of sound; memory of 28 bytes for each.
public struct AudioFingerprinter {
    static let rate = 5500
    private static let frame = 2048
    private static let hop = 64
    private static let bands = 33
    /// Of energy: 40 dB.
    private static let quietShare: Float = 1e-4

    private let channels: Int
    private let window = PowerSpectrum.hann(Self.frame)
    /// Where each band begins, in bins; one more for the end.
    private let edges: [Int]
    private var spectrum = PowerSpectrum(count: Self.frame)
    private var rateChange: RateChange
    private var mixed: [Float] = []
    /// At the lower rate, from half a frame of silence on.
    private var waiting: [Float]
    private var windowed = [Float](repeating: 0, count: Self.frame)
    private var powers = [Float](repeating: 0, count: Self.frame / 2 + 1)
    private var before: [Float] = []
    private var energies: [Float] = []
    private var print = AudioFingerprint()

    public init(sampleRate: Int, channels: Int) {
        precondition(channels > 0)
        self.channels = channels
        rateChange = RateChange(from: sampleRate, to: Self.rate)
        waiting = [Float](repeating: 0, count: Self.frame / 2)
        edges = (0...Self.bands).map { band in
            let frequency = 300 * pow(2000.0 / 300, Double(band) / Double(Self.bands))
            return Int((frequency * Double(Self.frame) / Double(Self.rate)).rounded())
        }
    }

    /// Interleaved samples, a whole number of frames. Channels are added up.
    public mutating func add(_ samples: UnsafeBufferPointer<Float>) {
        mix(samples)
        mixed.withUnsafeBufferPointer { rateChange.add($0, to: &waiting) }
        work()
    }

    /// After the last sample.
    public mutating func finish() -> AudioFingerprint {
        rateChange.finish(into: &waiting)
        waiting.append(contentsOf: repeatElement(0, count: Self.frame / 2))
        work()
        let loudest = energies.max() ?? 0
        for place in print.words.indices where energies[place] <= loudest * Self.quietShare { print.uncertain[place] = 0 }
        return print
    }

    private mutating func mix(_ samples: UnsafeBufferPointer<Float>) {
        let frames = samples.count / channels
        let channels = channels
        mixed = [Float](unsafeUninitializedCapacity: frames) { buffer, filled in
            for frame in 0..<frames {
                var sum: Float = 0
                for channel in 0..<channels { sum += samples[frame &* channels &+ channel] }
                buffer[frame] = sum
            }
            filled = frames
        }
    }

    private mutating func work() {
        var start = 0
        while start + Self.frame <= waiting.count {
            for place in 0..<Self.frame { windowed[place] = waiting[start &+ place] * window[place] }
            measure()
            start += Self.hop
        }
        waiting.removeFirst(start)
    }

    private mutating func measure() {
        windowed.withUnsafeBufferPointer { samples in
            powers.withUnsafeMutableBufferPointer { powers in spectrum.measure(samples, into: powers) }
        }
        var sums = [Float](repeating: 0, count: Self.bands)
        for band in 0..<Self.bands {
            for bin in edges[band]..<edges[band + 1] { sums[band] += powers[bin] }
        }
        if !before.isEmpty { append(sums) }
        before = sums
    }

    /// Equation 1 of the paper: E(n, m) - E(n, m + 1) - (E(n - 1, m) - E(n - 1, m + 1)).
    private mutating func append(_ sums: [Float]) {
        var word: UInt32 = 0, uncertain: UInt32 = 0
        var least: (Float, Float, Float) = (.infinity, .infinity, .infinity), places = (0, 0, 0)
        for band in 0..<32 {
            let growth = sums[band] - sums[band + 1] - (before[band] - before[band + 1])
            if growth > 0 { word |= 1 << UInt32(band) }
            let size = abs(growth)
            if size < least.0 {
                (least, places) = ((size, least.0, least.1), (band, places.0, places.1))
            } else if size < least.1 {
                (least, places) = ((least.0, size, least.1), (places.0, band, places.1))
            } else if size < least.2 {
                (least.2, places.2) = (size, band)
            }
        }
        for place in [places.0, places.1, places.2] { uncertain |= 1 << UInt32(place) }
        print.words.append(word)
        print.uncertain.append(uncertain)
        energies.append(sums.reduce(0, +))
    }
}

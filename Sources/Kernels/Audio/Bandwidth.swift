/// Up to which frequency there is anything in a sound: its mean spectrum, and the highest frequency that is not 80 dB
/// weaker than the strongest.
///
/// A recording has the noise of its microphone everywhere; one that was brought to a higher rate, or came from a
/// compressed file, has nothing above an edge. Channels are added. Windows of 2,048 samples, one after another; silent
/// stretches add nothing. An upsampling that repeats or interpolates samples leaves images above the edge and is not told.
public struct Bandwidth {
    private static let window = 2048
    /// Of power: 80 dB.
    private static let floor = 1e-8

    private let rate: Int
    private let channels: Int
    private let shape = PowerSpectrum.hann(Self.window)
    private var spectrum = PowerSpectrum(count: Self.window)
    private var samples = [Float](repeating: 0, count: Self.window)
    private var powers = [Float](repeating: 0, count: Self.window / 2 + 1)
    private var sums = [Double](repeating: 0, count: Self.window / 2 + 1)
    private var filled = 0
    private var windows = 0

    public init(sampleRate: Int, channels: Int) {
        precondition(channels > 0)
        rate = sampleRate
        self.channels = channels
    }

    /// Interleaved samples, a whole number of frames, after those of the call before.
    public mutating func add(_ block: UnsafeBufferPointer<Float>) {
        for frame in 0..<block.count / channels {
            var sum: Float = 0
            for channel in 0..<channels { sum += block[frame &* channels &+ channel] }
            samples[filled] = sum * shape[filled]
            filled += 1
            if filled == Self.window { measure() }
        }
    }

    /// In hertz; nil for less than a window or silence.
    public var hertz: Double? {
        let strongest = sums.dropFirst(2).max() ?? 0
        guard windows > 0, strongest > 0 else { return nil }
        // A mean of three bins, because single ones rise out of noise.
        let least = strongest * Self.floor * 3
        var last = sums.count - 2
        while last > 2 {
            let three = sums[last - 1] + sums[last] + sums[last + 1]
            if three > least { break }
            last -= 1
        }
        return Double(last + 1) * Double(rate) / Double(Self.window)
    }

    private mutating func measure() {
        filled = 0
        windows += 1
        samples.withUnsafeBufferPointer { samples in
            powers.withUnsafeMutableBufferPointer { powers in spectrum.measure(samples, into: powers) }
        }
        for bin in sums.indices { sums[bin] += Double(powers[bin]) }
    }
}

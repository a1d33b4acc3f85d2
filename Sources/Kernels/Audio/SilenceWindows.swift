/// Where a sound is silent: windows of 20 ms whose power lies below a level in every channel.
///
/// Power is taken around the window's own mean, so a constant offset is silence. The last window may be shorter.
/// Memory: a few numbers, whatever the length.
public struct SilenceWindows: Sendable {
    public static let seconds = 0.02

    private let channels: Int
    private let windowFrames: Int
    /// Power below which a window is silent.
    private let level: Double
    private var sums: [Double]
    private var squares: [Double]
    private var filled = 0
    private var run = 0
    private var framesDone = 0

    public private(set) var silentFrames = 0
    /// Frames before the first sound; all of them when there is none.
    public private(set) var leadingFrames = 0
    /// The longest silent stretch.
    public private(set) var longest = 0..<0
    private var hasSound = false

    /// - Parameter level: power below which a window is silent, 1e-6 for -60 dB below full scale.
    public init(sampleRate: Int, channels: Int, power level: Double) {
        precondition(channels > 0 && sampleRate > 0)
        self.channels = channels
        self.level = level
        windowFrames = max(1, sampleRate / 50)
        sums = [Double](repeating: 0, count: channels)
        squares = sums
    }

    /// Interleaved samples, a whole number of frames, after those of the call before.
    public mutating func add(_ samples: UnsafeBufferPointer<Float>) {
        guard let start = samples.baseAddress else { return }
        let frames = samples.count / channels
        var done = 0
        while done < frames {
            let count = min(frames - done, windowFrames - filled)
            for channel in 0..<channels { gather(start + done * channels + channel, count, channel) }
            filled += count
            done += count
            if filled == windowFrames { close() }
        }
    }

    /// After the last sample.
    public mutating func finish() {
        if filled > 0 { close() }
    }

    /// Silent frames at the end; those of `leadingFrames` when there is no sound at all.
    public var trailingFrames: Int { run }
    public var frames: Int { framesDone }

    private mutating func gather(_ samples: UnsafePointer<Float>, _ count: Int, _ channel: Int) {
        var sum = 0.0, square = 0.0
        for frame in 0..<count {
            let value = Double(samples[frame &* channels])
            sum += value
            square += value * value
        }
        sums[channel] += sum
        squares[channel] += square
    }

    private mutating func close() {
        let count = Double(filled)
        let isSilent = (0..<channels).allSatisfy { squares[$0] / count - (sums[$0] / count) * (sums[$0] / count) < level }
        framesDone += filled
        if isSilent {
            silentFrames += filled
            run += filled
            if !hasSound { leadingFrames = framesDone }
            if run > longest.count { longest = framesDone - run..<framesDone }
        } else {
            hasSound = true
            run = 0
        }
        filled = 0
        for channel in 0..<channels { (sums[channel], squares[channel]) = (0, 0) }
    }
}

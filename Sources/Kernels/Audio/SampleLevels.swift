/// Peak, power, offset and clipping of every channel, and whether channels are the same, in one walk over the samples.
///
/// A clipped stretch is three samples or more in a row at full scale with one sign: converters and editors leave them where
/// the sound would have gone on, and no natural wave stands still at its very top.
/// Cost: one pass, eight numbers for each channel. 1.0 is full scale.
public struct SampleLevels: Sendable {
    public struct Channel: Sendable, Hashable {
        public var peak: Float = 0
        public var sum = 0.0
        public var squares = 0.0
        /// Samples in clipped stretches.
        public var clipped = 0
        fileprivate var run = 0
        fileprivate var runSign: Float = 0
    }

    public static let clippedRun = 3

    public private(set) var channels: [Channel]
    public private(set) var frames = 0
    /// Frames where the first and the last clipped stretch end.
    public private(set) var firstClipped: Int?
    public private(set) var lastClipped: Int?
    /// Every channel equals the first in every frame; true of one channel.
    public private(set) var areChannelsEqual = true
    private let fullScale: Float

    /// - Parameter fullScale: from here on a sample counts as being at the top.
    public init(channels: Int, fullScale: Float) {
        precondition(channels > 0)
        self.channels = [Channel](repeating: Channel(), count: channels)
        self.fullScale = fullScale
    }

    /// Interleaved samples, a whole number of frames, after those of the call before.
    public mutating func add(_ samples: UnsafeBufferPointer<Float>) {
        guard let start = samples.baseAddress else { return }
        let count = samples.count / channels.count, stride = channels.count
        for channel in 0..<stride { add(start + channel, count, stride: stride, to: channel) }
        if areChannelsEqual, stride > 1 { compare(start, count, stride) }
        frames += count
    }

    private mutating func add(_ samples: UnsafePointer<Float>, _ count: Int, stride: Int, to channel: Int) {
        var own = channels[channel]
        for frame in 0..<count {
            let value = samples[frame &* stride]
            let size = abs(value)
            own.peak = max(own.peak, size)
            own.sum += Double(value)
            own.squares += Double(value) * Double(value)
            if size < fullScale {
                own.run = 0
            } else {
                let sign: Float = value < 0 ? -1 : 1
                own.run = sign == own.runSign ? own.run &+ 1 : 1
                own.runSign = sign
                if own.run >= Self.clippedRun { clip(&own, frame: frames &+ frame) }
            }
        }
        channels[channel] = own
    }

    private mutating func clip(_ channel: inout Channel, frame: Int) {
        channel.clipped += channel.run == Self.clippedRun ? Self.clippedRun : 1
        firstClipped = min(firstClipped ?? frame, frame)
        lastClipped = max(lastClipped ?? frame, frame)
    }

    private mutating func compare(_ samples: UnsafePointer<Float>, _ count: Int, _ stride: Int) {
        for frame in 0..<count {
            let first = samples[frame &* stride]
            for channel in 1..<stride where samples[frame &* stride &+ channel] != first {
                areChannelsEqual = false
                return
            }
        }
    }

    public var peak: Float { channels.map(\.peak).max() ?? 0 }
    /// Mean power over all channels; 0 for no frames.
    public var power: Double { mean(channels.reduce(0) { $0 + $1.squares }) }
    /// The largest mean of a channel, with its sign.
    public var offset: Double {
        frames == 0 ? 0 : channels.map { $0.sum / Double(frames) }.max { abs($0) < abs($1) } ?? 0
    }
    public var clippedShare: Double { mean(Double(channels.reduce(0) { $0 + $1.clipped })) }

    private func mean(_ sum: Double) -> Double { frames == 0 ? 0 : sum / Double(frames * channels.count) }
}

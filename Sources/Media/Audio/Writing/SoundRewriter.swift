/// Writes a sound anew with stretches of it covered; everything else stays as it is, sample by sample.
///
///     let written = try SoundRewriter.rewrite("call.wav", to: "safe.wav", covering: [3.2..<4.75], with: .bleep)
///
/// Whole numbers in WAV, AIFF, FLAC, RF64 and W64 are read and written as whole numbers in the same container at the same
/// depth, rate and channels: outside the stretches they are bit for bit the same. What is stored as floats becomes a WAV of
/// 24 bits, what is stored by other encodings (MP3, AAC, Vorbis, the sound of a video) one of 16 bits; `container` says
/// which. Nothing but the samples goes along: titles, names and pictures inside the file stay behind.
///
/// Stretches are seconds, start included, end not; they are widened to whole frames, laid together where they meet, and
/// what lies beyond the sound is cut and counted. Cost: one pass, memory for one block.
public enum SoundRewriter {
    public struct Written: Sendable, Hashable {
        /// `wav`, `flac`, `aiff`, `rf64`, `w64`.
        public var container: String
        public var sampleRate: Int
        public var frames: Int
        public var coveredFrames = 0
        /// Stretches of which a part, or all, lies beyond the sound.
        public var clipped = 0
        /// Samples that were stored otherwise than as whole numbers and are rounded now.
        public var isRounded = false
        public var notes: [AudioNote] = []
    }

    /// - Parameter target: made anew; refused when there is such a file.
    public static func rewrite(
        _ source: String, to target: String, covering stretches: [Range<Double>], with cover: SoundCover, limits: AudioLimits = AudioLimits(), tools: MediaTools = MediaTools()
    ) throws(SoundWriteError) -> Written {
        let source = try WholeSampleSource(source, limits, tools)
        let sink = try SoundSink(target, source.storedFormat, rate: source.facts.sampleRate, channels: source.facts.channels)
        var plan = CoveredFrames(stretches, rate: source.facts.sampleRate)
        var block: [Int32] = [], frames = 0
        while case let count = try source.read(&block), count > 0 {
            plan.cover(&block, from: frames, channels: source.facts.channels, rate: source.facts.sampleRate, with: cover)
            try sink.write(block, frames: count)
            frames += count
        }
        try sink.finish()
        return Written(
            container: source.container, sampleRate: source.facts.sampleRate, frames: frames, coveredFrames: plan.covered, clipped: plan.clipped(at: frames), isRounded: source.isRounded,
            notes: source.notes)
    }
}

/// What stands in the place of a covered stretch.
public enum SoundCover: String, Sendable, Hashable, CaseIterable {
    case silence
    /// A tone of 1,000 Hz at a quarter of full scale, as broadcasters use.
    case bleep

    public var summary: String {
        switch self {
        case .silence: "Write silence over a stretch of a sound"
        case .bleep: "Write a tone of 1,000 Hz over a stretch of a sound"
        }
    }

    /// Of the frame at this place of the sound, full scale at the ends of 32 bits.
    func sample(_ frame: Int, rate: Int) -> Int32 {
        switch self {
        case .silence: 0
        // A whole number of turns fits into `rate` frames, so the place within a second is enough.
        case .bleep: Int32(0x2000_0000 * SoundTone.sine(turns: Double(frame % rate) * 1000 / Double(rate)))
        }
    }
}

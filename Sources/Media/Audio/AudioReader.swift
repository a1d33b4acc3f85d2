/// A sound as numbers, block by block, whatever it is stored as.
///
///     let reader = try AudioReader(path: "call-0042.flac")
///     var block: [Float] = []
///     while try reader.read(into: &block) > 0 { … }
///     print(reader.facts.sampleRate, reader.framesRead, reader.notes)
///
/// WAV, AIFF, FLAC and Ogg are read by libsndfile in this process, everything else (MP3, AAC, the sound of a video) by
/// `ffmpeg` in a process of its own with limits. Which one is decided by the first bytes, never by the name. Rate and channels stay as stored.
///
/// Samples are interleaved, 1.0 is full scale; lossy sounds may go beyond. What is no number becomes 0 and is counted.
/// Cost: memory for one block; nothing else depends on the length of the file.
public final class AudioReader {
    /// Of one block, for each channel.
    public static let blockFrames = 4096

    public let facts: AudioFacts
    public private(set) var framesRead = 0
    /// Complete when `read` has answered 0.
    public private(set) var notes: [AudioNote] = []
    private let source: any AudioSource
    private let limits: AudioLimits
    private var notNumbers = 0, beyondReason = 0
    private var isDone = false

    public init(path: String, limits: AudioLimits = AudioLimits(), tools: MediaTools = MediaTools()) throws(AudioError) {
        source = try Self.open(path, limits, tools)
        facts = source.facts
        self.limits = limits
        try limits.check(facts)
    }

    public var secondsRead: Double { Double(framesRead) / Double(facts.sampleRate) }

    /// Puts the next frames into `samples`, which holds exactly those afterwards; 0 at the end.
    public func read(into samples: inout [Float]) throws(AudioError) -> Int {
        guard !isDone else { return 0 }
        let frames = try source.read(into: &samples)
        guard frames > 0 else {
            isDone = true
            notes = try source.closingNotes(framesRead: framesRead) + sampleNotes
            return 0
        }
        framesRead += frames
        makeReasonable(&samples)
        guard secondsRead <= limits.maximumSeconds else { throw .tooLong(seconds: secondsRead, limit: limits.maximumSeconds) }
        return frames
    }

    private static func open(_ path: String, _ limits: AudioLimits, _ tools: MediaTools) throws(AudioError) -> any AudioSource {
        let input: MediaInput
        do throws(MediaFileError) {
            input = try MediaInput(path: path, maximumBytes: limits.maximumBytes)
        } catch {
            throw .file(error)
        }
        if let format = SoundFileFormat.sniff(input.bytes(at: 0, 12)), let source = try SoundFileSource(input, format) { return source }
        return try DecodedTrackSource(input, limits, tools)
    }

    private var sampleNotes: [AudioNote] {
        (notNumbers > 0 ? [.notNumbers(notNumbers)] : []) + (beyondReason > 0 ? [.beyondReason(beyondReason)] : [])
    }

    /// So that no sum over samples can overflow.
    private func makeReasonable(_ samples: inout [Float]) {
        let most: Float = 1000
        var odd = 0, beyond = 0
        samples.withUnsafeMutableBufferPointer { samples in
            for place in samples.indices where !(abs(samples[place]) <= most) {
                if samples[place].isNaN { odd += 1 } else { beyond += 1 }
                samples[place] = samples[place].isNaN ? 0 : samples[place] < 0 ? -most : most
            }
        }
        notNumbers += odd
        beyondReason += beyond
    }
}

/// What gives samples to an `AudioReader`.
protocol AudioSource: AnyObject {
    var facts: AudioFacts { get }
    /// As `AudioReader.read`.
    func read(into samples: inout [Float]) throws(AudioError) -> Int
    /// After the last block: what the decoder and the header say of the end.
    func closingNotes(framesRead: Int) throws(AudioError) -> [AudioNote]
}

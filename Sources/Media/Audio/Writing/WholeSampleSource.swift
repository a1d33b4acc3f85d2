/// Any sound as whole numbers of 32 bits: as they are stored where they are whole numbers, else rounded from floats.
final class WholeSampleSource {
    let facts: AudioFacts
    /// libsndfile's number of what is to be written.
    let storedFormat: Int32
    let container: String
    let isRounded: Bool
    private(set) var notes: [AudioNote] = []
    private let stored: SoundFileSource?
    private let decoded: AudioReader?
    private let limits: AudioLimits
    private var framesRead = 0

    init(_ path: String, _ limits: AudioLimits, _ tools: MediaTools) throws(SoundWriteError) {
        guard SoundSink.isAvailable else { throw .noLibrary }
        self.limits = limits
        do throws(AudioError) {
            if let source = try Self.stored(path, limits) {
                (stored, decoded, facts, isRounded) = (source, nil, source.facts, false)
                (storedFormat, container) = (source.storedFormat, source.facts.container)
                return
            }
            let reader = try AudioReader(path: path, limits: limits, tools: tools)
            (stored, decoded, facts, isRounded) = (nil, reader, reader.facts, true)
            (storedFormat, container) = (SoundSink.wav(bits: reader.facts.encoding.hasPrefix("float") ? 24 : 16), "wav")
        } catch { throw .sound(error) }
    }

    /// nil for what is not stored as whole numbers by libsndfile's own formats.
    private static func stored(_ path: String, _ limits: AudioLimits) throws(AudioError) -> SoundFileSource? {
        let input: MediaInput
        do throws(MediaFileError) { input = try MediaInput(path: path, maximumBytes: limits.maximumBytes) } catch { throw .file(error) }
        guard let format = SoundFileFormat.sniff(input.bytes(at: 0, 12)), format != .ogg, let source = try SoundFileSource(input, format), source.facts.bitDepth != nil else { return nil }
        try limits.check(source.facts)
        return source
    }

    /// 0 at the end, when `notes` are complete.
    func read(_ block: inout [Int32]) throws(SoundWriteError) -> Int {
        do throws(AudioError) {
            let frames = try next(&block)
            framesRead += frames
            let seconds = Double(framesRead) / Double(facts.sampleRate)
            guard seconds <= limits.maximumSeconds else { throw .tooLong(seconds: seconds, limit: limits.maximumSeconds) }
            if frames == 0 { notes = try stored?.closingNotes(framesRead: framesRead) ?? decoded?.notes ?? [] }
            return frames
        } catch { throw .sound(error) }
    }

    private func next(_ block: inout [Int32]) throws(AudioError) -> Int {
        if let stored { return stored.read(whole: &block) }
        var samples: [Float] = []
        guard let frames = try decoded?.read(into: &samples), frames > 0 else { return 0 }
        block = samples.map { Int32(min(max(Double($0) * 0x8000_0000, -0x8000_0000), 0x7FFF_FFFF)) }
        return frames
    }
}

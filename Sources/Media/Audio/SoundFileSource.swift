import CSoundFile

/// Samples by libsndfile, from a descriptor of ours, in this process.
final class SoundFileSource: AudioSource {
    let facts: AudioFacts
    private let input: MediaInput
    private let format: SoundFileFormat
    private let file: OpaquePointer
    private let promise: PromisedLength.Promise
    private let bytesPerFrame: Int?
    /// libsndfile's number for container and encoding, with which a file of the same kind is written.
    let storedFormat: Int32

    /// nil when libsndfile is not there, or does not know the encoding inside, which somebody else may.
    init?(_ input: MediaInput, _ format: SoundFileFormat) throws(AudioError) {
        guard sound_file_is_there() != 0 else { return nil }
        var info = SF_INFO()
        guard let file = sound_file_open(input.descriptor, Int32(SFM_READ), &info, 0) else {
            switch Int(sound_file_error(nil)) {
            case Int(SF_ERR_UNSUPPORTED_ENCODING): return nil
            default: throw Self.refusal(input, format)
            }
        }
        self.file = file
        self.input = input
        self.format = format
        storedFormat = info.format
        let encoding = SampleEncoding(Int(info.format))
        bytesPerFrame = encoding.bytes.map { $0 * Int(info.channels) }
        promise = PromisedLength.read(input, format)
        facts = AudioFacts(
            container: format.rawValue, encoding: encoding.name, bitDepth: encoding.bitDepth, sampleRate: Int(info.samplerate),
            channels: Int(info.channels), declaredSeconds: Self.seconds(promise, bytesPerFrame, info), isExact: promise.isExact)
    }

    deinit { sound_file_close(file) }

    func read(into samples: inout [Float]) throws(AudioError) -> Int {
        let capacity = AudioReader.blockFrames * facts.channels
        var frames = 0
        samples = [Float](unsafeUninitializedCapacity: capacity) { buffer, filled in
            frames = Int(sound_file_read(file, buffer.baseAddress, sf_count_t(AudioReader.blockFrames)))
            filled = max(0, frames) * facts.channels
        }
        return max(0, frames)
    }

    /// Whole numbers as they are stored, moved up to 32 bits: nothing is rounded for depths up to that.
    func read(whole samples: inout [Int32]) -> Int {
        let capacity = AudioReader.blockFrames * facts.channels
        var frames = 0
        samples = [Int32](unsafeUninitializedCapacity: capacity) { buffer, filled in
            frames = Int(sound_file_read_whole(file, buffer.baseAddress, sf_count_t(AudioReader.blockFrames)))
            filled = max(0, frames) * facts.channels
        }
        return max(0, frames)
    }

    func closingNotes(framesRead: Int) throws(AudioError) -> [AudioNote] {
        let at = Double(framesRead) / Double(facts.sampleRate)
        var notes: [AudioNote] = []
        if isShort(framesRead) {
            guard framesRead > 0 else { throw .truncated(atByte: input.byteCount) }
            notes.append(.truncated(atSeconds: at, ofSeconds: max(at, facts.declaredSeconds ?? at)))
        }
        if sound_file_error(file) != 0 { notes.append(.damaged(complaints: 1, words: String(cString: sound_file_error_words(file)))) }
        return notes
    }

    private func isShort(_ framesRead: Int) -> Bool {
        switch promise {
        case .nothing: false
        case .cutHeader: true
        case .bytes(let count, let from): from + count > input.byteCount
        case .frames(let count): framesRead < count
        case .ended(let ended): !ended
        }
    }

    private static func seconds(_ promise: PromisedLength.Promise, _ bytesPerFrame: Int?, _ info: SF_INFO) -> Double? {
        let rate = Double(max(1, info.samplerate))
        switch promise {
        case .bytes(let count, _):
            guard let bytesPerFrame, bytesPerFrame > 0 else { return Double(info.frames) / rate }
            return Double(count / bytesPerFrame) / rate
        case .frames(let count): return Double(count) / rate
        case .nothing, .cutHeader, .ended: return info.frames > 0 && info.frames < 1 << 48 ? Double(info.frames) / rate : nil
        }
    }

    /// A header that begins well and ends too early is a cut file, whatever the library calls it.
    private static func refusal(_ input: MediaInput, _ format: SoundFileFormat) -> AudioError {
        let isCut = switch PromisedLength.read(input, format) {
        case .nothing: input.byteCount < 64
        case .bytes(let count, let from): from + count > input.byteCount
        case .frames, .cutHeader: true
        case .ended(let ended): !ended
        }
        return isCut ? .truncated(atByte: input.byteCount) : .damaged(String(cString: sound_file_error_words(nil)))
    }
}

extension PromisedLength.Promise {
    fileprivate var isExact: Bool {
        switch self {
        case .bytes, .frames: true
        case .nothing, .cutHeader, .ended: false
        }
    }
}

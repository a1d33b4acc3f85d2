import CSoundFile
import Glibc

/// A sound file being written by libsndfile through a descriptor of ours.
final class SoundSink {
    static var isAvailable: Bool { sound_file_is_there() != 0 }

    static func wav(bits: Int) -> Int32 { Int32(SF_FORMAT_WAV) | Int32(bits == 24 ? SF_FORMAT_PCM_24 : SF_FORMAT_PCM_16) }

    private let descriptor: Int32
    private var file: OpaquePointer?

    init(_ path: String, _ format: Int32, rate: Int, channels: Int) throws(SoundWriteError) {
        descriptor = path.utf8.contains(0) ? -1 : open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotWrite(errno: errno) }
        var info = SF_INFO()
        (info.format, info.samplerate, info.channels) = (format, Int32(clamping: rate), Int32(clamping: channels))
        file = sound_file_open(descriptor, Int32(SFM_WRITE), &info, 0)
        guard file != nil else {
            let words = String(cString: sound_file_error_words(nil))
            close(descriptor)
            throw .refused(words)
        }
    }

    deinit {
        guard let file else { return }
        sound_file_close(file)
        close(descriptor)
    }

    func write(_ samples: [Int32], frames: Int) throws(SoundWriteError) {
        guard let file else { return }
        let written = samples.withUnsafeBufferPointer { sound_file_write_whole(file, $0.baseAddress, sf_count_t(frames)) }
        guard written == sf_count_t(frames) else { throw .cannotWrite(errno: errno == 0 ? EIO : errno) }
    }

    /// Closing writes lengths into the header, and may fail.
    func finish() throws(SoundWriteError) {
        guard let file else { return }
        self.file = nil
        let code = sound_file_close(file)
        guard close(descriptor) == 0, code == 0 else { throw .cannotWrite(errno: errno == 0 ? EIO : errno) }
    }
}

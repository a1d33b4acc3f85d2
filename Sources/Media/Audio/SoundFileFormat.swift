/// The formats that libsndfile is given, told by their first bytes. What it would read besides them is not wanted: each
/// reader more is one more way in.
enum SoundFileFormat: String {
    case wav, rf64, w64, aiff, flac, ogg

    static func sniff(_ head: [UInt8]) -> SoundFileFormat? {
        func word(_ offset: Int) -> String { String(decoding: head.dropFirst(offset).prefix(4), as: UTF8.self) }
        switch (word(0), word(8)) {
        case ("RIFF", "WAVE"): return .wav
        case ("RF64", "WAVE"): return .rf64
        case ("riff", _): return .w64
        case ("FORM", "AIFF"), ("FORM", "AIFC"): return .aiff
        case ("fLaC", _): return .flac
        case ("OggS", _): return .ogg
        default: return nil
        }
    }
}

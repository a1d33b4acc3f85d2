import Glibc
import Records

/// Why a sound could not be written anew.
public enum SoundWriteError: Error, Sendable, Hashable {
    /// It could not be read.
    case sound(AudioError)
    case cannotWrite(errno: Int32)
    /// The library does not write this kind; its words.
    case refused(String)
    /// libsndfile is not installed.
    case noLibrary

    /// The error as a finding about the file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        switch self {
        case .sound(let error): error.finding(at: place)
        case .cannotWrite(let code): Finding(.error, "audio.cannot-write", "the sound cannot be written: \(String(cString: strerror(code)))", at: place, hint: "check the folder, its permissions and the room on the disk")
        case .refused(let words): Finding(.error, "audio.cannot-encode", "the sound cannot be written as the same kind of file: \(words)", at: place, hint: "convert it to WAV or FLAC first")
        case .noLibrary: Finding(.error, "audio.library-missing", "writing sounds needs `libsndfile1`, which is not installed", at: place, hint: "install it: `apt-get install libsndfile1`")
        }
    }
}

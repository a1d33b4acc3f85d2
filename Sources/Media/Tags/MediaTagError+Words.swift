import Glibc
import Records

extension MediaTagError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .tool(let error): error.description
        case .unknownContainer(let head): "the file is no sound or video whose tags are known: it begins with \(head.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " "))"
        case .damaged(let what): "the file is damaged: \(what)"
        case .scatteredTrack(let kind): "the track `\(kind)`, which may tell where and when it was taken, lies in pieces that are not taken out"
        case .remaining(let names): "tags are left that are not taken out: \(names.prefix(5).map { "`\($0)`" }.joined(separator: ", "))"
        case .cannotWrite(let code): "the copy cannot be written: \(String(cString: strerror(code)))"
        }
    }

    public var hint: String? {
        switch self {
        case .file(let error): error.hint
        case .tool(let error): error.hint
        case .unknownContainer: "MP4, MOV, M4A, MP3, AAC, Matroska, WebM, Ogg and MPEG-TS are copied without their tags; convert it, or leave it out"
        case .damaged: "play it in a media player; if it does not play there, take it from its source again"
        case .scatteredTrack, .remaining: "convert it by a program of your own, such as ffmpeg, and look at it again"
        case .cannotWrite: "look how much room is left on the disk"
        }
    }

    /// Stable and documented.
    public var code: String {
        switch self {
        case .file(let error): "tags.\(error.reason)"
        case .tool(let error): "tags.\(error.code)"
        case .unknownContainer: "tags.unknown-format"
        case .damaged: "tags.damaged"
        case .scatteredTrack: "tags.scattered-track"
        case .remaining: "tags.remaining"
        case .cannotWrite: "tags.cannot-write"
        }
    }

    /// The error as a finding about the file of this name.
    public func finding(at place: Place? = nil) -> Finding { Finding(.error, code, description, at: place, hint: hint) }
}

import Records

extension VideoError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .tool(let error): error.description
        case .notVideo(let head):
            head.allSatisfy { $0 == 0 } ? "the file begins with zeros, which no video does"
                : "the file is no video we know: it begins with \(head.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " "))"
        case .noTrack(let container): "the file (\(container)) has no pictures in it"
        case .damaged(let what): "the video is damaged: \(what)"
        case .noFrames(let words): "not one frame of the video can be decoded\(words.isEmpty ? "" : ": \(words)")"
        case .tooManyPixels(let width, let height, let limit): "the video is \(width) x \(height) pixels, more than the limit of \(limit)"
        case .tooLong(let seconds, let limit): "the video lasts \(Int(seconds)) seconds, more than the limit of \(Int(limit))"
        case .tooManyFrames(let count, let limit): "the video has \(count) frames, more than the limit of \(limit)"
        }
    }

    public var hint: String? {
        switch self {
        case .file(let error): error.hint
        case .tool(let error): error.hint
        case .notVideo: "MP4, MOV, MKV, WebM, AVI, MPEG, FLV, ASF and MXF are read, playlists never; convert it, or leave it out"
        case .noTrack: "if it is a sound, check it as one"
        case .damaged, .noFrames: "play it in a media player; if it does not play there, take it from its source again"
        case .tooManyPixels, .tooLong, .tooManyFrames: "make it smaller, or raise the limit if you trust its source"
        }
    }

    /// Stable and documented.
    public var code: String {
        switch self {
        case .file(let error): "video.\(error.reason)"
        case .tool(let error): "video.\(error.code)"
        case .notVideo: "video.unknown-format"
        case .noTrack: "video.no-track"
        case .damaged: "video.damaged"
        case .noFrames: "video.no-frames"
        case .tooManyPixels: "video.too-many-pixels"
        case .tooLong: "video.too-long"
        case .tooManyFrames: "video.too-many-frames"
        }
    }

    /// The error as a finding about the record or file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        Finding(.error, code, description, at: place, hint: hint)
    }
}

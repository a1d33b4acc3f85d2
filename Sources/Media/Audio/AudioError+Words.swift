import Records

extension AudioError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .tool(let error): error.description
        case .notAudio(let head):
            head.allSatisfy { $0 == 0 } ? "the file begins with zeros, which no sound does"
                : "the file is no sound we know: it begins with \(head.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " "))"
        case .noTrack(let container): "the file (\(container)) has no sound in it"
        case .unsupported(let what): "this kind of sound is not read: \(what)"
        case .damaged(let what): "the sound is damaged: \(what)"
        case .truncated(let byte): "the file ends at byte \(byte), before its first sample"
        case .tooLong(let seconds, let limit): "the sound lasts \(Int(seconds)) seconds, more than the limit of \(Int(limit))"
        case .tooManyChannels(let count, let limit): "the sound has \(count) channels; 1 to \(limit) are read"
        case .strangeRate(let rate, let limit): "the sound has \(rate) samples a second; 1 to \(limit) are read"
        }
    }

    public var hint: String? {
        switch self {
        case .file(let error): error.hint
        case .tool(let error): error.hint
        case .notAudio: "WAV, FLAC, AIFF, Ogg, MP3, AAC, Opus and the sound of videos are read; convert it, or leave it out"
        case .noTrack: "leave it out, or look for the file that belongs to it"
        case .unsupported: "convert it to WAV or FLAC"
        case .damaged: "play it in a media player; if it does not play there, take it from its source again"
        case .truncated: "take the file from its source again: the copy was cut short"
        case .tooLong, .tooManyChannels: "cut it into parts, or raise the limit if you trust its source"
        case .strangeRate: "look whether the header is broken; take the file from its source again"
        }
    }

    /// Stable and documented.
    public var code: String {
        switch self {
        case .file(let error): "audio.\(error.reason)"
        case .tool(let error): "audio.\(error.code)"
        case .notAudio: "audio.unknown-format"
        case .noTrack: "audio.no-track"
        case .unsupported: "audio.unsupported"
        case .damaged: "audio.damaged"
        case .truncated: "audio.truncated"
        case .tooLong: "audio.too-long"
        case .tooManyChannels: "audio.too-many-channels"
        case .strangeRate: "audio.strange-rate"
        }
    }

    /// The error as a finding about the record or file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        Finding(.error, code, description, at: place, hint: hint)
    }
}

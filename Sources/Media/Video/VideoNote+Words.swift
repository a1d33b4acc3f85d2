import Records

extension VideoNote {
    /// The note as a finding about the record or file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        switch self {
        case .truncated(let at, let of):
            Finding(
                .error, "video.truncated", "the video ends at \(MediaTime.words(at)) of the \(MediaTime.words(of)) its header promises", at: place,
                hint: "take the file from its source again: the copy was cut short")
        case .fileCut(let missing):
            Finding(
                .error, "video.truncated", "the file lacks its last \(missing) bytes; every promised frame is there", at: place,
                hint: "take the file from its source again: the copy was cut short")
        case .damaged(let complaints, let words):
            Finding(
                .warning, "video.damaged", "the video decodes, with damage: the decoder complained \(complaints) times, last `\(words)`", at: place,
                hint: "look at it, or take it from its source again")
        case .timeless(let frames):
            Finding(.warning, "video.timeless", "\(frames) frames have no time", at: place, hint: "write the file again with `ffmpeg -fflags +genpts -i IN -c copy OUT`")
        }
    }
}

import Records

extension AudioNote {
    /// The note as a finding about the record or file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        switch self {
        case .truncated(let at, let of):
            Finding(
                .error, "audio.truncated", "the sound ends at \(MediaTime.words(at)) of the \(MediaTime.words(of)) its header promises", at: place,
                hint: "take the file from its source again: the copy was cut short")
        case .fileCut(let missing):
            Finding(
                .error, "audio.truncated", "the file lacks its last \(missing) bytes; all the promised sound is there", at: place,
                hint: "take the file from its source again: the copy was cut short")
        case .damaged(let complaints, let words):
            Finding(
                .warning, "audio.damaged", "the sound decodes, with damage: the decoder complained \(complaints) times, last `\(words)`", at: place,
                hint: "listen to it, or take it from its source again")
        case .notNumbers(let count):
            Finding(.warning, "audio.not-numbers", "\(count) samples are no numbers and were taken as silence", at: place, hint: "look at the program that wrote it")
        case .beyondReason(let count):
            Finding(
                .warning, "audio.beyond-reason", "\(count) samples lie beyond a thousand times full scale and were cut", at: place,
                hint: "look whether whole numbers were stored as floats without scaling")
        }
    }
}

/// What was odd about a sound that was read all the same; complete after its last block.
public enum AudioNote: Sendable, Hashable, Codable {
    /// The file ends here and promised more.
    case truncated(atSeconds: Double, ofSeconds: Double)
    /// All the sound is there, and the file ends inside its last box.
    case fileCut(missingBytes: Int)
    /// The decoder complained so many times and went on.
    case damaged(complaints: Int, words: String)
    /// Samples that are no number; silence was put there.
    case notNumbers(Int)
    /// Samples beyond a thousand times full scale; cut to that.
    case beyondReason(Int)
}

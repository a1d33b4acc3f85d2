/// What was odd about a video that was read all the same; complete after its last frame.
public enum VideoNote: Sendable, Hashable, Codable {
    /// The frames end here and the header promised more.
    case truncated(atSeconds: Double, ofSeconds: Double)
    /// All frames are there, and the file ends inside its last box.
    case fileCut(missingBytes: Int)
    /// The decoder complained so many times and went on.
    case damaged(complaints: Int, words: String)
    /// Frames without a time; each was given that of the frame before it.
    case timeless(frames: Int)
}

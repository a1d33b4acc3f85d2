/// Why the tags of a sound or video could not be read, or not be taken out. Facts only; see `MediaTagError+Words.swift`.
public enum MediaTagError: Error, Sendable, Hashable {
    case file(MediaFileError)
    case tool(ToolError)
    /// No reader that we let at files knows it, or nothing here takes tags out of it; its first bytes, up to 8.
    case unknownContainer(head: [UInt8])
    case damaged(String)
    /// A track that has to go lies in pieces all over the file.
    case scatteredTrack(String)
    /// These tags are still there afterwards.
    case remaining([String])
    /// The `errno` of writing the copy.
    case cannotWrite(errno: Int32)
}

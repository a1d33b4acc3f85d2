/// Why a sound could not be read. Facts only; see `AudioError+Words.swift`.
public enum AudioError: Error, Sendable, Hashable {
    case file(MediaFileError)
    case tool(ToolError)
    /// No decoder knows the file; its first bytes, up to 8.
    case notAudio(head: [UInt8])
    /// A file of video or data without a sound track.
    case noTrack(container: String)
    case unsupported(String)
    case damaged(String)
    /// The file ends before its first sample.
    case truncated(atByte: Int)
    case tooLong(seconds: Double, limit: Double)
    case tooManyChannels(Int, limit: Int)
    case strangeRate(Int, limit: Int)
}

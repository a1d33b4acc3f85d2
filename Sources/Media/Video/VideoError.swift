/// Why a video could not be read. Facts only; see `VideoError+Words.swift`.
public enum VideoError: Error, Sendable, Hashable {
    case file(MediaFileError)
    case tool(ToolError)
    /// No reader that we let at files knows it; its first bytes, up to 8.
    case notVideo(head: [UInt8])
    /// A file of sound or data without pictures.
    case noTrack(container: String)
    case damaged(String)
    /// Not one frame could be decoded; the decoder's last words.
    case noFrames(String)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case tooLong(seconds: Double, limit: Double)
    case tooManyFrames(Int, limit: Int)
}

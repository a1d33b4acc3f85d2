/// Why a picture could not be read or written. Facts only; see `ImageError+Words.swift`.
public enum ImageError: Error, Sendable, Hashable {
    case empty
    /// The first bytes are of no format we know; up to 8 of them.
    case notAnImage(head: [UInt8])
    case unsupported(ImageFormat, String)
    /// The format needs a library that this machine does not have.
    case libraryMissing(ImageFormat, package: String)
    /// The bytes end inside the picture.
    case truncated(ImageFormat, at: Int)
    case damaged(ImageFormat, String)
    case tooManyBytes(Int, limit: Int)
    case tooManyPixels(width: Int, height: Int, limit: Int, sideLimit: Int)
    case tooManyFrames(Int, limit: Int)
    /// Only the beginning of the file was given, and the header goes on after it.
    case headerContinues(ImageFormat, after: Int)
    case noMemory(bytes: Int)
    case cannotEncode(ImageFormat, String)
}

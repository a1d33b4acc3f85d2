/// Why a sound or video file was not looked at all. Facts only; see `MediaFileError+Words.swift`.
public enum MediaFileError: Error, Sendable, Hashable {
    /// The `errno` of opening it.
    case cannotOpen(errno: Int32)
    /// A folder, pipe or device.
    case notRegular
    case empty
    case tooManyBytes(Int, limit: Int)
}

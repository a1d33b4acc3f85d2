import Glibc
import Records

extension MediaFileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotOpen(let code): "the file cannot be opened: \(String(cString: strerror(code)))"
        case .notRegular: "this is no regular file"
        case .empty: "the file is empty"
        case .tooManyBytes(let count, let limit): "the file has \(count) bytes, more than the limit of \(limit)"
        }
    }

    public var hint: String? {
        switch self {
        case .cannotOpen: "look whether it is there and may be read"
        case .notRegular: "give a file; pipes, devices and folders are not read"
        case .empty: "take the file from its source again: the copy was cut short"
        case .tooManyBytes: "cut it into parts, or raise the limit if you trust its source"
        }
    }

    /// Stable and documented; the medium stands before it.
    var reason: String {
        switch self {
        case .cannotOpen: "cannot-open"
        case .notRegular: "not-a-file"
        case .empty: "empty"
        case .tooManyBytes: "too-many-bytes"
        }
    }
}

import Records

extension ImageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "the file is empty"
        case .notAnImage(let head):
            head.allSatisfy { $0 == 0 } ? "the file begins with zeros, which no picture does"
                : "the file is no picture we know: it begins with \(head.map { Self.hexadecimal($0) }.joined(separator: " "))"
        case .unsupported(let format, let what): "this kind of \(format.title) is not read: \(what)"
        case .libraryMissing(let format, let package): "reading \(format.title) needs `\(package)`, which is not installed"
        case .truncated(let format, let at): "the \(format.title) ends too early, at byte \(at)"
        case .damaged(let format, let what): "the \(format.title) is damaged: \(what)"
        case .tooManyBytes(let count, let limit): "the file has \(count) bytes, more than the limit of \(limit)"
        case .tooManyPixels(let width, let height, let limit, let sideLimit):
            "the picture is \(width) x \(height) pixels; the limits are \(limit) pixels and \(sideLimit) a side"
        case .tooManyFrames(let count, let limit): "the picture has \(count) frames, more than the limit of \(limit)"
        case .headerContinues(let format, let after): "the \(format.title) header is longer than the \(after) bytes that were looked at"
        case .noMemory(let bytes): "there is no memory for \(bytes) bytes of pixels"
        case .cannotEncode(let format, let what): "the picture cannot be written as \(format.title): \(what)"
        }
    }

    public var hint: String? {
        switch self {
        case .empty, .truncated: "take the file from its source again: the copy was cut short"
        case .notAnImage(let head):
            head.allSatisfy { $0 == 0 } ? "take the file from its source again: the copy was cut short" : "we read \(Self.titles); convert it, or leave it out"
        case .unsupported(_, _): "convert it to PNG or JPEG"
        case .libraryMissing(_, let package): "install it (`apt-get install \(package)`), or convert the picture to PNG or JPEG"
        case .damaged: "open it in an image program and save it again, or leave it out"
        case .tooManyBytes, .tooManyPixels, .tooManyFrames: "make it smaller, or raise the limit if you trust its source"
        case .headerContinues: "give the whole file"
        case .noMemory: "close other programs, or lower the limit of pixels"
        case .cannotEncode: nil
        }
    }

    /// Stable and documented.
    public var code: String {
        switch self {
        case .empty: "image.empty"
        case .notAnImage: "image.unknown-format"
        case .unsupported: "image.unsupported"
        case .libraryMissing: "image.library-missing"
        case .truncated, .headerContinues: "image.truncated"
        case .damaged: "image.damaged"
        case .tooManyBytes: "image.too-many-bytes"
        case .tooManyPixels: "image.too-many-pixels"
        case .tooManyFrames: "image.too-many-frames"
        case .noMemory: "image.no-memory"
        case .cannotEncode: "image.cannot-encode"
        }
    }

    /// The error as a finding about the record or file of this name.
    public func finding(at place: Place? = nil) -> Finding {
        Finding(.error, code, description, at: place, hint: hint)
    }

    private static var titles: String { ImageFormat.allCases.map(\.title).joined(separator: ", ") }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

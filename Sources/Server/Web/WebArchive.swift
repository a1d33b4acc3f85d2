/// The interface inside the binary: a map from path to file, made once; layout in `WebBundle.h`.
///
/// There is no file system behind it, so no path leads out of it.
public struct WebArchive: WebFiles {
    private let files: [String: WebFile]

    /// nil when the bytes are no bundle, or hold no file.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard let files = Reader(bytes: bytes).files(), !files.isEmpty else { return nil }
        self.files = files
    }

    public func file(at path: String) -> WebFile? { files[path] }
    public var paths: [String] { files.keys.sorted() }
}

/// Reads the layout; every length is checked against the bytes there are.
private struct Reader {
    let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    func files() -> [String: WebFile]? {
        var reader = self
        guard reader.take(8).map({ $0.elementsEqual("WNWEB001".utf8) }) == true, let count = reader.number(4) else { return nil }
        var files: [String: WebFile] = [:]
        for _ in 0..<count {
            guard let (path, file) = reader.entry() else { return nil }
            files[path] = file
        }
        return files
    }

    private mutating func entry() -> (String, WebFile)? {
        guard let path = text(), let type = text(), let tag = text(), let flags = number(4),
            let offset = number(8), let length = number(8), let gzipOffset = number(8), let gzipLength = number(8),
            let raw = slice(offset, length), let gzip = slice(gzipOffset, gzipLength)
        else { return nil }
        let file = WebFile(
            bytes: raw, type: WebMediaType.withCharset(type), tag: tag, gzip: gzip.isEmpty ? nil : gzip, isImmutable: flags & 1 == 1)
        return (path, file)
    }

    private mutating func text() -> String? {
        guard let length = number(2), let bytes = take(length) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private mutating func number(_ width: Int) -> Int? {
        guard let bytes = take(width) else { return nil }
        return Int(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    private mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, bytes.count - place >= count else { return nil }
        defer { place += count }
        return UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
    }

    private func slice(_ offset: Int, _ length: Int) -> [UInt8]? {
        guard offset >= 0, length >= 0, offset <= bytes.count, length <= bytes.count - offset else { return nil }
        return Array(bytes[offset..<offset + length])
    }
}

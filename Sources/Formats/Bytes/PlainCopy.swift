/// A file that can be read at any place: itself where it is plain, unpacked into a nameless temporary file where it is not.
struct PlainCopy {
    let path: String
    /// Holds the unpacked bytes as long as the path is used.
    private let spool: SpoolFile?

    init(_ path: String, shownAs name: String) throws {
        let source = try ByteSource(path: path, shownAs: name)
        guard source.compression != .none else {
            (self.path, spool) = (path, nil)
            return
        }
        let spool = try SpoolFile()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try source.read(into: buffer), count > 0 { try spool.write(Array(buffer[0..<count])) }
        (self.path, self.spool) = (try spool.reopenPath(), spool)
    }
}

import Glibc

/// An open document, kept as a descriptor so that the file looked at stays the same one and no program sees its name.
///
/// Bytes in memory go to a file without a name in the folder for temporary files, mode 0600, gone when this value is.
/// Only plain files: a pipe or a device could keep a reader waiting.
public final class DocumentSource: Sendable {
    public let name: String
    public let descriptor: Int32
    public let byteCount: Int

    public init(path: String, named name: String? = nil) throws(DocumentError) {
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        self.name = name ?? String(path.split(separator: "/").last ?? "")
        guard descriptor >= 0 else { throw .cannotOpen(self.name, code: errno) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .cannotOpen(self.name, code: 0)
        }
        byteCount = Int(facts.st_size)
    }

    public init(_ bytes: [UInt8], named name: String) throws(DocumentError) {
        self.name = name
        byteCount = bytes.count
        descriptor = try Self.unnamedFile(name)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written) }
            guard count > 0 else {
                if count == -1, errno == EINTR { continue }
                let code = errno
                close(descriptor)
                throw .cannotOpen(name, code: code)
            }
            written += count
        }
    }

    deinit { close(descriptor) }

    private static func unnamedFile(_ name: String) throws(DocumentError) -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/winnow-document-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .cannotOpen(name, code: errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
        return descriptor
    }

    /// Fewer than asked for at the end of the file.
    public func bytes(at offset: Int, count: Int) throws(DocumentError) -> [UInt8] {
        let wanted = max(0, min(count, byteCount - offset))
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { room, used in
            while used < wanted {
                let count = pread(descriptor, room.baseAddress.map { $0 + used }, wanted - used, off_t(offset + used))
                if count > 0 { used += count } else if count == 0 { return } else if errno != EINTR { code = errno; return }
            }
        }
        guard code == 0 else { throw .cannotOpen(name, code: code) }
        return bytes
    }

    func all(_ limits: DocumentLimits) throws(DocumentError) -> [UInt8] {
        guard byteCount > 0 else { throw .empty }
        guard byteCount <= limits.maximumBytes else { throw .tooManyBytes(byteCount, limit: limits.maximumBytes) }
        return try bytes(at: 0, count: byteCount)
    }
}

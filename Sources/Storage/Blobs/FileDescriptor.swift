import Foundation

/// An open file: the few POSIX calls the blob store needs, with paths in its errors. Closed when let go.
final class FileDescriptor {
    let path: String
    private var number: Int32

    init(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws {
        self.path = path
        number = open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw Self.failure(path, "open") }
    }

    deinit { close() }

    func close() {
        if number >= 0 { Foundation.close(number) }
        number = -1
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while rest.count > 0 {
            let count = Foundation.write(number, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path, "write") }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Up to `count` bytes from `offset`; fewer only at the end of the file.
    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(number, buffer.baseAddress! + filled, count - filled, off_t(offset) + off_t(filled))
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw Self.failure(path, "read") }
                if got == 0 { return }
                filled += got
            }
        }
    }

    func size() throws -> Int64 {
        var facts = stat()
        guard fstat(number, &facts) == 0 else { throw Self.failure(path, "look at") }
        return Int64(facts.st_size)
    }

    func truncate(to size: Int64) throws {
        guard ftruncate(number, off_t(size)) == 0 else { throw Self.failure(path, "shorten") }
    }

    func synchronise() throws {
        guard fsync(number) == 0 else { throw Self.failure(path, "write to disk") }
    }

    /// False when another process holds it.
    func tryLock() -> Bool { flock(number, LOCK_EX | LOCK_NB) == 0 }

    static func failure(_ path: String, _ action: String) -> StorageError {
        errno == ENOSPC || errno == EDQUOT ? .diskFull(path: path) : .file(path: path, action: action, code: errno)
    }

    /// Makes a rename or a new name in the directory durable.
    static func synchroniseDirectory(_ path: String) throws {
        try FileDescriptor(path, O_RDONLY | O_DIRECTORY).synchronise()
    }

    static func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path, "make") }
    }

    /// nil when there is no such file.
    static func size(of path: String) throws -> Int64? {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure(path, "look at")
        }
        return Int64(facts.st_size)
    }
}

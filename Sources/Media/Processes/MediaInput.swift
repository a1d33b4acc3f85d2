import Glibc

/// A regular file held open: what is checked here is what decoders read, whatever happens to its name meanwhile.
///
/// A child process gets the descriptor, never the name, so a name that begins with a dash or looks like an address means
/// nothing, and a file that refers to its neighbours has none.
final class MediaInput {
    let descriptor: Int32
    let byteCount: Int

    init(path: String, maximumBytes: Int) throws(MediaFileError) {
        // Not blocking, so that opening a pipe does not wait for somebody to write.
        descriptor = path.utf8.contains(0) ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var facts = stat()
        guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
            byteCount = 0
            throw .cannotOpen(errno: path.utf8.contains(0) ? ENOENT : errno)
        }
        byteCount = Int(facts.st_size)
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
        guard byteCount > 0 else { throw .empty }
        guard byteCount <= maximumBytes else { throw .tooManyBytes(byteCount, limit: maximumBytes) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// At most `count` bytes from `offset`; fewer at the end of the file.
    func bytes(at offset: Int, _ count: Int) -> [UInt8] {
        guard offset >= 0, offset < byteCount, count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
        }
    }
}

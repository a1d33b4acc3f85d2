import Glibc
import Kernels

/// The bytes of a file as memory, read from disk when they are looked at and dropped again when memory is short.
///
/// A file that shrinks while it is mapped would kill the process on the first look beyond its end, so whoever looks asks
/// `checkUnchanged` first, once a block; what is left is the moment between.
final class MappedFile: @unchecked Sendable {
    let name: String
    let bytes: UnsafeRawBufferPointer
    private let descriptor: Int32

    /// `shownAs`: the name for messages when it is not the path's last part.
    init(path: String, shownAs: String? = nil) throws(MatrixFileError) {
        name = shownAs ?? path.split(separator: "/").last.map(String.init) ?? path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(name, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { close(descriptor); throw .notAFile(name) }
        let size = Int(status.st_size)
        guard size > 0 else { close(descriptor); throw .empty(name) }
        guard let base = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw .cannotOpen(name, reason: reason)
        }
        bytes = UnsafeRawBufferPointer(start: base, count: size)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        close(descriptor)
    }

    func checkUnchanged() throws(MatrixError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int(status.st_size) >= bytes.count else {
            throw .unreadable("`\(name)` became shorter than the \(bytes.count) bytes it had while it was read")
        }
    }
}

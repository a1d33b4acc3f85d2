import Glibc

/// Pieces of a file by offset, through one window (1 MiB if nothing else is said) while they come in order; a small file may be held whole. Plain reads, not a mapping: a file
/// that shrinks meanwhile is an error, not a crash.
final class FileBytes {
    private let windowBytes: Int
    let name: String
    private let descriptor: Int32
    private var buffer: UnsafeMutableRawBufferPointer
    private let isWhole: Bool
    private var start: Int64 = 0
    private var filled = 0

    /// A file of at most `wholeUpTo` bytes is read once, whatever the order of the pieces.
    init(path: String, shownAs name: String, wholeUpTo limit: Int = 0, windowBytes window: Int = 1 << 20) throws(ByteError) {
        self.name = name
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(name, reason: lastSystemError()) }
        var status = stat()
        let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        windowBytes = size <= limit ? max(size, 1) : window
        isWhole = size <= limit
        buffer = .allocate(byteCount: windowBytes, alignment: 16)
    }

    deinit {
        buffer.deallocate()
        close(descriptor)
    }

    var size: Int64 {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Valid until the next call.
    func bytes(at offset: Int64, count: Int) throws(ByteError) -> UnsafeRawBufferPointer {
        if offset < start || offset + Int64(count) > start + Int64(filled) { try load(offset, count) }
        let from = Int(offset - start)
        guard from + count <= filled else { throw .cannotRead(name, offset: offset, reason: "the file ends there") }
        return UnsafeRawBufferPointer(rebasing: buffer[from..<(from + count)])
    }

    /// What follows closely is read ahead; a jump reads what is asked for and little more.
    private func load(_ offset: Int64, _ count: Int) throws(ByteError) {
        if isWhole, filled == 0, offset + Int64(count) <= Int64(windowBytes) { return try fill(from: 0, windowBytes) }
        let isNear = offset >= start && offset <= start + Int64(filled) + 65536
        try fill(from: offset, max(count, isNear ? windowBytes : 512))
    }

    private func fill(from offset: Int64, _ wanted: Int) throws(ByteError) {
        if wanted > buffer.count {
            buffer.deallocate()
            buffer = .allocate(byteCount: wanted, alignment: 16)
        }
        (start, filled) = (offset, 0)
        while filled < wanted {
            let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, wanted - filled, Int(offset) + filled)
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw .cannotRead(name, offset: offset, reason: lastSystemError()) }
            if got == 0 { break }
            filled += got
        }
    }
}

/// A file without a name for what must wait: gone when it is closed, also after a crash.
package final class SpoolFile {
    private let descriptor: Int32
    private let folder: String
    private var waiting: [UInt8] = []
    private(set) var count: Int64 = 0

    /// The folder around a folder that is being written: where it has room, a file beside it has room too, which the folder for
    /// temporary files may not.
    static func place(beside folder: String) -> String {
        let parent = ImageFiles.parent(folder)
        return parent.isEmpty ? (folder.hasPrefix("/") ? "/" : ".") : parent
    }

    /// In `folder`, or in the system's folder for temporary files.
    package init(in folder: String? = nil) throws(ByteError) {
        let parent = folder ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        self.folder = parent
        var template = Array("\(parent)/.winnow-spool-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .cannotWrite(parent, reason: lastSystemError()) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
    }

    deinit { close(descriptor) }

    package func write(_ bytes: [UInt8]) throws(ByteError) {
        waiting += bytes
        count += Int64(bytes.count)
        if waiting.count >= 1 << 18 { try flush() }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(ByteError) {
        waiting.append(contentsOf: bytes)
        count += Int64(bytes.count)
        if waiting.count >= 1 << 18 { try flush() }
    }

    private func flush() throws(ByteError) {
        var written = 0
        while written < waiting.count {
            let step = waiting.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written) }
            if step < 0 {
                if errno == EINTR { continue }
                throw .cannotWrite(folder, reason: lastSystemError())
            }
            written += step
        }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Puts other bytes in the place of the first ones written.
    package func overwriteStart(_ bytes: [UInt8]) throws(ByteError) {
        try flush()
        guard bytes.withUnsafeBytes({ pwrite(descriptor, $0.baseAddress, $0.count, 0) }) == bytes.count else { throw .cannotWrite(folder, reason: lastSystemError()) }
    }

    /// Everything written so far, piece by piece.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try flush()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var offset = 0
        while true {
            let got = pread(descriptor, buffer.baseAddress, buffer.count, offset)
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw ByteError.cannotRead(folder, offset: Int64(offset), reason: lastSystemError()) }
            if got == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[0..<got]))
            offset += got
        }
    }

    /// A path under which this process can open the file again.
    package func reopenPath() throws(ByteError) -> String {
        try flush()
        return "/proc/self/fd/\(descriptor)"
    }
}

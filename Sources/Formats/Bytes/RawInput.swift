import Glibc

/// Bytes as stored: a descriptor read 1 MiB at a time (a small file at once), or memory. `ByteSource` unpacks what comes from here.
final class RawInput {
    static let chunkBytes = 1 << 20
    private static let smallestBuffer = 1 << 12

    let name: String
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private let buffer: UnsafeMutableRawPointer
    private let capacity: Int
    private var start = 0
    private var end: Int
    /// Stored bytes taken by the reader so far.
    private(set) var offset: Int64 = 0

    /// `-` is standard input.
    init(path: String, shownAs shown: String? = nil) throws(ByteError) {
        name = shown ?? (path == "-" ? "(standard input)" : path)
        ownsDescriptor = path != "-"
        descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(name, reason: lastSystemError()) }
        var status = stat()
        if ownsDescriptor, let reason = RawInput.refusal(descriptor, &status) {
            close(descriptor)
            throw .cannotOpen(name, reason: reason)
        }
        // With room for one byte more than a small file has, its end is seen by the read that follows.
        let isSmall = status.st_mode & S_IFMT == S_IFREG && status.st_size > 0 && status.st_size < Self.chunkBytes
        capacity = isSmall ? max(Self.smallestBuffer, Int(status.st_size) + 1) : Self.chunkBytes
        buffer = .allocate(byteCount: capacity, alignment: 16)
        end = 0
    }

    init(memory bytes: some Collection<UInt8>, name: String) {
        self.name = name
        descriptor = -1
        ownsDescriptor = false
        capacity = max(1, bytes.count)
        buffer = .allocate(byteCount: capacity, alignment: 16)
        UnsafeMutableRawBufferPointer(start: buffer, count: capacity).copyBytes(from: bytes)
        end = bytes.count
    }

    deinit {
        buffer.deallocate()
        if ownsDescriptor { close(descriptor) }
    }

    private static func refusal(_ descriptor: Int32, _ status: inout stat) -> String? {
        guard fstat(descriptor, &status) == 0 else { return lastSystemError() }
        return status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : nil
    }

    /// What is buffered and not yet taken.
    var pending: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: buffer + start, count: end - start) }

    func take(_ count: Int) {
        start += count
        offset += Int64(count)
    }

    /// Reads more behind what is pending; false at the end of the stored bytes.
    func refill() throws(ByteError) -> Bool {
        guard descriptor >= 0 else { return false }
        if start > 0 {
            memmove(buffer, buffer + start, end - start)
            end -= start
            start = 0
        }
        guard end < capacity else { return true }
        while true {
            let count = read(descriptor, buffer + end, capacity - end)
            if count > 0 { end += count; return true }
            if count == 0 { return false }
            guard errno == EINTR else { throw .cannotRead(name, offset: offset, reason: lastSystemError()) }
        }
    }

    /// Moves to a stored offset without reading what lies between; false where that cannot be done (pipes).
    func seek(to target: Int64) -> Bool {
        if descriptor < 0 {
            guard target >= offset, target - offset <= Int64(end - start) else { return false }
            take(Int(target - offset))
            return true
        }
        guard lseek(descriptor, Int(target), SEEK_SET) == Int(target) else { return false }
        (start, end, offset) = (0, 0, target)
        return true
    }

    /// Size of a regular file or of the memory; nil for pipes.
    var size: Int64? {
        guard descriptor >= 0 else { return offset + Int64(end - start) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int64(status.st_size)
    }
}

func lastSystemError() -> String {
    let code = errno
    return strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

import Glibc

/// A copy of a file that is changed in place, a few bytes here and there, whatever its size.
final class PatchedFile {
    private let descriptor: Int32
    private(set) var byteCount = 0
    private static let slice = 1 << 20

    /// Made anew at this path; refused when there is such a file.
    init(_ path: String) throws(MediaTagError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(errno: errno) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds these bytes of another file to its end.
    func append(_ input: MediaInput, _ range: Range<Int>) throws(MediaTagError) {
        var place = range.lowerBound
        while place < range.upperBound {
            let bytes = input.bytes(at: place, min(Self.slice, range.upperBound - place))
            guard !bytes.isEmpty else { throw .damaged("it grew shorter while it was read") }
            try append(bytes)
            place += bytes.count
        }
    }

    func append(_ bytes: [UInt8]) throws(MediaTagError) {
        try write(bytes, at: byteCount)
        byteCount += bytes.count
    }

    /// At most `count` bytes; fewer at the end.
    func bytes(at offset: Int, _ count: Int) -> [UInt8] {
        guard offset >= 0, offset < byteCount, count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: min(count, byteCount - offset)) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)))
        }
    }

    func clear(_ range: Range<Int>) throws(MediaTagError) {
        var place = range.lowerBound
        let end = min(range.upperBound, byteCount)
        while place < end {
            let count = min(Self.slice, end - place)
            try write([UInt8](repeating: 0, count: count), at: place)
            place += count
        }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(MediaTagError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .cannotWrite(errno: errno) }
            done += count
        }
    }
}

import Glibc

/// The part of a source that a scanner looks at: grows while a record does not fit, slides when records are done.
///
/// Offsets given out are of unpacked bytes. Pointers are valid until the next `grow` or `advance`.
final class ByteWindow {
    let source: ByteSource
    private var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    private var start = 0
    private var end = 0
    private(set) var isAtEnd = false

    init(_ source: ByteSource) {
        self.source = source
        capacity = 2 * RawInput.chunkBytes
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { base.deallocate() }

    /// Bytes read and not yet done with.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + start, count: end - start) }

    /// Offset of the first of `bytes` in the unpacked input.
    var offset: Int64 { source.offset - Int64(end - start) }

    /// Done with the first `count` bytes.
    func advance(_ count: Int) { start += count }

    /// Reads more behind `bytes`; false at the end of the input.
    func grow() throws(ByteError) -> Bool {
        guard !isAtEnd else { return false }
        makeRoom()
        let room = UnsafeMutableRawBufferPointer(start: base + end, count: min(capacity - end, RawInput.chunkBytes))
        let count = try source.read(into: room)
        end += count
        isAtEnd = count == 0
        return count > 0
    }

    private func makeRoom() {
        if start > 0 {
            memmove(base, base + start, end - start)
            end -= start
            start = 0
        }
        guard capacity - end < RawInput.chunkBytes / 2 else { return }
        capacity *= 2
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: base, byteCount: end)
        base.deallocate()
        base = larger
    }

    /// Moves forward to an offset of the unpacked input; false when it ends before.
    func skip(to target: Int64) throws(ByteError) -> Bool {
        let buffered = Int64(bytes.count)
        guard target >= offset else { return false }
        if target - offset <= buffered {
            advance(Int(target - offset))
            return true
        }
        advance(Int(buffered))
        isAtEnd = false
        return try source.skip(to: target)
    }

    /// Skips a UTF-8 byte order mark and refuses UTF-16; only at the very start of the input.
    func skipByteOrderMark() throws(ByteError) {
        guard offset == 0 else { return }
        while bytes.count < 4, try grow() {}
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { advance(3) }
        if isUTF16 { throw .otherEncoding(source.name, name: "UTF-16") }
    }

    /// By its mark, or by two characters of ASCII at the start.
    private var isUTF16: Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        guard bytes.count >= 4 else { return false }
        return bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0 || bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0
    }
}

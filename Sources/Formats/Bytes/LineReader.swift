import Glibc

/// Lines of a source as bytes, one at a time, without their `\n` or `\r\n`.
///
/// Finding the end of a line is one `memchr`; a line above `maximumBytes` is passed over in chunks, so memory stays
/// bounded, and is given out empty with `isTooLong`.
public final class LineReader {
    public struct Line {
        /// Valid until the next call.
        public var bytes: UnsafeRawBufferPointer
        /// From 1.
        public var number: Int
        /// Where the line starts in the unpacked input.
        public var offset: Int64
        public var isTooLong = false
    }

    public static let defaultMaximumBytes = 64 << 20

    private let window: ByteWindow
    private let maximumBytes: Int
    private var used = 0
    private var lineNumber: Int

    public var source: ByteSource { window.source }

    /// `startingAt` and `line` continue where `position` of an earlier reader stood.
    public init(
        _ source: ByteSource, maximumBytes: Int = defaultMaximumBytes, startingAt offset: Int64 = 0, afterLine line: Int = 0
    ) throws {
        if offset > 0, try !source.skip(to: offset) { throw FormatError.cursorBeyondEnd(file: source.name, offset: offset) }
        window = ByteWindow(source)
        self.maximumBytes = maximumBytes
        lineNumber = line
        try window.skipByteOrderMark()
    }

    /// Where the next line starts, and how many came before it.
    public var position: (offset: Int64, line: Int) { (window.offset + Int64(used), lineNumber) }

    public func next() throws(ByteError) -> Line? {
        window.advance(used)
        used = 0
        var searched = 0
        while true {
            let bytes = window.bytes
            if let end = Self.newline(in: bytes, from: searched) { return line(bytes, end: end, length: end + 1) }
            searched = bytes.count
            if searched > maximumBytes { return try passOver() }
            if try !window.grow() {
                guard searched > 0 else { return nil }
                return line(window.bytes, end: searched, length: searched)
            }
        }
    }

    @inline(__always)
    private static func newline(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        return memchr(base + start, 10, bytes.count - start).map { UnsafeRawPointer($0) - base }
    }

    private func line(_ bytes: UnsafeRawBufferPointer, end: Int, length: Int) -> Line {
        let offset = window.offset
        used = length
        lineNumber += 1
        let isTooLong = end > maximumBytes
        let trimmed = end > 0 && bytes[end - 1] == 13 ? end - 1 : end
        return Line(bytes: UnsafeRawBufferPointer(rebasing: bytes[0..<(isTooLong ? 0 : trimmed)]), number: lineNumber, offset: offset, isTooLong: isTooLong)
    }

    private func passOver() throws(ByteError) -> Line {
        let offset = window.offset
        lineNumber += 1
        while true {
            let bytes = window.bytes
            if let end = Self.newline(in: bytes, from: 0) {
                window.advance(end + 1)
                break
            }
            window.advance(bytes.count)
            if try !window.grow() { break }
        }
        return Line(bytes: UnsafeRawBufferPointer(start: nil, count: 0), number: lineNumber, offset: offset, isTooLong: true)
    }
}

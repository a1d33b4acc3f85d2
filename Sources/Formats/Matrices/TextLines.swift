import Glibc

/// The lines of mapped text that hold anything, without their ends.
struct TextLines {
    private let bytes: UnsafeRawBufferPointer
    var place: Int

    init(_ bytes: UnsafeRawBufferPointer, from place: Int) {
        self.bytes = bytes
        self.place = place
    }

    mutating func next() -> Range<Int>? {
        while place < bytes.count, let base = bytes.baseAddress {
            let start = place
            var end = memchr(base + start, 10, bytes.count - start).map { UnsafeRawPointer($0) - base } ?? bytes.count
            place = end + 1
            if end > start, bytes[end - 1] == 13 { end -= 1 }
            if end > start { return start..<end }
        }
        return nil
    }
}

/// The cells of a line, without spaces and quotes around them.
struct TextCells: Sequence, IteratorProtocol {
    private let bytes: UnsafeRawBufferPointer
    private let delimiter: UInt8
    private let end: Int
    private var place: Int

    init(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, _ delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
        place = line.lowerBound
        end = line.upperBound
    }

    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        guard place <= end else { return nil }
        var (from, to) = (place, place)
        while to < end, bytes[to] != delimiter { to += 1 }
        place = to + 1
        while from < to, bytes[from] == 32 { from += 1 }
        while to > from, bytes[to - 1] == 32 { to -= 1 }
        if to - from >= 2, bytes[from] == 34, bytes[to - 1] == 34 { (from, to) = (from + 1, to - 1) }
        return UnsafeRawBufferPointer(rebasing: bytes[from..<to]).assumingMemoryBound(to: UInt8.self)
    }
}

/// Bytes of a point cloud as they come, with a little room to look ahead. What a header claims is never allocated: the
/// buffer grows with the bytes that are there.
final class PointBytes {
    typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    let format: PointCloudFormat
    private let read: Source
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    /// Of the first byte that was not taken.
    private(set) var offset: Int64 = 0
    /// Lines taken so far.
    private(set) var line = 0

    init(_ format: PointCloudFormat, _ read: @escaping Source) {
        self.format = format
        self.read = read
    }

    private var waiting: Int { buffer.count - start }

    /// False at the end.
    private func load() throws -> Bool {
        guard !isAtEnd else { return false }
        if start > 0, start * 2 > buffer.count {
            buffer.removeFirst(start)
            start = 0
        }
        let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, count in
            count = try read(UnsafeMutableRawBufferPointer(room))
        }
        isAtEnd = piece.isEmpty
        buffer += piece
        return !isAtEnd
    }

    /// As many of the next bytes as there are, `count` at most; they are taken.
    func take(upTo count: Int) throws -> [UInt8] {
        while waiting < count, try load() {}
        let taken = Array(buffer[start..<start + min(count, waiting)])
        start += taken.count
        offset += Int64(taken.count)
        return taken
    }

    func take(_ count: Int) throws -> [UInt8] {
        let taken = try take(upTo: count)
        guard taken.count == count else { throw PointCloudError.truncated(format, at: offset) }
        return taken
    }

    func skip(_ count: Int64) throws {
        var rest = count
        while rest > 0 {
            let step = Int(min(rest, 1 << 16))
            _ = try take(step)
            rest -= Int64(step)
        }
    }

    var isEmpty: Bool {
        get throws {
            while waiting == 0, try load() {}
            return waiting == 0
        }
    }

    /// The next line without its end; nil at the end of the file.
    func takeLine(maximumBytes: Int) throws -> [UInt8]? {
        if try isEmpty { return nil }
        var seen = 0
        while true {
            if let end = buffer[(start + seen)...].firstIndex(of: UInt8(ascii: "\n")) {
                var line = Array(buffer[start..<end])
                offset += Int64(end + 1 - start)
                start = end + 1
                self.line += 1
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return line
            }
            seen = waiting
            guard seen <= maximumBytes else { throw PointCloudError.badLine(format, line: line + 1, "it is longer than \(maximumBytes) bytes") }
            if try !load() { break }
        }
        line += 1
        return try take(upTo: waiting)
    }
}

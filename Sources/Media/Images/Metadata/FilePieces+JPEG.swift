import Glibc

extension FilePieces {
    /// Pixels between two markers have this name: no marker is 0.
    static let scanData: UInt32 = 0

    /// Segments of a JPEG to its end marker (ITU-T T.81, annex B); scans stand as one piece each, restart markers within.
    static func ofJPEG(_ bytes: UnsafeRawBufferPointer) -> FilePieces {
        var found = FilePieces(bytes)
        guard found.add(0xD8, 0..<min(2, bytes.count), of: .jpeg) else { return found }
        while found.failure == nil, found.pieces.last?.name != 0xD9 { found.addSegment() }
        return found
    }

    private mutating func addSegment() {
        let start = end
        var at = start
        // Any number of fill bytes may stand before a marker.
        while at < bytes.count, bytes[at] == 0xFF { at += 1 }
        guard at < bytes.count else { return fail(.truncated(.jpeg, at: bytes.count)) }
        let marker = bytes[at]
        guard at > start, marker != 0, marker != 0xD8 else { return fail(.damaged(.jpeg, "no marker at byte \(start)")) }
        at += 1
        if marker == 0xD9 || marker == 0x01 || (0xD0...0xD7).contains(marker) {
            _ = add(UInt32(marker), start..<at, of: .jpeg)
            return
        }
        guard let length = header.big16(at) else { return fail(.truncated(.jpeg, at: bytes.count)) }
        guard length >= 2 else { return fail(.damaged(.jpeg, "a segment of \(length) bytes at byte \(at)")) }
        guard length <= bytes.count - at else { return fail(.truncated(.jpeg, at: bytes.count)) }
        guard add(UInt32(marker), start..<at + length, content: at + 2..<at + length, of: .jpeg), marker == 0xDA else { return }
        _ = add(Self.scanData, end..<endOfScan(from: end), of: .jpeg)
    }

    /// Where the next marker stands that is no restart; within pixels a byte of all ones is followed by a zero.
    private func endOfScan(from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return start }
        var at = start
        while at < bytes.count, let found = memchr(base + at, 0xFF, bytes.count - at) {
            at = base.distance(to: UnsafeRawPointer(found))
            guard at + 1 < bytes.count else { break }
            let next = bytes[at + 1]
            if next == 0 || (0xD0...0xD7).contains(next) { at += 2 } else if next == 0xFF { at += 1 } else { return at }
        }
        return bytes.count
    }
}

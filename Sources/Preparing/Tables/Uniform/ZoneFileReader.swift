/// A TZif file (RFC 9636): the last of its data blocks and its footer. Every length is checked before it is used.
struct ZoneFileReader {
    struct Content {
        var changes: [Int] = []
        var offsets: [Int] = []
        var firstOffset = 0
        var rule: YearlyZoneRule?
    }

    let bytes: [UInt8]
    let name: String
    private var place = 0

    init(bytes: [UInt8], name: String) { (self.bytes, self.name) = (bytes, name) }

    private struct Header { var version: UInt8, isUTC: Int, isStandard: Int, leaps: Int, changes: Int, types: Int, letters: Int }

    mutating func content() throws(ZoneError) -> Content {
        var header = try self.header()
        if header.version >= UInt8(ascii: "2") {
            place += header.changes * 5 + header.types * 6 + header.letters + header.leaps * 8 + header.isStandard + header.isUTC
            header = try self.header()
            var content = try block(header, wide: true)
            content.rule = try footer()
            return content
        }
        return try block(header, wide: false)
    }

    private func broken(_ reason: String) -> ZoneError { .broken(name, reason: reason) }

    private mutating func header() throws(ZoneError) -> Header {
        guard place + 44 <= bytes.count, bytes[place..<place + 4].elementsEqual("TZif".utf8) else { throw broken("it is no TZif file") }
        let version = bytes[place + 4]
        place += 20
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(whole(4)) }
        guard counts.allSatisfy({ $0 >= 0 && $0 <= 100_000 }), counts[4] > 0, counts[4] <= 256 else { throw broken("its counts are not possible") }
        return Header(version: version, isUTC: counts[0], isStandard: counts[1], leaps: counts[2], changes: counts[3], types: counts[4], letters: counts[5])
    }

    /// Big-endian, with sign; bounds are checked before.
    private mutating func whole(_ width: Int) -> Int {
        var value: UInt64 = 0
        for _ in 0..<width {
            value = value << 8 | UInt64(bytes[place])
            place += 1
        }
        return width == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
    }

    private mutating func block(_ header: Header, wide: Bool) throws(ZoneError) -> Content {
        let width = wide ? 8 : 4
        let size = header.changes * (width + 1) + header.types * 6 + header.letters + header.leaps * (width + 4) + header.isStandard + header.isUTC
        guard place + size <= bytes.count else { throw broken("it ends too early") }
        let end = place + size
        var content = Content()
        for _ in 0..<header.changes { content.changes.append(whole(width)) }
        let kinds = bytes[place..<place + header.changes].map(Int.init)
        place += header.changes
        var offsets: [Int] = []
        for _ in 0..<header.types {
            offsets.append(whole(4))
            place += 2
        }
        guard kinds.allSatisfy({ $0 < offsets.count }), offsets.allSatisfy({ abs($0) < 360_000 }), zip(content.changes, content.changes.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw broken("its changes are out of order")
        }
        content.offsets = kinds.map { offsets[$0] }
        content.firstOffset = offsets[0]
        place = end
        return content
    }

    /// `\nCET-1CEST,M3.5.0,M10.5.0/3\n`; nil when it is empty.
    private mutating func footer() throws(ZoneError) -> YearlyZoneRule? {
        guard place < bytes.count, bytes[place] == 10, let end = bytes[(place + 1)...].firstIndex(of: 10) else { throw broken("its last line is missing") }
        let text = Array(bytes[place + 1..<end])
        if text.isEmpty { return nil }
        guard let rule = YearlyZoneRule(text) else { throw broken("its rule `\(String(decoding: text, as: UTF8.self))` is not known") }
        return rule
    }
}

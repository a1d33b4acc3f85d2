/// Writes a tar archive entry by entry: POSIX ustar, with a pax record in front of names that do not fit. Times and owners
/// are left at 0, so the same files give the same bytes.
struct TarWriter {
    private static let blockBytes = 512
    private let sink: ByteSink
    private(set) var bytes: Int64 = 0

    init(_ sink: ByteSink) { self.sink = sink }

    /// A file; `name` is a relative path.
    mutating func add(_ name: String, _ contents: [UInt8]) throws {
        let bytes = Array(name.utf8)
        if let (prefix, last) = Self.split(bytes) {
            try put(Self.header(prefix: prefix, name: last, size: contents.count, type: UInt8(ascii: "0")))
        } else {
            let record = Self.paxRecord("path", name)
            try put(Self.header(prefix: [], name: Array("pax".utf8), size: record.count, type: UInt8(ascii: "x")))
            try putPadded(record)
            try put(Self.header(prefix: [], name: Array(bytes.suffix(100)), size: contents.count, type: UInt8(ascii: "0")))
        }
        try putPadded(contents)
    }

    /// Two empty blocks end an archive. The sink is not closed.
    mutating func finish() throws { try put([UInt8](repeating: 0, count: 2 * Self.blockBytes)) }

    private mutating func putPadded(_ contents: [UInt8]) throws {
        try put(contents)
        let rest = contents.count % Self.blockBytes
        if rest > 0 { try put([UInt8](repeating: 0, count: Self.blockBytes - rest)) }
    }

    private mutating func put(_ more: [UInt8]) throws {
        try sink.write(more)
        bytes += Int64(more.count)
    }

    /// A name of up to 100 bytes, or with up to 155 more before a `/`; nil where that is not enough.
    private static func split(_ name: [UInt8]) -> (prefix: [UInt8], name: [UInt8])? {
        if name.count <= 100 { return ([], name) }
        for place in name.indices where name[place] == UInt8(ascii: "/") && place <= 155 && name.count - place - 1 <= 100 && place > 0 {
            return (Array(name[..<place]), Array(name[(place + 1)...]))
        }
        return nil
    }

    /// `<length> <key>=<value>\n`, the length counting itself.
    private static func paxRecord(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count
        while length != rest.utf8.count + String(length).utf8.count { length = rest.utf8.count + String(length).utf8.count }
        return Array("\(length)\(rest)".utf8)
    }

    private static func header(prefix: [UInt8], name: [UInt8], size: Int, type: UInt8) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockBytes)
        func set(_ place: Int, _ bytes: [UInt8]) { block.replaceSubrange(place..<(place + bytes.count), with: bytes) }
        set(0, name)
        set(100, Array("0000644\0".utf8))
        set(108, Array("0000000\0".utf8))
        set(116, Array("0000000\0".utf8))
        set(124, sizeField(size))
        set(136, Array("00000000000\0".utf8))
        set(148, Array("        ".utf8))
        block[156] = type
        set(257, Array("ustar\u{0}00".utf8))
        set(345, prefix)
        let sum = block.reduce(0) { $0 + Int($1) }
        set(148, octal(sum, digits: 6) + [0, 32])
        return block
    }

    /// Eleven octal digits; from 8 GiB on a binary number with its first bit set.
    private static func sizeField(_ size: Int) -> [UInt8] {
        if size < 1 << 33 { return octal(size, digits: 11) + [0] }
        return [0x80, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) }
    }

    private static func octal(_ value: Int, digits: Int) -> [UInt8] {
        (0..<digits).map { UInt8(48 + (value >> (3 * (digits - 1 - $0)) & 7)) }
    }
}

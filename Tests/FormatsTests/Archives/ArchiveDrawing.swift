@testable import Formats

/// Archives as bytes, proper or hostile, drawn by their entries.
struct ArchiveDrawing {
    var name: [UInt8]
    var body: [UInt8] = Array("body".utf8)
    var mode: UInt32 = 0o100644
    var flags: UInt16 = 0
    var method: UInt16 = 0
    var hasDescriptor = false
    var isWide = false
    var declared: Int?
    var checksum: UInt32?
    var localName: [UInt8]?
    var tarType: UInt8 = 48

    init(_ name: String, _ body: String = "body") {
        self.name = Array(name.utf8)
        self.body = Array(body.utf8)
    }

    func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }

    static func zip(_ entries: [ArchiveDrawing]) throws -> [UInt8] {
        var file: [UInt8] = [], directory: [UInt8] = []
        for entry in entries {
            let packed = try entry.packed()
            let size = UInt64(entry.declared ?? entry.body.count), sum = entry.checksum ?? crc(entry.body)
            let start = file.count
            let flags = entry.flags | (entry.hasDescriptor ? 8 : 0)
            let local = entry.localName ?? entry.name
            file += bytes(0x0403_4B50, 4) + bytes(20, 2) + bytes(UInt64(flags), 2) + bytes(UInt64(entry.method), 2) + bytes(0, 4)
            file += entry.hasDescriptor ? [UInt8](repeating: 0, count: 12) : bytes(UInt64(sum), 4) + bytes(UInt64(packed.count), 4) + bytes(size, 4)
            file += bytes(UInt64(local.count), 2) + bytes(0, 2) + local + packed
            if entry.hasDescriptor { file += bytes(0x0807_4B50, 4) + bytes(UInt64(sum), 4) + bytes(UInt64(packed.count), 4) + bytes(size, 4) }
            let extra = entry.isWide ? bytes(1, 2) + bytes(24, 2) + bytes(size, 8) + bytes(UInt64(packed.count), 8) + bytes(UInt64(start), 8) : []
            directory += bytes(0x0201_4B50, 4) + bytes(0x031E, 2) + bytes(45, 2) + bytes(UInt64(flags), 2) + bytes(UInt64(entry.method), 2) + bytes(0, 4) + bytes(UInt64(sum), 4)
            directory += entry.isWide ? [UInt8](repeating: 0xFF, count: 8) : bytes(UInt64(packed.count), 4) + bytes(size, 4)
            directory += bytes(UInt64(entry.name.count), 2) + bytes(UInt64(extra.count), 2) + bytes(0, 2) + bytes(0, 4) + bytes(UInt64(entry.mode) << 16, 4)
            directory += (entry.isWide ? bytes(0xFFFF_FFFF, 4) : bytes(UInt64(start), 4)) + entry.name + extra
        }
        return file + directory + end(file.count, directory.count, entries.count, isWide: entries.contains(where: \.isWide))
    }

    static func end(_ offset: Int, _ size: Int, _ count: Int, isWide: Bool = false) -> [UInt8] {
        let wide = isWide ? bytes(0x0606_4B50, 4) + bytes(44, 8) + bytes(45, 2) + bytes(45, 2) + bytes(0, 8) + bytes(UInt64(count), 8) + bytes(UInt64(count), 8) + bytes(UInt64(size), 8) + bytes(UInt64(offset), 8)
            + bytes(0x0706_4B50, 4) + bytes(0, 4) + bytes(UInt64(offset + size), 8) + bytes(1, 4) : []
        let counts = isWide ? bytes(0xFFFF_FFFF, 4) : bytes(UInt64(count), 2) + bytes(UInt64(count), 2)
        return wide + bytes(0x0605_4B50, 4) + bytes(0, 4) + counts + (isWide ? [UInt8](repeating: 0xFF, count: 8) : bytes(UInt64(size), 4) + bytes(UInt64(offset), 4)) + bytes(0, 2)
    }

    /// Raw deflate is what is between the header and the trailer of a gzip stream.
    private func packed() throws -> [UInt8] {
        guard method == 8 || method == 93 else { return body }
        let sink = ByteSink(memory: "x", compression: method == 8 ? .gzip : .zstd)
        try sink.write(body)
        try sink.finish()
        return method == 8 ? Array(sink.contents.dropFirst(10).dropLast(8)) : sink.contents
    }

    static func tar(_ entries: [ArchiveDrawing], hasEnd: Bool = true) -> [UInt8] {
        var file: [UInt8] = []
        for entry in entries {
            if entry.name.count > 100 {
                let record = pax("path", entry.name)
                file += header(Array("pax".utf8), record.count, 120) + padded(record)
            }
            let hasBody = ![49, 50, 51, 52, 53, 54].contains(entry.tarType)
            file += header(Array(entry.name.prefix(100)), hasBody ? entry.declared ?? entry.body.count : 0, entry.tarType) + (hasBody ? padded(entry.body) : [])
        }
        return file + (hasEnd ? [UInt8](repeating: 0, count: 1024) : [])
    }

    static func pax(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [10]
        var length = rest.count + 1
        while length != rest.count + String(length).utf8.count { length = rest.count + String(length).utf8.count }
        return Array(String(length).utf8) + rest
    }

    private static func header(_ name: [UInt8], _ size: Int, _ type: UInt8) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: [UInt8], _ at: Int) { for (place, byte) in text.enumerated() { block[at + place] = byte } }
        put(name, 0)
        put(Array("0000644".utf8), 100)
        let digits = String(size, radix: 8)
        put(Array((String(repeating: "0", count: 11 - digits.count) + digits).utf8), 124)
        put(Array("        ".utf8), 148)
        block[156] = type
        put(Array("/etc/passwd".utf8), 157)
        put(Array("ustar\u{0}00".utf8), 257)
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        put(Array((String(repeating: "0", count: 6 - sum.count) + sum).utf8) + [0, 32], 148)
        return block
    }

    private static func padded(_ body: [UInt8]) -> [UInt8] { body + [UInt8](repeating: 0, count: (512 - body.count % 512) % 512) }

    static func bytes(_ value: UInt64, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) } }

    static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}

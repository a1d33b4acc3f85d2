import Media

/// EXIF, IPTC and chunks written by hand, so that what is read can be compared with what was meant.
enum DrawnMetadata {
    enum Value {
        case text(String)
        case short(Int)
        case fractions([(Int, Int)])
        case bytes([UInt8])
        case directory([(tag: Int, value: Value)])
    }

    /// A TIFF structure of one directory and those below it, in either byte order.
    static func exif(_ entries: [(tag: Int, value: Value)], isBig: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = isBig ? [0x4D, 0x4D, 0, 0x2A] : [0x49, 0x49, 0x2A, 0]
        bytes += number(8, 4, isBig)
        add(entries, to: &bytes, isBig)
        return bytes
    }

    /// The directory goes to the end of what is there, its values behind it.
    private static func add(_ entries: [(tag: Int, value: Value)], to bytes: inout [UInt8], _ isBig: Bool) {
        let start = bytes.count
        bytes += [UInt8](repeating: 0, count: 2 + entries.count * 12 + 4)
        bytes.replaceSubrange(start..<start + 2, with: number(entries.count, 2, isBig))
        for (index, entry) in entries.enumerated() {
            let place = start + 2 + index * 12
            let (kind, count, content) = written(entry.value, bytes.count, isBig)
            var field = content
            if content.count > 4 || isDirectory(entry.value) {
                field = number(bytes.count, 4, isBig)
                if case .directory(let below) = entry.value { add(below, to: &bytes, isBig) } else { bytes += content }
            }
            field += [UInt8](repeating: 0, count: 4 - field.count)
            bytes.replaceSubrange(place..<place + 12, with: number(entry.tag, 2, isBig) + number(kind, 2, isBig) + number(count, 4, isBig) + field)
        }
    }

    private static func isDirectory(_ value: Value) -> Bool { if case .directory = value { true } else { false } }

    private static func written(_ value: Value, _ place: Int, _ isBig: Bool) -> (kind: Int, count: Int, content: [UInt8]) {
        switch value {
        case .text(let text): (2, text.utf8.count + 1, Array(text.utf8) + [0])
        case .short(let value): (3, 1, number(value, 2, isBig))
        case .fractions(let parts): (5, parts.count, parts.flatMap { number($0.0, 4, isBig) + number($0.1, 4, isBig) })
        case .bytes(let bytes): (7, bytes.count, bytes)
        case .directory: (4, 1, [])
        }
    }

    static func number(_ value: Int, _ size: Int, _ isBig: Bool = true) -> [UInt8] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return isBig ? bytes.reversed() : bytes
    }

    /// Greenwich, by Ada, with her own camera.
    static let telling: [(tag: Int, value: Value)] = [
        (0x0112, .short(6)), (0x013B, .text("Ada Lovelace")), (0x010E, .text("write to ada@example.org")),
        (0x8769, .directory([(0x9003, .text("2021:03:04 05:06:07")), (0x9286, .bytes(Array("ASCII\0\0\0for Charles".utf8))), (0xA431, .text("SN-4711"))])),
        (0x8825, .directory([
            (1, .text("N")), (2, .fractions([(51, 1), (28, 1), (408, 10)])), (3, .text("W")), (4, .fractions([(0, 1), (0, 1), (36, 10)])),
        ])),
    ]

    static func photoshop(_ records: [(Int, String)]) -> [UInt8] {
        var iptc: [UInt8] = []
        for (dataset, text) in records {
            iptc += [0x1C, 2, UInt8(dataset)]
            iptc += number(text.utf8.count, 2)
            iptc += Array(text.utf8)
        }
        var bytes = Array("Photoshop 3.0\08BIM".utf8)
        bytes += number(0x0404, 2)
        bytes += [0, 0]
        bytes += number(iptc.count, 4)
        bytes += iptc
        if iptc.count % 2 == 1 { bytes.append(0) }
        return bytes
    }

    static func jpegSegment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] { [0xFF, marker] + number(content.count + 2, 2) + content }

    /// Segments behind the start marker.
    static func jpeg(_ picture: [UInt8], with segments: [[UInt8]], behind: [UInt8] = []) -> [UInt8] {
        var bytes = Array(picture[0..<2])
        for segment in segments { bytes += segment }
        bytes += picture[2...]
        return bytes + behind
    }

    /// Chunks behind IHDR, with right checksums.
    static func png(_ picture: [UInt8], with chunks: [(String, [UInt8])]) -> [UInt8] {
        var bytes = Array(picture[0..<33])
        for (name, content) in chunks {
            let body = Array(name.utf8) + content
            bytes += number(content.count, 4)
            bytes += body
            bytes += number(Int(crc(body)), 4)
        }
        return bytes + Array(picture[33...])
    }

    /// A plain WebP becomes an extended one with chunks behind its pixels.
    static func webp(_ picture: [UInt8], width: Int, height: Int, flags: UInt8, with chunks: [(String, [UInt8])]) -> [UInt8] {
        var body = Array("WEBP".utf8)
        func add(_ name: String, _ content: [UInt8]) {
            body += Array(name.utf8)
            body += number(content.count, 4, false)
            body += content
            if content.count % 2 == 1 { body.append(0) }
        }
        var sides = [flags, 0, 0, 0]
        sides += number(width - 1, 3, false)
        sides += number(height - 1, 3, false)
        add("VP8X", sides)
        body += Array(picture[12...])
        for (name, content) in chunks { add(name, content) }
        return Array("RIFF".utf8) + number(body.count, 4, false) + body
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crc, byte in (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 } }
    }
}

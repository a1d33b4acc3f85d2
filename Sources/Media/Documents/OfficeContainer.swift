/// Parts of a zip file by their names, for documents that are zip files (ECMA-376). Stored and deflated parts only.
///
/// The directory at the end alone says what there is. A part is unpacked when it is asked for, within the limit, and its
/// checksum is compared.
struct OfficeContainer {
    /// Of OLE compound files, which hold what is encrypted and what is older than 2007.
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    private struct Part {
        var method: Int
        var isEncrypted: Bool
        var checksum: UInt32
        var packed: Int
        var offset: Int
    }

    private let bytes: [UInt8]
    private let limits: DocumentLimits
    private var parts: [String: Part] = [:]

    var names: [String] { parts.keys.sorted() }

    init(_ bytes: [UInt8], _ limits: DocumentLimits) throws(DocumentError) {
        (self.bytes, self.limits) = (bytes, limits)
        // An end of 22 bytes and a comment of up to 65,535.
        guard let end = ByteSearch.last("PK\u{05}\u{06}", in: bytes[max(0, bytes.count - 65_557)...]), end + 22 <= bytes.count else {
            throw .truncated(.docx, at: bytes.count)
        }
        guard end + 22 + number(end + 20, 2) <= bytes.count else { throw .truncated(.docx, at: bytes.count) }
        let count = number(end + 10, 2)
        guard count <= limits.maximumParts else { throw .unsupported(.docx, "it has \(count) parts, more than the limit of \(limits.maximumParts)") }
        var place = number(end + 16, 4)
        for _ in 0..<count {
            guard place + 46 <= end, number(place, 4) == 0x0201_4B50 else { throw .damaged(.docx, "its list of parts is broken", at: min(place, bytes.count)) }
            let name = number(place + 28, 2), others = number(place + 30, 2) + number(place + 32, 2)
            guard place + 46 + name + others <= end else { throw .damaged(.docx, "its list of parts is broken", at: place) }
            parts[String(decoding: bytes[(place + 46)..<(place + 46 + name)], as: UTF8.self)] = Part(
                method: number(place + 10, 2), isEncrypted: number(place + 8, 2) & 1 != 0, checksum: UInt32(number(place + 16, 4)), packed: number(place + 20, 4),
                offset: number(place + 42, 4))
            place += 46 + name + others
        }
    }

    /// nil when there is no such part.
    func part(_ name: String) throws(DocumentError) -> [UInt8]? {
        guard let part = parts[name] else { return nil }
        if part.isEncrypted { throw .encrypted(.docx) }
        guard part.offset + 30 <= bytes.count, number(part.offset, 4) == 0x0403_4B50 else { throw .damaged(.docx, "`\(name)` is not where it should be", at: min(part.offset, bytes.count)) }
        let start = part.offset + 30 + number(part.offset + 26, 2) + number(part.offset + 28, 2)
        guard start <= bytes.count, part.packed <= bytes.count - start else { throw .truncated(.docx, at: bytes.count) }
        let content = try unpack(bytes[start..<start + part.packed], part, name)
        guard Checksum.crc32(content) == part.checksum else { throw .damaged(.docx, "`\(name)` is not what its checksum says", at: start) }
        return content
    }

    private func unpack(_ packed: ArraySlice<UInt8>, _ part: Part, _ name: String) throws(DocumentError) -> [UInt8] {
        let limit = limits.maximumUnpackedBytes
        switch part.method {
        case 0:
            guard packed.count <= limit else { throw .unpacksTooFar(.docx, limit: limit) }
            return Array(packed)
        case 8:
            do throws(Inflate.Failure) { return try Inflate.unpack(packed, limit: limit).bytes } catch {
                switch error {
                case .truncated(let at), .damaged(let at): throw .damaged(.docx, "`\(name)` does not unpack", at: at)
                case .tooLarge: throw .unpacksTooFar(.docx, limit: limit)
                }
            }
        default: throw .unsupported(.docx, "`\(name)` is packed by method \(part.method)")
        }
    }

    private func number(_ at: Int, _ size: Int) -> Int { (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
}

/// CRC-32 of ISO 3309, as zip has it.
enum Checksum {
    private static let table: [UInt32] = (0..<256).map { index in (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 } }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        let table = table
        return ~bytes.reduce(~UInt32(0)) { crc, byte in table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
    }
}

/// How packs and their indexes look on disk. Must not change: old workspaces are read with it.
///
/// Pack: records one after the other, `WBLB`, length (4 bytes, little-endian), digest (32), the bytes.
/// Index beside it: entries of 52 bytes: digest (32), offset of the bytes (8), length (4), check (8) over those 44.
/// The index is only a shortcut: an entry is written after its record is durable, and records without an entry are
/// found by reading the pack's end.
enum PackFormat {
    static let magic: [UInt8] = Array("WBLB".utf8)
    static let headerSize = 40
    static let entrySize = 52

    struct Entry {
        var digest: Digest
        var offset: Int64
        var length: Int
        var end: Int64 { offset + Int64(length) }
    }

    static func header(_ digest: Digest, length: Int) -> [UInt8] {
        magic + withUnsafeBytes(of: UInt32(length).littleEndian) { Array($0) } + digest.bytes
    }

    /// nil when these are not a record's first bytes.
    static func readHeader(_ bytes: [UInt8]) -> (digest: Digest, length: Int)? {
        guard bytes.count == headerSize, Array(bytes[0..<4]) == magic else { return nil }
        return bytes.withUnsafeBytes { raw in
            let length = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
            return (Digest(UnsafeRawBufferPointer(rebasing: raw[8...])), Int(length))
        }
    }

    static func bytes(_ entry: Entry) -> [UInt8] {
        var bytes = entry.digest.bytes
        withUnsafeBytes(of: entry.offset.littleEndian) { bytes += Array($0) }
        withUnsafeBytes(of: UInt32(entry.length).littleEndian) { bytes += Array($0) }
        let check = bytes.withUnsafeBytes { self.check($0) }
        withUnsafeBytes(of: check.littleEndian) { bytes += Array($0) }
        return bytes
    }

    /// Whole entries up to the first that is torn.
    static func readEntries(_ bytes: [UInt8]) -> [Entry] {
        bytes.withUnsafeBytes { raw in
            var entries: [Entry] = []
            entries.reserveCapacity(raw.count / entrySize)
            for start in stride(from: 0, through: raw.count - entrySize, by: entrySize) {
                let part = UnsafeRawBufferPointer(rebasing: raw[start..<start + 44])
                let stored = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: start + 44, as: UInt64.self))
                guard check(part) == stored else { break }
                entries.append(Entry(
                    digest: Digest(part),
                    offset: Int64(littleEndian: part.loadUnaligned(fromByteOffset: 32, as: Int64.self)),
                    length: Int(UInt32(littleEndian: part.loadUnaligned(fromByteOffset: 40, as: UInt32.self)))))
            }
            return entries
        }
    }

    /// FNV-1a, started off zero so that a page of zeros is not a valid entry.
    private static func check(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}

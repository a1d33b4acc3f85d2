/// One 512-byte header of a tar file.
///
///     0 name[100]  100 mode[8]  108 uid[8]  116 gid[8]  124 size[12]  136 mtime[12]  148 checksum[8]  156 type
///     157 link[100]  257 magic[6]  263 version[2]  265 user[32]  297 group[32]  329 major[8]  337 minor[8]  345 prefix[155]
struct TarHeader {
    let name: [UInt8]
    let type: UInt8
    /// nil when the field is no number.
    let size: Int64?
    let isChecked: Bool
    let isZero: Bool

    /// nil for fewer than 512 bytes.
    init?(_ block: UnsafeRawBufferPointer) {
        guard block.count >= 512 else { return nil }
        type = block[156]
        size = Self.number(block, 124, 12)
        isZero = (0..<512).allSatisfy { block[$0] == 0 }
        let declared = Self.number(block, 148, 8)
        // The checksum counts its own field as spaces; some old tools added signed bytes.
        var unsigned: Int64 = 0, signed: Int64 = 0
        for place in 0..<512 {
            let byte = (148..<156).contains(place) ? 32 : block[place]
            unsigned += Int64(byte)
            signed += Int64(Int8(bitPattern: byte))
        }
        isChecked = !isZero && (declared == unsigned || declared == signed)
        let own = Self.text(block, 0, 100)
        let isPOSIX = block[257..<263].elementsEqual(Array("ustar\0".utf8))
        let prefix = isPOSIX ? Self.text(block, 345, 155) : []
        name = prefix.isEmpty ? own : prefix + [UInt8(ascii: "/")] + own
    }

    private static func text(_ block: UnsafeRawBufferPointer, _ at: Int, _ length: Int) -> [UInt8] { Array(block[at..<(at + length)].prefix { $0 != 0 }) }

    /// Octal digits, or with the first bit set a big-endian number.
    private static func number(_ block: UnsafeRawBufferPointer, _ at: Int, _ length: Int) -> Int64? {
        if block[at] & 0x80 != 0 {
            var value: Int64 = Int64(block[at] & 0x7F)
            for place in (at + 1)..<(at + length) {
                guard value < 1 << 54 else { return nil }
                value = value << 8 | Int64(block[place])
            }
            return value
        }
        var value: Int64 = 0
        var hasDigits = false
        for place in at..<(at + length) {
            let byte = block[place]
            if byte == 32 || byte == 0 { if hasDigits { break } else { continue } }
            guard byte >= 48, byte < 56 else { return nil }
            value = value * 8 + Int64(byte - 48)
            hasDigits = true
        }
        return value
    }
}

import Records

/// Addresses of Bitcoin: their checksums are so long that a random text does not pass.
enum CoinAddress {
    private static let base58: StaticString = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    private static let base32: StaticString = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

    /// P2PKH and P2SH: 25 bytes in base 58 (a 1 for each zero byte they begin with), version 0 or 5, the last four the head of
    /// SHA-256 twice.
    static func isBase58(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 25)
        for letter in text {
            guard var carry = value(letter, base58) else { return false }
            for place in stride(from: 24, through: 0, by: -1) {
                carry += Int(bytes[place]) * 58
                bytes[place] = UInt8(carry & 255)
                carry >>= 8
            }
            guard carry == 0 else { return false }
        }
        let isWhole = text.prefix { $0 == 49 }.count == bytes.prefix { $0 == 0 }.count
        guard isWhole, bytes[0] == 0 || bytes[0] == 5 else { return false }
        let digest = ContentHash.digest(of: ContentHash.digest(of: Array(bytes[0..<21])))
        return Array(digest[0..<4]) == Array(bytes[21..<25])
    }

    /// BIP 173 (version 0) and BIP 350 (above): `bc1`, a version, the program, six characters of checksum.
    static func isBech32(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 14, text.count <= 90, isOneCase(text), lower(text[0]) == 98, lower(text[1]) == 99, text[2] == 49 else { return false }
        var check: UInt32 = 1
        for value in [3, 3, 0, 2, 3] as [UInt32] { check = step(check, value) }
        var version = -1
        for letter in text[3...] {
            guard let value = value(lower(letter), base32) else { return false }
            if version < 0 { version = value }
            check = step(check, UInt32(value))
        }
        let programme = (text.count - 3 - 1 - 6) * 5 / 8
        guard version <= 16, (2...40).contains(programme), version > 0 || programme == 20 || programme == 32 else { return false }
        return check == (version == 0 ? 1 : 0x2BC8_30A3)
    }

    private static func step(_ check: UInt32, _ value: UInt32) -> UInt32 {
        let top = check >> 25
        var next = (check & 0x1FF_FFFF) << 5 ^ value
        let generators: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
        for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { next ^= generators[bit] }
        return next
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

    private static func isOneCase(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        !(text.contains { $0 &- 65 < 26 } && text.contains { $0 &- 97 < 26 })
    }

    private static func value(_ letter: UInt8, _ alphabet: StaticString) -> Int? {
        for place in 0..<alphabet.utf8CodeUnitCount where alphabet.utf8Start[place] == letter { return place }
        return nil
    }
}

import Records

/// Ways that keep equal values equal, by the project's key.

public struct HashValue: PersonalDataOperator {
    public static let name = "hash"
    public static let summary = "Write a keyed hash (HMAC-SHA-256, hexadecimal): equal values still join, and none can be guessed without the key"
    /// Hexadecimal digits kept, 8 to 64.
    public var length: Int
    public init(length: Int = 64) { self.length = min(64, max(8, length)) }

    public func rewritten(_ value: String, _ place: RewritePlace) -> String? {
        String(ContentHash.hex(place.key.digest("hash", place.entity, value)).prefix(length))
    }
}

/// AES-256-GCM. The nonce is a keyed hash of the value, so equal values are equal when sealed and no nonce serves two.
public struct Encrypt: PersonalDataOperator {
    public static let name = "encrypt"
    public static let summary = "Seal the value (AES-256-GCM) so that the holder of the key can read it again"
    public init() {}

    public func rewritten(_ value: String, _ place: RewritePlace) -> String? {
        let nonce = Array(place.key.digest("nonce", place.entity, value).prefix(SealedBytes.nonceLength))
        return SealedBytes.seal(Array(value.utf8), key: Self.sealingKey(place.key, place.entity), nonce: nonce).map { ContentHash.hex($0) }
    }

    /// The value that was sealed for this entity; nil when the key is another or the text was changed.
    public static func opened(_ sealed: String, entity: String, key: PersonalDataKey) -> String? {
        bytes(sealed).flatMap { SealedBytes.open($0, key: sealingKey(key, entity)) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func sealingKey(_ key: PersonalDataKey, _ entity: String) -> [UInt8] { key.digest("encrypt", entity) }

    /// nil for what is not pairs of hexadecimal digits.
    private static func bytes(_ hex: String) -> [UInt8]? {
        var bytes: [UInt8] = [], high: UInt8?
        for letter in hex {
            guard letter.isASCII, let value = letter.hexDigitValue else { return nil }
            if let first = high { bytes.append(first << 4 | UInt8(value)) }
            high = high == nil ? UInt8(value) : nil
        }
        return high == nil ? bytes : nil
    }
}

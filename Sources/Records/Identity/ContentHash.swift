import CCrypto

/// SHA-256 by OpenSSL, at once or in pieces: the name of every blob, object and shipped file.
///
/// ```swift
/// let name = ContentHash.hex(of: bytes)
/// ```
/// Not for passwords: they need salt and cost (`PasswordHash` in Workflows).
public struct ContentHash: ~Copyable {
    private let context: OpaquePointer

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("OpenSSL has no SHA-256 or no memory")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }

    public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// The 32 bytes. Nothing may be added after it.
    public mutating func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            count = 32
        }
    }

    public static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hash = ContentHash()
        hash.update(bytes)
        return hash.finish()
    }

    /// 64 lower-case hexadecimal digits.
    public static func hex(of bytes: [UInt8]) -> String { hex(digest(of: bytes)) }

    /// A digest, or the beginning of one, in hexadecimal.
    public static func hex(_ digest: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: digest.count * 2) { buffer in
            for place in digest.indices {
                buffer[place * 2] = digit(digest[place] >> 4)
                buffer[place * 2 + 1] = digit(digest[place] & 15)
            }
            return digest.count * 2
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 87 }
}

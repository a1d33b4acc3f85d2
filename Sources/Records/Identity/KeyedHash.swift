import CCrypto

/// HMAC-SHA-256 by OpenSSL (RFC 2104): a name for a value that only the holder of the key can make again.
///
/// Unlike a plain hash, short values such as telephone numbers cannot be found by trying them all.
public enum KeyedHash {
    /// 32 bytes.
    public static func digest(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            var length: UInt32 = 0
            let done = HMAC(EVP_sha256(), key, Int32(clamping: key.count), bytes, bytes.count, buffer.baseAddress, &length)
            precondition(done != nil && length == 32, "OpenSSL has no SHA-256 or no memory")
            count = 32
        }
    }
}

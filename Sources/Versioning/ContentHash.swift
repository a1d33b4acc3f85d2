import CCrypto

/// SHA-256 by OpenSSL, as 64 lower-case hexadecimal digits.
public enum ContentHash {
    public static func hex(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let isDone = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, &length, EVP_sha256(), nil) }
        precondition(isDone == 1 && length == 32, "libcrypto has no SHA-256")
        return String(unsafeUninitializedCapacity: 64) { text in
            let digits: StaticString = "0123456789abcdef"
            for place in 0..<32 {
                text[2 * place] = digits.utf8Start[Int(digest[place] >> 4)]
                text[2 * place + 1] = digits.utf8Start[Int(digest[place] & 15)]
            }
            return 64
        }
    }
}

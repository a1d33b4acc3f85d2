import CCrypto
import Foundation
import Records

/// Passwords, one-time secrets and tokens: made here, compared here, stored only as hashes.
enum Secrets {
    enum Failure: Error { case libraryRefused(String) }

    /// Random bytes from OpenSSL as URL-safe base 64 without padding; 32 bytes cannot be guessed.
    static func random(bytes count: Int = 32) throws -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw Failure.libraryRefused("RAND_bytes") }
        return Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    /// SHA-256 in hexadecimal: enough for secrets of full entropy, never for passwords.
    static func digest(_ secret: String) -> String {
        ContentHash.hex(of: Array(secret.utf8))
    }
}

/// A stored password: scrypt with its own salt and cost, so the cost can be raised later.
///
/// Specification: RFC 7914. N = 2^15, r = 8, p = 1: about 32 MiB and 60 ms per attempt.
struct PasswordHash: Equatable {
    private static let costLog2 = 15
    private static let blockSize = 8
    static let minimumLength = 10

    /// `scrypt$15$8$1$<salt>$<key>`, salt and key in base 64.
    let encoded: String

    init(encoded: String) { self.encoded = encoded }

    init(of password: String) throws {
        var salt = [UInt8](repeating: 0, count: 16)
        guard RAND_bytes(&salt, 16) == 1 else { throw Secrets.Failure.libraryRefused("RAND_bytes") }
        let key = try Self.derive(password, salt: salt, costLog2: Self.costLog2)
        encoded = "scrypt$\(Self.costLog2)$\(Self.blockSize)$1$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
    }

    /// Constant-time; false for a hash that cannot be read.
    func matches(_ password: String) -> Bool {
        let pieces = encoded.split(separator: "$").map(String.init)
        guard pieces.count == 6, pieces[0] == "scrypt", let cost = Int(pieces[1]), (10...20).contains(cost),
            let salt = Data(base64Encoded: pieces[4]), let key = Data(base64Encoded: pieces[5]),
            let candidate = try? Self.derive(password, salt: Array(salt), costLog2: cost), candidate.count == key.count
        else { return false }
        return CRYPTO_memcmp(candidate, Array(key), key.count) == 0
    }

    /// Same work as a real comparison, for logins that do not exist.
    static func wasteTime(on password: String) {
        _ = try? derive(password, salt: [UInt8](repeating: 0, count: 16), costLog2: costLog2)
    }

    private static func derive(_ password: String, salt: [UInt8], costLog2: Int) throws -> [UInt8] {
        // Unicode normalised, so the same password typed on another keyboard is the same bytes.
        let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        var key = [UInt8](repeating: 0, count: 32)
        let ok = bytes.withUnsafeBytes { raw in
            EVP_PBE_scrypt(raw.bindMemory(to: CChar.self).baseAddress, bytes.count, salt, salt.count,
                UInt64(1) << UInt64(costLog2), UInt64(blockSize), 1, 256 << 20, &key, key.count)
        }
        guard ok == 1 else { throw Secrets.Failure.libraryRefused("EVP_PBE_scrypt") }
        return key
    }
}

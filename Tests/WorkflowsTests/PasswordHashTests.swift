import Testing

@testable import Workflows

@Suite("Password hashes")
struct PasswordHashTests {
    @Test("match their own password, in any Unicode form, and no other")
    func matches() throws {
        let hash = try PasswordHash(of: "caf\u{E9} am Morgen")
        #expect(hash.matches("cafe\u{301} am Morgen"))
        #expect(!hash.matches("cafe am Morgen"))
        #expect(!hash.matches(""))
    }

    @Test("differ for the same password, so that equal ones are not seen")
    func salted() throws {
        #expect(try PasswordHash(of: "correct horse") != PasswordHash(of: "correct horse"))
    }

    @Test("that cannot be read match nothing", arguments: ["", "scrypt$15$8$1$AA==$", "scrypt$99$8$1$AA==$AA==", "plain", "scrypt$15$8$1$!$!"])
    func unreadable(encoded: String) {
        #expect(!PasswordHash(encoded: encoded).matches(""))
    }
}

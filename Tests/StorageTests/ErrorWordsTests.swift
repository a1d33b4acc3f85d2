import Testing

@testable import Storage

@Test("errors say what and where, without a full stop", arguments: [
    StorageError.diskFull(path: "/p"), .locked(path: "/p", seconds: 10), .corrupt(path: "/p", detail: "d"),
    .newerSchema(path: "/p", unknown: ["9999-x"]), .constraint(detail: "d", isUnique: true), .blobMissing(sha256: "aa"),
    .file(path: "/p", action: "open", code: 2), .foreignNotReadOnly(sql: "DELETE"), .notAWorkspace(path: "/p"),
])
func wording(error: StorageError) {
    #expect(!error.description.hasSuffix("."))
    #expect(error.description.first?.isUppercase == false)
}

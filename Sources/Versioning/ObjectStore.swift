/// Where objects live: immutable bytes under the SHA-256 of themselves (64 lower-case hexadecimal digits).
///
/// The blob store of a workspace is one; tests use memory. `put` of bytes that are there already does nothing.
public protocol ObjectStore: Sendable {
    func put(_ bytes: [UInt8]) async throws -> String
    func get(_ sha256: String) async throws -> [UInt8]
}

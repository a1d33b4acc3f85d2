import Records
import Synchronization
import Versioning

/// Objects in memory. It believes everything, so that damage reaches the code under test.
final class MemoryStore: ObjectStore {
    struct Missing: Error { var hash: String }
    private let objects = Mutex<[String: [UInt8]]>([:])
    private let gets = Mutex(0)

    func put(_ bytes: [UInt8]) async throws -> String {
        let hash = ContentHash.hex(of: bytes)
        objects.withLock { $0[hash] = bytes }
        return hash
    }

    func get(_ sha256: String) async throws -> [UInt8] {
        gets.withLock { $0 += 1 }
        guard let bytes = objects.withLock({ $0[sha256] }) else { throw Missing(hash: sha256) }
        return bytes
    }

    var hashes: Set<String> { objects.withLock { Set($0.keys) } }
    var largest: Int { objects.withLock { $0.values.map(\.count).max() ?? 0 } }
    var reads: Int { gets.withLock { $0 } }

    func flip(_ hash: String, byte: Int) { objects.withLock { $0[hash]?[byte] ^= 1 } }
    func remove(_ hash: String) { objects.withLock { $0[hash] = nil } }
    func size(_ hash: String) -> Int { objects.withLock { $0[hash]?.count ?? 0 } }
}

import Records
import Storage
import Synchronization
import Versioning

/// The workspace's blobs as the store of commits' objects.
///
/// Objects wait in memory and go to the disk together, since each trip to the disk costs milliseconds: call `flush`
/// before anything refers to them.
final class WorkspaceObjects: ObjectStore {
    private static let flushBytes = 8 << 20

    private struct Waiting {
        var objects: [String: [UInt8]] = [:]
        var order: [String] = []
        var bytes = 0
    }

    private let blobs: any BlobStore
    private let waiting = Mutex(Waiting())

    init(_ blobs: any BlobStore) { self.blobs = blobs }

    func put(_ bytes: [UInt8]) async throws -> String {
        let hash = ContentHash.hex(of: bytes)
        let isFull = waiting.withLock { waiting in
            if waiting.objects.updateValue(bytes, forKey: hash) == nil {
                waiting.order.append(hash)
                waiting.bytes += bytes.count
            }
            return waiting.bytes > Self.flushBytes
        }
        if isFull { try await flush() }
        return hash
    }

    func get(_ sha256: String) async throws -> [UInt8] {
        if let bytes = waiting.withLock({ $0.objects[sha256] }) { return bytes }
        return try await blobs.offloaded { try $0.read(sha256) }
    }

    func flush() async throws {
        let batch = waiting.withLock { waiting in waiting.order.compactMap { waiting.objects[$0] } }
        guard !batch.isEmpty else { return }
        _ = try await blobs.offloaded { try $0.put(batch) }
        waiting.withLock { $0 = Waiting() }
    }
}

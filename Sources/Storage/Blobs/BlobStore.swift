import Dispatch

/// Immutable bytes by their SHA-256: 64 lower-case hexadecimal digits.
///
/// Calls block on the disk; from async code run long ones through `offloaded` or use the async `put`.
/// What `put` and `finish` return is on the disk, whatever happens next. Putting the same bytes again does nothing.
public protocol BlobStore: Sendable {
    /// Keeps all of them, made durable together; their digests in order. The way to write many small objects.
    func put(_ batch: [[UInt8]]) throws -> [String]
    /// For bytes that arrive in pieces.
    func writer() throws -> any BlobWriter
    func size(of sha256: String) throws -> Int64?
    /// Bytes from `offset`; `count` nil: to the end. Throws `blobMissing`, `badRange`.
    func read(_ sha256: String, offset: Int64, count: Int64?) throws -> [UInt8]
    /// The file that holds exactly these bytes, where there is one: for links and sending without copying.
    func path(of sha256: String) throws -> String?
    /// Every name there is, those of packs first, each group in order. Bytes added meanwhile may be left out.
    func forEachName(_ body: (String) throws -> Void) throws
    /// Reads all of it; throws `blobDamaged` when the digest is another.
    func verify(_ sha256: String) throws
}

/// Collects one blob. Forgotten without `finish`, it leaves nothing behind.
public protocol BlobWriter: AnyObject {
    func append(_ bytes: UnsafeRawBufferPointer) throws
    func finish() throws -> (sha256: String, size: Int64)
    func cancel()
}

extension BlobStore {
    @discardableResult
    public func put(_ bytes: [UInt8]) throws -> String { try put([bytes])[0] }

    public func read(_ sha256: String) throws -> [UInt8] { try read(sha256, offset: 0, count: nil) }

    public func contains(_ sha256: String) throws -> Bool { try size(of: sha256) != nil }

    /// Keeps a stream; the pieces are never all in memory.
    public func put<Pieces: AsyncSequence>(_ pieces: Pieces) async throws -> (sha256: String, size: Int64) where Pieces.Element == [UInt8] {
        let writer = try writer()
        do {
            for try await piece in pieces { try piece.withUnsafeBytes { try writer.append($0) } }
            return try writer.finish()
        } catch {
            writer.cancel()
            throw error
        }
    }

    /// Runs blocking work with the store on a thread of its own.
    public func offloaded<T: Sendable>(_ body: @escaping @Sendable (Self) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body(self) }) }
        }
    }
}

import Records

/// Everything a workflow needs of a workspace: the database, the bytes, the clock, the ids.
///
/// ```swift
/// try await store.write { connection in
///     try connection.verdicts.insert(verdict)
///     try connection.audit.append(actor: actor.name, action: "review", subject: "\(verdict.revision)", at: store.now())
/// }
/// ```
public struct Store: Sendable {
    public let driver: any DatabaseDriver
    public let blobs: any BlobStore
    public let now: @Sendable () -> Timestamp
    public let ids: IDGenerator

    public init(driver: any DatabaseDriver, blobs: any BlobStore, now: @escaping @Sendable () -> Timestamp, ids: IDGenerator) {
        self.driver = driver
        self.blobs = blobs
        self.now = now
        self.ids = ids
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await driver.read(body)
    }

    @discardableResult
    public func write<T: Sendable>(
        _ durability: Durability = .full, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        try await driver.write(durability, body)
    }

    @discardableResult
    public func writeBulk<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await driver.writeBulk(body)
    }
}

/// A database that runs whole transactions on its own threads. Callers await the closure, never a row.
///
/// SQLite's is `SQLiteDriver`. All SQL is in the portable subset; what differs is in `dialect`.
public protocol DatabaseDriver: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` on a read-only snapshot. Many at once; never waits for a writer.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Runs `body` so that either all of it is kept or none; returns when it is as durable as asked.
    ///
    /// Writes that wait together share one commit, so an error undoes only its own closure's changes.
    /// Keep closures short: everybody who saves waits for them. Long work goes through `writeBulk` in pieces.
    func write<T: Sendable>(_ durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Runs `body` in a durable transaction of its own, after the short writes that wait. Up to some 10,000 rows each.
    func writeBulk<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Moves the log into the main file. Also happens by itself.
    func checkpoint() async throws

    /// Writes the present state into a new file, which other drivers can open. Saves go on meanwhile. The file may not
    /// be on the disk yet when this returns.
    func copy(to path: String) async throws

    /// What is damaged, in words of the database; empty when it is whole. Reads everything.
    func damage() async throws -> [String]

    /// Waits for running work and closes the files. Later calls fail.
    func close() async throws
}

extension DatabaseDriver {
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await write(.full, body)
    }
}

/// What a power cut may take back.
public enum Durability: Sendable, Hashable {
    /// Nothing: on the disk before the caller goes on. For what a person did.
    case full
    /// The last moments, never half of a transaction. For leases and heartbeats, whose loss is harmless.
    case relaxed
}

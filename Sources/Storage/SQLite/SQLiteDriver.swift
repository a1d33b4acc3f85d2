import GRDB

/// SQLite through GRDB's pool: a write-ahead log, readers on snapshots, one writer that commits in groups.
///
/// The writer connection runs with `synchronous=FULL`: GRDB sets NORMAL when it turns the log on, which would lose
/// acknowledged work at a power cut. `WriteQueue` lowers it only around transactions whose loss is harmless.
/// Several processes may open the same file; each waits up to `busySeconds` for another's transaction.
public final class SQLiteDriver: DatabaseDriver {
    static let busySeconds = 10

    public let path: String
    public var dialect: Dialect { .sqlite }
    private let pool: DatabasePool
    private let queue: WriteQueue
    private let checkpointer: Checkpointer

    /// Opens or creates the file and brings its schema up to date.
    public init(path: String, readers: Int = 4, migrations: [Migration] = Migration.all) throws {
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(readers: readers))
            checkpointer = try Checkpointer(path: path)
            let logPages = LogPages()
            let checkpointer = checkpointer
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864")
                logPages.watch(database)
                try Migrator(migrations).migrate(SQLiteConnection(database, path: path), path: path)
            }
            queue = WriteQueue(pool: pool, path: path) { checkpointer.committed(logPages: logPages.count) }
        } catch {
            throw SQLiteFailure.error(error, path: path)
        }
    }

    private static func configuration(readers: Int) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(Double(busySeconds))
        configuration.label = "winnow"
        configuration.prepareDatabase { database in
            try database.execute(sql: """
                PRAGMA cache_size=-32768; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=0
                """)
        }
        return configuration
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        let path = path
        do {
            return try await pool.read { database in try body(SQLiteConnection(database, path: path)) }
        } catch {
            throw SQLiteFailure.error(error, path: path)
        }
    }

    public func write<T: Sendable>(_ durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await queue.run(durability == .full ? .full : .relaxed, body)
    }

    public func writeBulk<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await queue.run(.bulk, body)
    }

    public func checkpoint() async throws { try await checkpointer.truncate() }

    public func close() async throws {
        await queue.finish()
        checkpointer.close()
        do { try pool.close() } catch { throw SQLiteFailure.error(error, path: path) }
    }

    /// A pragma as the live writer connection has it; for tests and `doctor`.
    func writerPragma(_ name: String) async throws -> String? {
        try await pool.writeWithoutTransaction { database in try String.fetchOne(database, sql: "PRAGMA \(name)") }
    }
}

/// Brings a store to the newest schema, each migration in a transaction of its own with the note that it was done.
struct Migrator {
    private let migrations: [Migration]

    init(_ migrations: [Migration]) { self.migrations = migrations }

    /// Must be called outside a transaction. Refuses a store that has migrations this version does not know.
    func migrate(_ connection: any Connection, path: String) throws {
        if try isCurrent(connection, path: path) { return }
        try connection.execute("BEGIN IMMEDIATE")
        do {
            // Read again inside the transaction: another process may have migrated meanwhile.
            try connection.executeScript(Self.table(connection.dialect))
            let done = try Self.applied(connection)
            for migration in migrations where !done.contains(migration.name) {
                try connection.executeScript(migration.script(connection.dialect))
                try connection.execute("INSERT INTO schema_migration (name) VALUES (?)", [.text(migration.name)])
            }
            try connection.execute("COMMIT")
        } catch {
            _ = try? connection.execute("ROLLBACK")
            throw error
        }
    }

    private func isCurrent(_ connection: any Connection, path: String) throws -> Bool {
        try connection.executeScript(Self.table(connection.dialect))
        let done = try Self.applied(connection)
        let known = Set(migrations.map(\.name))
        let unknown = done.subtracting(known).sorted()
        guard unknown.isEmpty else { throw StorageError.newerSchema(path: path, unknown: unknown) }
        return done.count == known.count
    }

    private static func table(_ dialect: Dialect) -> String {
        "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT NOT NULL PRIMARY KEY)"
    }

    private static func applied(_ connection: any Connection) throws -> Set<String> {
        Set(try connection.all("SELECT name FROM schema_migration") { $0.text(0) })
    }
}

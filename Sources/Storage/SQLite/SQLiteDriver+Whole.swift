import GRDB

/// Work on the database as a whole, beside people's: copying it and looking for damage.
extension SQLiteDriver {
    /// On a connection of its own. `VACUUM INTO` reads one snapshot and holds up no save; it does not flush the file.
    /// Jobs that run here are queued in the copy: there they are nobody's.
    public func copy(to target: String) async throws {
        let path = path
        do {
            try await whole().writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
            try await DatabaseQueue(path: target).write {
                try $0.execute(sql: "UPDATE job SET state = 'queued', worker = NULL WHERE state = 'running'")
            }
        } catch {
            // The disk that is full is the copy's.
            if case StorageError.diskFull = SQLiteFailure.error(error, path: path) { throw StorageError.diskFull(path: target) }
            throw SQLiteFailure.error(error, path: path)
        }
    }

    /// SQLite's own check of pages, indexes and rules, at most a hundred lines; then rows that name others in vain.
    public func damage() async throws -> [String] {
        do {
            return try await whole().read { database in
                let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
                let rows = try GRDB.Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(100).map { row in
                    "row \(row[1] as Int64? ?? 0) of `\(row[0] as String? ?? "")` names a row of `\(row[2] as String? ?? "")` that is not there"
                }
                return pages + rows
            }
        } catch {
            let failure = SQLiteFailure.error(error, path: path)
            guard case StorageError.corrupt(_, let detail) = failure else { throw failure }
            return [detail]
        }
    }

    private func whole() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Double(Self.busySeconds))
        configuration.label = "winnow.whole"
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}

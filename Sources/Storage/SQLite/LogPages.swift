import GRDB
import GRDBSQLite

/// How many pages the write-ahead log holds, as SQLite tells after each commit of the writer.
///
/// Replaces SQLite's own automatic checkpoint, which would run inside somebody's commit.
final class LogPages: @unchecked Sendable {
    // Written in the commit and read after it, both on the writer's thread.
    private let pages = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    init() { pages.initialize(to: 0) }
    deinit { pages.deallocate() }

    var count: Int { Int(pages.pointee) }

    func watch(_ database: GRDB.Database) {
        sqlite3_wal_hook(database.sqliteConnection, { context, _, _, count in
            context?.assumingMemoryBound(to: Int32.self).pointee = count
            return SQLITE_OK
        }, pages)
    }
}

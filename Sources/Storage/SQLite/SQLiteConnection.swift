import GRDB
import GRDBSQLite

/// A GRDB connection behind our protocol. GRDB opens, pools and confines; statements are bound and stepped here,
/// because its argument checks and record layer cost more than SQLite itself in the hot paths.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    private let database: GRDB.Database
    private let handle: OpaquePointer
    private let path: String

    init(_ database: GRDB.Database, path: String) throws {
        guard let handle = database.sqliteConnection else { throw StorageError.closed(path: path) }
        self.database = database
        self.handle = handle
        self.path = path
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try statement(for: sql).run(arguments)
    }

    func executeScript(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteFailure.error(handle, code: code, sql: sql, path: path) }
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Row) throws -> Bool) throws {
        try statement(for: sql).forEachRow(arguments, each)
    }

    func prepare(_ sql: String) throws -> any PreparedStatement { try statement(for: sql) }

    /// The kept statement, or a fresh one while the kept one is being read from by an outer query.
    private func statement(for sql: String) throws -> SQLiteStatement {
        do {
            let kept = try database.cachedStatement(sql: sql)
            let isBusy = sqlite3_stmt_busy(kept.sqliteStatement) != 0
            let owner = isBusy ? try database.makeStatement(sql: sql) : kept
            return SQLiteStatement(owner: owner, handle: handle, path: path)
        } catch let error as DatabaseError {
            throw SQLiteFailure.error(error, sql: sql, path: path)
        }
    }
}

/// One prepared statement; always left reset, so that it holds no locks and no copies of arguments.
struct SQLiteStatement: PreparedStatement {
    let owner: GRDB.Statement
    let handle: OpaquePointer
    let path: String

    @discardableResult
    func run(_ arguments: [SQLValue]) throws -> Int {
        let statement = owner.sqliteStatement
        defer { reset(statement) }
        try bind(arguments, to: statement)
        var code = sqlite3_step(statement)
        while code == SQLITE_ROW { code = sqlite3_step(statement) }
        guard code == SQLITE_DONE else { throw failure(code) }
        return Int(sqlite3_changes(handle))
    }

    func forEachRow(_ arguments: [SQLValue], _ each: (any Row) throws -> Bool) throws {
        let statement = owner.sqliteStatement
        defer { reset(statement) }
        try bind(arguments, to: statement)
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code) }
            guard try each(SQLiteRow(statement: statement)) else { return }
        }
    }

    private func bind(_ arguments: [SQLValue], to statement: OpaquePointer) throws {
        let code = SQLiteBinding.bind(arguments, to: statement)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private func reset(_ statement: OpaquePointer) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    private func failure(_ code: Int32) -> StorageError {
        SQLiteFailure.error(handle, code: code, sql: owner.sql, path: path)
    }
}

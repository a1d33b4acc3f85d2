import GRDB
import GRDBSQLite

/// Turns SQLite's result codes into the few facts a caller can act on.
enum SQLiteFailure {
    static func error(_ handle: OpaquePointer, code: Int32, sql: String, path: String) -> StorageError {
        let detail = sqlite3_errmsg(handle).map { String(cString: $0) } ?? ""
        return error(code: sqlite3_extended_errcode(handle), primary: code & 0xFF, detail: detail, sql: sql, path: path)
    }

    static func error(_ error: DatabaseError, sql: String, path: String) -> StorageError {
        let code = error.extendedResultCode.rawValue
        return self.error(code: code, primary: code & 0xFF, detail: error.message ?? "", sql: sql, path: path)
    }

    /// Any error of opening or running; ours pass through.
    static func error(_ error: any Error, path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return self.error(error, sql: error.sql ?? "", path: path)
    }

    private static func error(code: Int32, primary: Int32, detail: String, sql: String, path: String) -> StorageError {
        switch primary {
        case SQLITE_FULL: .diskFull(path: path)
        case SQLITE_BUSY, SQLITE_LOCKED: .locked(path: path, seconds: SQLiteDriver.busySeconds)
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(path: path, detail: detail)
        case SQLITE_CANTOPEN: .cannotOpen(path: path, detail: detail)
        case SQLITE_READONLY: .readOnly(path: path)
        case SQLITE_CONSTRAINT: .constraint(detail: detail, isUnique: isUnique(code))
        default: .statement(code: Int(code), detail: detail, sql: sql)
        }
    }

    private static func isUnique(_ code: Int32) -> Bool {
        let uniqueIndex: Int32 = SQLITE_CONSTRAINT | (8 << 8)
        let primaryKey: Int32 = SQLITE_CONSTRAINT | (6 << 8)
        let rowID: Int32 = SQLITE_CONSTRAINT | (10 << 8)
        return code == uniqueIndex || code == primaryKey || code == rowID
    }
}

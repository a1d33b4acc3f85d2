import Foundation
import GRDBSQLite
import Records

/// The read-only door to somebody else's database: one SELECT at a time, nothing attached, nothing changed.
///
/// Opened read-only, `query_only`, and with an authoriser that allows reading only, so a statement that would write is
/// refused before it runs.
///
/// ```swift
/// try ForeignDatabase(path: "shop.db").forEachRow("SELECT text, label FROM message") { columns, values in ... }
/// ```
public final class ForeignDatabase {
    private let handle: OpaquePointer
    private let path: String
    private var deadline: ContinuousClock.Instant?
    private let timeLimitSeconds: Double?

    public init(path: String, timeLimitSeconds: Double? = nil) throws {
        self.path = path
        self.timeLimitSeconds = timeLimitSeconds
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw StorageError.cannotOpen(path: path, detail: String(cString: sqlite3_errstr(code)))
        }
        self.handle = handle
        sqlite3_busy_timeout(handle, 10_000)
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
        let setUp = sqlite3_exec(handle, "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF", nil, nil, nil)
        guard setUp == SQLITE_OK else { throw SQLiteFailure.error(handle, code: setUp, sql: "PRAGMA query_only", path: path) }
        sqlite3_set_authorizer(handle, Self.allowsReadingOnly, nil)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Reading tables, calling functions, recursive queries: nothing else, and no loading of code.
    private static let allowsReadingOnly: @convention(c) (
        UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?
    ) -> Int32 = { _, action, _, name, _, _ in
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: SQLITE_OK
        case SQLITE_FUNCTION: name.map { strcmp($0, "load_extension") == 0 } ?? false ? SQLITE_DENY : SQLITE_OK
        default: SQLITE_DENY
        }
    }

    /// Calls `body` with the names of the columns and each row's values. Blobs become base 64 text.
    public func forEachRow(_ sql: String, _ body: ([String], [JSONValue]) throws -> Void) throws {
        let statement = try prepare(sql)
        defer { sqlite3_finalize(statement) }
        startClock()
        defer { sqlite3_progress_handler(handle, 0, nil, nil) }
        let row = SQLiteRow(statement: statement)
        let columns = (0..<row.columnCount).map { row.name($0) }
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code, sql) }
            try body(columns, (0..<columns.count).map { value(row, $0) })
        }
    }

    /// The tables and views it has, in order of their names.
    public func tables() throws -> [String] {
        var names: [String] = []
        try forEachRow("SELECT name FROM sqlite_master WHERE type IN ('table','view') AND name NOT LIKE 'sqlite_%' ORDER BY name") {
            names.append($1[0].string ?? "")
        }
        return names
    }

    private func prepare(_ sql: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        var isAlone = true
        let code = sql.withCString { start in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(handle, start, -1, &statement, &tail)
            isAlone = tail.map { Self.isBlank(String(cString: $0)) } ?? true
            return code
        }
        guard code == SQLITE_OK else { throw failure(code, sql) }
        guard let statement, isAlone else {
            sqlite3_finalize(statement)
            throw StorageError.foreignNotOneStatement(sql: sql)
        }
        guard sqlite3_stmt_readonly(statement) != 0 else {
            sqlite3_finalize(statement)
            throw StorageError.foreignNotReadOnly(sql: sql)
        }
        return statement
    }

    private static func isBlank(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == 0x20 || (9...13).contains($0) || $0 == UInt8(ascii: ";") }
    }

    private func failure(_ code: Int32, _ sql: String) -> StorageError {
        // The authoriser's refusal comes under several codes, always with these words.
        let detail = sqlite3_errmsg(handle).map { String(cString: $0) } ?? ""
        if detail.hasPrefix("not authorized") || code & 0xFF == SQLITE_READONLY { return .foreignNotReadOnly(sql: sql) }
        if code & 0xFF == SQLITE_INTERRUPT { return .foreignTooLong(seconds: timeLimitSeconds ?? 0) }
        return SQLiteFailure.error(handle, code: code, sql: sql, path: path)
    }

    private func value(_ row: SQLiteRow, _ column: Int) -> JSONValue {
        switch row.value(column) {
        case .null: .null
        case .integer(let value): .int(value)
        case .real(let value): .double(value)
        case .text(let value): .string(value)
        case .blob(let value): .string(Data(value).base64EncodedString())
        }
    }

    /// Every few thousand steps of SQLite's machine: is it too late?
    private func startClock() {
        guard let timeLimitSeconds else { return }
        deadline = .now + .seconds(timeLimitSeconds)
        sqlite3_progress_handler(handle, 10_000, { context in
            guard let context else { return 0 }
            let database = Unmanaged<ForeignDatabase>.fromOpaque(context).takeUnretainedValue()
            return database.deadline.map { ContinuousClock.now > $0 } ?? false ? 1 : 0
        }, Unmanaged.passUnretained(self).toOpaque())
    }
}

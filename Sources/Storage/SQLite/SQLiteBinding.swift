import GRDBSQLite

/// Binds values by position. SQLite copies texts and blobs, so nothing has to outlive the call.
enum SQLiteBinding {
    /// Has SQLite copy the bytes (`SQLITE_TRANSIENT`, a macro Swift does not import).
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    static func bind(_ values: [SQLValue], to statement: OpaquePointer) -> Int32 {
        var code = SQLITE_OK
        for place in 0..<values.count where code == SQLITE_OK {
            code = bind(values[place], to: statement, at: Int32(place + 1))
        }
        return code
    }

    private static func bind(_ value: SQLValue, to statement: OpaquePointer, at place: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, place)
        case .integer(let value): return sqlite3_bind_int64(statement, place, value)
        case .real(let value): return sqlite3_bind_double(statement, place, value)
        case .text(var value):
            return value.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { chars in
                    guard let start = chars.baseAddress else { return sqlite3_bind_text(statement, place, "", 0, nil) }
                    return sqlite3_bind_text(statement, place, start, Int32(chars.count), copied)
                }
            }
        case .blob(let value):
            return value.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, bytes.count > 0 else { return sqlite3_bind_zeroblob(statement, place, 0) }
                return sqlite3_bind_blob(statement, place, start, Int32(bytes.count), copied)
            }
        }
    }
}

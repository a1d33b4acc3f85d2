/// All that differs between databases, so that every statement is written once.
///
/// Statements use `?` in order of arguments, `ON CONFLICT ... DO UPDATE`, partial indexes and row values, which
/// SQLite (3.24 on) and PostgreSQL (9.5 on) share.
public struct Dialect: Sendable {
    public var name: String
    /// Type of ids and other 64-bit integers.
    public var key: String
    /// Type of moments: milliseconds since 1970.
    public var time: String
    public var real: String
    public var blob: String
    /// Ends a SELECT whose rows are going to be changed; empty where there is only one writer.
    public var forUpdate: String
    /// The same, passing over rows another transaction holds.
    public var skipLocked: String
    /// Now, in milliseconds since 1970, by the database's clock.
    public var now: String
    /// `column LIKE ?` without regard to case, with `\` as escape.
    public var like: @Sendable (_ column: String) -> String
    /// Text of a member of a JSON column.
    public var json: @Sendable (_ column: String, _ member: String) -> String
    /// A table with a column `value`: the elements of a list that is a member of a JSON column.
    public var elements: @Sendable (_ column: String, _ member: String) -> String
    /// The UTC day of a time column as `YYYY-MM-DD`.
    public var day: @Sendable (_ column: String) -> String
}

extension Dialect {
    public static let sqlite = Dialect(
        name: "sqlite", key: "INTEGER", time: "INTEGER", real: "REAL", blob: "BLOB", forUpdate: "", skipLocked: "",
        now: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
        like: { "\($0) LIKE ? ESCAPE '\\'" },
        json: { "json_extract(\($0), '$.\"\($1)\"')" },
        elements: { "json_each(\($0), '$.\"\($1)\"')" },
        day: { "strftime('%Y-%m-%d', \($0) / 1000, 'unixepoch')" })

    /// `?, ?, ?`
    public func placeholders(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }

    /// `ON CONFLICT (keys) DO UPDATE SET column = excluded.column, ...`
    public func upsert(on keys: String, set columns: [String]) -> String {
        "ON CONFLICT (\(keys)) DO UPDATE SET " + columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    }

    /// Any text that contains `text`, as the argument of `like`.
    public func containing(_ text: String) -> SQLValue {
        var pattern = "%"
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { pattern += "\\" }
            pattern.unicodeScalars.append(scalar)
        }
        return .text(pattern + "%")
    }
}

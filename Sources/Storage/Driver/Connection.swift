/// One database connection inside one transaction: what a `read` or `write` closure is given.
///
/// Calls are synchronous and run on the driver's own thread; a connection must not leave its closure. Statements are
/// prepared once per connection and kept. Repositories hang on it by noun: `connection.items`, `connection.slots`.
///
/// ```swift
/// let open = try await store.read { connection in
///     try connection.first("SELECT count(*) FROM slot WHERE state = ?", ["open"]) { $0.count(0) }
/// }
/// ```
public protocol Connection {
    var dialect: Dialect { get }

    /// Runs one statement; the number of rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs statements separated by semicolons, without arguments: migrations.
    func executeScript(_ sql: String) throws

    /// Calls `each` for every row until it returns false. The same query may be nested inside itself.
    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Row) throws -> Bool) throws

    /// A statement to run many times, without looking it up again: the fast path of bulk inserts.
    func prepare(_ sql: String) throws -> any PreparedStatement
}

/// Valid inside the closure that prepared it.
public protocol PreparedStatement {
    /// Binds in order and runs; the number of rows changed. The count of arguments is not checked.
    @discardableResult
    func run(_ arguments: [SQLValue]) throws -> Int
}

extension Connection {
    @discardableResult
    public func execute(_ sql: String) throws -> Int { try execute(sql, []) }

    public func first<Value>(_ sql: String, _ arguments: [SQLValue] = [], _ make: (any Row) throws -> Value) throws -> Value? {
        var found: Value?
        try query(sql, arguments) { row in
            found = try make(row)
            return false
        }
        return found
    }

    public func all<Value>(_ sql: String, _ arguments: [SQLValue] = [], _ make: (any Row) throws -> Value) throws -> [Value] {
        var found: [Value] = []
        try query(sql, arguments) { row in
            found.append(try make(row))
            return true
        }
        return found
    }
}

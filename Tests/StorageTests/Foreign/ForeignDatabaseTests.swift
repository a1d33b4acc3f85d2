import Foundation
import GRDB
import Records
import Testing

@testable import Storage

@Suite("Foreign databases")
struct ForeignDatabaseTests {
    private func shop() throws -> String {
        let path = NSTemporaryDirectory() + "winnow-foreign-\(UUID().uuidString).db"
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            try database.execute(sql: """
                CREATE TABLE message (id INTEGER, text TEXT, score REAL, photo BLOB);
                INSERT INTO message VALUES (1, 'hello', 0.5, x'00ff'), (2, NULL, 2.0, NULL);
                """)
        }
        return path
    }

    @Test("rows come with their columns' names and types")
    func rows() throws {
        let path = try shop()
        var rows: [[JSONValue]] = []
        try ForeignDatabase(path: path).forEachRow("SELECT id, text, score, photo AS p FROM message ORDER BY id;") { columns, values in
            #expect(columns == ["id", "text", "score", "p"])
            rows.append(values)
        }
        #expect(rows == [[1, "hello", 0.5, "AP8="], [2, nil, 2.0, nil]])
        #expect(try ForeignDatabase(path: path).tables() == ["message"])
    }

    @Test("whatever could change something is refused", arguments: [
        "DELETE FROM message", "INSERT INTO message VALUES (3, 'x', 1, NULL)", "DROP TABLE message", "CREATE TABLE t (a)",
        "ATTACH 'other.db' AS o", "PRAGMA journal_mode = DELETE", "PRAGMA query_only = OFF", "VACUUM", "BEGIN",
        "SELECT load_extension('x')",
    ])
    func refused(sql: String) throws {
        let path = try shop()
        let database = try ForeignDatabase(path: path)
        #expect(throws: StorageError.foreignNotReadOnly(sql: sql)) { try database.forEachRow(sql) { _, _ in } }
        var count = 0
        try database.forEachRow("SELECT * FROM message") { _, _ in count += 1 }
        #expect(count == 2)
    }

    @Test("only one statement at a time", arguments: ["SELECT 1; SELECT 2", "", "-- nothing"])
    func oneStatement(sql: String) throws {
        let database = try ForeignDatabase(path: try shop())
        #expect(throws: StorageError.foreignNotOneStatement(sql: sql)) { try database.forEachRow(sql) { _, _ in } }
    }

    @Test("a query without end is stopped")
    func timeLimit() throws {
        let database = try ForeignDatabase(path: try shop(), timeLimitSeconds: 0.01)
        let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        #expect(throws: StorageError.foreignTooLong(seconds: 0.01)) { try database.forEachRow(endless) { _, _ in } }
    }

    @Test("a file that is not there is not made")
    func missing() throws {
        let path = NSTemporaryDirectory() + "winnow-none-\(UUID().uuidString).db"
        #expect(throws: StorageError.self) { try ForeignDatabase(path: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}

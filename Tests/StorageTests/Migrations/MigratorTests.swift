import Foundation
import Records
import Testing

@testable import Storage

@Suite("Migrations")
struct MigratorTests {
    /// What `schema.sql` is: the statements SQLite has kept, by kind and name.
    private func schema(_ store: Store) async throws -> String {
        let statements = try await store.read { connection in
            try connection.all("""
                SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
                ORDER BY tbl_name, type DESC, name
                """) { $0.text(0) }
        }
        return statements.map { $0 + ";\n" }.joined()
    }

    @Test("the committed schema.sql is the schema after all migrations")
    func committedSchema() async throws {
        let fixture = try Fixture()
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Sources/Storage/schema.sql").standardizedFileURL
        let now = try await schema(fixture.store)
        if ProcessInfo.processInfo.environment["WINNOW_WRITE_SCHEMA"] != nil {
            try now.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == now)
    }

    @Test("names are numbered from one without gaps")
    func names() {
        for (place, migration) in Migration.all.enumerated() {
            #expect(migration.name.hasPrefix(String(format: "%04d-", place + 1)))
        }
    }

    @Test("opening again changes nothing")
    func idempotent() async throws {
        let fixture = try Fixture()
        let before = try await schema(fixture.store)
        #expect(try await schema(try fixture.again().store) == before)
    }

    @Test("a store of any earlier version is brought up to date", arguments: 0..<Migration.all.count)
    func fromEarlier(done: Int) async throws {
        let path = NSTemporaryDirectory() + "winnow-migration-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try await SQLiteDriver(path: path, migrations: Array(Migration.all.prefix(done))).close()
        let driver = try SQLiteDriver(path: path)
        let names = try await driver.read { try $0.all("SELECT name FROM schema_migration ORDER BY name") { $0.text(0) } }
        #expect(names == Migration.all.map(\.name))
        try await driver.close()
    }

    @Test("a store of a newer version is refused, naming what is not known")
    func newer() async throws {
        let fixture = try Fixture()
        try await fixture.store.write { try $0.execute("INSERT INTO schema_migration VALUES ('9999-future')") }
        let file = fixture.path + "/winnow.sqlite"
        #expect(throws: StorageError.newerSchema(path: file, unknown: ["9999-future"])) { try fixture.again() }
    }

    @Test("a file that is no database is called damaged")
    func notADatabase() throws {
        let path = NSTemporaryDirectory() + "winnow-nonsense-\(UUID().uuidString).sqlite"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try String(repeating: "not a database ", count: 1000).write(toFile: path, atomically: true, encoding: .utf8)
        #expect { try SQLiteDriver(path: path) } throws: { error in
            if case StorageError.corrupt = error { true } else { false }
        }
    }
}

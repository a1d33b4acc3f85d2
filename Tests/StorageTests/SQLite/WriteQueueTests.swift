import Foundation
import Records
import Testing

@testable import Storage

@Suite("Group commit")
struct WriteQueueTests {
    @Test("the writer connection waits for the disk, also after a relaxed write")
    func synchronousIsFull() async throws {
        let fixture = try Fixture()
        let driver = try #require(fixture.store.driver as? SQLiteDriver)
        #expect(try await driver.writerPragma("synchronous") == "2")
        try await fixture.store.write(.relaxed) { try $0.settings.set("a", to: "1") }
        #expect(try await driver.writerPragma("synchronous") == "2")
        #expect(try await driver.writerPragma("journal_mode") == "wal")
        #expect(try await driver.writerPragma("foreign_keys") == "1")
    }

    @Test("an error in one of many waiting writes undoes only its own changes")
    func errorsStayAlone() async throws {
        let fixture = try Fixture()
        let failed = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await fixture.store.write { connection in
                            try connection.settings.set("n\(number)", to: "x")
                            if number % 7 == 0 { throw Refused() }
                        }
                        return false
                    } catch { return true }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(failed == 29)
        let kept = try await fixture.store.read { try $0.all("SELECT name FROM setting") { $0.text(0) } }
        #expect(Set(kept) == Set((0..<200).filter { $0 % 7 != 0 }.map { "n\($0)" }))
    }

    @Test("a statement the schema refuses fails its caller and nobody else")
    func constraintsStayAlone() async throws {
        let fixture = try Fixture()
        async let good: Void = fixture.store.write { try $0.settings.set("good", to: "1") }
        await #expect(throws: StorageError.constraint(detail: "UNIQUE constraint failed: setting.name", isUnique: true)) {
            try await fixture.store.write { connection in
                try connection.execute("INSERT INTO setting VALUES ('twice', '1')")
                try connection.execute("INSERT INTO setting VALUES ('twice', '2')")
            }
        }
        try await good
        #expect(try await fixture.store.read { try $0.settings["good"] } == "1")
        #expect(try await fixture.store.read { try $0.settings["twice"] } == nil)
    }

    @Test("what was acknowledged is in a copy of the files taken without closing, as after a kill")
    func acknowledgedSurvives() async throws {
        let fixture = try Fixture()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { try? await fixture.store.write { try $0.settings.set("n\(number)", to: "x") } }
            }
        }
        let copy = fixture.path + "-copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileManager.default.copyItem(atPath: fixture.path, toPath: copy)
        let reopened = try Workspace.open(at: copy)
        #expect(try await reopened.store.read { try $0.first("SELECT count(*) FROM setting") { $0.count(0) } } == 100)
    }

    @Test("a log that was torn at any byte opens with a prefix of what was written, whole transactions only")
    func tornLog() async throws {
        let fixture = try Fixture()
        for number in 0..<20 {
            try await fixture.store.write { connection in
                try connection.settings.set("a\(number)", to: "x")
                try connection.settings.set("b\(number)", to: "x")
            }
        }
        let copy = fixture.path + "-torn"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileManager.default.copyItem(atPath: fixture.path, toPath: copy)
        let log = copy + "/winnow.sqlite-wal"
        let size = try #require(try FileDescriptor.size(of: log))
        for cut in [size - 1, size - 5_000] {
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.copyItem(atPath: fixture.path, toPath: copy)
            try? FileManager.default.removeItem(atPath: copy + "/winnow.sqlite-shm")
            try FileDescriptor(log, O_RDWR).truncate(to: cut)
            let reopened = try Workspace.open(at: copy)
            let names = Set(try await reopened.store.read { try $0.all("SELECT name FROM setting") { $0.text(0) } })
            #expect(!names.isEmpty)
            for number in 0..<20 { #expect(names.contains("a\(number)") == names.contains("b\(number)")) }
            try await reopened.close()
        }
    }

    @Test("two processes on one workspace see each other's writes")
    func twoProcesses() async throws {
        let fixture = try Fixture()
        let other = try fixture.again()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                let store = number.isMultiple(of: 2) ? fixture.store : other.store
                group.addTask { try await store.write { try $0.settings.set("n\(number)", to: "x") } }
            }
            try await group.waitForAll()
        }
        #expect(try await other.store.read { try $0.first("SELECT count(*) FROM setting") { $0.count(0) } } == 40)
    }

    @Test("bulk, full and relaxed writes all come through when mixed")
    func mixedLanes() async throws {
        let fixture = try Fixture()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<90 {
                group.addTask {
                    let store = fixture.store
                    let body: @Sendable (any Connection) throws -> Void = { try $0.settings.set("n\(number)", to: "x") }
                    switch number % 3 {
                    case 0: try await store.write(.full, body)
                    case 1: try await store.write(.relaxed, body)
                    default: try await store.writeBulk(body)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await fixture.store.read { try $0.first("SELECT count(*) FROM setting") { $0.count(0) } } == 90)
    }

    @Test("a closed store refuses writes instead of hanging")
    func closed() async throws {
        let fixture = try Fixture()
        let other = try fixture.again()
        try await other.close()
        await #expect(throws: StorageError.self) { try await other.store.write { try $0.settings.set("a", to: "b") } }
    }

    @Test("a query may be nested inside itself")
    func nestedQueries() async throws {
        let fixture = try Fixture()
        let pairs = try await fixture.store.write { connection in
            for name in ["a", "b", "c"] { try connection.settings.set(name, to: "1") }
            var pairs: [String] = []
            let sql = "SELECT name FROM setting ORDER BY name"
            try connection.query(sql, []) { outer in
                let first = outer.text(0)
                try connection.query(sql, []) { pairs.append(first + $0.text(0)); return true }
                return true
            }
            return pairs
        }
        #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
    }

    @Test("a reader may not write")
    func readersCannotWrite() async throws {
        let fixture = try Fixture()
        await #expect(throws: StorageError.self) { try await fixture.store.read { try $0.settings.set("a", to: "b") } }
    }

    @Test("the log is moved into the main file and emptied")
    func checkpoint() async throws {
        let fixture = try Fixture()
        try await fixture.addItems(500)
        try await fixture.store.driver.checkpoint()
        #expect(try FileDescriptor.size(of: fixture.path + "/winnow.sqlite-wal") == 0)
        #expect(try await fixture.store.read { try $0.items.count(of: fixture.project) } == 500)
    }
}

import Foundation
import Records
import Testing

@testable import Storage

@Suite("Copying a workspace")
struct WorkspaceCopyTests {
    /// A folder beside the workspace that goes away with the test.
    final class Target {
        let path = NSTemporaryDirectory() + "winnow-copy-\(UUID().uuidString)"
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func filled() async throws -> (Fixture, blobs: [String]) {
        let fixture = try Fixture()
        try await fixture.addItems(50)
        let blobs = try fixture.store.blobs.put([Array("small".utf8), [UInt8](repeating: 7, count: 100_000)])
        try FileManager.default.createDirectory(atPath: fixture.path + "/incoming", withIntermediateDirectories: true)
        try "x".write(toFile: fixture.path + "/incoming/rows.csv", atomically: true, encoding: .utf8)
        return (fixture, blobs)
    }

    @Test("gives a workspace with the same rows, bytes, files and secrets")
    func whole() async throws {
        let (fixture, blobs) = try await filled()
        let secret = try fixture.again().secret("session")
        let target = Target()
        let report = try await WorkspaceCopy(of: fixture.path, to: target.path).run(fixture.store.driver)
        #expect(report.files >= 5 && report.bytes > 100_000 && report.skipped.isEmpty)
        let copy = try Workspace.open(at: target.path)
        let project = fixture.project
        #expect(try await copy.store.read { try $0.items.page(of: project, .all, after: nil, limit: 100).count } == 50)
        for blob in blobs { try copy.store.blobs.verify(blob) }
        #expect(try copy.secret("session") == secret)
        #expect(try String(contentsOfFile: target.path + "/incoming/rows.csv", encoding: .utf8) == "x")
        #expect(try await copy.store.driver.damage().isEmpty)
        let mode = try FileManager.default.attributesOfItem(atPath: target.path + "/winnow.sqlite")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("goes into an empty folder outside the workspace only", arguments: ["inside", "full"])
    func refused(target: String) async throws {
        let (fixture, _) = try await filled()
        let path = target == "inside" ? fixture.path + "/copies/one" : fixture.path
        #expect(throws: StorageError.self) { try WorkspaceCopy(of: fixture.path, to: path) }
        let other = Target()
        try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
        try "mine".write(toFile: other.path + "/letter", atomically: true, encoding: .utf8)
        #expect(throws: StorageError.copyNotEmpty(path: other.path)) { try WorkspaceCopy(of: fixture.path, to: other.path) }
        #expect(FileManager.default.fileExists(atPath: other.path + "/letter"))
    }

    @Test("leaves nothing that could be taken for a workspace when it is broken off")
    func brokenOff() async throws {
        let (fixture, _) = try await filled()
        let target = Target()
        await #expect(throws: Refused.self) {
            _ = try await WorkspaceCopy(of: fixture.path, to: target.path).run(fixture.store.driver) { _ in throw Refused() }
        }
        #expect(!FileManager.default.fileExists(atPath: target.path))
    }

    @Test("queues in the copy what runs in the workspace, and passes over links")
    func jobsAndLinks() async throws {
        let (fixture, _) = try await filled()
        let job = Job(id: fixture.store.ids.next(), project: fixture.project, kind: "collect", settings: [:], createdAt: fixture.store.now(), updatedAt: fixture.store.now())
        try await fixture.store.write { [store = fixture.store] connection in
            try connection.jobs.insert(job)
            _ = try connection.jobs.claim(job.id, worker: "here:1:1", now: store.now())
        }
        try FileManager.default.createSymbolicLink(atPath: fixture.path + "/incoming/link", withDestinationPath: "/etc/passwd")
        let target = Target()
        let report = try await WorkspaceCopy(of: fixture.path, to: target.path).run(fixture.store.driver)
        #expect(report.skipped == ["incoming/link"])
        let copied = try await Workspace.open(at: target.path).store.read { try $0.jobs.find(job.id) }
        #expect(copied?.state == .queued)
        #expect(try await fixture.store.read { try $0.jobs.find(job.id) }?.state == .running)
    }

    @Test("damage is told: a page of the database, a byte of a blob")
    func damage() async throws {
        let (fixture, blobs) = try await filled()
        #expect(try await fixture.store.driver.damage().isEmpty)
        var names: [String] = []
        try fixture.store.blobs.forEachName { names.append($0) }
        #expect(Set(names) == Set(blobs))
        let file = try #require(try fixture.store.blobs.path(of: blobs[1]))
        let handle = try #require(FileHandle(forWritingAtPath: file))
        try handle.write(contentsOf: Data([9]))
        try handle.close()
        #expect(throws: StorageError.self) { try fixture.store.blobs.verify(blobs[1]) }
    }
}

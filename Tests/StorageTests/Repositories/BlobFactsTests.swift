import Records
import Testing

@testable import Storage

@Suite("Facts of blobs")
struct BlobFactsTests {
    struct Size: Codable, Equatable, Sendable { var width: Int; var share: Double }

    @Test("are found by blob and kind, replaced when computed again, and unknown under another kind")
    func roundTrip() async throws {
        let fixture = try Fixture()
        let store = fixture.store
        defer { withExtendedLifetime(fixture) {} }
        let blobs = (0..<600).map { "digest-\($0)" }
        try await store.write { connection in
            try connection.blobFacts.save(blobs.enumerated().map { (sha256: $1, value: Size(width: $0, share: 0.1)) }, kind: "size/1")
            try connection.blobFacts.save([(sha256: blobs[3], value: Size(width: 9, share: 1 / 3))], kind: "size/1")
        }
        let found = try await store.read { try $0.blobFacts.find(blobs + ["unknown"], kind: "size/1", as: Size.self) }
        #expect(found.count == 600)
        #expect(found[blobs[3]] == Size(width: 9, share: 1 / 3))
        #expect(found[blobs[4]] == Size(width: 4, share: 0.1))
        #expect(try await store.read { try $0.blobFacts.known(Array(blobs.prefix(2)) + ["unknown"], kind: "size/1") } == ["digest-0", "digest-1"])
        #expect(try await store.read { try $0.blobFacts.known(blobs, kind: "size/2") }.isEmpty)
        #expect(try await store.read { try $0.blobFacts.find([], kind: "size/1", as: Size.self) }.isEmpty)
    }
}

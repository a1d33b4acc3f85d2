import Foundation
import Records
import Testing

@testable import Storage

@Suite("Blobs")
struct BlobStoreTests {
    /// A directory with `blobs` and `packs` that goes away with the test.
    final class Place {
        let path = NSTemporaryDirectory() + "winnow-blobs-\(UUID().uuidString)"
        init() throws {
            for folder in ["", "/blobs", "/packs"] { try FileDescriptor.makeDirectory(path + folder) }
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }
        func open() -> LocalBlobs { LocalBlobs(blobs: path + "/blobs", packs: path + "/packs") }
        var packs: [String] {
            get throws {
                try FileManager.default.contentsOfDirectory(atPath: path + "/packs").filter { $0.hasSuffix(".pack") }.sorted()
                    .map { path + "/packs/" + $0 }
            }
        }
    }

    private func bytes(_ count: Int, _ seed: UInt8 = 1) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) ^ seed } }

    @Test("a digest is written as it is read", arguments: [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ])
    func digests(hex: String) { #expect(Digest(hex: hex)?.hex == hex) }

    @Test("bytes of any size come back, also after opening again", arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
    func roundTrip(size: Int) throws {
        let place = try Place()
        let content = bytes(size)
        let name = try place.open().put(content)
        for store in [place.open(), place.open()] {
            #expect(try store.read(name) == content)
            #expect(try store.size(of: name) == Int64(size))
            try store.verify(name)
            if size > 10 { #expect(try store.read(name, offset: 3, count: 5) == Array(content[3..<8])) }
            #expect(throws: StorageError.self) { try store.read(name, offset: 0, count: Int64(size) + 1) }
        }
        #expect(try (place.open().path(of: name) != nil) == (size >= Packs.largestBlob))
    }

    @Test("a stream gives the same name as the whole", arguments: [10, 64_000, 65_536, 200_000])
    func streams(size: Int) async throws {
        let place = try Place()
        let content = bytes(size)
        let pieces = AsyncStream<[UInt8]> { stream in
            for start in Swift.stride(from: 0, to: size, by: 10_000) { stream.yield(Array(content[start..<min(size, start + 10_000)])) }
            stream.finish()
        }
        let (name, count) = try await place.open().put(pieces)
        #expect(name == ContentHash.hex(of: content))
        #expect(count == Int64(size))
        #expect(try place.open().read(name) == content)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: place.path).allSatisfy { !$0.hasSuffix("winnow-tmp") })
    }

    @Test("equal bytes are kept once")
    func once() throws {
        let place = try Place()
        let store = place.open()
        let names = try store.put([bytes(10), bytes(20), bytes(10)])
        #expect(names[0] == names[2])
        let size = try FileDescriptor.size(of: try place.packs[0])
        _ = try store.put([bytes(20), bytes(10)])
        #expect(try FileDescriptor.size(of: try place.packs[0]) == size)
    }

    @Test("what is missing or not a name is said")
    func missing() throws {
        let place = try Place()
        let store = place.open()
        let name = String(repeating: "0", count: 64)
        #expect(throws: StorageError.blobMissing(sha256: name)) { try store.read(name) }
        #expect(throws: StorageError.notADigest("../etc")) { try store.read("../etc") }
        #expect(try !store.contains(name))
    }

    @Test("a pack torn at any byte keeps every whole record and takes new ones", arguments: [1, 20, 45, 90, 139])
    func tornTail(cut: Int64) throws {
        let place = try Place()
        let contents = (0..<5).map { bytes(100, UInt8($0)) }
        let names = try place.open().put(contents)
        let pack = try place.packs[0]
        let size = try #require(try FileDescriptor.size(of: pack))
        try FileDescriptor(pack, O_RDWR).truncate(to: size - cut)
        try FileDescriptor(pack + "-index", O_RDWR).truncate(to: Int64(2 * PackFormat.entrySize + 7))
        let reader = place.open()
        for place in 0..<4 { #expect(try reader.read(names[place]) == contents[place]) }
        #expect(throws: StorageError.self) { try reader.read(names[4]) }
        let again = try place.open().put([contents[4], bytes(50, 99)])
        let reopened = place.open()
        #expect(try reopened.read(again[0]) == contents[4])
        for (name, content) in zip(names, contents) { #expect(try reopened.read(name) == content) }
    }

    @Test("garbage behind the last record is cut off, not read")
    func garbageTail() throws {
        let place = try Place()
        let name = try place.open().put(bytes(10))
        let pack = try place.packs[0]
        try [UInt8](repeating: 0, count: 4096).withUnsafeBytes { try FileDescriptor(pack, O_WRONLY | O_APPEND).write($0) }
        let store = place.open()
        #expect(try store.read(name) == bytes(10))
        let next = try store.put(bytes(30))
        #expect(try place.open().read(next) == bytes(30))
    }

    @Test("two processes keep small blobs at once and read each other's")
    func twoProcesses() throws {
        let place = try Place()
        let (one, two) = (place.open(), place.open())
        let first = try one.put(bytes(10, 1)), second = try two.put(bytes(10, 2))
        let third = try one.put(bytes(10, 3))
        #expect(try two.read(first) == bytes(10, 1))
        #expect(try one.read(second) == bytes(10, 2))
        #expect(try two.read(third) == bytes(10, 3))
        #expect(try place.packs.count == 2)
    }

    @Test("a changed file is found out")
    func damaged() throws {
        let place = try Place()
        let store = place.open()
        let name = try store.put(bytes(100_000))
        let path = try #require(try store.path(of: name))
        try [UInt8(0)].withUnsafeBytes { try FileDescriptor(path, O_WRONLY).write($0) }
        #expect(throws: StorageError.self) { try store.verify(name) }
    }

    @Test("files are for their owner only")
    func modes() async throws {
        let path = NSTemporaryDirectory() + "winnow-modes-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let workspace = try Workspace.create(at: path)
        try workspace.store.blobs.put(bytes(100_000))
        try workspace.store.blobs.put(bytes(10))
        let secret = try workspace.secret("cookie")
        #expect(secret.utf8.count == 64)
        #expect(try workspace.secret("cookie") == secret)
        #expect(try Workspace.open(at: path).secret("cookie") == secret)
        for entry in try FileManager.default.subpathsOfDirectory(atPath: path) + ["."] {
            let mode = try FileManager.default.attributesOfItem(atPath: "\(path)/\(entry)")[.posixPermissions] as? Int
            #expect((mode ?? 0) & 0o077 == 0, "\(entry)")
        }
        #expect(throws: StorageError.workspaceExists(path: path)) { try Workspace.create(at: path) }
        #expect(throws: StorageError.notAWorkspace(path: path + "/blobs")) { try Workspace.open(at: path + "/blobs") }
    }
}

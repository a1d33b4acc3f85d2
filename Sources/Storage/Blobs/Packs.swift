import Foundation
import Synchronization

/// Small blobs, many to a file: a million files of a few hundred bytes would cost a disk block and a name each.
///
/// Each process appends to a pack of its own, which it holds locked; all packs are read by all. The table of digests is
/// in memory, read at the first use and again when a digest is not found.
final class Packs: Sendable {
    static let largestBlob = 64 * 1024
    private static let largestPack: Int64 = 256 << 20

    private struct Place { var pack: Int32; var offset: Int64; var length: Int32 }

    private struct State: @unchecked Sendable {
        var packs: [Pack] = []
        var numbers: [String: Int] = [:]
        var places: [Digest: Place] = [:]
        var open: Int?
    }

    private let root: String
    private let state = Mutex(State())

    init(root: String) { self.root = root }

    func size(_ digest: Digest) throws -> Int64? { try state.withLock { try place(of: digest, &$0).map { Int64($0.length) } } }

    /// All of it, or the part that is asked for; nil when there is no such blob.
    func read(_ digest: Digest, offset: Int64, count: Int64?) throws -> [UInt8]? {
        let found: (FileDescriptor, Place)? = try state.withLock { state in
            try place(of: digest, &state).map { (state.packs[Int($0.pack)].file, $0) }
        }
        guard let (file, place) = found else { return nil }
        let wanted = count ?? Int64(place.length) - offset
        guard offset >= 0, wanted >= 0, offset + wanted <= Int64(place.length) else {
            throw StorageError.badRange(sha256: digest.hex, offset: offset, count: wanted, size: Int64(place.length))
        }
        return try file.read(at: place.offset + offset, count: Int(wanted))
    }

    /// Of all packs, in order.
    func digests() throws -> [Digest] {
        try state.withLock { state in
            try refresh(&state)
            return state.places.keys.sorted { $0.words < $1.words }
        }
    }

    /// Keeps those that are not there yet, with one wait for the disk.
    func put(_ blobs: [(digest: Digest, bytes: [UInt8])]) throws {
        try state.withLock { state in
            var seen: Set<Digest> = []
            try refresh(&state)
            let fresh = blobs.filter { state.places[$0.digest] == nil && seen.insert($0.digest).inserted }
            guard !fresh.isEmpty else { return }
            let number = try packToAppend(&state)
            for entry in try state.packs[number].append(fresh) { add(entry, number, &state) }
        }
    }

    // MARK: Under the lock

    private func place(of digest: Digest, _ state: inout State) throws -> Place? {
        if let known = state.places[digest] { return known }
        try refresh(&state)
        return state.places[digest]
    }

    /// Reads what has been added by others, and by runs before this one.
    private func refresh(_ state: inout State) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: root).filter { $0.hasSuffix(".pack") }.sorted()
        for name in names where state.numbers[name] == nil {
            state.numbers[name] = state.packs.count
            state.packs.append(try Pack("\(root)/\(name)"))
        }
        for number in state.packs.indices where number != state.open {
            for entry in try state.packs[number].news() { add(entry, number, &state) }
        }
    }

    private func add(_ entry: PackFormat.Entry, _ number: Int, _ state: inout State) {
        state.places[entry.digest] = Place(pack: Int32(number), offset: entry.offset, length: Int32(entry.length))
    }

    /// The pack this process holds, or the first with room that nobody holds, or a new one.
    private func packToAppend(_ state: inout State) throws -> Int {
        if let open = state.open, state.packs[open].end < Self.largestPack { return open }
        for number in state.packs.indices where number != state.open && state.packs[number].end < Self.largestPack {
            guard state.packs[number].file.tryLock() else { continue }
            for entry in try state.packs[number].repair() { add(entry, number, &state) }
            state.open = number
            return number
        }
        let name = "\(UUID().uuidString.lowercased()).pack"
        let pack = try Pack("\(root)/\(name)", create: true)
        _ = pack.file.tryLock()
        try FileDescriptor.synchroniseDirectory(root)
        state.numbers[name] = state.packs.count
        state.packs.append(pack)
        state.open = state.packs.count - 1
        return state.packs.count - 1
    }
}

/// Where a step puts what does not fit into memory, for as long as it runs.
///
/// Preparing touches no files: whoever runs the step gives it a store, a folder for millions of documents or memory for
/// tests. Names are plain words with digits and hyphens. What is written is read by the same process only.
public protocol SpillStore: AnyObject {
    /// At the end of `name`, which is made when it is not there.
    func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws
    /// In the place of what is there from `offset` on; what is left out before it reads as zeros.
    func write(_ bytes: UnsafeRawBufferPointer, to name: String, at offset: Int) throws
    /// Fills `bytes` from `offset` on; how many there were.
    func read(_ name: String, from offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws -> Int
    /// No error when it is not there.
    func remove(_ name: String) throws
}

/// A store in memory, for tests and for few documents.
public final class MemorySpill: SpillStore {
    private var files: [String: [UInt8]] = [:]

    public init() {}

    public var names: [String] { files.keys.sorted() }

    public func append(_ bytes: UnsafeRawBufferPointer, to name: String) { files[name, default: []].append(contentsOf: bytes) }

    public func write(_ bytes: UnsafeRawBufferPointer, to name: String, at offset: Int) {
        let missing = max(0, offset + bytes.count - files[name, default: []].count)
        files[name, default: []].append(contentsOf: repeatElement(0, count: missing))
        files[name]?.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }

    public func read(_ name: String, from offset: Int, into bytes: UnsafeMutableRawBufferPointer) -> Int {
        guard let file = files[name], offset >= 0, offset < file.count else { return 0 }
        let count = min(bytes.count, file.count - offset)
        file.withUnsafeBytes { bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
        return count
    }

    public func remove(_ name: String) { files[name] = nil }
}

/// A store gave back less than was put into it.
public struct SpillError: Error, Hashable, CustomStringConvertible {
    public var name: String
    public var offset: Int
    public var description: String { "`\(name)` ends before byte \(offset), which was written; was the folder changed meanwhile?" }
}

/// Gathers small appends into large ones.
struct SpillWriter {
    let name: String
    private(set) var written = 0
    private var pending: [UInt8] = []
    private static let enough = 1 << 20

    init(_ name: String) { self.name = name }

    mutating func append(_ bytes: UnsafeRawBufferPointer, _ store: any SpillStore) throws {
        pending.append(contentsOf: bytes)
        written += bytes.count
        if pending.count >= Self.enough { try flush(store) }
    }

    mutating func flush(_ store: any SpillStore) throws {
        guard !pending.isEmpty else { return }
        try pending.withUnsafeBytes { try store.append($0, to: name) }
        pending.removeAll(keepingCapacity: true)
    }
}

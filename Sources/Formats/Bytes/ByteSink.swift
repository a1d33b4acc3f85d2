import Glibc
import Records

/// Bytes to write: a file that appears whole or not at all, standard output, or memory; packed on the way.
///
/// A file is written under a temporary name beside its place, synced and renamed by `finish()`; a sink dropped
/// before that leaves nothing behind. `finish()` tells size and SHA-256 of the bytes as stored.
public final class ByteSink {
    /// Whether `finish()` waits for the disk. `.later` is for a folder that is synced and renamed as a whole.
    public enum Durability: Sendable { case synced, later }

    public let name: String
    private let path: String?
    private let temporary: String?
    private var descriptor: Int32
    private let packer: (any Packer)?
    private let durability: Durability
    private var hash = ContentHash()
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    private var filled = 0
    private var stored: Int64 = 0
    /// What a memory sink holds; empty for others.
    public private(set) var contents: [UInt8] = []

    /// `-` is standard output. Without `compression` the path's extension decides.
    public init(path: String, compression: Compression? = nil, durability: Durability = .synced) throws(ByteError) {
        let isStandardOutput = path == "-"
        name = isStandardOutput ? "(standard output)" : path
        self.durability = durability
        packer = Self.packer(compression ?? Compression(path: path))
        self.path = isStandardOutput ? nil : path
        temporary = isStandardOutput ? nil : Self.temporaryPath(for: path)
        descriptor = temporary.map { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) } ?? 1
        if descriptor < 0 { throw .cannotWrite(path, reason: lastSystemError()) }
    }

    public init(memory name: String = "(memory)", compression: Compression = .none) {
        self.name = name
        durability = .later
        packer = Self.packer(compression)
        path = nil
        temporary = nil
        descriptor = -1
    }

    deinit {
        buffer.deallocate()
        if let temporary, descriptor >= 0 {
            close(descriptor)
            unlink(temporary)
        }
    }

    private static func packer(_ compression: Compression) -> (any Packer)? {
        switch compression {
        case .none: nil
        case .gzip: DeflatePacker(.gzip)
        case .zstd: ZstdPacker()
        }
    }

    private static func temporaryPath(for path: String) -> String {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        return "\(path[..<slash]).\(path[slash...]).partial-\(getpid())"
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(ByteError) {
        if bytes.count > buffer.count - filled { try flush(isLast: false) }
        if bytes.count > buffer.count { return try pass(bytes, isLast: false) }
        guard let from = bytes.baseAddress, let to = buffer.baseAddress else { return }
        memcpy(to + filled, from, bytes.count)
        filled += bytes.count
    }

    public func write(_ bytes: [UInt8]) throws(ByteError) {
        try bytes.withUnsafeBytes { raw in Result { () throws(ByteError) in try write(raw) } }.get()
    }

    public func write(_ text: String) throws(ByteError) { try write(Array(text.utf8)) }

    private func flush(isLast: Bool) throws(ByteError) {
        try pass(UnsafeRawBufferPointer(rebasing: buffer[0..<filled]), isLast: isLast)
        filled = 0
    }

    private func pass(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(ByteError) {
        guard let packer else { return try store(bytes) }
        try packer.pack(bytes, isLast: isLast) { (packed) throws(ByteError) in try store(packed) }
    }

    private func store(_ bytes: UnsafeRawBufferPointer) throws(ByteError) {
        hash.update(bytes)
        stored += Int64(bytes.count)
        guard descriptor >= 0 else { contents.append(contentsOf: bytes); return }
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, start, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .cannotWrite(name, reason: lastSystemError())
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Puts the file in its place. Nothing may be written afterwards.
    @discardableResult
    public func finish() throws(ByteError) -> WrittenFile {
        try flush(isLast: true)
        if let path, let temporary { try settle(temporary, at: path) }
        return WrittenFile(name: path ?? name, bytes: stored, sha256: ContentHash.hex(hash.finish()))
    }

    private func settle(_ temporary: String, at path: String) throws(ByteError) {
        if durability == .synced, fsync(descriptor) != 0 { throw .cannotWrite(name, reason: lastSystemError()) }
        close(descriptor)
        descriptor = -1
        guard rename(temporary, path) == 0 else {
            let reason = lastSystemError()
            unlink(temporary)
            throw .cannotWrite(name, reason: reason)
        }
    }
}

/// One file as it was stored.
public struct WrittenFile: Sendable, Hashable, Codable {
    public var name: String
    public var bytes: Int64
    /// 64 lower-case hexadecimal digits.
    public var sha256: String
    public init(name: String, bytes: Int64, sha256: String) {
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
    }
}

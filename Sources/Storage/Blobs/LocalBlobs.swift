import Foundation
import Records

/// The blob store of a workspace directory: small blobs in packs, others as files of their own.
public final class LocalBlobs: BlobStore {
    private let files: DirectoryBlobs
    private let packs: Packs

    /// Both directories must exist.
    public init(blobs: String, packs: String) {
        files = DirectoryBlobs(root: blobs)
        self.packs = Packs(root: packs)
    }

    public func put(_ batch: [[UInt8]]) throws -> [String] {
        let named = batch.map { (digest: Digest.of($0), bytes: $0) }
        try packs.put(named.filter { $0.bytes.count < Packs.largestBlob })
        for blob in named where blob.bytes.count >= Packs.largestBlob { try files.put(blob.bytes, as: blob.digest) }
        return named.map { $0.digest.hex }
    }

    public func writer() throws -> any BlobWriter { LocalBlobWriter(files: files, packs: packs) }

    public func size(of sha256: String) throws -> Int64? {
        let digest = try digest(sha256)
        return try packs.size(digest) ?? files.size(digest)
    }

    public func read(_ sha256: String, offset: Int64, count: Int64?) throws -> [UInt8] {
        let digest = try digest(sha256)
        if let bytes = try packs.read(digest, offset: offset, count: count) { return bytes }
        guard let size = try files.size(digest) else { throw StorageError.blobMissing(sha256: sha256) }
        let wanted = count ?? size - offset
        guard offset >= 0, wanted >= 0, offset + wanted <= size else {
            throw StorageError.badRange(sha256: sha256, offset: offset, count: wanted, size: size)
        }
        return try FileDescriptor(files.path(digest), O_RDONLY).read(at: offset, count: Int(wanted))
    }

    public func path(of sha256: String) throws -> String? {
        let digest = try digest(sha256)
        return try files.size(digest) == nil ? nil : files.path(digest)
    }

    public func forEachName(_ body: (String) throws -> Void) throws {
        for digest in try packs.digests() { try body(digest.hex) }
        try files.forEachName(body)
    }

    public func verify(_ sha256: String) throws {
        guard let size = try size(of: sha256) else { throw StorageError.blobMissing(sha256: sha256) }
        var hash = ContentHash()
        var offset: Int64 = 0
        while offset < size {
            let piece = try read(sha256, offset: offset, count: min(1 << 20, size - offset))
            guard !piece.isEmpty else { break }
            hash.update(piece)
            offset += Int64(piece.count)
        }
        let found = ContentHash.hex(hash.finish())
        guard found == sha256 else { throw StorageError.blobDamaged(sha256: sha256, found: found) }
    }

    private func digest(_ sha256: String) throws -> Digest {
        guard let digest = Digest(hex: sha256) else { throw StorageError.notADigest(sha256) }
        return digest
    }
}

/// Holds the first 64 kB back: a blob that ends before them goes into a pack, a longer one into a file.
final class LocalBlobWriter: BlobWriter {
    private let files: DirectoryBlobs
    private let packs: Packs
    private var hash = ContentHash()
    private var held: [UInt8] = []
    private var file: FileDescriptor?
    private var size: Int64 = 0

    init(files: DirectoryBlobs, packs: Packs) {
        self.files = files
        self.packs = packs
    }

    deinit { cancel() }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        hash.update(bytes)
        size += Int64(bytes.count)
        if let file { return try file.write(bytes) }
        held += bytes
        guard held.count >= Packs.largestBlob else { return }
        let file = try files.temporary()
        self.file = file
        try held.withUnsafeBytes { try file.write($0) }
        held = []
    }

    func finish() throws -> (sha256: String, size: Int64) {
        let digest = hash.finish().withUnsafeBytes { Digest($0) }
        if let file {
            if try files.size(digest) == size { cancel() } else { try files.settle(file, as: digest) }
            self.file = nil
        } else {
            try packs.put([(digest, held)])
        }
        return (digest.hex, size)
    }

    func cancel() {
        guard let file else { return }
        unlink(file.path)
        self.file = nil
    }
}

import Foundation
import Records

/// Files that people send, below `incoming/` of the workspace, until they are collected.
///
/// A file stands under its name only once all of its bytes are on the disk; sent again, it takes the place of the
/// former one. Names are checked by who calls: every part is one that may be a file's.
public struct IncomingFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// Keeps the pieces as `parts.joined("/")`. Nothing is left of one that breaks off.
    public func receive<Pieces: AsyncSequence>(_ pieces: Pieces, as parts: [String]) async throws -> (size: Int64, sha256: String)
    where Pieces.Element == [UInt8] {
        var folder = path
        try Self.makeFolders(folder)
        for part in parts.dropLast() {
            folder += "/\(part)"
            try FileDescriptor.makeDirectory(folder)
        }
        let file = try FileDescriptor("\(folder)/\(UUID().uuidString.lowercased()).winnow-tmp", O_WRONLY | O_CREAT | O_EXCL)
        do throws(any Error) {
            var hash = ContentHash()
            var size: Int64 = 0
            for try await piece in pieces {
                piece.withUnsafeBytes { hash.update($0) }
                size += Int64(piece.count)
                try piece.withUnsafeBytes { try file.write($0) }
            }
            try file.synchronise()
            file.close()
            guard rename(file.path, "\(folder)/\(parts.last ?? "")") == 0 else { throw FileDescriptor.failure(file.path, "rename") }
            try FileDescriptor.synchroniseDirectory(folder)
            return (size, ContentHash.hex(hash.finish()))
        } catch {
            unlink(file.path)
            throw error
        }
    }

    private static func makeFolders(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageError.cannotOpen(path: path, detail: error.localizedDescription)
        }
    }
}

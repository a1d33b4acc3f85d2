import Foundation

/// Blobs as files named by digest in two levels of folders: `ab/cd/abcd...`.
///
/// Written beside their place under a temporary name, made durable, then renamed, so a name never stands for half a
/// blob. Temporary files of a killed process are left; they hold nothing anybody waits for.
struct DirectoryBlobs: Sendable {
    let root: String

    func path(_ digest: Digest) -> String { "\(folder(digest))/\(digest.hex)" }

    private func folder(_ digest: Digest) -> String {
        let hex = digest.hex
        return "\(root)/\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))"
    }

    func size(_ digest: Digest) throws -> Int64? { try FileDescriptor.size(of: path(digest)) }

    /// In order; other files, such as those that a killed process left half written, are passed over.
    func forEachName(_ body: (String) throws -> Void) throws {
        for first in try Self.names(in: root) where first.count == 2 {
            for second in try Self.names(in: "\(root)/\(first)") {
                for name in try Self.names(in: "\(root)/\(first)/\(second)") where Digest(hex: name) != nil { try body(name) }
            }
        }
    }

    private static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    func temporary() throws -> FileDescriptor {
        let name = "\(root)/\(UUID().uuidString.lowercased()).winnow-tmp"
        return try FileDescriptor(name, O_WRONLY | O_CREAT | O_EXCL)
    }

    func put(_ bytes: [UInt8], as digest: Digest) throws {
        if try size(digest) == Int64(bytes.count) { return }
        let file = try temporary()
        do {
            try bytes.withUnsafeBytes { try file.write($0) }
            try settle(file, as: digest)
        } catch {
            unlink(file.path)
            throw error
        }
    }

    /// Gives a finished temporary file its name.
    func settle(_ file: FileDescriptor, as digest: Digest) throws {
        try file.synchronise()
        file.close()
        let folder = folder(digest)
        let parent = String(folder.dropLast(3))
        try FileDescriptor.makeDirectory(parent)
        try FileDescriptor.makeDirectory(folder)
        guard rename(file.path, path(digest)) == 0 else { throw FileDescriptor.failure(file.path, "rename") }
        for changed in [folder, parent, root] { try FileDescriptor.synchroniseDirectory(changed) }
    }
}

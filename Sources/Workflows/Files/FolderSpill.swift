import Foundation
import Preparing

/// What is being compared, in files of a folder of its own instead of memory; the folder goes with it.
public final class FolderSpill: SpillStore {
    private let folder: URL
    private var handles: [String: FileHandle] = [:]
    /// Bytes.
    public private(set) var written = 0

    /// Below `parent`, or below the system's folder for temporary files.
    public init(in parent: String? = nil) throws {
        let parent = parent.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: parent.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw WorkflowError(.unavailable, "spill.no-folder", "there is no folder `\(parent.path)`", hint: "make it, where there is room for the texts and 28 bytes more of each")
        }
        folder = parent.appendingPathComponent("winnow-spill-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    public func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws {
        let handle = try handle(name)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(bytes))
        written += bytes.count
    }

    public func write(_ bytes: UnsafeRawBufferPointer, to name: String, at offset: Int) throws {
        let handle = try handle(name)
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: Data(bytes))
    }

    /// `pread`, which has no place of its own to move.
    public func read(_ name: String, from offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let file = try handle(name).fileDescriptor
        var done = 0
        while done < bytes.count {
            let count = pread(file, base + done, bytes.count - done, off_t(offset + done))
            guard count > 0 else { break }
            done += count
        }
        return done
    }

    public func remove(_ name: String) throws {
        try handles.removeValue(forKey: name)?.close()
        try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }

    private func handle(_ name: String) throws -> FileHandle {
        if let handle = handles[name] { return handle }
        let url = folder.appendingPathComponent(name)
        guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600]) else { throw CocoaError(.fileWriteNoPermission) }
        let handle = try FileHandle(forUpdating: url)
        handles[name] = handle
        return handle
    }
}

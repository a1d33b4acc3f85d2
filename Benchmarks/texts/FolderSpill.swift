import Foundation
import Preparing

/// Files in a folder of its own, which goes with it.
final class FolderSpill: SpillStore {
    private let folder: URL
    private var handles: [String: FileHandle] = [:]
    private(set) var written = 0

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-spill-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws {
        let handle = try handle(name)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(bytes))
        written += bytes.count
    }

    /// `pread`, which has no place of its own to move.
    func read(_ name: String, from offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws -> Int {
        let file = try handle(name).fileDescriptor
        var done = 0
        while done < bytes.count {
            let count = pread(file, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            guard count > 0 else { break }
            done += count
        }
        return done
    }

    func remove(_ name: String) throws {
        try handles.removeValue(forKey: name)?.close()
        try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }

    private func handle(_ name: String) throws -> FileHandle {
        if let handle = handles[name] { return handle }
        let url = folder.appendingPathComponent(name)
        FileManager.default.createFile(atPath: url.path, contents: nil)
        let handle = try FileHandle(forUpdating: url)
        handles[name] = handle
        return handle
    }
}

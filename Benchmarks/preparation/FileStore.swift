import Foundation
import Preparing

/// A folder for what a search spills, gone with the process's run.
final class FileStore: SpillStore {
    private let folder = NSTemporaryDirectory() + "/preparing-\(getpid())"
    private var files: [String: Int32] = [:]
    /// Bytes.
    private(set) var written = 0

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws {
        let file = try file(name)
        guard lseek(file, 0, SEEK_END) >= 0 else { throw Mistake("`\(name)` has no end") }
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(file, bytes.baseAddress! + done, bytes.count - done)
            guard count > 0 else { throw Mistake("`\(name)` cannot be written: is the disk full?") }
            done += count
        }
        written += bytes.count
    }

    func write(_ bytes: UnsafeRawBufferPointer, to name: String, at offset: Int) throws {
        guard pwrite(try file(name), bytes.baseAddress, bytes.count, off_t(offset)) == bytes.count else { throw Mistake("`\(name)` cannot be written: is the disk full?") }
    }

    func read(_ name: String, from offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws -> Int {
        let file = try file(name)
        var done = 0
        while done < bytes.count, case let count = pread(file, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done)), count > 0 { done += count }
        return done
    }

    func remove(_ name: String) throws {
        if let file = files.removeValue(forKey: name) { close(file) }
        unlink(folder + "/" + name)
    }

    private func file(_ name: String) throws -> Int32 {
        if let file = files[name] { return file }
        let file = open(folder + "/" + name, O_RDWR | O_CREAT, 0o600)
        guard file >= 0 else { throw Mistake("`\(name)` cannot be made in \(folder)") }
        files[name] = file
        return file
    }
}

import Foundation
import Media

/// A folder that is gone when the test is over, and ffmpeg to draw into it.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-media-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    @discardableResult
    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: url.appendingPathComponent(name))
        return path(name)
    }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appendingPathComponent(name))) }

    /// False, and a loud line, where ffmpeg is not installed.
    static func hasTools(for what: String) -> Bool {
        guard MediaTools().areInstalled else {
            print("SKIPPED (no ffmpeg): \(what)")
            return false
        }
        return true
    }

    /// `ffmpeg -y ARGUMENTS NAME`, and the path of the file.
    @discardableResult
    func draw(_ name: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ffmpeg", "-v", "error", "-nostdin", "-y"] + arguments + [path(name)]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw DrawingFailed(arguments: arguments) }
        return path(name)
    }

    struct DrawingFailed: Error {
        var arguments: [String]
    }
}

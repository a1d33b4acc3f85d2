import Foundation

/// The checkout these tests are about: its files as git lists them, so that builds and editors may leave what they like.
enum Checkout {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// Every file that is committed or would be, relative to the root, sorted.
    static func files() throws -> [String] {
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "-C", root.path, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        let output = Pipe()
        git.standardOutput = output
        try git.run()
        let listed = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        guard git.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
        let names = String(decoding: listed, as: UTF8.self).split(separator: "\0").map(String.init)
        return Set(names).filter(exists).sorted()
    }

    static func files(under folders: [String], endings: [String]) throws -> [String] {
        try files().filter { file in
            folders.contains { file.hasPrefix($0 + "/") } && endings.contains { file.hasSuffix($0) }
        }
    }
}

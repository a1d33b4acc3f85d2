import Foundation
import Records

/// Runs reference cases and writes what our methods make of them, for comparison with what other libraries made.
///
///     parity CASES OUT [NAME...]
///
/// CASES holds a folder per case with its input files; `OUT/<case>.json` gets the keys of the case's `values`. The
/// expected results are never read. A folder is run by the case whose name it has, or begins with; else by the one that
/// reads exactly its files. Exit code 1 when a case failed or no method knows it, after all others were run.
@main
struct Parity {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 2 else {
            FileHandle.standardError.write(Data("usage: parity CASES OUT [NAME...]\n".utf8))
            exit(2)
        }
        let (cases, out, chosen) = (URL(fileURLWithPath: arguments[0]), URL(fileURLWithPath: arguments[1]), Set(arguments.dropFirst(2)))
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        let folders = try FileManager.default.contentsOfDirectory(at: cases, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true }
            .filter { chosen.isEmpty || chosen.contains($0.lastPathComponent) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        var failures = 0
        for folder in folders where !run(CaseFolder(folder), into: out) { failures += 1 }
        print("\(folders.count - failures) of \(folders.count) cases written to \(out.path)")
        if failures > 0 { exit(1) }
    }

    /// false, with the reason on standard error, when there is no result.
    private static func run(_ folder: CaseFolder, into out: URL) -> Bool {
        do {
            guard let method = ParityCatalog.method(for: folder) else { throw CaseError("no method is known for the files \(folder.files.joined(separator: ", "))") }
            let text = JSONValue.object(try method.run(folder)).text()
            try Data((text + "\n").utf8).write(to: out.appendingPathComponent("\(folder.name).json"))
            return true
        } catch {
            FileHandle.standardError.write(Data("\(folder.name): \(error)\n".utf8))
            return false
        }
    }
}

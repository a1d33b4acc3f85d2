import Foundation
import Records

/// Speed and memory of label quality on one core, in processor seconds, so that other work on the machine does not count.
///
///     quality [NAME...]        JSON lines: what ran, its seconds, its bar and the memory it took at most
///     quality --growth NAME    the same method from 1e4 votes up to 1e7
///
/// A case runs in a process of its own (`quality --case NAME`), so that its memory is its own.
@main
struct Quality {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "--case":
            guard arguments.count > 1, let chosen = SpeedCatalog.all.first(where: { $0.name == arguments[1] }) else { exit(2) }
            print(JSONValue.object(try chosen.report(scale: arguments.count > 2 ? Int(arguments[2]) : nil)).text())
        case "--growth":
            for scale in [10_000, 100_000, 1_000_000, 10_000_000] { try alone(arguments.count > 1 ? arguments[1] : "majority", scale) }
        default:
            if arguments.isEmpty { arguments = SpeedCatalog.all.map(\.name) }
            for name in arguments { try alone(name, nil) }
        }
    }

    private static func alone(_ name: String, _ scale: Int?) throws {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        child.arguments = ["--case", name] + (scale.map { [String($0)] } ?? [])
        try child.run()
        child.waitUntilExit()
        guard child.terminationStatus == 0 else {
            FileHandle.standardError.write(Data("quality: `\(name)` failed; known are \(SpeedCatalog.all.map(\.name).joined(separator: ", "))\n".utf8))
            exit(1)
        }
    }
}

import Foundation
import Records

/// Speed and memory of label quality on one core, in processor seconds, so that other work on the machine does not count.
///
///     quality [NAME...]           JSON lines: what ran, its seconds, its bar and the memory it took at most
///     quality --peers [NAME...]   the same, beside the library people use today, on the same input (Benchmarks/peers)
///     quality --growth [NAME...]  the same methods from 1e4 votes up to 1e7
///
/// A case runs in a process of its own (`quality --case NAME [SIZE]`), so that its memory is its own;
/// `quality --input NAME FOLDER` writes what it runs on.
@main
struct Quality {
    static func main() {
        do {
            try measure()
        } catch {
            FileHandle.standardError.write(Data("quality: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func measure() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let mode = arguments.first.map { $0.hasPrefix("--") ? $0 : "" } ?? ""
        if !mode.isEmpty { arguments.removeFirst() }
        switch mode {
        case "--case": say(JSONValue.object(try named(arguments.first).report(scale: arguments.dropFirst().first.flatMap { Int($0) })).text())
        case "--input":
            guard let peer = try named(arguments.first).peer, arguments.count > 1 else { throw Mistake("`--input` takes a case with a peer, and a folder") }
            try peer.write(InputFolder(path: arguments[1]))
        case "--growth": try growth(arguments.isEmpty ? grown : arguments)
        case "--peers": try beside(arguments.isEmpty ? SpeedCatalog.all.filter { $0.peer != nil }.map(\.name) : arguments)
        case "": for name in arguments.isEmpty ? SpeedCatalog.all.map(\.name) : arguments { say(try Self.run(["--case", try named(name).name])) }
        default: throw Mistake("there is no `\(mode)`; there are --peers, --growth, --case and --input")
        }
    }

    /// What the plot of docs/benchmarks.md shows.
    private static let grown = ["alpha", "majority", "wawa", "one-coin", "dawid-skene", "glad", "mace"]

    private static func growth(_ names: [String]) throws {
        for name in names {
            for scale in [10_000, 100_000, 1_000_000, 10_000_000] { say(try run(["--case", try named(name).name, "\(scale)"])) }
        }
    }

    private static func beside(_ names: [String]) throws {
        let peers = try PeerLibraries()
        for name in names {
            guard case .object(var report) = try JSONParser.parse(try run(["--case", try named(name).name])) else { throw Mistake("`\(name)` printed no report") }
            for (key, value) in try peers.figures(of: name).members { report[key] = value }
            say(JSONValue.object(report).text())
        }
    }

    /// At once, since a run takes minutes and its output is mostly a file.
    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    private static func named(_ name: String?) throws -> SpeedCase {
        guard let found = SpeedCatalog.all.first(where: { $0.name == name }) else {
            throw Mistake("there is no case `\(name ?? "")`; there are \(SpeedCatalog.all.map(\.name).joined(separator: ", "))")
        }
        return found
    }

    /// What this program prints, given other arguments, without the last line break.
    static func run(_ arguments: [String], program: String = CommandLine.arguments[0]) throws -> String {
        let (child, pipe) = (Process(), Pipe())
        child.executableURL = URL(fileURLWithPath: program)
        child.arguments = arguments
        child.standardOutput = pipe
        try child.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        child.waitUntilExit()
        guard child.terminationStatus == 0 else { throw Mistake("`\(([program] + arguments).joined(separator: " "))` ended with \(child.terminationStatus)") }
        return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}

/// Ends the program with a word on standard error.
struct Mistake: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

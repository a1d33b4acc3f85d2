import Foundation
import Records

/// Speed and memory of getting data ready, in processor seconds, and what a second thread gains.
///
///     preparing [NAME...]           a JSON line a case: processor seconds on one thread with their bar, peak memory, and
///                                   seconds by the clock on one thread and on two
///     preparing --growth [NAME...]  processor seconds and peak memory at sizes a factor of ten apart, on one thread
///     preparing --peers [NAME...]   processor seconds on one thread beside the library people use (Benchmarks/peers)
///     --runs N                      before the names: the least and the median of so many runs (usually 3; growth 1)
///     --most N                      before the names: no size of growth above this
///
/// Every run is a process of its own (`preparing --case NAME SIZE THREADS`), so that its memory is its own;
/// `preparing --input NAME FOLDER` writes what a case runs on, for other libraries.
@main
struct PreparingSpeed {
    static func main() {
        do {
            try measure(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("preparing: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func measure(_ words: [String]) throws {
        var words = words
        switch words.first {
        case "--case":
            guard words.count == 4, let size = Int(words[2]), let threads = Int(words[3]) else { throw Mistake("`--case` takes a name, a size and threads") }
            return say(try named(words[1]).report(size: size, threads: threads))
        case "--input":
            guard words.count == 3 else { throw Mistake("`--input` takes a name and a folder") }
            return try named(words[1]).write(words[2])
        default: break
        }
        let isGrowth = words.first == "--growth", isBeside = words.first == "--peers"
        if isGrowth || isBeside { words.removeFirst() }
        let runs = try taken("--runs", from: &words) ?? (isGrowth ? 1 : 3), most = try taken("--most", from: &words) ?? .max
        let cases = try words.isEmpty ? PreparingCase.all : words.map(named)
        for one in cases { try isGrowth ? growth(one, runs, most) : isBeside ? beside(one, runs) : speed(one, runs) }
    }

    private static func taken(_ name: String, from words: inout [String]) throws -> Int? {
        guard words.first == name else { return nil }
        guard words.count > 1, let number = Int(words[1]), number > 0 else { throw Mistake("`\(name)` takes a number") }
        words.removeFirst(2)
        return number
    }

    /// One thread and two in turn, so that a machine that slows down slows both.
    private static func speed(_ one: PreparingCase, _ runs: Int) throws {
        var alone: [JSONObject] = [], together: [JSONObject] = []
        for _ in 0..<runs {
            alone.append(try run(one, one.size, threads: 1))
            together.append(try run(one, one.size, threads: 2))
        }
        var report = alone[0]
        let seconds = Spread(alone, "cpu_seconds"), first = Spread(alone, "wall_seconds"), second = Spread(together, "wall_seconds")
        report["cpu_seconds"] = .double(seconds.least)
        report["cpu_seconds_median"] = .double(seconds.median)
        report["bar_seconds"] = .double(one.barSeconds)
        if let rate = one.barRate { report["bar_per_second"] = .double(rate) }
        let peak = Spread(alone, "peak_mib").median
        report["meets"] = .bool(seconds.median < one.barSeconds && peak < one.barMebibytes ?? .infinity)
        report["wall_seconds"] = .double(first.least)
        report["wall_seconds_2"] = .double(second.least)
        report["factor"] = .double((first.least / max(1e-9, second.least) * 100).rounded() / 100)
        report["runs"] = .int(Int64(runs))
        say(report)
    }

    private static func growth(_ one: PreparingCase, _ runs: Int, _ most: Int) throws {
        for size in one.growth where size <= most {
            let all = try (0..<runs).map { _ in try run(one, size, threads: 1) }
            var report = all[0]
            report["cpu_seconds"] = .double(Spread(all, "cpu_seconds").least)
            say(report)
        }
    }

    /// The library of Benchmarks/peers gets the input as files, in a folder that is gone afterwards.
    private static func beside(_ one: PreparingCase, _ runs: Int) throws {
        guard let input = one.input else { return }
        let python = ProcessInfo.processInfo.environment["PEERS_PYTHON"] ?? ".venv-peers-preparing/bin/python"
        let folder = NSTemporaryDirectory() + "/preparing-\(ProcessInfo.processInfo.processIdentifier)-\(one.name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try input(folder)
        let all = try (0..<runs).map { _ in try run(one, one.size, threads: 1) }
        var report = all[0]
        report["cpu_seconds"] = .double(Spread(all, "cpu_seconds").least)
        for (key, value) in try lines(of: python, ["Benchmarks/peers/peers.py", one.name, folder]).members { report[key] = value }
        say(report)
    }

    private static func run(_ one: PreparingCase, _ size: Int, threads: Int) throws -> JSONObject {
        try lines(of: CommandLine.arguments[0], ["--case", one.name, "\(size)", "\(threads)"])
    }

    /// What a program prints, one object.
    private static func lines(of program: String, _ arguments: [String]) throws -> JSONObject {
        let (child, pipe) = (Process(), Pipe())
        child.executableURL = URL(fileURLWithPath: program)
        child.arguments = arguments
        child.standardOutput = pipe
        try child.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        child.waitUntilExit()
        let last = String(decoding: output, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
        guard child.terminationStatus == 0, case .object(let report) = try JSONParser.parse(last) else {
            throw Mistake("`\(([program] + arguments).joined(separator: " "))` ended with \(child.terminationStatus)")
        }
        return report
    }

    /// At once, since a run takes minutes and its output is mostly a file.
    private static func say(_ report: JSONObject) { FileHandle.standardOutput.write(Data((JSONValue.object(report).text() + "\n").utf8)) }

    private static func named(_ name: String) throws -> PreparingCase {
        guard let found = PreparingCase.all.first(where: { $0.name == name }) else {
            throw Mistake("there is no case `\(name)`; there are \(PreparingCase.all.map(\.name).joined(separator: ", "))")
        }
        return found
    }
}

/// Of several runs.
private struct Spread {
    var least: Double
    var median: Double

    init(_ reports: [JSONObject], _ name: String) {
        let values = reports.compactMap { $0[name]?.double }.sorted()
        (least, median) = (values.first ?? .nan, values.isEmpty ? .nan : values[values.count / 2])
    }
}

/// Ends the program with a word on standard error.
struct Mistake: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

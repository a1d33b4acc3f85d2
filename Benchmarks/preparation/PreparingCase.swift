import Foundation
import Records

/// One thing to time. `prepare` makes the input and gives back the work; only what the work says is timed.
struct PreparingCase: Sendable {
    let name: String
    /// What there are so many of: `documents`.
    let unit: String
    let size: Int
    /// Processor seconds it may take at `size` on one thread.
    let barSeconds: Double
    /// Where the promise is a rate.
    var barRate: Double?
    var barMebibytes: Double?
    let growth: [Int]
    let prepare: @Sendable (_ size: Int, _ threads: Int) throws -> ((Stopwatch) throws -> JSONObject)
    /// The input as files in a folder.
    var input: (@Sendable (_ folder: String) throws -> Void)?

    static let all = textSpeed + personalSpeed + imageSpeed + tableSpeed

    func report(size: Int, threads: Int) throws -> JSONObject {
        let work = try prepare(size, threads), watch = Stopwatch()
        let before = Self.peakMebibytes()
        let words = try work(watch)
        let peak = Self.peakMebibytes()
        var report: JSONObject = ["case": .string(name), "unit": .string(unit), "size": .int(Int64(size)), "threads": .int(Int64(threads))]
        report["cpu_seconds"] = .double(Self.rounded(watch.cpu))
        report["wall_seconds"] = .double(Self.rounded(watch.wall))
        report["grown_mib"] = .double((peak - before).rounded())
        report["peak_mib"] = .double(peak.rounded())
        for (key, value) in words.members { report[key] = value }
        return report
    }

    func write(_ folder: String) throws {
        guard let input else { throw Mistake("`\(name)` has no input to write") }
        try input(folder)
    }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 1e4).rounded() / 1e4 }

    private static func peakMebibytes() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    }
}

/// Processor and clock seconds of those stretches that are timed, summed up.
final class Stopwatch {
    private(set) var cpu = 0.0
    private(set) var wall = 0.0

    func time<Result>(_ body: () throws -> Result) rethrows -> Result {
        let start = (Self.now(CLOCK_PROCESS_CPUTIME_ID), Self.now(CLOCK_MONOTONIC))
        defer {
            cpu += Self.now(CLOCK_PROCESS_CPUTIME_ID) - start.0
            wall += Self.now(CLOCK_MONOTONIC) - start.1
        }
        return try body()
    }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

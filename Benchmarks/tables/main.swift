import Glibc
import Kernels
import Preparing

/// Steps on tables at the sizes of their bars, in processor seconds, so that other work on the machine does not count.
///
///     tables [--threads N] [NAME...]      a JSON line for each: what was done, seconds, bar, peak memory
///
/// With more than one thread `wallSeconds` is what to look at, on a machine that does nothing else.
struct Measured {
    var name: String
    var rows: Int
    var columns: Int
    var bar: Double

    func print(threads: Int, _ body: () throws -> Int) rethrows {
        let (cpu, wall) = (Self.clock(CLOCK_PROCESS_CPUTIME_ID), Self.clock(CLOCK_MONOTONIC))
        let found = try body()
        let (spent, passed) = (Self.clock(CLOCK_PROCESS_CPUTIME_ID) - cpu, Self.clock(CLOCK_MONOTONIC) - wall)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let meets = threads == 1 ? ", \"meets\": \(spent < bar)" : ""
        Swift.print("{\"name\": \"\(name)\", \"rows\": \(rows), \"columns\": \(columns), \"threads\": \(threads), \"found\": \(found), "
            + "\"cpuSeconds\": \(Self.short(spent)), \"wallSeconds\": \(Self.short(passed)), \"bar\": \(bar)\(meets), "
            + "\"peakMiB\": \(usage.ru_maxrss / 1024)}")
    }

    private static func clock(_ id: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(id, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func short(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

/// Numbers that lean on each other a little, so that neighbours mean something.
func table(rows: Int, columns: Int, gaps: Double) throws -> TableColumns {
    var random = SeededRandom(seed: 20)
    let shared = (0..<rows).map { _ in random.uniform() }
    return try TableColumns((0..<columns).map { column in
        TableColumn("c\(column)", .numbers((0..<rows).map { row in
            let value = Normal.score(random.uniform() * 0.999 + 0.0005) + shared[row] * Double(column % 5)
            return random.uniform() < gaps ? .nan : value
        }))
    }, rowCount: rows)
}

var arguments = Array(CommandLine.arguments.dropFirst())
var threads = 1
if let place = arguments.firstIndex(of: "--threads"), place + 1 < arguments.count {
    threads = Int(arguments[place + 1]) ?? 1
    arguments.removeSubrange(place...place + 1)
}
let names = arguments
@MainActor func isMeant(_ name: String) -> Bool { names.isEmpty || names.contains(name) }

if isMeant("neighbour-imputation") {
    var gapped = try table(rows: 20_000, columns: 20, gaps: 0.05)
    try Measured(name: "neighbour-imputation", rows: 20_000, columns: 20, bar: 4).print(threads: threads) {
        let rows = TrainingRows.all(of: gapped)
        return try NeighbourImputationSettings().fit(gapped, rows: rows, threads: threads).apply(to: &gapped, threads: threads).changed
    }
}
if isMeant("local-outlier-factor") {
    let whole = try table(rows: 50_000, columns: 10, gaps: 0)
    try Measured(name: "local-outlier-factor", rows: 50_000, columns: 10, bar: 2).print(threads: threads) {
        let settings = RowOutlierSettings(.localOutlierFactor(neighbours: 20, limit: 1.5))
        return try settings.fit(whole, rows: .all(of: whole), threads: threads).flags(in: whole, threads: threads).flags.count
    }
}
if isMeant("isolation-forest") {
    let whole = try table(rows: 100_000, columns: 20, gaps: 0)
    try Measured(name: "isolation-forest", rows: 100_000, columns: 20, bar: 0.6).print(threads: threads) {
        let settings = RowOutlierSettings(.isolationForest(trees: 100, sample: 256, seed: 1))
        return try settings.fit(whole, rows: .all(of: whole), threads: threads).flags(in: whole, threads: threads).flags.count
    }
}

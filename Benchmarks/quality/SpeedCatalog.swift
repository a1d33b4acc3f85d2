import Foundation
import Records

/// One thing to time. `prepare` makes the input and gives back the work; only the work is timed.
struct SpeedCase: Sendable {
    let name: String
    /// What it is about: `1,000,000 votes`.
    let size: String
    /// Processor seconds it may take, and MiB the process may hold beyond its input; nil where there is no bar.
    let seconds: Double?
    let mebibytes: Double?
    /// Given the size to run at (nil: the usual one), makes the input, and gives the work, whose words go into the report.
    let prepare: @Sendable (Int?) throws -> (() throws -> JSONObject)
    /// Where a library of Benchmarks/peers does the same.
    let peer: PeerInput?

    init(
        _ name: String, size: String, seconds: Double? = nil, mebibytes: Double? = nil, peer: PeerInput? = nil,
        prepare: @escaping @Sendable (Int?) throws -> (() throws -> JSONObject)
    ) {
        self.name = name
        self.size = size
        self.seconds = seconds
        self.mebibytes = mebibytes
        self.peer = peer
        self.prepare = prepare
    }

    func report(scale: Int?) throws -> JSONObject {
        let work = try prepare(scale)
        let before = Usage.now()
        let words = try work()
        let after = Usage.now()
        let spent = after.seconds - before.seconds
        let grown = after.peakMebibytes - before.peakMebibytes
        var report: JSONObject = ["case": .string(name), "size": .string(scale.map(String.init) ?? size), "cpu_seconds": .double((spent * 1e4).rounded() / 1e4)]
        if scale == nil, let seconds { report["bar_seconds"] = .double(seconds); report["meets"] = .bool(spent < seconds && mebibytes.map { grown < $0 } ?? true) }
        report["grown_mib"] = .double(grown.rounded())
        report["peak_mib"] = .double(after.peakMebibytes.rounded())
        for (key, value) in words.members { report[key] = value }
        return report
    }
}

/// Writes the input of a case, drawn as the case draws it, for the library that does the same.
struct PeerInput: Sendable {
    let write: @Sendable (InputFolder) throws -> Void
    init(_ write: @escaping @Sendable (InputFolder) throws -> Void) { self.write = write }
}

/// Processor time and peak memory of this process.
struct Usage {
    let seconds: Double
    let peakMebibytes: Double

    static func now() -> Usage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), peakMebibytes: Double(usage.ru_maxrss) / 1024)
    }
}

/// Everything that is timed. Each family is a file beside this one.
enum SpeedCatalog {
    static let all = agreementSpeed + consensusSpeed + crowdlabSpeed + structureSpeed + confidentSpeed + neighbourSpeed + activeSpeed
}

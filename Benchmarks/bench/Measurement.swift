import Foundation

/// One figure as printed: what, how much, in what unit, against which bar.
struct Measurement: Codable {
    var name: String
    var value: Double
    var unit: String
    /// The figure that the project wants; nil when none is set.
    var bar: Double?
    var meets: Bool?

    /// `bar` is an upper bound unless `atLeast`.
    init(_ name: String, _ value: Double, _ unit: String, bar: Double? = nil, atLeast: Bool = false) {
        self.name = name
        self.value = (value * 1000).rounded() / 1000
        self.unit = unit
        self.bar = bar
        meets = bar.map { atLeast ? value >= $0 : value <= $0 }
    }
}

/// Everything one run measured, with the machine and commit it was measured on.
struct BenchmarkReport: Codable {
    struct Machine: Codable {
        var cores = ProcessInfo.processInfo.activeProcessorCount
        var memoryMiB = Int(ProcessInfo.processInfo.physicalMemory >> 20)
        var model = Self.processorModel()

        private static func processorModel() -> String {
            let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
            let line = lines.first { $0.hasPrefix("model name") }
            return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
        }
    }

    var commit: String
    var machine = Machine()
    var measurements: [Measurement]

    func print() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        FileHandle.standardOutput.write(try encoder.encode(self) + Data("\n".utf8))
    }
}

/// Seconds that the body took on the wall.
func seconds<T>(_ body: () async throws -> T) async rethrows -> (T, Double) {
    let start = ContinuousClock.now
    let value = try await body()
    return (value, (ContinuousClock.now - start) / .seconds(1))
}

/// `share` in 0...1, nearest rank.
func percentile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)]
}

/// A line of /proc/<pid>/status in MiB, such as `VmRSS` or `VmHWM`.
func memoryMiB(of process: Int32, _ field: String) -> Double? {
    let lines = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.first { $0.hasPrefix(field) }.flatMap { line in
        line.split(separator: " ", omittingEmptySubsequences: true).dropFirst().first ?? line.split(separator: "\t").dropFirst().first
    }.flatMap { Double($0.trimmingCharacters(in: .whitespaces)) }.map { $0 / 1024 }
}

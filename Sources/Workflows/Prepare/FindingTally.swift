import Records

/// How many findings of each code, for the report of a step.
struct FindingTally {
    private var counts: [String: Int] = [:]

    mutating func add(_ finding: Finding) { counts[finding.code, default: 0] += 1 }

    /// `findings` in all, then each code in order.
    func add(to report: inout JSONObject) {
        report["findings"] = .int(Int64(counts.values.reduce(0, +)))
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) { report[code] = .int(Int64(count)) }
    }

    /// `3 findings: 2 text.empty, 1 text.too-long`. Codes are the keys of the report with a point in them.
    static func words(_ report: JSONObject) -> String {
        let codes = report.members.filter { $0.key.contains(".") }.map { "\($0.value.int ?? 0) \($0.key)" }
        let all = Amount.words(report["findings"]?.int ?? 0, "finding")
        return codes.isEmpty ? all : "\(all): \(codes.joined(separator: ", "))"
    }
}

/// A count with its noun.
enum Amount {
    static func words(_ count: Int64, _ one: String, _ many: String? = nil) -> String { "\(count) \(count == 1 ? one : many ?? one + "s")" }
}

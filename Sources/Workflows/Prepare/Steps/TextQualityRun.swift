import Preparing
import Records
import Storage

/// Asks the quality rules of every text. What a pipeline would drop gets a finding with the reasons; nothing is dropped.
enum TextQualityRun: StepRun {
    static let step = TextQualityStep.name

    static func run(_ work: StepWork) async throws -> JSONObject {
        var quality = TextQuality(try TextQualitySettings(work.settings))
        var withoutText = 0
        try await work.forgetFindings(of: Self.self)
        try await work.forEachBatch { batch in
            var found: [(item: Item?, finding: Finding)] = []
            for item in batch {
                guard let text = item.text else {
                    withoutText += 1
                    continue
                }
                let reasons = quality.add(item.key, text)
                if !reasons.isEmpty { found.append((item: item, finding: finding(item, reasons))) }
            }
            try await work.keep(found)
        }
        var report = try JSONValue(encoding: quality.report).object ?? [:]
        if withoutText > 0 { report["withoutText"] = .int(Int64(withoutText)) }
        return report
    }

    private static func finding(_ item: Item, _ reasons: [String]) -> Finding {
        Finding(.note, "text-quality.dropped", "rules would drop the text: \(reasons.joined(separator: ", "))", at: Place(record: item.key))
    }

    static func words(_ report: JSONObject) -> String {
        let (seen, kept) = (report["seen"]?.int ?? 0, report["kept"]?.int ?? 0)
        let rules = (report["rules"]?.array ?? []).compactMap { rule in
            rule["droppedFirst"]?.int.flatMap { $0 > 0 ? "\($0) \(rule["rule"]?.string ?? "")" : nil }
        }
        return "\(Amount.words(seen, "text")), \(seen - kept) would be dropped" + (rules.isEmpty ? "" : ": \(rules.joined(separator: ", "))")
    }
}

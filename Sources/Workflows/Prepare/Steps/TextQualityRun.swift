import Preparing
import Records
import Storage

/// Asks the quality rules of every text. What a pipeline would drop gets a finding with the reasons; nothing is dropped.
enum TextQualityRun: StepRun {
    static let step = TextQualityStep.name

    static func run(_ work: StepWork) async throws -> JSONObject {
        var quality = TextQuality(try TextQualitySettings(work.settings))
        try await work.forgetFindings(of: Self.self)
        let withoutText = try await work.forEachText { item, text in
            let reasons = quality.add(item.key, text)
            return reasons.isEmpty ? nil : finding(item, reasons)
        }
        return try JSONValue(encoding: quality.report).object.map { withoutText.added(to: $0) } ?? [:]
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

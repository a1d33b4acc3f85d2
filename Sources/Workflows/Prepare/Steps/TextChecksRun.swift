import Preparing
import Records
import Storage

/// Looks at the text of every item. An item without any text is empty where texts are the matter, and passed over in
/// projects of other media.
enum TextChecksRun: StepRun {
    static let step = TextChecksStep.name

    static func run(_ work: StepWork) async throws -> JSONObject {
        let settings = try TextCheckSettings(work.settings)
        try await work.forgetFindings(of: Self.self)
        var seen = 0
        var tally = FindingTally()
        try await work.forEachBatch { batch in
            let texts = batch.filter { $0.text != nil || work.project.definition.media == .text }
            seen += texts.count
            let found = texts.flatMap { item in
                TextCheckCatalog.findings(item.text ?? "", key: item.key, settings).map { (item: Item?.some(item), finding: $0) }
            }
            for one in found { tally.add(one.finding) }
            try await work.keep(found)
        }
        var report: JSONObject = ["seen": .int(Int64(seen))]
        tally.add(to: &report)
        return report
    }

    static func words(_ report: JSONObject) -> String {
        "\(Amount.words(report["seen"]?.int ?? 0, "text")), \(FindingTally.words(report))"
    }
}

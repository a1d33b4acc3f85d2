import Preparing
import Records
import Storage

/// Describes the fields of all items.
enum ProfileRun: StepRun {
    static let step = ProfileStep.name

    static func run(_ work: StepWork) async throws -> JSONObject {
        var profile = TableProfile(try ProfileSettings(work.settings))
        try await work.forEachBatch(size: 5000) { batch in
            for item in batch { profile.add(item.fields) }
        }
        let report = profile.report()
        try await work.forgetFindings(of: Self.self)
        work.head.saw(report.rows)
        try await work.keep(report.findings.map { (nil, $0) })
        return try JSONValue(encoding: report).object ?? [:]
    }

    static func words(_ report: JSONObject) -> String {
        let findings = Int64(report["findings"]?.array?.count ?? 0)
        return "\(Amount.words(report["rows"]?.int ?? 0, "row")) of \(Amount.words(Int64(report["columns"]?.array?.count ?? 0), "field")), \(Amount.words(findings, "finding"))"
    }
}

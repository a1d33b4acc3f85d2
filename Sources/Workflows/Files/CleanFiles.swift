import Preparing
import Records

/// Texts of plain files put right, and judged by the quality rules people know.
public enum CleanFiles {
    public struct Options: Sendable {
        public var field = "text"
        /// Of `TextRule.Family`; none judges nothing.
        public var families: [String] = []
        /// Damage is put right first.
        public var repairs = true
        /// Texts a rule would drop stay, with `dropped_by`.
        public var marks = false
        public init() {}
    }

    public struct Result: Codable, Sendable, Hashable {
        public var records = 0
        /// Records that were written.
        public var written = 0
        /// Texts in which something was put right.
        public var repaired = 0
        public var repairs = TextRepair.Counts()
        public var quality: TextQualityReport
    }

    public static var families: [String] { TextRule.Family.allCases.map(\.rawValue) }

    /// `give` gets every record that stays.
    public static func clean(_ path: String, _ options: Options, watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void) throws -> (result: Result, findings: FileFindings) {
        let file = try RecordFile(path)
        let families = try options.families.map { name in
            guard let family = TextRule.Family(rawValue: name) else { throw WorkflowError.unknown("family of rules", name) }
            return family
        }
        var quality = TextQuality(TextQualitySettings(families: families))
        let repair = TextRepair(options.repairs ? .safe : [])
        var (result, findings) = (Result(quality: quality.report), FileFindings())
        try file.forEachText(of: options.field, &findings, orFinding: "clean.no-text", so: ", so it is left out", watch: watch) { record, text in
            result.records += 1
            guard let text else { return }
            let better = repair.repair(text)
            result.repaired += better.counts.total > 0 ? 1 : 0
            result.repairs.add(better.counts)
            let reasons = quality.add(String(record.number), better.text)
            guard reasons.isEmpty || options.marks else { return }
            var fields = record.fields
            if better.counts.total > 0 { fields[options.field] = .string(better.text) }
            if !reasons.isEmpty { fields["dropped_by"] = .array(reasons.map { .string($0) }) }
            result.written += 1
            try give(fields)
        }
        result.quality = quality.report
        return (result, findings)
    }
}

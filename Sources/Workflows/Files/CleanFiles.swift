import Preparing
import Records

/// Texts of plain files put right, and judged by the quality rules people know and by their language.
public enum CleanFiles {
    public struct Options: Sendable {
        public var field = "text"
        /// Of `TextRule.Family`; none judges nothing.
        public var families: [String] = []
        /// Which languages stay; none named keeps all and asks for none.
        public var languages = LanguageSettings()
        public var models = ModelFolder()
        /// Texts are web pages: what of them people came for is kept, without tags, menus and notices.
        public var pages = false
        /// Damage is put right first.
        public var repairs = true
        /// Texts that a rule or their language would drop stay, with `dropped_by`.
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
        /// Texts dropped by a rule or for their language, marked ones included.
        public var dropped = 0
        /// Blocks of web pages, and those that stayed; nil where texts are no pages.
        public var blocks: BlockCounts?
        public var quality: TextQualityReport
        /// nil where languages were not asked for.
        public var languages: LanguageReport?
    }

    public struct BlockCounts: Codable, Sendable, Hashable {
        public var seen = 0
        public var kept = 0
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
        var languages = options.languages.keep.isEmpty ? nil : try LanguageFiles.filter(options.languages, options.models)
        let repair = TextRepair(options.repairs ? .safe : [])
        var (result, findings) = (Result(blocks: options.pages ? BlockCounts() : nil, quality: quality.report), FileFindings())
        try file.forEachText(of: options.field, &findings, orFinding: "clean.no-text", so: ", so it is left out", watch: watch) { record, text in
            result.records += 1
            guard let text else { return }
            let better = repair.repair(text)
            result.repaired += better.counts.total > 0 ? 1 : 0
            result.repairs.add(better.counts)
            let cleaned = options.pages ? article(better.text, &result) : better.text
            // Rules count every text, whatever its language: their figures are those of the whole file.
            let verdict = languages?.add(String(record.number), cleaned)
            let reasons = (verdict?.reason.map { [$0.rawValue] } ?? []) + quality.add(String(record.number), cleaned)
            result.dropped += reasons.isEmpty ? 0 : 1
            guard reasons.isEmpty || options.marks else { return }
            var fields = record.fields
            if options.pages || better.counts.total > 0 { fields[options.field] = .string(cleaned) }
            if options.marks, let verdict { fields = LanguageFiles.marked(fields, verdict) }
            if !reasons.isEmpty { fields["dropped_by"] = .array(reasons.map { .string($0) }) }
            result.written += 1
            try give(fields)
        }
        (result.quality, result.languages) = (quality.report, languages?.report)
        return (result, findings)
    }

    /// By length and links of the blocks alone: function words would have to be those of the page's language.
    private static func article(_ page: String, _ result: inout Result) -> String {
        let cleaned = Boilerplate().look(at: page)
        result.blocks?.seen += cleaned.blocks.count
        result.blocks?.kept += cleaned.blocks.count(where: \.isKept)
        return cleaned.text
    }
}

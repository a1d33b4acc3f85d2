import Preparing
import Records

public typealias WantedLanguages = LanguageSettings
public typealias TextLanguages = LanguageReport

/// Languages of the texts of plain files.
public enum LanguageFiles {
    public struct Options: Sendable {
        public var field = "text"
        /// What is kept, how sure a guess has to be, and what may occur.
        public var settings = LanguageSettings()
        public var models = ModelFolder()
        public init() {}
    }

    /// Stands for the language of a text that tells none.
    public static var undetermined: String { LanguageCode.undetermined }

    /// Characters of a text that stand in the report as an example.
    static let excerpt = 60

    /// `give` gets every record with its `language` and `language_probability`; nil where only counts are wanted.
    public static func tell(_ path: String, _ options: Options, watch: ReadWatch? = nil, _ give: ((JSONObject) throws -> Void)? = nil) throws -> (report: LanguageReport, findings: FileFindings) {
        var filter = try filter(options.settings, options.models)
        var findings = FileFindings()
        try RecordFile(path).forEachText(of: options.field, &findings, orFinding: "languages.no-text", so: ", so it has no language", watch: watch) { record, text in
            guard let text else { return }
            let verdict = filter.add(String(record.number), text)
            try give?(marked(record.fields, verdict))
        }
        return (filter.report, findings)
    }

    /// A filter whose settings name only languages that there are.
    static func filter(_ settings: LanguageSettings, _ models: ModelFolder) throws -> LanguageFilter {
        LanguageFilter(try identifier(settings, models), settings, excerpt: excerpt)
    }

    static func identifier(_ settings: LanguageSettings, _ models: ModelFolder) throws -> LanguageIdentifier {
        let identifier = try models.languages()
        if let unknown = settings.unknown(to: identifier) {
            throw WorkflowError(.badInput, "language.unknown", "`\(unknown.setting)` names `\(unknown.language)`, a language that is not told here", hint: "told are \(identifier.known.joined(separator: ", "))")
        }
        return identifier
    }

    static func marked(_ fields: JSONObject, _ verdict: LanguageVerdict) -> JSONObject {
        var fields = fields
        fields["language"] = .string(verdict.language ?? LanguageCode.undetermined)
        fields["language_probability"] = .double((verdict.guess.probability * 10_000).rounded() / 10_000)
        return fields
    }
}

import Preparing
import Records
import Storage

/// Tells the language of every text. What is in another one than is kept, or in none that can be told, gets a finding; nothing
/// is dropped. The report names items by their keys and repeats none of their texts.
enum LanguageRun: StepRun {
    static let step = LanguageStep.name

    static func check(_ settings: JSONObject, _ models: ModelFolder) throws {
        _ = try LanguageFiles.identifier(LanguageSettings(settings), models)
    }

    static func run(_ work: StepWork) async throws -> JSONObject {
        let settings = try LanguageSettings(work.settings)
        var filter = LanguageFilter(try LanguageFiles.identifier(settings, work.models), settings)
        try await work.forgetFindings(of: Self.self)
        let withoutText = try await work.forEachText { item, text in
            let verdict = filter.add(item.key, text)
            return verdict.reason.map { finding(item, verdict, $0) }
        }
        return try JSONValue(encoding: filter.report).object.map { withoutText.added(to: $0) } ?? [:]
    }

    private static func finding(_ item: Item, _ verdict: LanguageVerdict, _ reason: LanguageVerdict.Reason) -> Finding {
        let place = Place(record: item.key)
        let guess = verdict.guess.language.map { "`\($0)` with probability \(percent(verdict.guess.probability)) %" }
        switch reason {
        case .other: return Finding(.warning, "language.other", "the text is in \(guess ?? "another language"), which is not kept", at: place)
        case .undetermined:
            let message = guess.map { "the text's language cannot be told; most probable is \($0)" } ?? "the text's language cannot be told: it has no letters that are known"
            return Finding(.note, "language.undetermined", message, at: place)
        }
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }

    static func words(_ report: JSONObject) -> String {
        let counts = (report["languages"]?.array ?? []).map { "\($0["count"]?.int ?? 0) \($0["language"]?.string ?? "")" }
        let undetermined = report["undetermined"]?["count"]?.int ?? 0
        let all = counts + (undetermined > 0 ? ["\(undetermined) undetermined"] : [])
        let (seen, kept) = (report["seen"]?.int ?? 0, report["kept"]?.int ?? 0)
        return "\(Amount.words(seen, "text")), \(seen - kept) not kept" + (all.isEmpty ? "" : ": \(all.joined(separator: ", "))")
    }
}

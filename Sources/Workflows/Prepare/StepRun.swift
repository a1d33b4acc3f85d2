import Records

/// Carrying out one step of the catalogue over a project's items.
///
/// The step itself (name, settings, algorithm) is a value of `Preparing`; this is what reads items for it and keeps what
/// it found.
protocol StepRun: Sendable {
    /// Name in the step catalogue.
    static var step: String { get }
    /// Whether what the step needs beside the items is there, asked before anything runs; throws what is lacking.
    static func check(_ settings: JSONObject, _ models: ModelFolder) throws
    /// Runs to the end or throws; the result is what the run's report says behind its head (`StepHead`).
    static func run(_ work: StepWork) async throws -> JSONObject
    /// The report as a line for people.
    static func words(_ report: JSONObject) -> String
}

extension StepRun {
    static func check(_ settings: JSONObject, _ models: ModelFolder) throws {}
}

/// How each step of `StepCatalog` is carried out. A new one is a file and a line here.
enum StepRunCatalog {
    static let all: [any StepRun.Type] = [TextChecksRun.self, ImageChecksRun.self, NearDuplicatesRun.self, PersonalDataRun.self, TextQualityRun.self, LanguageRun.self, ProfileRun.self, SplitRun.self, LeakageRun.self]

    static func named(_ step: String) -> (any StepRun.Type)? { all.first { $0.step == step } }
}

/// Reports of prepare steps for people.
public enum StepReportWords {
    /// One line; a report of a step that is not known here as it stands.
    public static func line(_ step: String, _ report: JSONObject) -> String {
        StepRunCatalog.named(step)?.words(report) ?? JSONValue.object(report).text()
    }

    /// A line for each mark the step made, with a few keys of items.
    public static func marks(_ report: JSONObject) -> [String] { StepHead.words(report) }
}

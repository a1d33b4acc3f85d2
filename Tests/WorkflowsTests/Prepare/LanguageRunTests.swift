import Foundation
import Preparing
import Records
import Testing

@testable import Workflows

@Suite("Languages of a project's items")
struct LanguageRunTests {
    static let texts: [(key: String, text: String, label: String?)] = [
        (key: "b0", text: "the children are in the garden", label: nil), (key: "b1", text: "die Kinder und ihrem Hund im Garten", label: nil), (key: "b2", text: "12 - 15", label: nil),
    ]

    private func prepared(_ settings: String, models: String) async throws -> (aviary: Aviary, workflows: Workflows, report: JSONObject) {
        let aviary = try await Aviary(more: "prepare:\n  - {step: language\(settings)}")
        try aviary.write(Self.texts)
        try await aviary.collect()
        let workflows = Workflows(aviary.workflows.workspace, models: ModelFolder(models))
        let report = try await workflows.perform(try await workflows.prepare("birds", as: aviary.owner).job).report["language"]?.object ?? [:]
        return (aviary, workflows, report)
    }

    @Test("are counted; other ones and those that cannot be told get a finding; the report repeats no text")
    func found() async throws {
        let models = try LittleLanguages()
        let (aviary, workflows, report) = try await prepared(", keep: [en], threshold: 0.5", models: models.folder)
        #expect(report["seen"] == 3 && report["kept"] == 1)
        #expect(StepReportWords.line("language", report) == "3 texts, 2 not kept: 1 de, 1 en, 1 undetermined")
        let text = JSONValue.object(report).text()
        #expect(!text.contains("Kinder") && text.contains("b1"))
        let findings = try await workflows.findings(of: "birds", as: aviary.owner).findings.filter { $0.code.hasPrefix("language.") }
        #expect(Set(findings.map { "\($0.key ?? "") \($0.code)" }) == ["b1 language.other", "b2 language.undetermined"])
        _ = try await workflows.perform(try await workflows.prepare("birds", as: aviary.owner).job)
        #expect(try await workflows.findings(of: "birds", as: aviary.owner, code: "language.other").findings.count == 1)
    }

    @Test("without profiles, or with a language that is not told, nothing is begun")
    func lacking() async throws {
        let models = try LittleLanguages()
        for (settings, folder, code) in [("", models.folder + "/none", "models.missing"), (", keep: [xx]", models.folder, "language.unknown")] {
            do {
                _ = try await prepared(settings, models: folder)
                Issue.record("was taken")
            } catch let error as WorkflowError {
                #expect(error.code == code, "\(error)")
            }
        }
    }
}

@Suite("Where models lie")
struct ModelFolderTests {
    static let program = URL(fileURLWithPath: "/opt/checkout/.build/x86/release/winnow")

    @Test("the first that is said decides alone; else beside the program, else in the build folder it lies in", arguments: [
        ("/named", ["WINNOW_MODELS": "/variable"], ["/named"]),
        (nil, ["WINNOW_MODELS": "/variable"], ["/variable"]),
        (nil, ["WINNOW_MODELS": ""], ["/opt/checkout/.build/x86/release/models", "/opt/checkout/.build/models"]),
    ] as [(String?, [String: String], [String])])
    func order(named: String?, environment: [String: String], folders: [String]) {
        #expect(ModelFolder(named, environment: environment, program: Self.program).folders == folders)
    }

    @Test("outside a build folder only beside the program")
    func moved() {
        #expect(ModelFolder(nil, environment: [:], program: URL(fileURLWithPath: "/usr/local/bin/winnow")).folders == ["/usr/local/bin/models"])
        #expect(ModelFolder(nil, environment: [:], program: nil).folders.isEmpty)
        #expect(throws: WorkflowError.self) { try ModelFolder(nil, environment: [:], program: nil).languages() }
    }
}

/// A folder with profiles of two languages, counted from lines written for this test.
final class LittleLanguages {
    let folder = NSTemporaryDirectory() + "winnow-models-\(UUID().uuidString)"

    init() throws {
        var counter = LanguageCounter()
        counter.add("The house is on the hill and the children are playing in the garden with their new dog", language: "en")
        counter.add("Das Haus steht auf dem Hügel und die Kinder spielen im Garten mit ihrem neuen Hund", language: "de")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(counter.file()).write(to: URL(fileURLWithPath: folder + "/languages.bin"))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

import Foundation
import Preparing
import Records
import Storage
import Testing

@testable import Workflows

@Suite("What the report of every step begins with, and dry runs")
struct StepHeadTests {
    static let textSteps = ["text-checks", "near-duplicates", "personal-data", "text-quality", "language", "profile", "split", "leakage"]
    static let pictureSteps = ["image-checks", "near-duplicates", "split"]

    private let languages: LittleLanguages

    init() throws { languages = try LittleLanguages() }

    private func workflows(of aviary: Aviary) -> Workflows { Workflows(aviary.workflows.workspace, models: ModelFolder(languages.folder)) }

    /// A text project in which every step has something to say.
    private func aviary() async throws -> Aviary {
        let steps = Self.textSteps.filter { $0 != "split" && $0 != "leakage" }.map { "  - {step: \($0)}" }.joined(separator: "\n")
        let aviary = try await Aviary(more: "prepare:\n\(steps)\nsplits: {train: 0.5, test: 0.5, seed: 3}")
        try aviary.write(
            [(key: "b0", text: "a grey owl on the roof at night", label: "owl"), (key: "b1", text: "A grey owl, on the roof at night!", label: "owl"), (key: "b2", text: "", label: nil),
             (key: "b3", text: "write to ada@lovelace.org", label: nil)] + (4..<9).map { (key: "b\($0)", text: "sighting number \($0 * 1_000_003) of a hawk", label: nil) })
        try await aviary.collect()
        return aviary
    }

    private func gallery() async throws -> Gallery {
        let gallery = try await Gallery(more: "splits: {train: 0.5, test: 0.5, seed: 3}")
        try gallery.draw("a.png", seed: 1)
        try gallery.draw("twin/a.png", seed: 1)
        try gallery.draw("narrow.png", seed: 4, width: 400, height: 8)
        try gallery.draw("d.png", seed: 9)
        try await gallery.collect()
        return gallery
    }

    private func prepare(_ workflows: Workflows, _ slug: String, _ actor: Actor, _ steps: [String], dryRun: Bool = false) async throws -> JSONObject {
        try await workflows.perform(try await workflows.prepare(slug, as: actor, steps: steps, dryRun: dryRun).job).report
    }

    /// Every row of every table, but those of the job that is asked for, the record of who asked, and what is known of
    /// pictures' bytes in any project.
    private func dump(_ workflows: Workflows) async throws -> [String] {
        try await workflows.store.read { connection in
            var tables: [String] = []
            try connection.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('job', 'audit', 'blob_fact') ORDER BY name", []) { row in
                tables.append(row.text(0))
                return true
            }
            var rows: [String] = []
            for table in tables {
                var own: [String] = []
                try connection.query("SELECT * FROM \(table)", []) { row in
                    own.append("\(table): " + (0..<row.columnCount).map { "\(row.value($0))" }.joined(separator: " "))
                    return true
                }
                rows += own.sorted()
            }
            return rows
        }
    }

    private func check(_ reports: JSONObject, _ steps: [String]) {
        #expect(reports.members.map(\.key) == steps)
        for (step, report) in reports.members {
            let keys = report.object?.members.map(\.key) ?? []
            #expect(Array(keys.prefix(5)) == ["seen", "kept", "marked", "examples", "seconds"], "\(step): \(keys)")
            let seen = report["seen"]?.int ?? -1, kept = report["kept"]?.int ?? -1
            #expect(seen > 0 && kept >= 0 && kept <= seen, "\(step): \(kept) of \(seen)")
            #expect((report["seconds"]?.double ?? -1) >= 0)
            #expect((report["seed"] != nil) == (step == "split"))
            let marked = report["marked"]?.object?.members.map(\.key) ?? [], examples = report["examples"]?.object?.members ?? []
            #expect(examples.allSatisfy { marked.contains($0.key) && (1...3).contains($0.value.array?.count ?? 0) })
        }
    }

    @Test("every step of the catalogue has the head")
    func heads() async throws {
        #expect(Set(Self.textSteps + Self.pictureSteps) == Set(StepCatalog.all.map(\.name)), "a new step belongs into one of the lists above")
        let (aviary, gallery) = (try await aviary(), try await gallery())
        let texts = try await prepare(workflows(of: aviary), "birds", aviary.owner, Self.textSteps)
        check(texts, Self.textSteps)
        check(try await prepare(gallery.workflows, "cells", gallery.owner, Self.pictureSteps), Self.pictureSteps)
        #expect(texts["text-checks"]?["marked"]?["text.empty"] == 1 && texts["text-checks"]?["examples"]?["text.empty"]?.array == ["b2"])
        #expect(texts["near-duplicates"]?["marked"] == ["near-duplicates.text": 1] && texts["near-duplicates"]?["examples"] == ["near-duplicates.text": ["b1"]])
        #expect(texts["personal-data"]?["examples"] == ["personal-data.found": ["b3"]] && texts["personal-data"]?["kept"] == 8)
        #expect(texts["split"]?["seed"] == 3)
    }

    @Test("a dry run changes no row and says what the run then does", arguments: [false, true])
    func dryRun(again: Bool) async throws {
        // An audit looks at the split that is stored, which a dry run does not make.
        let textSteps = again ? Self.textSteps : Self.textSteps.filter { $0 != "leakage" }
        let (aviary, gallery) = (try await aviary(), try await gallery())
        for (workflows, slug, owner, steps) in [(workflows(of: aviary), "birds", aviary.owner, textSteps), (gallery.workflows, "cells", gallery.owner, Self.pictureSteps)] {
            if again { _ = try await prepare(workflows, slug, owner, steps) }
            let before = try await dump(workflows)
            // What stands stored is what each step looks at, so a split is compared where groups stood before.
            let compared = again ? steps : steps.filter { $0 != "split" }
            let dry = try await prepare(workflows, slug, owner, steps, dryRun: true)
            #expect(try await dump(workflows) == before)
            check(dry, steps)
            let wet = try await prepare(workflows, slug, owner, steps)
            if !again { #expect(try await dump(workflows) != before, "the run itself changes rows, or the comparison proves nothing") }
            for step in compared {
                for part in ["seen", "kept", "marked", "examples", "sides", "entities", "places"] { #expect(dry[step]?[part] == wet[step]?[part], "\(step), \(part)") }
            }
        }
    }

    @Test("marks are told in words")
    func words() {
        let report: JSONObject = ["marked": ["text.empty": 2, "split.no-time": 1], "examples": ["text.empty": ["b0", "b4"]]]
        #expect(Set(StepReportWords.marks(report)) == ["text.empty: 2, such as b0, b4", "split.no-time: 1"])
    }
}

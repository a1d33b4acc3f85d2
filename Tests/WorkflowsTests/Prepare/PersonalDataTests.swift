import Foundation
import Records
import Storage
import Testing

@testable import Workflows

@Suite("Personal data in a project")
struct PersonalDataTests {
    static let texts: [(key: String, text: String, label: String?)] = [
        (key: "b0", text: "Owl seen. Write to ada@lovelace.org today", label: nil),
        (key: "b1", text: "Nothing to see", label: nil),
        (key: "b2", text: "ada@lovelace.org or grace@hopper.mil", label: nil),
    ]

    static func aviary(labelling: String = "{overlap: 1}") async throws -> Aviary {
        let aviary = try await Aviary(labelling: labelling, more: "prepare:\n  - {step: personal-data}")
        try aviary.write(texts)
        try await aviary.collect()
        return aviary
    }

    @discardableResult
    static func prepare(_ aviary: Aviary) async throws -> JSONObject {
        try await aviary.workflows.perform(try await aviary.workflows.prepare("birds", as: aviary.owner).job).report["personal-data"]?.object ?? [:]
    }

    static func places(_ aviary: Aviary, entity: String? = nil, standing: PersonalDataWord? = nil) async throws -> [PersonalDataPage.Row] {
        try await aviary.workflows.personalData(of: "birds", as: aviary.owner, entity: entity, standing: standing).places
    }

    @Test("is found with the words around it, counted, and told in a finding that repeats none of it")
    func found() async throws {
        let aviary = try await Self.aviary()
        let report = try await Self.prepare(aviary)
        #expect(report["seen"] == 3 && report["touched"] == 2 && report["places"] == 3)
        #expect(StepReportWords.line("personal-data", report) == "3 items, 3 places that may be personal in 2: 3 EMAIL_ADDRESS")
        let rows = try await Self.places(aviary)
        #expect(rows.map(\.value) == ["ada@lovelace.org", "ada@lovelace.org", "grace@hopper.mil"])
        #expect(rows.map(\.alike) == [2, 2, 1])
        #expect(rows[0].before == "Owl seen. Write to " && rows[0].after == " today" && rows[0].start == 19 && rows[0].end == 35)
        let findings = try await aviary.workflows.findings(of: "birds", as: aviary.owner, code: "personal-data.found").findings
        #expect(findings.map(\.key) == ["b0", "b2"])
        #expect(!findings.contains { $0.message.contains("ada") || $0.message.contains("grace") })
    }

    /// What somebody in this role sees of the first item, wherever they see it.
    private static func seen(_ aviary: Aviary, by role: Role) async throws -> [String] {
        let (workflows, actor) = (aviary.workflows, try await aviary.person("p-\(role)", role))
        guard !role.permissions.contains(.readProject) else {
            let page = try await workflows.items(of: "birds", as: actor, ItemQuery())
            let detail = try await workflows.item(page.items[0].id, of: "birds", as: actor)
            let findings = try await workflows.findings(of: "birds", as: actor).findings.prefix(1).compactMap(\.preview)
            return [page.items[0].preview, detail.item.fields["text"]?.string ?? ""] + findings
        }
        let work = try #require(try await workflows.next(in: "birds", as: actor, count: 3).assignments.first { $0.item.key == "b0" })
        let revision = try await workflows.submit(work.assignment, as: actor, SubmitRequest(annotation: Aviary.annotation("owl"), activeSeconds: 1, idempotencyKey: "\(role)")).revision
        let row = try #require(try await workflows.history(as: actor).revisions.first { $0.id == revision })
        return [work.item.fields["text"]?.string ?? "", row.fields["text"]?.string ?? "", row.preview]
    }

    @Test("stands masked before workers and viewers, whether a run saw it or not, and as it is before the others", arguments: [false, true])
    func masked(isPrepared: Bool) async throws {
        let aviary = try await Self.aviary(labelling: "{overlap: 3}")
        if isPrepared { try await Self.prepare(aviary) }
        let covered = "Owl seen. Write to \(String(repeating: "\u{2588}", count: 16)) today"
        for role in Role.allCases where role != .owner {
            let expected = role == .worker || role == .viewer ? covered : Self.texts[0].text
            let seen = try await Self.seen(aviary, by: role)
            #expect(seen.count >= 2 && seen.allSatisfy { $0 == expected }, "\(role): \(seen)")
        }
    }

    @Test("stands masked in what reports repeat of it: top values, runs and jobs")
    func reported() async throws {
        let aviary = try await Self.aviary()
        let job = try await aviary.workflows.prepare("birds", as: aviary.owner, steps: ["profile"]).job
        _ = try await aviary.workflows.perform(job)
        let viewer = try await aviary.person("vera", .viewer)
        func said(_ actor: Actor) async throws -> [String] {
            let profile = try await aviary.workflows.profile(of: "birds", as: actor).report ?? [:]
            let runs = try await aviary.workflows.runs(of: "birds", as: actor).runs.map(\.report)
            return ([profile, try await aviary.workflows.job(job, as: actor).report] + runs).map { JSONValue.object($0).text() }
        }
        #expect(try await said(aviary.owner).filter { $0.contains("ada@lovelace.org") }.count >= 3)
        #expect(try await !said(viewer).contains { $0.contains("lovelace") || $0.contains("hopper") })
    }

    @Test("stands masked in findings and answers that quote an item, wherever they are shown, and in why a job failed")
    func quoted() async throws {
        let aviary = try await Self.aviary()
        let viewer = try await aviary.person("vera", .viewer), project = try await aviary.project
        let item = try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery()).items[0].id
        let quote = "`ada@lovelace.org` stands in it", store = aviary.workflows.store
        let job = Job(id: store.ids.next(), project: project, kind: "prepare", settings: [:], state: .failed, error: quote, createdAt: store.now(), updatedAt: store.now())
        try await store.write { connection in
            let finding = Finding(.warning, "test.quote", quote, at: Place(record: "b0"), hint: "rename \(quote)")
            try connection.findings.insert([StoredFinding(id: store.ids.next(), item: item, finding: finding)], in: project)
            let answers: [Answer] = [.text(quote), .texts([quote]), .chat([ChatTurn(turn: 0, rewrite: quote)]), .cells(["a": .string(quote)])]
            try connection.suggestions.replace(answers.enumerated().map { number, answer in
                Suggestion(id: store.ids.next(), item: item, question: "q\(number)", answer: answer, score: 1, model: "m", version: "1", state: .open)
            }, in: project)
            try connection.jobs.insert(job)
        }
        func said(_ actor: Actor) async throws -> [String] {
            let detail = try await aviary.workflows.item(item, of: "birds", as: actor), page = try await aviary.workflows.findings(of: "birds", as: actor, code: "test.quote")
            let jobs = [try await aviary.workflows.job(job.id, as: actor)] + (try await aviary.workflows.jobs(of: "birds", as: actor).jobs)
            return detail.findings.flatMap { [$0.message, $0.hint ?? ""] } + page.findings.flatMap { [$0.message, $0.hint ?? ""] }
                + detail.suggestions.map { "\($0.answer)" } + jobs.compactMap(\.error)
        }
        let raw = try await said(aviary.owner), masked = try await said(viewer)
        #expect(raw.count == masked.count && raw.count >= 10 && raw.allSatisfy { $0.contains("ada@lovelace.org") })
        #expect(masked.allSatisfy { $0.contains("\u{2588}") && !$0.contains("lovelace") }, "\(masked)")
    }

    @Test("is seen by all once somebody called it harmless, there or wherever the value stands; the word outlives a run and is taken back")
    func decided() async throws {
        let aviary = try await Self.aviary()
        try await Self.prepare(aviary)
        let viewer = try await aviary.person("vera", .viewer), rita = try await aviary.person("rita", .reviewer)
        func previews() async throws -> [Bool] { try await aviary.workflows.items(of: "birds", as: viewer, ItemQuery()).items.map { $0.preview.contains("ada@lovelace.org") } }
        let first = try await Self.places(aviary)[0].id
        #expect(try await aviary.workflows.decidePersonalData([first], in: "birds", as: rita, word: .harmless).places == 1)
        #expect(try await previews() == [true, false, false])
        #expect(try await aviary.workflows.decidePersonalData([first], in: "birds", as: rita, word: .harmless, alike: true).places == 2)
        #expect(try await previews() == [true, false, true])
        try await Self.prepare(aviary)
        #expect(try await Self.places(aviary, standing: .harmless).map(\.decidedBy) == ["rita", "rita"])
        #expect(try await previews() == [true, false, true])
        let again = try await Self.places(aviary, standing: .harmless)[0].id
        _ = try await aviary.workflows.decidePersonalData([again], in: "birds", as: rita, word: .open, alike: true)
        #expect(try await previews() == [false, false, false])
        let counts = try await aviary.workflows.personalData(of: "birds", as: rita).counts
        #expect(counts == [.init(entity: "EMAIL_ADDRESS", open: 3, personal: 0, harmless: 0)])
    }

    @Test("goes out only masked or when somebody says so, of the present state and of an old commit", arguments: ["export", "ship"])
    func shipped(way: String) async throws {
        let aviary = try await Self.aviary()
        try await aviary.submit("b0", "owl", as: try await aviary.person("ada"))
        _ = try await aviary.workflows.commit("birds", as: aviary.owner, message: "now")
        func written(_ policy: String?) async throws -> String {
            let folder = aviary.folder + "/out-\(UUID().uuidString)"
            var settings: JSONObject = ["unlabelled": true]
            if let policy { settings["personal-data"] = .string(policy) }
            let job = way == "ship"
                ? try await aviary.workflows.ship("birds", as: aviary.owner, format: "jsonl", to: folder, settings: settings).job
                : try await aviary.workflows.export("birds", as: aviary.owner, format: "jsonl", to: folder, settings: settings).job
            _ = try await aviary.workflows.perform(job)
            return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".jsonl") }.sorted()
                .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }.joined()
        }
        let refused = await aviary.code { _ = try await written(nil) }
        #expect(refused == "ship.personal-data")
        let masked = try await written("mask"), kept = try await written("keep")
        #expect(masked.contains("Write to \(String(repeating: "\u{2588}", count: 16)) today") && !masked.contains("@"))
        #expect(kept.contains("ada@lovelace.org") && kept.contains("grace@hopper.mil"))
        try await Self.prepare(aviary)
        _ = try await aviary.workflows.decidePersonalData(try await Self.places(aviary).map(\.id), in: "birds", as: aviary.owner, word: .harmless)
        #expect(try await written(nil) == kept)
    }

    @Test("is not looked for where no step says so")
    func undeclared() async throws {
        let aviary = try await Aviary()
        try aviary.write(Self.texts)
        try await aviary.collect()
        let viewer = try await aviary.person("vera", .viewer)
        #expect(try await aviary.workflows.items(of: "birds", as: viewer, ItemQuery()).items.first?.preview == Self.texts[0].text)
        #expect(try await aviary.workflows.personalData(of: "birds", as: aviary.owner).isDeclared == false)
    }

    @Test("settings that cannot be are refused with what there is", arguments: [
        (", countries: [XX]", "no pack"), (", entities: [NOPE]", "no entity"), (", minimum-score: 3", "number from"), (", fields: 4", "list of names"), (", nope: 1", "not a setting"),
    ])
    func settings(settings: String, said: String) async throws {
        do {
            let aviary = try await Aviary(more: "prepare:\n  - {step: personal-data\(settings)}")
            _ = try await aviary.workflows.prepare("birds", as: aviary.owner)
            Issue.record("was taken")
        } catch let error as WorkflowError {
            #expect(error.findings.contains { $0.message.contains(said) }, "\(error)")
        }
    }

    @Test("quality rules say what they would drop and drop nothing")
    func quality() async throws {
        let aviary = try await Aviary(more: "prepare:\n  - {step: text-quality, c4: false, fineweb: false}")
        try aviary.write(Self.texts)
        try await aviary.collect()
        let report = try await aviary.workflows.perform(try await aviary.workflows.prepare("birds", as: aviary.owner).job).report["text-quality"]?.object ?? [:]
        #expect(report["seen"] == 3 && report["kept"] == 0)
        #expect(StepReportWords.line("text-quality", report).hasPrefix("3 texts, 3 would be dropped: 3 gopher_short_doc"))
        #expect(try await aviary.workflows.findings(of: "birds", as: aviary.owner, code: "text-quality.dropped").findings.count == 3)
        #expect(try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery()).items.count == 3)
    }
}

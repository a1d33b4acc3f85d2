import Records
import Testing

@testable import Workflows

@Suite("What one side of a split knows of another")
struct LeakageRunTests {
    static let yaml = """
        winnow: 1
        project: birds
        objective: Name the bird
        media: text
        questions:
          - {name: species, kind: choice, labels: [owl, hawk]}
        sources:
          - {name: log, kind: table, path: birds.jsonl, key: id, known: {species: label}, licence: CC0-1.0, attribution: us, origin: internal}
        labelling: {overlap: 1}
        splits: {train: 0.5, test: 0.5, seed: 3}
        prepare: [{step: near-duplicates}, {step: leakage}, {step: profile}]
        """

    private static let others = ["hawk over the long field at noon", "nothing but rain all day here", "three ducks and one grey heron", "a call from far behind the mill"]

    /// Eight items of one text, c0 to c7, which halves of six cannot keep together; and four of their own.
    static func aviary() async throws -> Aviary {
        let aviary = try await Aviary(yaml: yaml)
        let copies = (0..<8).map { (key: "c\($0)", text: "the same owl in the same tree in the same wood at night", label: String?.some("owl")) }
        try aviary.write(copies + others.enumerated().map { (key: "d\($0)", text: $1, label: String?.some("hawk")) })
        try await aviary.collect()
        return aviary
    }

    @discardableResult
    static func prepare(_ aviary: Aviary, _ steps: [String]? = nil) async throws -> JSONObject {
        try await aviary.workflows.perform(try await aviary.workflows.prepare("birds", as: aviary.owner, steps: steps).job).report
    }

    @Test("copies on two sides are told with their items, before groups are known to the split")
    func copies() async throws {
        let aviary = try await Self.aviary()
        try await Self.prepare(aviary, ["split"])
        let report = try #require(try await Self.prepare(aviary, ["leakage"])["leakage"]?.object)
        let splits = try await aviary.workflows.splits(of: "birds", as: aviary.owner)
        #expect(splits.items == 12 && splits.withoutSide == 0 && splits.groups == 0)
        #expect(splits.sides.map(\.name) == ["train", "test"] && splits.sides.map(\.count) == [6, 6] && splits.sides.map(\.asked) == [0.5, 0.5])
        #expect(splits.labels.map(\.label) == ["owl", "hawk"] && splits.labels[0].counts.reduce(0, +) == 8 && splits.answered == [6, 6])
        let copies = try #require(report["copies"]?.array?.first)
        #expect(copies["kind"] == "content" && copies["side"] == "test" && copies["count"]?.int == Int64(splits.labels[0].counts[1]))
        let example = try #require(copies["examples"]?.array?.first?.array?.first?.string)
        #expect(example.hasPrefix("c"))
        #expect(report["items"]?[example]?.string == (try await aviary.id(example)).description)
        #expect(splits.audit?.report["question"] == "species" && !splits.isAuditOlder)
        let codes = try await aviary.workflows.findings(of: "birds", as: aviary.owner).findings.map(\.code)
        #expect(codes.contains("leakage.duplicates") && codes.contains("leakage.near-unknown"))
    }

    @Test("the split is drawn after groups are made and before it is audited, and then nothing leaks")
    func declaredOrder() async throws {
        let aviary = try await Self.aviary()
        let report = try await Self.prepare(aviary)
        let steps = try await aviary.workflows.runs(of: "birds", as: aviary.owner).runs.map(\.step).prefix(4)
        #expect(steps.reversed() == ["near-duplicates", "split", "leakage", "profile"])
        let splits = try await aviary.workflows.splits(of: "birds", as: aviary.owner)
        #expect(splits.groups == 1 && splits.tornGroups == 0)
        #expect(report["leakage"]?["copies"]?.array?.contains { $0["count"]?.int ?? 0 > 0 } == false)
        try await Self.prepare(aviary, ["split"])
        #expect(try await aviary.workflows.splits(of: "birds", as: aviary.owner).isAuditOlder)
    }

    @Test("without a side there is nothing to audit, and it says what to do")
    func nothingSplit() async throws {
        let aviary = try await Self.aviary()
        #expect(await aviary.code { try await Self.prepare(aviary, ["leakage"]) } == "leakage.no-split")
    }

    @Test("the profile is that of the newest run, and knows how many items there are now")
    func profile() async throws {
        let aviary = try await Self.aviary()
        let before = try await aviary.workflows.profile(of: "birds", as: aviary.owner)
        #expect(before.report == nil && before.items == 12)
        try await Self.prepare(aviary, ["profile"])
        let after = try await aviary.workflows.profile(of: "birds", as: aviary.owner)
        #expect(after.report?["rows"] == 12 && after.report?["firstRows"] == nil)
        #expect(after.report?["columns"]?.array?.compactMap { $0["name"]?.string }.contains("text") == true)
    }
}

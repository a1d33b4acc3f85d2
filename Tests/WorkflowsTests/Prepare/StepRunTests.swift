import Preparing
import Records
import Testing

@testable import Workflows

@Suite("Steps and how they run")
struct StepRunTests {
    @Test("every step of the catalogue can be carried out, in its order")
    func all() { #expect(StepRunCatalog.all.map { $0.step } == StepCatalog.all.map(\.name)) }

    @Test("checks are listed by the codes of their findings")
    func checks() {
        let names = Catalogs.all["checks"]?.map(\.name) ?? []
        #expect(names.contains("text.empty"))
        #expect(names.contains("image.dark"))
        #expect(Set(names).count == names.count)
    }

    @Test("reports are told in words", arguments: [
        ("text-checks", ["seen": 3, "findings": 2, "text.empty": 1, "text.mojibake": 1], "3 texts, 2 findings: 1 text.empty, 1 text.mojibake"),
        ("text-checks", ["seen": 1, "findings": 0], "1 text, 0 findings"),
        ("image-checks", ["seen": 364, "unreadable": 1, "decoded": 364, "findings": 1, "image.truncated": 1], "364 pictures (1 unreadable), 1 finding: 1 image.truncated"),
        ("near-duplicates", ["seen": 5, "exactGroups": 1, "nearGroups": 2], "5 texts, 1 group of copies, 2 groups of near copies"),
        ("near-duplicates", ["seen": 5, "exactGroups": 1, "pixelGroups": 0, "nearGroups": 2, "picturesInGroups": 6], "5 pictures, 1 group of equal files, 0 of equal pixels, 2 of near copies"),
        ("split", ["sides": [["name": "train", "count": 4, "share": 0.8], ["name": "test", "count": 1, "share": 0.2]], "groups": 1], "train 4 (80 %), test 1 (20 %); 1 group kept whole"),
        ("unknown", ["a": 1], "{\"a\":1}"),
    ] as [(String, JSONObject, String)])
    func words(step: String, report: JSONObject, line: String) { #expect(StepReportWords.line(step, report) == line) }

    @Test("the groups of texts are shown as those of pictures are, and an item without a text is in none")
    func texts() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "a grey owl on the roof at night", label: nil), (key: "b1", text: "A grey owl, on the roof at night!", label: nil), (key: "b2", text: "a hawk", label: nil)])
        try await aviary.collect()
        try await aviary.workflows.perform(try await aviary.workflows.prepare("birds", as: aviary.owner).job)
        let page = try await aviary.workflows.duplicates(of: "birds", as: aviary.owner)
        #expect(page.groups.map { $0.members.map(\.key) } == [["b0", "b1"]])
        #expect(page.groups.map(\.kind) == [.exact])
        #expect(page.groups[0].members.map(\.preview) == ["a grey owl on the roof at night", "A grey owl, on the roof at night!"])
        #expect(page.groups[0].members.allSatisfy { $0.blobs.isEmpty })
    }
}

import Records
import Testing

@testable import Workflows

@Suite("Collecting")
struct CollectTests {
    @Test("again changes nothing, a new line adds one item, a changed line changes one")
    func incremental() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil), (key: "b1", text: "two", label: nil)])
        let first = try await aviary.collect()
        #expect(first["added"] == 2)
        let again = try await aviary.collect()
        #expect(again["added"] == 0 && again["unchanged"] == 2 && again["changed"] == 0)
        try aviary.write([(key: "b0", text: "one", label: nil), (key: "b1", text: "two and a half", label: nil), (key: "b2", text: "three", label: nil)])
        let third = try await aviary.collect()
        #expect(third["added"] == 1 && third["unchanged"] == 1 && third["changed"] == 1)
        #expect(try await aviary.row("b1").preview == "two and a half")
        #expect(try await aviary.slots("b2") == [.open])
    }

    @Test("a bad line is a finding with its place, and the good ones are kept")
    func badRows() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: nil)], broken: ["{\"id\": \"b1\", \"text\": ", "{\"id\":\"b2\",\"text\":\"two\"}"])
        let report = try await aviary.collect()
        #expect(report["added"] == 2 && (report["findings"]?.int ?? 0) >= 1)
        let findings = try await aviary.workflows.findings(of: "birds", as: aviary.owner).findings
        #expect(findings.contains { $0.severity == .error && $0.place?.line == 2 && $0.place?.file?.hasSuffix("birds.jsonl") == true }, "\(findings)")
    }

    @Test("a known label that the definition lacks is a finding, and the item is kept without it")
    func unknownLabel() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: "penguin")])
        try await aviary.collect()
        #expect(try await aviary.settled("b0") == "open")
        #expect(try await aviary.workflows.findings(of: "birds", as: aviary.owner, code: "source.unknown-label").findings.count == 1)
    }

    @Test("collecting again says what is wrong once, and nothing that was put right")
    func findingsAgain() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "one", label: "penguin")], broken: ["{\"id\": \"b1\", \"text\": "])
        try await aviary.collect()
        try await aviary.collect()
        let codes = try await aviary.workflows.findings(of: "birds", as: aviary.owner).findings.map(\.code)
        #expect(codes.count == 2 && codes.contains("source.unknown-label"), "\(codes)")
        try aviary.write([(key: "b0", text: "one", label: "owl")])
        try await aviary.collect()
        #expect(try await aviary.workflows.findings(of: "birds", as: aviary.owner).findings.isEmpty)
    }

    @Test("items without a licence are quarantined: nobody labels them and they never ship")
    func quarantine() async throws {
        let aviary = try await Aviary(licence: nil)
        try aviary.write([(key: "b0", text: "one", label: "owl")])
        let report = try await aviary.collect()
        #expect(report["quarantined"] == 1)
        #expect(try await aviary.row("b0").state == .quarantined)
        #expect(try await aviary.workflows.next(in: "birds", as: try await aviary.person("ada")).assignments.isEmpty)
        _ = try await aviary.workflows.commit("birds", as: aviary.owner, message: "only quarantined")
        let job = try await aviary.workflows.ship("birds", as: aviary.owner, format: "jsonl").job
        #expect(await aviary.code { _ = try await aviary.workflows.perform(job) } != nil)
        #expect(try await aviary.workflows.shipments(of: "birds", as: aviary.owner).shipments.isEmpty)
    }

    @Test("a manager over HTTP cannot read the machine's other files through a source")
    func outside() async throws {
        let aviary = try await Aviary()
        let yaml = Aviary.definition().replacing("path: birds.jsonl", with: "path: /etc/hostname")
        _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: yaml, expectedVersion: nil)
        let manager = try await aviary.person("max", .manager)
        let job = try await aviary.workflows.collect("birds", as: manager)[0].job
        #expect(await aviary.code { _ = try await aviary.workflows.perform(job) } == "source.outside")
    }

    @Test("keys that look the same and have other bytes are two items, also when they are read again")
    func exactKeys() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "\u{E9}", text: "one scalar", label: nil), (key: "e\u{301}", text: "two scalars", label: nil)])
        #expect(try await aviary.collect()["added"] == 2)
        try aviary.write([(key: "\u{E9}", text: "one scalar", label: nil), (key: "e\u{301}", text: "changed", label: nil)])
        let again = try await aviary.collect()
        #expect(again["changed"] == 1 && again["unchanged"] == 1)
    }
}

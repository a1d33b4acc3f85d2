import Foundation
import Records
import Testing

@testable import Workflows

@Suite("A folder copied without personal data")
struct FolderRedactionTests {
    private let folder = NSTemporaryDirectory() + "winnow-redact-\(UUID().uuidString)"

    private func copy(_ files: [(name: String, text: String)], _ change: (inout FolderRedaction.Options) -> Void = { _ in }) async throws -> (FolderRedaction.Report, FileFindings, [String: String]) {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
        for file in files { try file.text.write(toFile: "\(folder)/in/\(file.name)", atomically: true, encoding: .utf8) }
        var options = FolderRedaction.Options()
        change(&options)
        let (report, findings) = try await FolderRedaction.redact(folder + "/in", to: folder + "/out", options)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/out").sorted()
        return (report, findings, Dictionary(uniqueKeysWithValues: try names.map { ($0, try String(contentsOfFile: "\(folder)/out/\($0)", encoding: .utf8)) }))
    }

    @Test("texts and tables keep their format, and what is found in them is made unrecognisable")
    func formats() async throws {
        let (report, findings, written) = try await copy([
            ("a.txt", "Dear Ada,\r\nwrite to ada@example.org.\n"), ("b.md", "# Mail\nada@example.org\n"),
            ("c.csv", "id,text\n1,\"to ada@example.org, now\"\n2,\n"), ("d.tsv", "id\ttext\n1\tada@example.org\n"), ("semicolon.csv", "id;text\n1;ada@example.org\n"),
            ("e.jsonl", "{\"id\":1,\"text\":\"ada@example.org\"}\n{\"id\":2,\"text\":null}\n"), ("f.json", "[{\"id\":1,\"text\":\"ada@example.org\"},{\"id\":2,\"text\":\"none\"}]"),
            ("head.csv", "id,text\n"), ("settings.json", "{\"mail\": \"ada@example.org\"}"),
        ])
        #expect(written["a.txt"] == "Dear Ada,\r\nwrite to <EMAIL_ADDRESS>.\n")
        #expect(written["b.md"] == "# Mail\n<EMAIL_ADDRESS>\n")
        #expect(written["c.csv"] == "id,text\n1,\"to <EMAIL_ADDRESS>, now\"\n2,\n")
        #expect(written["d.tsv"] == "id\ttext\n1\t<EMAIL_ADDRESS>\n")
        #expect(written["semicolon.csv"] == "id;text\n1;<EMAIL_ADDRESS>\n")
        #expect(written["e.jsonl"] == "{\"id\":1,\"text\":\"<EMAIL_ADDRESS>\"}\n{\"id\":2,\"text\":null}\n")
        #expect(written["f.json"] == "[\n{\"id\":1,\"text\":\"<EMAIL_ADDRESS>\"},\n{\"id\":2,\"text\":\"none\"}\n]\n")
        #expect(written["head.csv"] == "id,text\n")
        #expect(written["settings.json"] == "{\"mail\": \"<EMAIL_ADDRESS>\"}")
        #expect(report.written == 9 && report.rewritten == 9 && report.touched == 8 && report.counts == ["EMAIL_ADDRESS": 8] && report.leftOut.isEmpty, "\(report) \(findings.kept)")
    }

    @Test("operators are those of a single file, one of its own for an entity where asked")
    func operators() async throws {
        let (_, _, written) = try await copy([("a.txt", "ada@example.org paid with 4111 1111 1111 1111")]) { options in
            options.rewriting.usual = "redact"
            options.rewriting.byEntity = ["CREDIT_CARD": "replace"]
        }
        #expect(written["a.txt"] == " paid with <CREDIT_CARD>")
    }

    @Test("what nobody looks into is left out and counted with its reason, or copied as it is when that is asked for")
    func leftOut() async throws {
        let files = [("a.html", "<p>ada&#64;example.org</p>"), ("b.jsonl", "{\"who\":{\"mail\":\"ada@example.org\"}}\n"), ("c.mp4", "no film at all"), ("escaped.json", "{\"mail\": \"ada\\u0040example.org\"}"), ("d.txt", "fine"), ("e.pcd", "# .PCD v0.7")]
        let (report, findings, written) = try await copy(files)
        #expect(written == ["d.txt": "fine"])
        #expect(report.leftOut["redact.not-rewritten"] == 3 && report.leftOut["redact.nested"] == 1 && report.leftOut.values.reduce(0, +) == 5, "\(report.leftOut)")
        #expect(Set(findings.kept.compactMap { $0.place?.file }) == ["a.html", "b.jsonl", "c.mp4", "e.pcd", "escaped.json"])
        let (all, _, copied) = try await copy(files) { $0.copiesRest = true }
        #expect(all.copied == 5 && all.leftOut.isEmpty && copied.count == 6 && copied["c.mp4"] == "no film at all")
    }

    @Test("a file with an unreadable line about what to cover is left out, whatever else is asked")
    func doubtful() async throws {
        let spans = folder + "-spans.jsonl"
        defer { try? FileManager.default.removeItem(atPath: spans) }
        try "{\"file\": \"a.txt\", \"x\": \"left\"}\n".write(toFile: spans, atomically: true, encoding: .utf8)
        let (report, _, written) = try await copy([("a.txt", "fine")]) { ($0.spans, $0.copiesRest) = (spans, true) }
        #expect(written.isEmpty && report.leftOut["redact.doubtful"] == 1, "\(report)")
    }
}

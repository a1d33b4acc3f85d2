import Foundation
import Records
import Testing
@testable import Suggesting

@Suite("Acceptance policy")
struct AcceptancePolicyTests {
    @Test("accepts strictly above the threshold", arguments: [
        (0.951, true), (0.95, false), (0.9500000000000001, true), (0.2, false), (1, true), (.nan, false),
    ])
    func boundary(confidence: Double, isAccepted: Bool) {
        let decision = AcceptancePolicy().decide(label: "spam", confidence: confidence)
        #expect(decision == (isAccepted ? .accept(label: "spam") : .review(suggested: "spam")))
        #expect(decision.source == (isAccepted ? "auto" : "needs_review"))
    }

    @Test("the row of a predictions file has the fields of the worked example, in their order")
    func rows() {
        let accepted = AcceptancePolicy().decide(label: "spam", confidence: 0.951).row(of: ["data": "a"])
        #expect(accepted.keys == ["data", "label", "source"])
        let reviewed = AcceptancePolicy().decide(label: "ham", confidence: 0.95).row(of: ["data": "b"])
        #expect(reviewed.keys == ["data", "label", "suggested_label", "source"])
        #expect(reviewed == ["data": "b", "label": nil, "suggested_label": "ham", "source": "needs_review"])
    }

    @Test("equals the worked example")
    func worked() throws {
        guard let input = SharedFolder.text("parity-worked/predictions.jsonl", for: "P04 worked example"),
            let expected = SharedFolder.text("parity-worked/predictions.expected.jsonl", for: "P04 worked example") else { return }
        struct Line: Decodable { var data: String; var label: String; var confidence: Double }
        let rows = try input.split(separator: "\n").map { line in
            let read = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
            let row = AcceptancePolicy().decide(label: read.label, confidence: read.confidence).row(of: ["data": .string(read.data)])
            return "{" + row.members.map { "\"\($0.key)\":" + ($0.value.string.map { "\"\($0)\"" } ?? "null") }.joined(separator: ",") + "}"
        }
        #expect(rows == expected.split(separator: "\n").map(String.init))
    }

    @Test("reports the error it would have made")
    func expectation() {
        let result = AcceptancePolicy(threshold: 0.9).expectation([0.95, 0.05, 0.04, 0.96, 0.9, 0.1, 0.92, 0.08], labels: [0, 0, 0, 0], labelCount: 2)
        #expect(result == .init(rows: 4, accepted: 3, wrong: 1))
        #expect(result.errorRate == 1.0 / 3)
        #expect(AcceptancePolicy().expectation([0.5, 0.5], labels: [0], labelCount: 2).errorRate == nil)
    }
}

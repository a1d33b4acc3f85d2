import Testing

@testable import Assuring

@Suite("Label evidence")
struct LabelEvidenceTests {
    @Test("refuses what does not fit together, with the place", arguments: [
        ([Int32](), [Double](), 2, LabelEvidenceError.noLabels),
        ([0], [1.0], 1, .tooFewClasses(1)),
        ([0], [1.0], 2, .unequalLengths(labels: 1, probabilities: 1, classCount: 2)),
        ([0, 2], [1, 0, 1, 0], 2, .labelOutOfRange(2, classCount: 2, item: 1)),
        ([0, -1], [1, 0, 1, 0], 2, .labelOutOfRange(-1, classCount: 2, item: 1)),
        ([0, 1], [1, 0, 1.5, 0], 2, .probabilityOutOfRange(1.5, item: 1, class: 0)),
    ])
    func refused(labels: [Int32], probabilities: [Double], classes: Int, error: LabelEvidenceError) {
        #expect(throws: error) { try LabelEvidence(labels: labels, probabilities: probabilities, classCount: classes) }
        #expect(!error.description.isEmpty)
    }

    @Test("refuses what is not a number")
    func notANumber() {
        #expect(throws: LabelEvidenceError.self) { try LabelEvidence(labels: [0], probabilities: [.nan, 1], classCount: 2) }
    }

    @Test("counts rows that do not sum to 1")
    func uneven() throws {
        let evidence = try LabelEvidence(labels: [0, 0, 1], probabilities: [0.5, 0.5, 0.9, 0.9, 0, 0.2], classCount: 2)
        #expect(evidence.findings.map(\.code) == ["probabilities.sum"])
        #expect(evidence.findings.first?.message.hasPrefix("2 rows") == true && evidence.findings.first?.place?.record == "1")
    }
}

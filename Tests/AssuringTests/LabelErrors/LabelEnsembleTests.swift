import Testing

@testable import Assuring

@Suite("Ensembles of models")
struct LabelEnsembleTests {
    private func evidence(_ probabilities: [Double], _ labels: [Int32] = [0, 1]) throws -> LabelEvidence {
        try LabelEvidence(labels: labels, probabilities: probabilities, classCount: 2)
    }

    @Test("weights by hand: one model right twice, one right once")
    func weights() throws {
        let members = [try evidence([0.9, 0.1, 0.2, 0.8]), try evidence([0.6, 0.4, 0.7, 0.3])]
        #expect(try LabelEnsemble(.accuracy).weights(members) == [1 / 1.5, 0.5 / 1.5])
        #expect(try LabelEnsemble(.uniform).weights(members) == [0.5, 0.5])
        let scores = try LabelEnsemble(.uniform).scores(members)
        #expect(isClose(scores[0], 0.75) && isClose(scores[1], 0.55))
        // The better model alone has the lower loss, so the search gives it all.
        #expect(try LabelEnsemble(.logLossSearch).weights(members)[0] > 0.999)
        #expect(try LabelEnsemble(.custom([2, 0])).scores(members) == [1.8, 1.6])
    }

    @Test("one model alone is itself", arguments: [LabelEnsemble.Weighting.accuracy, .uniform, .logLossSearch])
    func alone(weighting: LabelEnsemble.Weighting) throws {
        let evidence = PlantedLabels(seed: 3).evidence
        #expect(try LabelEnsemble(weighting).scores([evidence]) == SelfConfidence().scores(evidence))
    }

    @Test("models about other labels are refused")
    func unequal() throws {
        let members = [try evidence([0.9, 0.1, 0.2, 0.8]), try evidence([0.9, 0.1, 0.2, 0.8], [1, 1])]
        #expect(throws: LabelEvidenceError.self) { try LabelEnsemble().scores(members) }
        #expect(throws: LabelEvidenceError.noLabels) { try LabelEnsemble().scores([]) }
        #expect(throws: LabelEvidenceError.self) { try LabelEnsemble(.custom([1])).scores([members[0], members[0]]) }
    }
}

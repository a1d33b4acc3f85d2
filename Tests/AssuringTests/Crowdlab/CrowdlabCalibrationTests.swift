import Testing

@testable import Assuring

@Suite("CROWDLAB: calibration and priorities")
struct CrowdlabCalibrationTests {
    @Test("a model less sure than the annotators is sharpened, one too sure is softened")
    func temperatures() throws {
        let agreed = VoteTable.drawn("cc", "bb", "aa", "cc")
        let timid = ModelProbabilities.drawn("235", "253", "523", "235")
        #expect(Crowdlab().temperatures(agreed, timid)[0] == 0.1)
        let split = VoteTable.drawn("ac", "bc", "ab", "cc")
        let bold = ModelProbabilities.drawn("119", "911", "191", "119")
        #expect(Crowdlab().temperatures(split, bold)[0] > 1)
    }

    @Test("shares packed to the left take a right model for a wrong one")
    func packed() throws {
        let votes = VoteTable.drawn("cc", "bb", "cc", "bb")
        let right = ModelProbabilities.drawn("118", "181", "118", "181")
        #expect(VoteShareRule.packed.shares(votes) == [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0])
        #expect(VoteShareRule.byClass.shares(votes) == [0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0])
        #expect(Crowdlab().temperatures(votes, right)[0] == 0.1)
        #expect(Crowdlab(shares: .packed).temperatures(votes, right)[0] == 7.25)
    }

    @Test("temperature 1 keeps the probabilities, 0.5 squares them")
    func scaling() {
        let kept = TemperatureSearch.scaled([0.8, 0.2], classCount: 2, temperature: 1)
        #expect(isClose(kept[0], 0.8) && isClose(kept[1], 0.2))
        let squared = TemperatureSearch.scaled([0.8, 0.2], classCount: 2, temperature: 0.5)
        #expect(isClose(squared[0], 0.64 / 0.68))
        #expect(TemperatureSearch.scaled([1, 0], classCount: 2, temperature: 0.1).allSatisfy { $0.isFinite })
    }

    @Test("the disputed item comes before the agreed, the unlabelled before both when the model doubts")
    func priorities() throws {
        let votes = VoteTable.drawn("aaa", "aab", "bbb", "bba", "aaa")
        let models = ModelProbabilities.drawn("91", "91", "19", "19", "91")
        let found = try Crowdlab().priorities(of: votes, models: models, unlabelled: .drawn("55", "91"))
        #expect(found.labelled[1] < found.labelled[0] && found.labelled[3] < found.labelled[2])
        #expect(isClose(found.unlabelled[0], 0.5), "an even guess and an even share")
        #expect(found.unlabelled[0] < found.unlabelled[1])
        #expect(found.unlabelled[0] < (found.labelled.min() ?? 0))
    }

    @Test("with one vote an item, and with none, everybody counts the same")
    func fewVotes() throws {
        let single = try Crowdlab().priorities(of: .drawn("a-", "-b"), models: .drawn("82", "64"), unlabelled: .drawn("82"))
        #expect(isClose(single.labelled[0], (0.8 * 2 + 0.5) / 3))
        #expect(isClose(single.labelled[1], (0.4 * 2 + 0.5) / 3))
        #expect(isClose(single.unlabelled[0], (0.8 + 0.5) / 2))
        #expect(single.temperatures == [1])
        #expect(isClose(Crowdlab.priorities(unlabelled: .drawn("82")).unlabelled[0], 0.65))
    }

    @Test("several models on an unlabelled item vote on its label")
    func committee() throws {
        let models = try ModelProbabilities(models: [[0.6, 0.4], [0.6, 0.4], [0.1, 0.9]], classCount: 2)
        #expect(isClose(Crowdlab.priorities(unlabelled: models).unlabelled[0], (0.6 + 0.6 + 0.1 + 0.5) / 4))
    }

    @Test("what cannot be weighed is refused with what is wrong")
    func refusals() throws {
        let votes = VoteTable.drawn("aa", "ab")
        #expect(throws: CrowdlabError.otherItems(votes: 2, models: 1)) { try Crowdlab().scores(of: votes, models: .drawn("91")) }
        #expect(throws: CrowdlabError.otherClasses(votes: 2, models: 3)) { try Crowdlab().scores(of: votes, models: .drawn("811", "118")) }
        #expect(throws: CrowdlabError.noOverlap(items: 2)) { try Crowdlab().scores(of: .drawn("a-", "-b"), models: .drawn("91", "91")) }
        #expect(throws: CrowdlabError.noVotes) { try Crowdlab().scores(of: .drawn("--", "--", classes: "ab"), models: .drawn("91", "91")) }
        #expect(throws: CrowdlabError.tooFewClasses(1)) { try ModelProbabilities([1, 1], classCount: 1) }
        #expect(throws: CrowdlabError.unequalModels(model: 1, values: 2, expected: 4, classCount: 2)) {
            try ModelProbabilities(models: [[1, 0, 1, 0], [1, 0]], classCount: 2)
        }
        #expect {
            try ModelProbabilities([0.5, 0.5, .nan, 0.5], classCount: 2)
        } throws: { "\($0)" == "model 0 gives class 0 of row 1 the probability nan, which is not in 0...1" }
        #expect(try ModelProbabilities([0.5, 0.2], classCount: 2).findings.map(\.code) == ["probabilities.sum"])
    }
}

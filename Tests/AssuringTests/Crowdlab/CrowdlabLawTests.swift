import Kernels
import Testing

@testable import Assuring

@Suite("CROWDLAB: laws")
struct CrowdlabLawTests {
    static let methods = Crowdlab.Labels.allCases.flatMap { labels in
        Crowdlab.Quality.allCases.flatMap { quality in
            [false, true].map { Crowdlab(labels: labels, quality: quality, isCalibrated: $0) }
        }
    }

    @Test("renaming items and annotators and shuffling votes changes nothing", arguments: methods)
    func names(method: Crowdlab) throws {
        let votes = VoteTable.random(seed: 21, answered: 0.5)
        let models = ModelProbabilities.random(seed: 22, items: votes.itemCount, classes: 3, models: 2)
        let plain = try method.scores(of: votes, models: models)
        let (moved, items, annotators) = votes.renamed(seed: 23)
        var from = items
        for (old, new) in items.enumerated() { from[new] = old }
        let other = try method.scores(of: moved, models: models.rearranged(rows: from))
        for item in items.indices {
            #expect(plain.labels[item] == other.labels[items[item]])
            #expect(isClose(plain.quality[item], other.quality[items[item]]))
        }
        for annotator in annotators.indices {
            #expect(isClose(plain.annotators[annotator].quality, other.annotators[annotators[annotator]].quality))
        }
    }

    @Test("permuting the classes permutes the answers", arguments: methods)
    func classes(method: Crowdlab) throws {
        let votes = VoteTable.random(seed: 31)
        let models = ModelProbabilities.random(seed: 32, items: votes.itemCount, classes: 3)
        let plain = try method.scores(of: votes, models: models)
        let other = try method.scores(of: votes.withClasses([2, 0, 1]), models: models.rearranged(columns: [1, 2, 0]))
        #expect(other.temperatures == plain.temperatures || method.isCalibrated && isClose(other.temperatures?[0], plain.temperatures?[0]))
        guard method.labels == .majority || method.quality == .crowdlab else { return }
        #expect(other.labels == plain.labels.map { [2, 0, 1][Int($0)] })
        for item in plain.labels.indices { #expect(isClose(plain.quality[item], other.quality[item])) }
    }

    @Test("posteriors sum to 1 and the annotators of one mind are believed", arguments: methods)
    func sums(method: Crowdlab) throws {
        let votes = VoteTable.random(seed: 41, skill: 1, answered: 1)
        let models = ModelProbabilities.random(seed: 42, items: votes.itemCount, classes: 3)
        let scores = try method.scores(of: votes, models: models)
        for item in 0..<votes.itemCount {
            #expect(isClose(scores.posterior[item * 3..<item * 3 + 3].reduce(0, +), 1))
            #expect(scores.labels[item] == votes.classes[votes.votes(ofItem: Int32(item)).lowerBound])
        }
    }
}

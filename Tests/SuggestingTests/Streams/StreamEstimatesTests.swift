import Kernels
import Testing
@testable import Suggesting

@Suite("Estimates of a stream")
struct StreamEstimatesTests {
    @Test("are right on average though unsure and rare events are drawn far more often, and their intervals hold")
    func unbiased() throws {
        let day = DrawnStream(seed: 8).day(0, count: 1500)
        let rare = day.events.filter { $0.slices["country"] == "LU" }
        let rareTruth = Double(rare.count { day.answers[$0.id] != $0.prediction }) / Double(rare.count)
        let rounds = 500
        var (shares, plain, rareShares, held): ([Double], [Double], [Double], Int) = ([], [], [], 0)
        for round in 0..<rounds {
            let sample = AnsweredSample(try DrawnStream.sample(day.events, key: Array("round \(round)".utf8)), answers: day.answers)
            let estimates = StreamEstimates([sample])
            let seen = try #require(estimates.disagreement)
            shares.append(seen.share)
            plain.append(Double(zip(sample.sample.items, sample.answers).count { $0.event.prediction != $1 }) / 100)
            if seen.interval.contains(day.truth) { held += 1 }
            if let part = estimates.slices.first(where: { $0.slice.value == "LU" }) { rareShares.append(part.disagreement.share) }
        }
        let mean = try #require(Moments.mean(shares)), error = try #require(Moments.standardDeviation(shares)) / Double(rounds).squareRoot()
        #expect(abs(mean - day.truth) < 3.5 * error, "\(mean) for \(day.truth), give or take \(error)")
        let crude = try #require(Moments.mean(plain))
        #expect(crude > day.truth + 20 * error, "without weights \(crude) for \(day.truth)")
        let rareMean = try #require(Moments.mean(rareShares)), rareError = try #require(Moments.standardDeviation(rareShares)) / Double(rounds).squareRoot()
        #expect(abs(rareMean - rareTruth) < 3.5 * rareError, "\(rareMean) for \(rareTruth)")
        #expect(Double(held) / Double(rounds) > 0.92, "\(held) of \(rounds) intervals hold")
    }

    @Test("are exact where every event was answered")
    func whole() throws {
        let day = DrawnStream(seed: 2).day(0, count: 90)
        let estimates = StreamEstimates([AnsweredSample(try DrawnStream.sample(day.events, key: [7]), answers: day.answers)])
        #expect(abs((estimates.disagreement?.share ?? 0) - day.truth) < 1e-12)
        #expect(estimates.sampled == 90 && estimates.answered == 90)
        for confusion in estimates.confusions {
            let own = day.events.count { $0.prediction == confusion.predicted && day.answers[$0.id] == confusion.answered }
            #expect(confusion.seen == own && abs(confusion.share - Double(own) / 90) < 1e-12)
        }
        #expect(abs(estimates.confusions.reduce(0) { $0 + $1.share } - day.truth) < 1e-12)
    }

    @Test("take what nobody has answered yet for like the rest of its stratum")
    func missing() throws {
        let day = DrawnStream(seed: 3).day(0, count: 600)
        let sample = try DrawnStream.sample(day.events, key: [7])
        #expect(StreamEstimates([AnsweredSample(sample, answers: [:])]).disagreement == nil)
        let half = Set(sample.items.enumerated().filter { $0.offset % 2 == 0 }.map(\.element.event.id))
        let estimates = StreamEstimates([AnsweredSample(sample, answers: day.answers.filter { half.contains($0.key) })])
        #expect(estimates.answered == 50)
        let whole = try #require(StreamEstimates([AnsweredSample(sample, answers: day.answers)]).disagreement), part = try #require(estimates.disagreement)
        #expect(part.interval.high - part.interval.low > whole.interval.high - whole.interval.low)
    }
}

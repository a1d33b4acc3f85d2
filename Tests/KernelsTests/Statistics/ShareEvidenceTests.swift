import Foundation
import Testing
@testable import Kernels

@Suite("Evidence about a share, at any time")
struct ShareEvidenceTests {
    private static func binomial(_ total: Int, _ share: Double) -> [Double] {
        var term = pow(1 - share, Double(total))
        return (0...total).map { hits in
            defer { term *= Double(total - hits) / Double(hits + 1) * share / (1 - share) }
            return term
        }
    }

    @Test("the bet is fair at its bound and loses below it, after any number of trials", arguments: [1, 7, 40, 300])
    func fair(total: Int) {
        for bound in [0.01, 0.05, 0.3] {
            for share in [bound, bound / 2] {
                let mean = zip(Self.binomial(total, share), 0...total).reduce(0.0) { $0 + $1.0 * ShareEvidence($1.1, among: total).against(atMost: bound) }
                #expect(share == bound ? abs(mean - 1) < 1e-8 : mean <= 1, "\(mean) after \(total) at \(share)")
            }
        }
    }

    @Test("looking after every trial refutes a true bound in one of twenty records at most, and finds a false one")
    func anyTime() {
        func refuted(_ share: Double, _ seed: UInt64) -> Bool {
            var (random, record) = (SeededRandom(seed: seed), ShareEvidence(0, among: 0))
            for _ in 0..<600 {
                record.total += 1
                if random.uniform() < share { record.count += 1 }
                if record.against(atMost: 0.05) >= 20 { return true }
            }
            return false
        }
        let quiet = (0..<400).count { refuted(0.05, UInt64($0)) }
        let loud = (0..<100).count { refuted(0.12, UInt64($0)) }
        #expect(quiet <= 32, "\(quiet) of 400")
        #expect(loud >= 95, "\(loud) of 100")
    }

    @Test("the interval holds the true share at all looks together")
    func interval() {
        let missed = (0..<200).count { seed in
            var (random, record) = (SeededRandom(seed: UInt64(1000 + seed)), ShareEvidence(0, among: 0))
            for _ in 0..<300 {
                record.total += 1
                if random.uniform() < 0.1 { record.count += 1 }
                if !record.interval().contains(0.1) { return true }
            }
            return false
        }
        #expect(missed <= 18, "\(missed) of 200")
        #expect(ShareEvidence(0, among: 0).interval() == ShareInterval(low: 0, high: 1))
        #expect(ShareEvidence(0, among: 500).interval().high < 0.03)
    }

    @Test("where no error is allowed the first one refutes")
    func edges() {
        #expect(ShareEvidence(1, among: 9).against(atMost: 0) == ShareEvidence.most)
        #expect(ShareEvidence(0, among: 9).against(atMost: 0) == 1)
        #expect(ShareEvidence(9, among: 9).against(atMost: 1) == 0)
    }
}

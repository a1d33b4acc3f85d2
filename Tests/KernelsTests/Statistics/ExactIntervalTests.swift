import Foundation
import Testing
@testable import Kernels

@Suite("Exact interval of a share")
struct ExactIntervalTests {
    /// Term by term, without the incomplete beta function.
    private static func chance(ofAtMost count: Int, among total: Int, share: Double) -> Double {
        var (term, sum) = (pow(1 - share, Double(total)), 0.0)
        for hits in 0...total {
            if hits <= count { sum += term }
            term *= Double(total - hits) / Double(hits + 1) * share / (1 - share)
        }
        return sum
    }

    @Test("chances are sums of the binomial distribution", arguments: [(0, 10, 0.1), (3, 20, 0.2), (19, 20, 0.5), (7, 200, 0.02)])
    func chances(count: Int, total: Int, share: Double) {
        #expect(abs(ExactInterval.chance(ofAtMost: count, among: total, share: share) - Self.chance(ofAtMost: count, among: total, share: share)) < 1e-12)
    }

    @Test("at its bounds the chance of what was seen is the risk", arguments: [(0, 10), (5, 10), (7, 20), (10, 10), (3, 2000), (50_000, 100_000)])
    func bounds(count: Int, total: Int) {
        for risk in [0.001, 0.025, 0.1] {
            let (low, high) = (ExactInterval.lower(count, among: total, risk: risk), ExactInterval.upper(count, among: total, risk: risk))
            if count > 0 { #expect(abs(1 - ExactInterval.chance(ofAtMost: count - 1, among: total, share: low) - risk) < 1e-9) } else { #expect(low == 0) }
            if count < total { #expect(abs(ExactInterval.chance(ofAtMost: count, among: total, share: high) - risk) < 1e-9) } else { #expect(high == 1) }
            #expect(low <= Double(count) / Double(total) && Double(count) / Double(total) <= high)
        }
    }

    @Test("ends where the share stands at the very place at which the two ways of computing it meet")
    func atTheTurn() {
        #expect((0..<400).allSatisfy { count in (0.0...1).contains(IncompleteBeta.regularized(1 - 0.95, 1, 19 + Double(count))) })
        #expect(abs(IncompleteBeta.regularized(0.5, 3, 3) - 0.5) < 1e-12)
    }

    @Test("none of ten may be up to 31 in a hundred; nothing is known of nothing")
    func known() throws {
        let none = try #require(ExactInterval.of(0, among: 10))
        #expect(none.low == 0 && abs(none.high - (1 - pow(0.025, 0.1))) < 1e-12)
        #expect(ExactInterval.of(0, among: 0) == nil && ExactInterval.of(3, among: 2) == nil)
    }
}

@Suite("Two shares")
struct TwoSharesTests {
    @Test("the usual z of two proportions", arguments: [(10.0, 100.0, 20.0, 100.0, 1.9802950859), (5, 50, 5, 50, 0), (0, 10, 0, 20, 0)])
    func z(a: Double, n: Double, b: Double, m: Double, expected: Double) {
        #expect(abs(TwoShares.z(a, among: n, b, among: m) - expected) < 1e-9)
        #expect(abs(TwoShares.probability(a, among: n, b, among: m) - Normal.twoSided(expected)) < 1e-9)
    }
}

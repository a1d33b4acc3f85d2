import Kernels
import Testing

@testable import Assuring

@Suite("Intervals of agreement")
struct AgreementIntervalTests {
    @Test("more threads give the same bits", arguments: AgreementCatalog.all.map(\.name))
    func threads(name: String) throws {
        let measure = try #require(AgreementCatalog.named(name))
        let votes = VoteTable.random(seed: 5, items: 50)
        let one = measure.bootstrapped(of: votes, Bootstrap(rounds: 61, seed: 3), threads: 1)
        for threads in [2, 3, 8] {
            let many = measure.bootstrapped(of: votes, Bootstrap(rounds: 61, seed: 3), threads: threads)
            #expect(many.agreement == one.agreement && many.bootstrap == one.bootstrap)
        }
    }

    @Test("values of resamples are those of the whole evaluation", arguments: AgreementCatalog.allVariants.map(\.fullName))
    func resamples(name: String) throws {
        let measure = try #require(AgreementCatalog.named(name))
        let panel = RatingPanel(VoteTable.random(seed: 6, items: 30, classes: 4, answered: 0.5))
        let fast = measure.resampling(panel)
        var random = SeededRandom(seed: 1)
        for _ in 0..<20 {
            let drawn = (0..<30).map { _ in Int32(random.below(30)) }
            #expect(isClose(fast(drawn), measure.agreement(of: panel, items: drawn).value))
        }
        #expect(fast([]) == nil)
    }

    @Test("a p value is small when people agree, large when they answer by chance")
    func pValues() throws {
        for name in ["cohen-kappa", "fleiss-kappa", "conger-kappa", "krippendorff-alpha", "gwet-ac1", "brennan-prediger"] {
            let measure = try #require(AgreementCatalog.named(name))
            #expect(try #require(measure.agreement(of: .random(seed: 2, items: 200, annotators: 2)).pValue) < 1e-6)
            #expect(try #require(measure.agreement(of: .random(seed: 9, items: 400, annotators: 2, skill: 0)).pValue) > 0.01)
        }
        #expect(PercentAgreement().agreement(of: .random(seed: 2)).pValue == nil)
        #expect(FleissKappa().agreement(of: .drawn("aa", "bb", "aa")).pValue == 0)
    }

    @Test("a constant annotator has kappa 0 and no z to divide")
    func constant() throws {
        let matrix = ConfusionMatrix(.pair([[5, 5], [0, 0]]), 0, 1)
        let detail = try #require(CohenKappa().detail(of: matrix))
        #expect(detail.kappa == 0 && detail.z == nil && detail.twoSidedP == nil)
        #expect(CohenKappa().agreement(of: matrix).pValue == nil)
    }

    @Test("the bias-corrected interval holds the value and leans where the spread is")
    func corrected() throws {
        let votes = VoteTable.random(seed: 8, items: 60, annotators: 3, skill: 0.95)
        let plain = KrippendorffAlpha().bootstrapped(of: votes, Bootstrap(rounds: 400, seed: 2))
        let corrected = KrippendorffAlpha().bootstrapped(of: votes, Bootstrap(rounds: 400, seed: 2), corrected: true)
        let value = try #require(plain.agreement.value)
        let (left, right) = (try #require(plain.agreement.interval), try #require(corrected.agreement.interval))
        #expect(right.low < value && value < right.high && right != left)
        #expect(isClose(plain.agreement.standardError, try #require(corrected.agreement.standardError), 1e-12))
        #expect(abs(right.low - left.low) < 0.05 && abs(right.high - left.high) < 0.05)
    }

    @Test("aliases name the same measure")
    func aliases() throws {
        #expect(AgreementCatalog.named("bennett-s")?.fullName == "brennan-prediger")
        #expect(AgreementCatalog.named("randolph-kappa")?.fullName == "brennan-prediger")
        #expect(AgreementCatalog.named("light-kappa")?.fullName == "cohen-kappa")
        #expect(AgreementCatalog.named("gwet-ac2")?.fullName == "gwet-ac1:quadratic")
        #expect(AgreementCatalog.named("gwet-ac2:ordinal")?.fullName == "gwet-ac1:ordinal")
        for alias in AgreementCatalog.aliases { #expect(AgreementCatalog.all.allSatisfy { $0.name != alias.alias }) }
    }
}

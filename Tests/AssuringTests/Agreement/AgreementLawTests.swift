import Kernels
import Testing

@testable import Assuring

/// What holds for every measure in every form.
@Suite("Laws of agreement")
struct AgreementLawTests {
    @Test("renaming annotators and items changes nothing", arguments: AgreementCatalog.allVariants.map(\.fullName))
    func renaming(name: String) throws {
        let measure = try #require(AgreementCatalog.named(name))
        for seed in 1...5 as ClosedRange<UInt64> {
            let votes = VoteTable.random(seed: seed)
            let (renamed, _, _) = votes.renamed(seed: seed + 100)
            let (left, right) = (measure.agreement(of: votes), measure.agreement(of: renamed))
            #expect(isClose(left.value, right.value) && isClose(left.standardError, right.standardError))
            #expect(left.items == right.items)
        }
    }

    @Test("equal answers throughout give 1, and nothing gives more", arguments: AgreementCatalog.allVariants.map(\.fullName))
    func perfect(name: String) throws {
        let measure = try #require(AgreementCatalog.named(name))
        #expect(isClose(measure.agreement(of: .drawn("111", "22-", "333", "11-")).value, 1))
        for seed in 1...10 as ClosedRange<UInt64> {
            let value = try #require(measure.agreement(of: .random(seed: seed)).value)
            #expect(value <= 1)
        }
    }

    @Test("a value or a reason, never both or neither", arguments: AgreementCatalog.allVariants.map(\.fullName))
    func reasons(name: String) throws {
        let measure = try #require(AgreementCatalog.named(name))
        for votes in [VoteTable.drawn([]), .drawn("a"), .drawn("aa"), .drawn("ab"), .drawn("12"), .drawn("11", "22"), .drawn("00", "01")] {
            let result = measure.agreement(of: votes)
            #expect((result.value == nil) == (result.undefined != nil))
            #expect(result.value.map(\.isFinite) ?? true)
            #expect(result.measure == name)
        }
    }

    @Test("annotators who answer by chance agree no more than chance", arguments: AgreementCatalog.all.map(\.name).filter { $0 != "percent" })
    func chance(name: String) throws {
        let measure = try #require(AgreementCatalog.named(name))
        let votes = VoteTable.random(seed: 9, items: 4000, annotators: 2, skill: 0, answered: 1)
        #expect(abs(try #require(measure.agreement(of: votes).value)) < 0.05)
    }

    @Test("adding an item nobody rated changes nothing", arguments: AgreementCatalog.allVariants.map(\.fullName))
    func unrated(name: String) throws {
        let measure = try #require(AgreementCatalog.named(name))
        let left = measure.agreement(of: .drawn("112", "22-", "313"))
        let right = measure.agreement(of: .drawn("112", "---", "22-", "313"))
        #expect(isClose(left.value, right.value) && isClose(left.standardError, right.standardError))
    }

    @Test("names are unique and found again")
    func catalogue() {
        let names = AgreementCatalog.allVariants.map(\.fullName)
        #expect(Set(names).count == names.count)
        for measure in AgreementCatalog.allVariants {
            #expect(AgreementCatalog.named(measure.fullName)?.fullName == measure.fullName)
            #expect(!measure.summary.isEmpty && !measure.summary.hasSuffix("."))
        }
    }

    @Test("a bootstrap interval is the same for the same seed and holds the value", arguments: AgreementCatalog.all.map(\.name))
    func bootstrap(name: String) throws {
        let measure = try #require(AgreementCatalog.named(name))
        let votes = VoteTable.random(seed: 3, items: 60)
        let first = measure.bootstrapped(of: votes, Bootstrap(rounds: 200, seed: 7))
        let second = measure.bootstrapped(of: votes, Bootstrap(rounds: 200, seed: 7))
        #expect(first.agreement == second.agreement && first.bootstrap == second.bootstrap)
        let interval = try #require(first.agreement.interval)
        let value = try #require(first.agreement.value)
        #expect(interval.low < value && value < interval.high)
        #expect(measure.bootstrapped(of: votes, Bootstrap(rounds: 200, seed: 8)).bootstrap != first.bootstrap)
    }

    @Test("a bootstrap spreads about as the formula says")
    func bootstrapAgainstFormula() throws {
        let votes = VoteTable.random(seed: 4, items: 300)
        for name in ["krippendorff-alpha", "fleiss-kappa", "gwet-ac1"] {
            let measure = try #require(AgreementCatalog.named(name))
            let formula = try #require(measure.agreement(of: votes).standardError)
            let drawn = try #require(measure.bootstrapped(of: votes, Bootstrap(rounds: 500, seed: 1)).agreement.standardError)
            #expect(abs(drawn / formula - 1) < 0.2)
        }
    }

    @Test("rounds without variation are skipped and counted")
    func skipped() throws {
        let votes = VoteTable.drawn("ab", "aa")
        let result = KrippendorffAlpha().bootstrapped(of: votes, Bootstrap(rounds: 100, seed: 1))
        let interval = try #require(result.bootstrap)
        #expect(interval.rounds == 100 && interval.skipped > 5 && interval.skipped < 60)
    }
}

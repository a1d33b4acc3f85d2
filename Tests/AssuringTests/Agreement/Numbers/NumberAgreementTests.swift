import Kernels
import Testing

@testable import Assuring

/// Reference figures: Shrout and Fleiss's table (their ICC, intervals as R's psych prints them), and scipy for ranks.
@Suite("Agreement on numbers")
struct NumberAgreementTests {
    /// Shrout and Fleiss (1979), table 2: six targets, four judges.
    static let judges: [[Double?]] = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    static let pair: [[Double?]] = [[1, 2], [2, 1], [2, 3], [4, 3], [5, 6], [6, 5], [7, 8], [7, 7], [9, 7], [10, 11]]

    @Test("intraclass correlations of Shrout and Fleiss's judges", arguments: [
        ("icc:1,1", 0.16574176840547544, -0.13293232487475098, 0.722560062328121, 0.16476880834463953),
        ("icc", 0.2897637795275591, 0.018786513374712, 0.7610843696489529, 0.00013456651648433688),
        ("icc:3,1", 0.7148407148407149, 0.3424647650339253, 0.9458582599553595, 0.00013456651648433688),
        ("icc:1,k", 0.44279713367926865, -0.8844421552381201, 0.9124154203407755, 0.16476880834463953),
        ("icc:2,k", 0.6200505475989891, 0.07113681530250332, 0.9272320401677219, 0.00013456651648433688),
        ("icc:3,k", 0.9093155423770695, 0.6756747138163046, 0.9858916781690623, 0.00013456651648433688),
    ])
    func intraclass(name: String, value: Double, low: Double, high: Double, p: Double) throws {
        let result = try #require(NumberAgreementCatalog.named(name)).agreement(of: NumberTable(rows: Self.judges))
        #expect(isClose(result.value, value) && isClose(result.interval?.low, low) && isClose(result.interval?.high, high))
        #expect(isClose(result.pValue, p) && result.items == 6 && result.undefined == nil)
    }

    @Test("ranks, concordance and many rankers against scipy")
    func ranks() throws {
        let pair = try NumberTable(rows: Self.pair)
        let tau = RankCorrelation.Kendall().agreement(of: pair)
        #expect(isClose(tau.value, 0.8139534883720931) && isClose(tau.pValue, 0.001469449864818364))
        let rho = RankCorrelation.Spearman().agreement(of: pair)
        #expect(isClose(rho.value, 0.932515337423313) && isClose(rho.pValue, 8.359628526206175e-05))
        let ccc = ConcordanceCorrelation().agreement(of: pair)
        #expect(isClose(ccc.value, 0.9294947121034077) && isClose(ccc.standardError, 0.04807283873349291))
        #expect(isClose(ccc.interval?.low, 0.7451955367721068) && isClose(ccc.interval?.high, 0.9818753514407648))
        let w = KendallW().agreement(of: try NumberTable(rows: Self.judges))
        #expect(isClose(w.value, 0.8870370370370371) && isClose(w.pValue, 0.003289509243680281))
    }

    @Test("Bland and Altman's limits")
    func blandAltman() throws {
        let found = try #require(BlandAltman.table(of: NumberTable(rows: Self.pair)).first)
        #expect(abs(found.bias) < 1e-12 && isClose(found.standardDeviation, 1.1547005383792515))
        #expect(isClose(found.limits.high, 2.2631714681523434) && isClose(found.limits.low, -2.2631714681523434))
        #expect(isClose(found.biasInterval.high, 0.826023004457642))
        #expect(isClose(found.upperLimitInterval.high, 2.2631714681523434 + 1.462350914670276))
        #expect(isClose(found.slope, -0.012180267965895185) && found.outside == 0)
        #expect(BlandAltman.table(of: try NumberTable(rows: [[1, 2]])).isEmpty)
        #expect(BlandAltman.table(of: try NumberTable(rows: Self.judges)).count == 6)
    }

    @Test("interval alpha of numbers is interval alpha of classes", arguments: 1...5 as ClosedRange<UInt64>)
    func intervalAlpha(seed: UInt64) throws {
        let votes = VoteTable.random(seed: seed, classes: 5, answered: 0.6)
        let values = try #require(votes.classValues)
        let numbers = try NumberTable(
            items: votes.items, annotators: votes.annotators, values: votes.classes.map { values[Int($0)] }, itemNames: votes.itemNames,
            annotatorNames: votes.annotatorNames)
        #expect(isClose(IntervalAlpha().agreement(of: numbers).value, KrippendorffAlpha(level: .interval).agreement(of: votes).value))
    }

    @Test("one-way correlation takes missing ratings")
    func missing() throws {
        // Items rated 2, 2 and 3 times, one once: k0 = (7 - 17/7)/2.
        let table = try NumberTable(rows: [[1, 2, nil], [4, 4, nil], [7, 8, 9], [nil, 5, nil]])
        let (between, within) = (2 * 3.5 * 3.5 + 2 * 1 * 1 + 3 * 3 * 3, 0.5 + 0 + 2)
        let (r, w, k) = (between / 2, within / 4, (7 - 17.0 / 7) / 2)
        let result = IntraclassCorrelation(form: .oneWay).agreement(of: table)
        #expect(isClose(result.value, (r - w) / (r + (k - 1) * w)) && result.items == 3)
        #expect(IntraclassCorrelation(form: .mixed).agreement(of: table).undefined == .ratingsMissing)
        #expect(KendallW().agreement(of: table).undefined == .ratingsMissing)
        #expect(RankCorrelation.Kendall().agreement(of: table).value == 1)
    }
}

import Testing

@testable import Assuring

@Suite("Bands of agreement")
struct AgreementBandTests {
    @Test("both bounds read good", arguments: [
        (0.6, AgreementBand.good), (0.8, .good), (0.8000000000000002, .good), (0.5999999999999999, .good),
        (0.7, .good), (0.81, .excellent), (1, .excellent), (0.59, .needsWork), (0, .needsWork), (-1, .needsWork),
        (0.800001, .excellent), (0.599999, .needsWork),
    ])
    func bounds(value: Double, band: AgreementBand) {
        #expect(AgreementBand(value) == band)
    }

    /// Kappa is 3/5 or 4/5 on paper; the division need not be.
    @Test("tables whose kappa is exactly 0.6 or 0.8 read good", arguments: [
        [[40, 10], [10, 40]], [[45, 5], [5, 45]], [[4, 1], [1, 4]], [[9, 1], [1, 9]],
        [[26, 2, 2], [2, 26, 2], [2, 2, 26]], [[22, 4, 4], [4, 22, 4], [4, 4, 22]],
        [[17, 1, 1, 1], [1, 17, 1, 1], [1, 1, 17, 1], [1, 1, 1, 17]],
        [[14, 2, 2, 2], [2, 14, 2, 2], [2, 2, 14, 2], [2, 2, 2, 14]],
    ])
    func exactTables(matrix: [[Int]]) {
        let kappa = CohenKappa().agreement(of: .pair(matrix))
        #expect(kappa.band == .good, "kappa \(String(describing: kappa.value))")
    }

    @Test("no value, no band")
    func undefined() {
        #expect(CohenKappa().agreement(of: .drawn("aa")).band == nil)
    }
}

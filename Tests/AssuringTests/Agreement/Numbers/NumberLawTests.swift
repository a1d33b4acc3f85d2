import Kernels
import Testing

@testable import Assuring

/// What holds for every measure of numbers in every form.
@Suite("Laws of agreement on numbers")
struct NumberLawTests {
    static func table(seed: UInt64, items: Int = 30, annotators: Int = 4, noise: Double = 0.3) throws -> NumberTable {
        var random = SeededRandom(seed: seed)
        let rows: [[Double?]] = (0..<items).map { _ -> [Double?] in
            let truth = random.uniform()
            return (0..<annotators).map { _ in truth + noise * random.uniform() }
        }
        return try NumberTable(rows: rows)
    }

    @Test("order of rows and names of annotators and items change nothing", arguments: NumberAgreementCatalog.allVariants.map(\.fullName))
    func renaming(name: String) throws {
        let measure = try #require(NumberAgreementCatalog.named(name))
        let table = try Self.table(seed: 3)
        let order = Array(table.values.indices.reversed())
        let moved = try NumberTable(
            items: order.map { 29 - table.items[$0] }, annotators: order.map { 3 - table.annotators[$0] }, values: order.map { table.values[$0] },
            itemNames: table.itemNames, annotatorNames: table.annotatorNames)
        let (left, right) = (measure.agreement(of: table), measure.agreement(of: moved))
        #expect(isClose(left.value, right.value) && isClose(left.interval?.low, right.interval?.low) && isClose(left.pValue, right.pValue, 1e-6))
        #expect(left.measure == name && left.value != nil)
    }

    @Test("equal numbers give 1", arguments: NumberAgreementCatalog.allVariants.map(\.fullName))
    func perfect(name: String) throws {
        let measure = try #require(NumberAgreementCatalog.named(name))
        let table = try NumberTable(rows: [0.1, 0.7, 0.3, 12.5, 4].map { [$0, $0, $0] })
        #expect(isClose(measure.agreement(of: table).value, 1))
    }

    @Test("a value or a reason, never both or neither, and never a NaN", arguments: NumberAgreementCatalog.allVariants.map(\.fullName))
    func reasons(name: String) throws {
        let measure = try #require(NumberAgreementCatalog.named(name))
        let tables: [[[Double?]]] = [
            [], [[1]], [[1, 2]], [[0.1, 0.1, 0.1], [0.1, 0.1, 0.1]], [[1, 2], [1, 2]], [[1, nil], [nil, 2]], [[1, 2, 3], [1, nil, 3]],
            [[0.1, 0.3], [0.1, 0.3], [0.1, 0.3]], [[1, 1], [2, 2]], [[1, 2], [2, 1]], [[1e70, 1], [1, 1e70]],
        ]
        for rows in tables {
            let result = measure.agreement(of: try NumberTable(rows: rows))
            #expect((result.value == nil) == (result.undefined != nil), "\(name) \(rows)")
            for number in [result.value, result.interval?.low, result.interval?.high, result.pValue, result.standardError] {
                #expect(number.map { !$0.isNaN } ?? true, "\(name) \(rows)")
            }
        }
    }

    @Test("shift and scale: ranks do not see them, concordance and (2,1) do, (3,1) sees the scale only")
    func shift() throws {
        let rows = try Self.table(seed: 7, annotators: 2).values
        let plain = stride(from: 0, to: rows.count, by: 2).map { [rows[$0], rows[$0 + 1]] }
        let (same, moved) = (try NumberTable(rows: plain), try NumberTable(rows: plain.map { [$0[0], $0[1] + 2] }))
        func value(_ name: String, _ table: NumberTable) throws -> Double { try #require(NumberAgreementCatalog.named(name)?.agreement(of: table).value) }
        for name in ["kendall-tau", "spearman", "kendall-w", "icc:3,1"] { #expect(isClose(try value(name, same), try value(name, moved), 1e-9)) }
        for name in ["ccc", "icc", "icc:1,1", "interval-alpha"] { #expect(try value(name, moved) < value(name, same) - 0.3) }
    }

    @Test("a bootstrap interval holds the value and does not depend on the threads", arguments: NumberAgreementCatalog.all.map(\.name))
    func bootstrap(name: String) throws {
        let measure = try #require(NumberAgreementCatalog.named(name))
        let table = try Self.table(seed: 5, items: 40)
        let one = measure.bootstrapped(of: table, Bootstrap(rounds: 100, seed: 1))
        let many = measure.bootstrapped(of: table, Bootstrap(rounds: 100, seed: 1), threads: 4)
        #expect(one.agreement == many.agreement && one.bootstrap == many.bootstrap && one.bootstrap != nil)
    }

    @Test("bad numbers are refused with their place, repeated ones replaced")
    func tables() throws {
        #expect(throws: NumberTableError.notFinite(.nan, row: 1)) { try NumberTable(rows: [[1, .nan]]) }
        #expect(throws: NumberTableError.notFinite(1e300, row: 0)) { try NumberTable(rows: [[1e300]]) }
        #expect(throws: NumberTableError.itemOutOfRange(2, itemCount: 1, row: 0)) {
            try NumberTable(items: [2], annotators: [0], values: [1], itemNames: ["a"], annotatorNames: ["b"])
        }
        #expect(throws: NumberTableError.annotatorOutOfRange(-1, annotatorCount: 1, row: 0)) {
            try NumberTable(items: [0], annotators: [-1], values: [1], itemNames: ["a"], annotatorNames: ["b"])
        }
        #expect(throws: NumberTableError.unequalColumns(items: 1, annotators: 0, values: 1)) {
            try NumberTable(items: [0], annotators: [], values: [1], itemNames: ["a"], annotatorNames: ["b"])
        }
        let table = try NumberTable(items: [0, 0, 0], annotators: [1, 0, 1], values: [5, 6, 7], itemNames: ["a"], annotatorNames: ["b", "c"])
        #expect(table.values == [6, 7] && table.replaced == 1)
    }

    @Test("names are unique and found again")
    func catalogue() {
        let names = NumberAgreementCatalog.allVariants.map(\.fullName)
        #expect(Set(names).count == names.count && names.contains("icc:3,k"))
        for measure in NumberAgreementCatalog.allVariants {
            #expect(NumberAgreementCatalog.named(measure.fullName)?.fullName == measure.fullName && !measure.summary.hasSuffix("."))
        }
        #expect(NumberAgreementCatalog.named("icc:4,1") == nil && NumberAgreementCatalog.named("ccc:x") == nil && NumberAgreementCatalog.named("") == nil)
    }
}

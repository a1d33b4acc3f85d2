import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Proxies of a sensitive column")
struct ProxySearchTests {
    private func drawn(_ rows: Int, seed: UInt64, planted: Bool) throws -> TableColumns {
        var random = SeededRandom(seed: seed)
        let origin = (0..<rows).map { _ in random.below(3) }
        var columns = [TableColumn("origin", .categories(CategoryCells(origin.map { "o\($0)" })))]
        for place in 0..<4 {
            columns.append(TableColumn("n\(place)", .numbers(origin.map { _ in random.uniform() })))
            columns.append(TableColumn("c\(place)", .categories(CategoryCells(origin.map { _ in "v\(random.below(2 + place * 40))" }))))
        }
        if planted {
            columns.append(TableColumn("postcode", .categories(CategoryCells(origin.map { "p\(random.below(4) == 0 ? random.below(60) : $0 * 20 + random.below(20))" }))))
            columns.append(TableColumn("height", .numbers(origin.map { Double($0) * 12 + random.uniform() * 20 })))
            columns.append(TableColumn("gaps", .numbers(origin.map { $0 == 0 && random.below(5) > 0 ? .nan : random.uniform() })))
        }
        return try TableColumns(columns, rowCount: rows)
    }

    @Test("planted proxies are found, by categories, numbers and gaps, and nothing else is")
    func planted() throws {
        let report = try ProxySearch().report(drawn(2000, seed: 1, planted: true), sensitive: "origin", threads: 2)
        #expect(Set(report.columns.filter(\.isProxy).map(\.name)) == ["postcode", "height", "gaps"])
        #expect(report.columns.prefix(3).allSatisfy { $0.isProxy && $0.probability == 0.005 })
        #expect(report.findings.count == 3 && report.words.count == 4)
        #expect(try ProxySearch().report(drawn(2000, seed: 1, planted: true), sensitive: "origin") == report)
    }

    @Test("unrelated columns are hardly ever called proxies, though many values share much information by chance")
    func falseAlarms() throws {
        var alarms = 0, low = 0, columns = 0, largest = 0.0
        for seed in 0..<30 {
            let report = try ProxySearch(rounds: 99).report(drawn(200, seed: UInt64(seed), planted: false), sensitive: "origin")
            alarms += report.findings.count
            low += report.columns.count { $0.probability <= 0.05 }
            columns += report.columns.count
            largest = max(largest, report.columns.map(\.normalized).max() ?? 0)
        }
        print("proxies: \(alarms) false alarms in \(columns) unrelated columns; \(low) probabilities up to 0.05; largest plain information \(Figure.rounded(largest, 3))")
        #expect(alarms == 0 && largest > 0.1)
        #expect(low > 0 && low < columns / 8)
    }

    @Test("only the named columns are looked at; missing values of the sensitive one are left out and counted")
    func named() throws {
        var table = try drawn(100, seed: 2, planted: false)
        try table.replace(TableColumn("origin", .categories(CategoryCells((0..<100).map { $0 < 10 ? nil : "o\($0 % 2)" }))))
        let report = try ProxySearch().report(table, sensitive: "origin", others: ["n0"])
        #expect(report.columns.map(\.name) == ["n0"] && report.rows == 90 && report.missing == 10)
        #expect(throws: TableError.noSuchColumn("race")) { try ProxySearch().report(table, sensitive: "race") }
        let constant = try TableColumns([TableColumn("a", .numbers([1, 1])), TableColumn("b", .numbers([2, 2]))], rowCount: 2)
        #expect(try ProxySearch().report(constant, sensitive: "a").findings.isEmpty)
    }
}

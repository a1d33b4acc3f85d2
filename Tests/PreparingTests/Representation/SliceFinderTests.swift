import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Slices with a larger loss")
struct SliceFinderTests {
    /// Six columns of categories and two of numbers.
    private func drawn(_ rows: Int, seed: UInt64) throws -> TableColumns {
        var random = SeededRandom(seed: seed)
        let categories = (0..<6).map { place in TableColumn("c\(place)", .categories(CategoryCells((0..<rows).map { _ in random.below(25) == 0 ? nil : "v\(random.below(3 + place))" }))) }
        let numbers = (0..<2).map { place in TableColumn("n\(place)", .numbers((0..<rows).map { _ in random.uniform() * 100 })) }
        return try TableColumns(categories + numbers, rowCount: rows)
    }

    private func text(_ table: TableColumns, _ column: String, _ row: Int) throws -> String? { try table.categories(column).text(at: row) }

    @Test("planted slices are found and little else")
    func planted() throws {
        var (found, planted, correct) = (0, 0, 0)
        for seed in 0..<20 {
            let rows = 4000, table = try drawn(rows, seed: UInt64(seed))
            let c0 = try table.categories("c0"), c2 = try table.categories("c2"), c3 = try table.categories("c3"), n0 = try table.numbers("n0")
            var random = SeededRandom(seed: UInt64(seed) + 1000)
            // One value; one pair of values; one value and a range of numbers.
            let loss = (0..<rows).map { row -> Double in
                let isBad = c0.text(at: row) == "v1" || c2.text(at: row) == "v0" && c3.text(at: row) == "v1" || c3.text(at: row) == "v5" && n0[row] < 25
                return random.uniform() < (isBad ? 0.5 : 0.05) ? 1 : 0
            }
            let report = try SliceFinder().report(table, loss: loss, threads: 2)
            planted += 3
            found += report.slices.count
            for slice in report.slices {
                let columns = slice.conditions.map(\.column)
                let isFirst = slice.conditions == [SliceReport.Condition(column: "c0", value: "v1")]
                let isSecond = slice.name == "c2 = v0 and c3 = v1"
                let isThird = columns == ["c3", "n0"] && slice.name.hasPrefix("c3 = v5 and n0 = 0.")
                if isFirst || isSecond || isThird { correct += 1 }
            }
        }
        print("slices: \(correct) of \(planted) planted found (recall \(Figure.rounded(Double(correct) / Double(planted), 3))), \(found) reported (precision \(Figure.rounded(Double(correct) / Double(max(1, found)), 3)))")
        #expect(Double(correct) >= 0.9 * Double(planted))
        #expect(Double(correct) >= 0.9 * Double(found))
    }

    @Test("without a planted slice hardly any is reported")
    func falseAlarms() throws {
        var alarms = 0, tested = 0
        for seed in 0..<30 {
            var random = SeededRandom(seed: UInt64(seed) + 500)
            let report = try SliceFinder().report(drawn(1000, seed: UInt64(seed)), loss: (0..<1000).map { _ in random.below(5) == 0 ? 1 : 0 })
            alarms += report.slices.count
            tested += report.tested
        }
        print("slices: \(alarms) false alarms in \(tested) slices of 30 tables")
        #expect(alarms <= 2 && tested > 5000)
    }

    @Test("counts, means, effect and t are those of the rows")
    func figures() throws {
        let table = try drawn(2000, seed: 3)
        let codes = try table.categories("c0")
        var random = SeededRandom(seed: 4)
        let loss = (0..<2000).map { random.uniform() + (codes.text(at: $0) == "v2" ? 2 : 0) }
        let slice = try #require(SliceFinder().report(table, loss: loss).slices.first)
        #expect(slice.name == "c0 = v2")
        let own = loss.indices.filter { codes.text(at: $0) == "v2" }.map { loss[$0] }, rest = loss.indices.filter { codes.text(at: $0) != "v2" }.map { loss[$0] }
        let (a, b) = (try #require(Moments.standardDeviation(own)), try #require(Moments.standardDeviation(rest)))
        let (mean, restMean) = (try #require(Moments.mean(own)), try #require(Moments.mean(rest)))
        #expect(slice.count == own.count && isNear(slice.mean, mean) && isNear(slice.restMean, restMean))
        #expect(isNear(slice.effect, 2.0.squareRoot() * (mean - restMean) / (a * a + b * b).squareRoot()))
        #expect(isNear(slice.t, (mean - restMean) / (a * a / Double(own.count) + b * b / Double(rest.count)).squareRoot()))
    }

    @Test("small slices are not tested; unknown losses are counted; infinite ones are refused; constant ones find nothing")
    func edges() throws {
        let table = try drawn(100, seed: 1)
        let report = try SliceFinder().report(table, loss: (0..<100).map { $0 < 10 ? .nan : 1 }, columns: ["c0", "n0"])
        #expect(report.unknown == 10 && report.rows == 90 && report.mean == 1 && report.slices.isEmpty && report.tooSmall > 0)
        #expect(throws: TableError.infinite(column: "loss", row: 1)) { try SliceFinder().report(table, loss: (0..<100).map { $0 == 1 ? .infinity : 0 }) }
        #expect(throws: TableError.columnLength("loss", 1, expected: 100)) { try SliceFinder().report(table, loss: [1]) }
        #expect(throws: TableError.noSuchColumn("x")) { try SliceFinder().report(table, loss: (0..<100).map(Double.init), columns: ["x"]) }
        let nothing = try SliceFinder().report(table, loss: [Double](repeating: .nan, count: 100))
        #expect(nothing.rows == 0 && nothing.mean == nil && nothing.words.count == 2)
    }

    @Test("is the same on one thread and two, and survives JSON")
    func same() throws {
        let table = try drawn(1500, seed: 6), codes = try table.categories("c1")
        let loss = (0..<1500).map { codes.codes[$0] == 0 ? Double($0 % 2) : 0 }
        let report = try SliceFinder().report(table, loss: loss)
        #expect(try SliceFinder().report(table, loss: loss, threads: 2) == report)
        #expect(try JSONParser.parse(JSONValue(encoding: report).text()).decode(SliceReport.self) == report && !report.slices.isEmpty)
    }
}

import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Fairness of a model's answers")
struct ModelFairnessTests {
    private func table(_ golden: GoldenBias.Model) throws -> TableColumns {
        func texts(_ text: String) -> [String?] { text.map { String($0) } }
        return try TableColumns([
            TableColumn("group", .categories(CategoryCells(texts(golden.group)))),
            TableColumn("region", .categories(CategoryCells(texts(golden.region).map { $0 == "n" ? "north" : "south" }))),
            TableColumn("truth", .categories(CategoryCells(texts(golden.truth)))), TableColumn("answer", .categories(CategoryCells(texts(golden.answer)))),
        ], rowCount: golden.group.count)
    }

    private func report(_ table: TableColumns, by columns: [String], rounds: Int = 0, least: Int = 1, seed: UInt64 = 1) throws -> FairnessReport {
        try ModelFairness(leastShown: least, rounds: rounds, seed: seed).report(
            CrossedGroups(table, by: columns), truth: .isValue("1", table, "truth"), answer: .isValue("1", table, "answer"))
    }

    @Test("rates, differences and ratios are fairlearn's, for one column and two", arguments: [0, 1])
    func golden(number: Int) throws {
        let model = try GoldenBias.read().model, golden = model.cases[number]
        let own = try report(table(model), by: golden.columns)
        #expect(own.groups.map(\.values) == golden.groups.map(\.group))
        for (group, expected) in zip(own.groups.map(\.rates), golden.groups) {
            #expect(isNear(group.selection?.value, expected.selection) && isNear(group.truePositive?.value, expected.truePositive))
            #expect(isNear(group.falsePositive?.value, expected.falsePositive) && isNear(group.accuracy?.value, expected.accuracy))
        }
        #expect(isNear(own.overall.selection?.value, golden.overall.selection) && isNear(own.overall.accuracy?.value, golden.overall.accuracy))
        #expect(isNear(own.gaps.parityDifference?.value, golden.parityDifference) && isNear(own.gaps.parityRatio?.value, golden.parityRatio))
        #expect(isNear(own.gaps.oddsDifference?.value, golden.oddsDifference) && isNear(own.gaps.oddsRatio?.value, golden.oddsRatio))
        #expect(isNear(own.gaps.opportunityDifference?.value, golden.opportunityDifference) && isNear(own.gaps.opportunityRatio?.value, golden.ratio.truePositive))
        #expect(isNear(own.gaps.accuracyDifference?.value, golden.difference.accuracy) && isNear(own.gaps.accuracyRatio?.value, golden.ratio.accuracy))
    }

    @Test("bootstrap intervals are those of fairlearn, within what drawing leaves open")
    func intervals() throws {
        let model = try GoldenBias.read().model
        let own = try report(table(model), by: ["group"], rounds: 2000)
        for group in own.groups {
            let golden = try #require(model.intervals[group.values[0]])
            for (name, estimate) in [("selection", group.rates.selection), ("truePositive", group.rates.truePositive), ("falsePositive", group.rates.falsePositive), ("accuracy", group.rates.accuracy)] {
                let interval = try #require(estimate?.interval), expected = try #require(golden[name])
                #expect(abs(interval.low - expected[0]) < 0.02 && abs(interval.high - expected[1]) < 0.02)
            }
        }
        #expect(try report(table(model), by: ["group"], rounds: 200) == report(table(model), by: ["group"], rounds: 200))
        #expect(try report(table(model), by: ["group"], rounds: 200) != report(table(model), by: ["group"], rounds: 200, seed: 2))
    }

    @Test("a rate nobody can have is nil; unknown answers are counted; small groups are hidden")
    func edges() throws {
        let texts: [[String?]] = [["a", "a", "b", "b", nil], ["1", "0", "0", "0", "1"], ["1", "0", "1", nil, "1"]]
        let table = try TableColumns(zip(["group", "truth", "answer"], texts).map { TableColumn($0, .categories(CategoryCells($1))) }, rowCount: 5)
        let own = try report(table, by: ["group"])
        #expect(own.rows == 3 && own.missing == 1 && own.unknown == 1)
        #expect(own.groups[1].rates.truePositive == nil && own.groups[1].rates.falsePositive?.value == 1)
        #expect(own.gaps.opportunityDifference == nil && own.gaps.parityRatio?.value == 0.5)
        let hidden = try report(table, by: ["group"], least: 10)
        #expect(hidden.groups.isEmpty && hidden.hidden.groups == 2 && hidden.overall.selection == nil)
        #expect(throws: TableError.self) { try RowFlags.isValue("7", table, "truth") }
    }

    @Test("counts drawn with replacement have the mean and spread of drawing rows")
    func randomCounts() {
        let counts = [500, 0, 30, 4470], random = RandomCounts(counts)
        var stream = SeededRandom(seed: 1), sums = [ValueSums](repeating: ValueSums(), count: 4)
        for _ in 0..<3000 {
            let drawn = random.draw(&stream)
            #expect(drawn.reduce(0, +) == 5000)
            for place in 0..<4 { sums[place].add(Double(drawn[place])) }
        }
        for place in 0..<4 {
            let share = Double(counts[place]) / 5000, variance = 5000 * share * (1 - share)
            #expect(abs(sums[place].mean - Double(counts[place])) <= 5 * (variance / 3000).squareRoot())
            #expect(abs(sums[place].variance - variance) <= 0.15 * variance)
        }
    }
}

import Foundation
import Kernels
import Testing

@testable import Assuring

extension NumberTable {
    /// One list per item, a number per annotator, nil for none.
    static func drawn(_ items: [Double?]...) throws -> NumberTable {
        try NumberTable(items.enumerated().flatMap { item, values in
            values.enumerated().compactMap { annotator, value in
                value.map { Given(item: "i\(item)", annotator: "a\(annotator)", value: $0) }
            }
        })
    }

    /// Truth 0...10; annotator 0 answers 1 too high, the last one scatters by 3, the others by 0.3.
    static func random(seed: UInt64, items: Int = 80, annotators: Int = 5) -> (given: [Given], truth: [String: Double]) {
        var random = SeededRandom(seed: seed)
        func noise() -> Double { (0..<12).reduce(-6) { sum, _ in sum + random.uniform() } }
        var (given, truth): ([Given], [String: Double]) = ([], [:])
        for item in 0..<items {
            let value = random.uniform() * 10
            truth["i\(item)"] = value
            for annotator in 0..<annotators where random.uniform() < 0.9 {
                let scatter = annotator == annotators - 1 ? 3 : 0.3
                given.append(Given(item: "i\(item)", annotator: "a\(annotator)", value: value + (annotator == 0 ? 1 : 0) + scatter * noise()))
            }
        }
        return (given, truth)
    }
}

@Suite("One number from several")
struct NumberConsensusTests {
    static let names = NumberConsensusCatalog.all.map(\.name)

    @Test("by hand")
    func worked() throws {
        let table = try NumberTable.drawn([1, 2, 3, 4, 100], [1, 2, nil, nil, nil])
        func values(_ method: some NumberConsensusMethod) throws -> [Double?] { try method.consensus(of: table).items.map(\.value) }
        #expect(try values(MedianNumber()) == [3, 1.5])
        #expect(try values(MeanNumber()) == [22, 1.5])
        #expect(try values(TrimmedMean()) == [3, 1.5])
        // Mean 2, s 1, t(2 df, 97.5 %) = 4.30265.
        let interval = try #require(try MeanNumber().consensus(of: .drawn([1, 2, 3])).items[0].interval)
        #expect(isClose(interval.high, 2 + 4.302652729911275 / 3.0.squareRoot(), 1e-9))
        let six = try #require(try MedianNumber().consensus(of: .drawn([1, 2, 3, 4, 5, 6])).items[0].interval)
        #expect(six == .init(low: 1, high: 6))
        #expect(try MedianNumber().consensus(of: .drawn([1, 2, 3, 4, 5])).items[0].interval == nil)
    }

    @Test("new names and another order of rows change nothing", arguments: names)
    func renaming(name: String) throws {
        let method = try #require(NumberConsensusCatalog.named(name))
        let (given, _) = NumberTable.random(seed: 1)
        let other = given.reversed().map { NumberTable.Given(item: $0.item, annotator: "x\(9 - (Int($0.annotator.dropFirst()) ?? 0))", value: $0.value) }
        let (left, right) = (try method.consensus(of: NumberTable(given)), try method.consensus(of: NumberTable(other)))
        #expect(zip(left.items, right.items).allSatisfy { isClose($0.value, $1.value, 1e-6) && isClose($0.interval?.low, $1.interval?.low, 1e-6) })
        #expect(zip(left.annotators, right.annotators.reversed()).allSatisfy { isClose($0.bias, $1.bias, 1e-5) && isClose($0.deviation, $1.deviation, 1e-5) })
    }

    @Test("shifting and stretching the scale does so to the answer", arguments: names)
    func scale(name: String) throws {
        let method = try #require(NumberConsensusCatalog.named(name))
        let (given, _) = NumberTable.random(seed: 2)
        let other = given.map { NumberTable.Given(item: $0.item, annotator: $0.annotator, value: 5 - 3 * $0.value) }
        let (left, right) = (try method.consensus(of: NumberTable(given)), try method.consensus(of: NumberTable(other)))
        #expect(zip(left.items, right.items).allSatisfy { isClose(5 - 3 * $0.value!, $1.value, 1e-6) })
    }

    @Test("equal answers are the answer, one answer too, none at all is refused", arguments: names)
    func simple(name: String) throws {
        let method = try #require(NumberConsensusCatalog.named(name))
        let result = try method.consensus(of: .drawn([2, 2, 2], [7, 7, nil], [4, nil, nil]))
        #expect(zip(result.items, [2.0, 7, 4]).allSatisfy { isClose($0.value, $1, 1e-9) })
        #expect(result.annotators.allSatisfy { abs($0.bias ?? 0) < 1e-9 })
        #expect(throws: ConsensusError.noVotes) { try method.consensus(of: NumberTable([])) }
    }

    @Test("who scatters is last", arguments: names)
    func planted(name: String) throws {
        let result = try #require(NumberConsensusCatalog.named(name)).consensus(of: NumberTable(NumberTable.random(seed: 3).given))
        let scatter = result.annotators.compactMap(\.deviation)
        #expect(scatter.indices.max { scatter[$0] < scatter[$1] } == 4)
    }

    @Test("bias and scatter come back, and the truth nearer than by the mean")
    func annotatorBias() throws {
        let (given, truth) = NumberTable.random(seed: 4, items: 400)
        let table = try NumberTable(given)
        let result = try AnnotatorBias().consensus(of: table)
        #expect(result.stopReason == .converged)
        let bias = result.annotators.compactMap(\.bias)
        #expect(isClose(bias[0] - bias[1], 1, 0.1) && isClose(bias[2] - bias[1], 0, 0.1))
        #expect(isClose(result.annotators[4].deviation, 3, 0.15) && isClose(result.annotators[1].deviation, 0.3, 0.2))
        func error(_ items: [NumberConsensus.Item]) -> Double {
            items.reduce(0) { $0 + abs(($1.value ?? 0) - (truth[table.itemNames[Int($1.item)]] ?? 0)) }
        }
        #expect(error(result.items) < error(try MeanNumber().consensus(of: table).items) / 2)
        let covered = result.items.count { item in
            guard let interval = item.interval, let value = truth[table.itemNames[Int(item.item)]] else { return false }
            // All biases but one are 0 and they sum to 0, so the whole scale is 0.2 too high.
            return interval.low <= value + 0.2 && value + 0.2 <= interval.high
        }
        #expect(covered > 360)
    }

    @Test("what is not a number is refused with its row; the last number counts")
    func bad() throws {
        #expect(throws: NumberTableError.self) { try NumberTable([.init(item: "i", annotator: "a", value: .nan)]) }
        #expect(throws: NumberTableError.notFinite(.infinity, row: 1)) { try NumberTable.drawn([1, .infinity]) }
        let table = try NumberTable([.init(item: "i", annotator: "a", value: 1), .init(item: "i", annotator: "a", value: 2)])
        #expect(table.values == [2] && table.findings.map(\.code) == ["numbers.repeated"])
        var trimmed = TrimmedMean()
        trimmed.share = 0.5
        #expect(throws: ConsensusError.self) { try trimmed.consensus(of: table) }
    }

    @Test("weights count in median and mean")
    func weights() throws {
        let table = try NumberTable([
            .init(item: "i", annotator: "a", value: 1, weight: 3), .init(item: "i", annotator: "b", value: 5), .init(item: "i", annotator: "c", value: 9),
        ])
        #expect(try MedianNumber().consensus(of: table).items[0].value == 1 && isClose(try MeanNumber().consensus(of: table).items[0].value, 3.4))
    }
}

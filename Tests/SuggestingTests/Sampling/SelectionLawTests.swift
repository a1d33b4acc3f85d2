import Kernels
import Testing
@testable import Suggesting

@Suite("Every selection method")
struct SelectionLawTests {
    static let names = SelectionCatalog.all.map(\.name)

    private func method(_ name: String) throws -> any SelectionMethod { try #require(SelectionCatalog.named(name)) }

    @Test("has a name of its own and a summary")
    func catalogue() {
        #expect(Set(Self.names).count == Self.names.count)
        for method in SelectionCatalog.all { #expect(!method.summary.isEmpty && !method.summary.hasSuffix(".")) }
    }

    @Test("picks open rows only, each once, with finite scores", arguments: names)
    func opens(name: String) throws {
        let pool = DrawnPool().pool()
        let chosen = try method(name).select(25, from: pool, seed: 5)
        #expect(chosen.rows.count == 25 && chosen.shortfall == 0)
        #expect(Set(chosen.rows).count == 25)
        #expect(Set(chosen.rows).isDisjoint(with: [3, 50, 80, 10, 11, 0]))
        for choice in chosen.choices { #expect(choice.score.isFinite && (0..<120).contains(choice.row)) }
    }

    @Test("gives all that is open when more is asked for, and says what it lacks", arguments: names)
    func everything(name: String) throws {
        let chosen = try method(name).select(500, from: DrawnPool().pool(), seed: 5)
        #expect(Set(chosen.rows) == Set(0..<120).subtracting([3, 50, 80, 10, 11, 0]))
        #expect(chosen.rows.count == 114 && chosen.shortfall == 386)
        #expect(try method(name).select(0, from: DrawnPool().pool(), seed: 5).rows.isEmpty)
    }

    @Test("gives the same batch again, and on three threads", arguments: names)
    func repeats(name: String) throws {
        let drawn = DrawnPool(3000)
        let first = try method(name).select(40, from: drawn.pool(), seed: 9)
        #expect(try method(name).select(40, from: drawn.pool(), seed: 9) == first)
        #expect(try method(name).select(40, from: drawn.pool(threads: 3), seed: 9) == first)
    }

    @Test("refuses a pool that lacks what it needs", arguments: names)
    func needs(name: String) throws {
        let method = try method(name)
        for need in method.needs {
            var pool = DrawnPool().pool()
            switch need {
            case .probabilities: pool.probabilities = nil
            case .committee: pool.committee = []
            case .features: pool.features = nil
            case .labelled: (pool.labelled, pool.inFlight) = ([], [])
            case .seconds: pool.seconds = nil
            }
            #expect(throws: SelectionError.missing(need, method: name)) { try method.select(5, from: pool, seed: 1) }
        }
    }

    @Test("says where a number is none", arguments: names)
    func places(name: String) throws {
        let method = try method(name)
        var drawn = DrawnPool()
        for (need, value, expected) in [
            (SelectionNeed.probabilities, Double.nan, "row 40, column 2"), (.probabilities, 1.5, "row 40, column 2"), (.probabilities, 0.9, "row 40 sum"),
            (.features, Double.infinity, "row 40, column 2"),
        ] where method.needs.contains(need) || (need == .probabilities && method.needs.contains(.committee)) {
            drawn = DrawnPool()
            if need == .features {
                drawn.features[40 * DrawnPool.columns + 2] = value
            } else if method.needs.contains(.committee) {
                drawn.committee[1][40 * DrawnPool.classes + 2] = value
            } else {
                drawn.probabilities[40 * DrawnPool.classes + 2] = value
            }
            let error = #expect(throws: SelectionError.self) { try method.select(5, from: drawn.pool(), seed: 1) }
            #expect(error?.description.contains(expected) == true, "\(name): \(error.map { "\($0)" } ?? "no error")")
        }
    }

    @Test("refuses rows and counts that do not fit")
    func misfits() {
        let drawn = DrawnPool()
        #expect(throws: SelectionError.rowOutOfRange(120, rowCount: 120)) { try KCenterGreedy().select(1, from: drawn.pool(labelled: [120])) }
        var pool = drawn.pool()
        pool.features = Matrix([1, 2], rowCount: 2, columnCount: 1)
        #expect(throws: SelectionError.rowCountsDiffer(.features, 2, expected: 120)) { try KCenterGreedy().select(1, from: pool) }
        pool = drawn.pool()
        pool.seconds?[7] = 0
        #expect(throws: SelectionError.badSeconds(0, row: 7)) { try RandomDraw().select(1, from: pool, seed: 0) }
    }

    @Test("follows its rows when they are reordered", arguments: ["least-confidence", "margin", "entropy", "vote-entropy", "bald", "cal", "density", "gradient-length", "k-center"])
    func reordered(name: String) throws {
        let drawn = DrawnPool()
        var order = Array(0..<120)
        var random = SeededRandom(seed: 3)
        random.shuffle(&order)
        var place = [Int](repeating: 0, count: 120)
        for (new, old) in order.enumerated() { place[old] = new }
        let first = try method(name).select(15, from: drawn.pool(), seed: 0)
        let pool = drawn.reordered(order).pool(labelled: [3, 50, 80].map { place[$0] }, inFlight: [10, 11].map { place[$0] }, excluded: [place[0]])
        let second = try method(name).select(15, from: pool, seed: 0)
        if name == "vote-entropy" {
            #expect(second.choices.map(\.score) == first.choices.map(\.score))
        } else {
            #expect(second.rows.map { order[$0] } == first.rows)
        }
    }
}

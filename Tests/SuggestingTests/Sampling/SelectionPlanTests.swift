import Kernels
import Testing
@testable import Suggesting

@Suite("Selection plan")
struct SelectionPlanTests {
    @Test("a tenth is drawn evenly and spread over the batch")
    func randomShare() throws {
        let plan = SelectionPlan(UncertaintyScores(LeastConfidence()), budget: 50)
        let chosen = try plan.select(from: DrawnPool().pool())
        let drawn = chosen.choices.indices.filter { chosen.choices[$0].origin == .random }
        #expect(chosen.rows.count == 50 && Set(chosen.rows).count == 50)
        #expect(drawn == [9, 19, 29, 39, 49])
    }

    @Test("the drawn rows do not depend on the method")
    func independent() throws {
        let batches = try ["margin", "k-center"].map { name in
            try SelectionPlan(try #require(SelectionCatalog.named(name)), budget: 40, randomShare: 0.2, seed: 4).select(from: DrawnPool().pool())
        }
        let drawn = batches.map { $0.choices.filter { $0.origin == .random }.map(\.row) }
        #expect(drawn[0] == drawn[1] && drawn[0].count == 8)
    }

    @Test("no class has more than its quota, and the batch says what it lacks", arguments: ["entropy", "k-center", "badge"])
    func atMost(name: String) throws {
        let drawn = DrawnPool()
        let plan = SelectionPlan(try #require(SelectionCatalog.named(name)), budget: 60, randomShare: 0, quota: ClassQuota(atMost: 8))
        let chosen = try plan.select(from: drawn.pool())
        var counts = [0, 0, 0, 0]
        for row in chosen.rows { counts[predicted(drawn, row)] += 1 }
        #expect(counts == [8, 8, 8, 8] && chosen.shortfall == 28)
        #expect(Set(chosen.rows).count == chosen.rows.count)
    }

    @Test("every class has its least number")
    func atLeast() throws {
        let drawn = DrawnPool()
        let chosen = try SelectionPlan(UncertaintyScores(SmallestMargin()), budget: 20, randomShare: 0, quota: ClassQuota(atLeast: 4)).select(from: drawn.pool())
        for label in 0..<4 { #expect(chosen.rows.filter { predicted(drawn, $0) == label }.count >= 4) }
        #expect(chosen.choices.filter { $0.origin == .quota }.count == 16 && chosen.rows.count == 20)
    }

    @Test("cost divides: a less unsure item that takes a tenth of the time comes first")
    func cost() throws {
        let pool = SelectionPool(probabilities: Matrix([0.5, 0.5, 0.7, 0.3], rowCount: 2, columnCount: 2), seconds: [60, 6])
        for name in ["least-confidence", "margin", "entropy"] {
            let method = try #require(SelectionCatalog.named(name))
            #expect(try SelectionPlan(method, budget: 2, randomShare: 0).select(from: pool).rows == [0, 1])
            #expect(try SelectionPlan(method, budget: 2, randomShare: 0, isCostAware: true).select(from: pool).rows == [1, 0])
        }
    }

    @Test("refuses a cost where there is no score, and settings out of range")
    func refusals() throws {
        let pool = DrawnPool().pool()
        #expect(throws: SelectionError.costNeedsScores(method: "k-center")) { try SelectionPlan(KCenterGreedy(), isCostAware: true).select(from: pool) }
        #expect(throws: SelectionError.badSetting("the random share", 2, allowed: "0 to 1")) { try SelectionPlan(KCenterGreedy(), randomShare: 2).select(from: pool) }
        #expect(throws: SelectionError.badSetting("the budget", 0, allowed: "1 or more")) { try SelectionPlan(KCenterGreedy(), budget: 0).select(from: pool) }
    }

    private func predicted(_ drawn: DrawnPool, _ row: Int) -> Int {
        let own = drawn.probability(row)
        return own.indices.max { own[$0] < own[$1] } ?? 0
    }
}

import Records
import Storage
import Testing

@testable import Workflows

@Suite("Picking items of a project")
struct SelectItemsTests {
    private static let owls = ["hoots softly in the old barn", "round face and yellow eyes at night", "silent wings over the dark meadow"]
    private static let hawks = ["circles high above the motorway", "dives at pigeons in bright sun", "sharp cry over the rocky cliff"]

    /// Forty sightings, the first 24 answered by ada, the rest suggested by a model.
    private func taught() async throws -> Aviary {
        let aviary = try await Aviary()
        try aviary.write((0..<40).map { number in
            let texts = number.isMultiple(of: 2) ? Self.owls : Self.hawks
            return (key: "b\(number)", text: "\(texts[number / 2 % 3]) \(number)", label: nil)
        })
        try await aviary.collect()
        let ada = try await aviary.person("ada")
        for start in stride(from: 0, to: 24, by: 20) {
            for work in try await aviary.workflows.next(in: "birds", as: ada, count: min(20, 24 - start)).assignments {
                let label = Int(work.item.key.dropFirst())!.isMultiple(of: 2) ? "owl" : "hawk"
                _ = try await aviary.workflows.submit(work.assignment, as: ada, SubmitRequest(annotation: Aviary.annotation(label), activeSeconds: 1, idempotencyKey: work.item.key))
            }
        }
        try await aviary.workflows.perform(try await aviary.workflows.suggest("birds", as: aviary.owner).job)
        return aviary
    }

    @Test("every method that a project of texts can feed picks open items, the same again by the seed")
    func everyMethod() async throws {
        let aviary = try await taught()
        for method in Catalogs.all["selection"]?.map(\.name) ?? [] {
            let settings = SelectionSettings(method: method, count: 6, seed: 4)
            let picked = try await aviary.workflows.select(in: "birds", as: aviary.owner, settings)
            #expect(picked.items.count == 6 && Set(picked.items.map(\.id)).count == 6 && picked.open == 16, "\(method)")
            #expect(picked.items.allSatisfy { (Int($0.key.dropFirst()) ?? 0) >= 24 }, "\(method)")
            #expect(try await aviary.workflows.select(in: "birds", as: aviary.owner, settings) == picked, "\(method)")
        }
    }

    @Test("an item somebody holds is not picked, and not put in front")
    func inFlight() async throws {
        let aviary = try await taught()
        let held = try await aviary.workflows.next(in: "birds", as: try await aviary.person("bob"), count: 3).assignments.map(\.item.id)
        let picked = try await aviary.workflows.select(in: "birds", as: aviary.owner, SelectionSettings(method: "margin", count: 16))
        #expect(picked.inFlight == 3 && picked.open == 13 && picked.items.count == 13 && picked.shortfall == 3)
        #expect(Set(held).isDisjoint(with: picked.items.map(\.id)))
        let queued = try await aviary.workflows.queueUncertain(in: "birds", as: aviary.owner, strategy: "badge", budget: 16, randomShare: 0.25)
        #expect(queued.queued == 13 && queued.strategy == "badge")
    }

    @Test("what is drawn says so and has no score; a class has its quota")
    func shares() async throws {
        let aviary = try await taught()
        let picked = try await aviary.workflows.select(
            in: "birds", as: aviary.owner, SelectionSettings(method: "entropy", count: 10, randomShare: 0.2, atLeast: 2))
        #expect(picked.items.count { $0.reason == .random && $0.score == nil } == 2)
        #expect(await aviary.code { _ = try await aviary.workflows.select(in: "birds", as: aviary.owner, SelectionSettings(method: "guess")) } == "strategy.unknown")
        #expect(await aviary.code { _ = try await aviary.workflows.select(in: "birds", as: aviary.owner, SelectionSettings(method: "entropy", randomShare: 3)) } == "selection.bad-setting")
    }

    @Test("each trained model is a round; one is too early for most, and a plan that is met is enough")
    func stopping() async throws {
        let aviary = try await taught()
        let report = try await aviary.workflows.stopping(of: "birds", as: aviary.owner, planned: 24)
        #expect(report.rounds.count == 1 && report.rounds[0].labelled == 24 && report.rounds[0].expectedError != nil)
        let verdicts = Dictionary(uniqueKeysWithValues: report.criteria.map { ($0.name, $0.verdict) })
        #expect(verdicts["budget"] == .enough && verdicts["stable-predictions"] == .tooEarly && report.isEnough)
        let empty = try await Aviary()
        #expect(await empty.code { _ = try await empty.workflows.stopping(of: "birds", as: empty.owner) } == "stopping.no-model")
    }
}

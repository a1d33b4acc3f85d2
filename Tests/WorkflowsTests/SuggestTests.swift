import Records
import Storage
import Testing

@testable import Workflows

@Suite("Labelling less")
struct SuggestTests {
    private static let owls = ["hoots softly in the old barn", "round face and yellow eyes at night", "silent wings over the dark meadow"]
    private static let hawks = ["circles high above the motorway", "dives at pigeons in bright sun", "sharp cry over the rocky cliff"]

    /// Forty sightings, of which the first `labelled` were answered by ada.
    private func aviary(labelled: Int) async throws -> Aviary {
        let aviary = try await Aviary()
        try aviary.write((0..<40).map { number in
            let texts = number.isMultiple(of: 2) ? Self.owls : Self.hawks
            return (key: "b\(number)", text: "\(texts[number / 2 % 3]) \(number)", label: nil)
        })
        try await aviary.collect()
        let ada = try await aviary.person("ada")
        for start in stride(from: 0, to: labelled, by: 20) {
            for work in try await aviary.workflows.next(in: "birds", as: ada, count: min(20, labelled - start)).assignments {
                let label = Int(work.item.key.dropFirst())!.isMultiple(of: 2) ? "owl" : "hawk"
                _ = try await aviary.workflows.submit(work.assignment, as: ada, SubmitRequest(annotation: Aviary.annotation(label), activeSeconds: 1, idempotencyKey: work.item.key))
            }
        }
        return aviary
    }

    @Test("a model learns from what people said and suggests the rest; sure ones are accepted strictly above the bar")
    func life() async throws {
        let aviary = try await aviary(labelled: 24)
        try await aviary.workflows.perform(try await aviary.workflows.suggest("birds", as: aviary.owner).job)
        let counts = try await aviary.workflows.overview(of: "birds", as: aviary.owner).counts
        #expect(counts.suggested == 16 && counts.taught == 24)

        let queued = try await aviary.workflows.queueUncertain(in: "birds", as: aviary.owner, budget: 3)
        #expect(queued.queued == 3)
        let next = try await aviary.workflows.next(in: "birds", as: try await aviary.person("bob"), count: 3).assignments.map(\.item.id)
        #expect(next == queued.items, "the most uncertain are served first, in that order")

        let accepted = try await aviary.workflows.acceptSuggestions(in: "birds", as: aviary.owner, above: 0.5)
        #expect(accepted.accepted + accepted.needsReview == 16 && accepted.accepted > 0)
        let after = try await aviary.workflows.overview(of: "birds", as: aviary.owner).counts
        #expect(after.settled == 24 + accepted.accepted && after.taught == 24, "a model never teaches itself")
    }

    @Test("nothing is accepted at the bar itself")
    func strictlyAbove() async throws {
        let aviary = try await Aviary()
        try await aviary.items(2)
        try await aviary.suggest("b0", "owl", score: 0.95)
        try await aviary.suggest("b1", "owl", score: 0.951)
        let report = try await aviary.workflows.acceptSuggestions(in: "birds", as: aviary.owner, above: 0.95)
        #expect(report.accepted == 1 && report.needsReview == 1)
        #expect(try await aviary.settled("b0") == "open")
        #expect(await aviary.code { _ = try await aviary.workflows.acceptSuggestions(in: "birds", as: aviary.owner, above: 1.5) } == "accept.threshold")
    }

    @Test("too few answers are said to be too few")
    func tooLittle() async throws {
        let aviary = try await aviary(labelled: 1)
        let job = try await aviary.workflows.suggest("birds", as: aviary.owner).job
        #expect(await aviary.code { _ = try await aviary.workflows.perform(job) } == "suggest.too-little")
        #expect(try await aviary.workflows.job(job, as: aviary.owner).state == .failed)
        #expect(await aviary.code { _ = try await aviary.workflows.labelErrors(in: "birds", as: aviary.owner) } == "errors.too-little")
        #expect(await aviary.code { _ = try await aviary.workflows.queueUncertain(in: "birds", as: aviary.owner) } == "queue.empty")
    }

    @Test("a flipped answer is found as a likely error")
    func errors() async throws {
        let aviary = try await aviary(labelled: 40)
        let ada = try await aviary.person("ada")
        _ = try await aviary.workflows.correct(try await aviary.id("b4"), in: "birds", as: ada, annotation: Aviary.annotation("hawk"))
        let report = try await aviary.workflows.labelErrors(in: "birds", as: aviary.owner)
        #expect(report.checked == 40)
        #expect(report.items.contains { $0.key == "b4" && $0.given == "hawk" && $0.suggested == "owl" }, "\(report.items)")
    }
}

import Records
import Storage
import Testing

@testable import Workflows

@Suite("Judging annotators")
struct JudgeAnnotatorsTests {
    /// Twelve sightings, owls on even numbers: ada is right, bob says the contrary of every third, cleo says owl.
    private func answered() async throws -> Aviary {
        let aviary = try await Aviary(labelling: "{overlap: 3}")
        try await aviary.items(12)
        for login in ["ada", "bob", "cleo"] {
            let person = try await aviary.person(login)
            for work in try await aviary.workflows.next(in: "birds", as: person, count: 12).assignments {
                let number = try #require(Int(work.item.key.dropFirst()))
                let right = number.isMultiple(of: 2)
                let isOwl = switch login {
                case "ada": right
                case "bob": number.isMultiple(of: 3) ? !right : right
                default: true
                }
                aviary.clock.advance(seconds: 5)
                _ = try await aviary.workflows.submit(
                    work.assignment, as: person,
                    SubmitRequest(annotation: Aviary.annotation(isOwl ? "owl" : "hawk"), activeSeconds: login == "cleo" ? 1 : 4, idempotencyKey: "\(work.assignment)"))
            }
        }
        return aviary
    }

    @Test("each person has a row by login, held against what was settled, with seconds of work")
    func rows() async throws {
        let aviary = try await answered()
        let view = try await aviary.workflows.annotators(of: "birds", as: aviary.owner)
        #expect(view.question == "species" && view.votes == 36)
        #expect(Set(view.rows.map(\.name)) == ["ada", "bob", "cleo"] && view.rows.map(\.votes) == [12, 12, 12])
        let rows = Dictionary(uniqueKeysWithValues: view.rows.map { ($0.name, $0) })
        #expect(rows["ada"]?.medianSeconds == 4 && rows["cleo"]?.medianSeconds == 1)
        #expect(rows["ada"]?.gold == nil)
        #expect((rows["ada"]?.skill ?? 0) > (rows["cleo"]?.skill ?? 0))
        #expect(view.rows.allSatisfy { $0.flags.count == $0.words.count })
    }

    @Test("gold items judge before anything else, an answer nobody gave included")
    func gold() async throws {
        let aviary = try await answered()
        let project = try await aviary.project
        for number in 0..<12 {
            let id = try await aviary.id("b\(number)")
            try await aviary.workflows.store.write { connection in
                try connection.gold.set(.choice(number.isMultiple(of: 2) ? "owl" : "hawk"), item: id, question: "species", in: project, at: Timestamp(milliseconds: 1))
            }
        }
        let details = try await aviary.workflows.annotatorDetails(of: "birds", as: aviary.owner)
        #expect(details.classes == ["owl", "hawk"])
        let rows = Dictionary(uniqueKeysWithValues: details.view.rows.map { ($0.name, $0) })
        #expect(rows["ada"]?.gold == 1 && rows["bob"]?.gold == 8.0 / 12 && rows["cleo"]?.gold == 0.5)
        #expect(details.annotators.allSatisfy { $0.confusion.value?.basis == .gold })
        let cleo = try details.only("cleo")
        #expect(cleo.annotators.map(\.name) == ["cleo"])
        let facts = AnnotatorFacts(cleo.annotators[0], in: details)
        #expect(facts.confusion.first == .init(truth: "hawk", answer: "owl", count: 6))
        #expect(facts.lines.contains { $0.name == "self-consistency" && $0.text == "- (no item was given to this annotator twice)" })
    }

    @Test("before anybody answered the table is empty, and there is nothing to say in full")
    func nobody() async throws {
        let aviary = try await Aviary()
        try await aviary.items(2)
        #expect(try await aviary.workflows.annotators(of: "birds", as: aviary.owner).rows.isEmpty)
        #expect(await aviary.code { _ = try await aviary.workflows.annotatorDetails(of: "birds", as: aviary.owner) } == "annotators.none")
        #expect(await aviary.code { _ = try await aviary.workflows.annotators(of: "birds", as: aviary.owner, question: "zzz") } == "question.unknown")
    }

    @Test("a few settled answers do not stand for a project whose votes say more")
    func fewSettled() async throws {
        let aviary = try await answered()
        let ids = try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery(limit: 100)).items.map(\.id).dropFirst(2)
        try await aviary.workflows.store.write { try $0.settled.remove(Array(ids), question: "species") }
        let details = try await aviary.workflows.annotatorDetails(of: "birds", as: aviary.owner)
        #expect(details.annotators.allSatisfy { $0.confusion.value?.basis == .others })
    }
}

import Records
import Testing

@testable import Storage

@Suite("Revisions, verdicts, suggestions and what counts")
struct AnnotationsTests {
    private func revision(
        _ fixture: Fixture, _ item: ItemID, by author: PersonID?, number: Int = 1, label: String = "ham", stage: Stage = .label,
        seconds: Double = 1, origin: Origin = .person
    ) -> Revision {
        Revision(
            id: fixture.store.ids.next(), item: item, stage: stage, author: author, number: number, origin: origin,
            annotation: Annotation(answers: ["spam": .choice(label)], unknown: ["why"], flags: ["f"], note: "n"),
            definitionVersion: 1, activeSeconds: seconds, madeAt: fixture.clock.now)
    }

    @Test("a revision comes back as it went in, whatever made it", arguments: [
        Origin.person, .model(name: "m", version: "2"), .rule("r"), .imported(source: SourceID(raw: 4)),
        .policy(suggestion: SuggestionID(raw: 5)), .restored(commit: "abc"),
    ])
    func roundTrip(origin: Origin) async throws {
        let fixture = try Fixture()
        let written = revision(fixture, ItemID(raw: 1), by: PersonID(raw: 2), origin: origin)
        try await fixture.store.write { try $0.revisions.insert(written, in: fixture.project) }
        #expect(try await fixture.store.read { try $0.revisions.find(written.id) } == written)
    }

    @Test("the current revision of each author is the last, streamed in the order of items")
    func current() async throws {
        let fixture = try Fixture()
        let (ada, bob) = (PersonID(raw: 1), PersonID(raw: 2))
        let (x, y) = (ItemID(raw: 10), ItemID(raw: 20))
        let revisions = [
            revision(fixture, y, by: bob), revision(fixture, x, by: ada), revision(fixture, x, by: bob),
            revision(fixture, x, by: ada, number: 2, label: "spam"), revision(fixture, y, by: nil, stage: .imported),
        ]
        try await fixture.store.write { try $0.revisions.insert(revisions, in: fixture.project) }
        let streamed = try await fixture.store.read { connection in
            var found: [RevisionID] = []
            try connection.revisions.forEachCurrent(of: fixture.project, stage: .label) { found.append($0.id); return true }
            return found
        }
        #expect(streamed == [revisions[3].id, revisions[2].id, revisions[0].id])
        #expect(try await fixture.store.read { try $0.revisions.current(of: x, stage: .label).map(\.id) } == [revisions[3].id, revisions[2].id])
        let many = try await fixture.store.read { try $0.revisions.current(of: [y, x, ItemID(raw: 99)], stage: .label) }
        #expect(many.mapValues { $0.map(\.id) } == [x: [revisions[3].id, revisions[2].id], y: [revisions[0].id]])
        #expect(try await fixture.store.read { try $0.revisions.authorCounts(of: [x, y], stage: .label) } == [x: 2, y: 1])
        #expect(try await fixture.store.read { try $0.revisions.nextNumber(item: x, stage: .label, author: ada) } == 3)
        #expect(try await fixture.store.read { try $0.revisions.nextNumber(item: y, stage: .imported, author: nil) } == 2)
        #expect(try await fixture.store.read { try $0.revisions.items(of: fixture.project, stage: .label) } == [x, y])
        #expect(try await fixture.store.read { try $0.revisions.history(of: ada, limit: 1).map(\.number) } == [2])
    }

    @Test("the stream stops when told")
    func stops() async throws {
        let fixture = try Fixture()
        let revisions = (1...5).map { revision(fixture, ItemID(raw: $0), by: PersonID(raw: 1)) }
        try await fixture.store.write { try $0.revisions.insert(revisions, in: fixture.project) }
        let count = try await fixture.store.read { connection in
            var count = 0
            try connection.revisions.forEachCurrent(of: fixture.project, stage: .label) { _ in count += 1; return count < 2 }
            return count
        }
        #expect(count == 2)
    }

    @Test("people's numbers: items, median seconds, days")
    func statistics() async throws {
        let fixture = try Fixture()
        let (ada, bob) = (PersonID(raw: 1), PersonID(raw: 2))
        var revisions = [(1, 3.0), (2, 9.0), (3, 5.0)].map { revision(fixture, ItemID(raw: $0.0), by: ada, seconds: $0.1) }
        revisions.append(revision(fixture, ItemID(raw: 1), by: bob, seconds: 4))
        fixture.clock.advance(seconds: 86_400)
        revisions.append(revision(fixture, ItemID(raw: 1), by: bob, number: 2, seconds: 6))
        let written = revisions
        try await fixture.store.write { try $0.revisions.insert(written, in: fixture.project) }
        #expect(try await fixture.store.read { try $0.revisions.statistics(of: fixture.project) } == [
            PersonStatistics(person: ada, items: 3, medianSeconds: 5), PersonStatistics(person: bob, items: 1, medianSeconds: 5),
        ])
        #expect(try await fixture.store.read { try $0.revisions.dailyCounts(of: fixture.project).map(\.items) } == [3, 1])
    }

    @Test("a returned revision waits for its author until it is followed or judged again")
    func returned() async throws {
        let fixture = try Fixture()
        let store = fixture.store
        let ada = Person(id: store.ids.next(), login: "ada", name: "Ada"), now = fixture.clock.now
        let first = revision(fixture, ItemID(raw: 7), by: ada.id)
        let verdict = Verdict(id: store.ids.next(), revision: first.id, reviewer: ada.id, outcome: .return, note: "look again", madeAt: now)
        try await store.write { connection in
            try connection.people.insert(ada, at: now)
            try connection.revisions.insert(first, in: fixture.project)
            try connection.verdicts.insert(verdict)
        }
        #expect(try await store.read { try $0.verdicts.all(of: first.id) } == [verdict])
        #expect(try await store.read { try $0.verdicts.all(of: ItemID(raw: 7)) } == [verdict])
        let waiting = try await store.read { try $0.verdicts.returned(to: ada.id).map(\.note) }
        #expect(waiting == ["look again"])
        let next = revision(fixture, ItemID(raw: 7), by: ada.id, number: 2)
        try await store.write { try $0.revisions.insert(next, in: fixture.project) }
        #expect(try await store.read { try $0.verdicts.returned(to: ada.id).count } == 0)
    }

    @Test("a model's new suggestion replaces its open one, not another model's nor one already judged")
    func suggestions() async throws {
        let fixture = try Fixture()
        let item = ItemID(raw: 3)
        func suggestion(_ model: String, _ version: String, _ score: Double, _ item: ItemID = item) -> Suggestion {
            Suggestion(
                id: fixture.store.ids.next(), item: item, question: "spam", answer: .choice("ham"), score: score,
                probabilities: [score, 1 - score], model: model, version: version)
        }
        let (old, other, judged, new) = (
            suggestion("lr", "1", 0.5), suggestion("nb", "1", 0.6), suggestion("lr", "1", 0.7, ItemID(raw: 4)), suggestion("lr", "2", 0.9))
        try await fixture.store.write { connection in
            try connection.suggestions.replace([old, other, judged], in: fixture.project)
            try connection.suggestions.setState(.accepted, of: [judged.id])
            try connection.suggestions.replace([new], in: fixture.project)
        }
        #expect(try await fixture.store.read { try $0.suggestions.open(of: [item, ItemID(raw: 4)]) } == [item: [new, other]])
        #expect(try await fixture.store.read { try $0.suggestions.all(of: item).map(\.state) } == [.replaced, .open, .open])
        #expect(try await fixture.store.read { try $0.suggestions.countOpen(of: fixture.project, question: "spam", above: 0.8) } == 1)
        #expect(try await fixture.store.read { try $0.suggestions.find(judged.id)?.state } == .accepted)
    }

    @Test("what counts is replaced, counted by label and rule, and taken away")
    func settled() async throws {
        let fixture = try Fixture()
        let (project, now) = (fixture.project, fixture.clock.now)
        @Sendable func answer(_ item: Int64, _ label: String, _ rule: SettledAnswer.Rule) -> SettledAnswer {
            SettledAnswer(
                item: ItemID(raw: item), question: "spam", answer: .choice(label), rule: rule, reason: "2 of 2",
                revisions: [RevisionID(raw: 9)], posterior: 0.75)
        }
        let parts = SettledAnswer(
            item: ItemID(raw: 1), question: "boxes", answer: .parts([Part(id: "p", labels: ["RBC"], shape: .box([1, 2, 3, 4]))]),
            rule: .review, reason: "r", revisions: [])
        try await fixture.store.write { connection in
            try connection.settled.save([answer(2, "ham", .single), answer(1, "ham", .single), parts], in: project, at: now)
            try connection.settled.save([answer(1, "spam", .consensus)], in: project, at: now)
        }
        #expect(try await fixture.store.read { try $0.settled.find(ItemID(raw: 1)) } == [parts, answer(1, "spam", .consensus)])
        #expect(try await fixture.store.read { try $0.settled.countsByLabel(of: project, question: "spam") } == ["ham": 1, "spam": 1])
        #expect(try await fixture.store.read { try $0.settled.countsByRule(of: project, question: "spam") } == [.consensus: 1, .single: 1])
        let streamed = try await fixture.store.read { connection in
            var items: [Int64] = []
            try connection.settled.forEach(of: project) { items.append($0.item.raw); return true }
            return items
        }
        #expect(streamed == [1, 1, 2])
        try await fixture.store.write { try $0.settled.remove([ItemID(raw: 1)], question: "spam") }
        #expect(try await fixture.store.read { try $0.settled.find([ItemID(raw: 1), ItemID(raw: 2)]).mapValues(\.count) } == [ItemID(raw: 1): 1, ItemID(raw: 2): 1])
    }

    @Test("parts of settled answers are counted by label, and items found by them")
    func settledParts() async throws {
        let fixture = try Fixture()
        let (a, b) = (fixture.item("a"), fixture.item("b"))
        @Sendable func answer(_ item: Item, _ labels: [[String]]) -> SettledAnswer {
            let parts = labels.enumerated().map { Part(id: "\($0)", labels: $1, shape: .box([0, 0, 1, 1])) }
            return SettledAnswer(item: item.id, question: "cells", answer: .parts(parts), rule: .single, reason: "one", revisions: [])
        }
        let other = SettledAnswer(item: a.id, question: "focus", answer: .choice("RBC"), rule: .single, reason: "one", revisions: [])
        let project = fixture.project, now = fixture.clock.now
        try await fixture.store.write { connection in
            try connection.items.insert([a, b])
            try connection.settled.save([answer(a, [["RBC"], ["RBC", "WBC"], ["a \"quoted\" one"]]), answer(b, []), other], in: project, at: now)
        }
        #expect(try await fixture.store.read { try $0.settled.countsByPartLabel(of: project, question: "cells") } == ["RBC": 2, "WBC": 1, "a \"quoted\" one": 1])
        #expect(try await fixture.store.read { try $0.settled.countsByPartLabel(of: project, question: "focus") } == [:])
        func keys(_ label: String) async throws -> [String] {
            try await fixture.store.read {
                try $0.items.page(of: project, ItemFilter(settledQuestion: "cells", label: label, isLabelOfParts: true), limit: 10).map(\.key)
            }
        }
        #expect(try await keys("RBC") == ["a"])
        #expect(try await keys("none") == [])
    }

    @Test("a draft with a counter somebody has passed is a conflict and changes nothing")
    func drafts() async throws {
        let fixture = try Fixture()
        func save(_ counter: Int, _ note: String) async throws -> DraftRepository.Outcome {
            let draft = Draft(
                assignment: AssignmentID(raw: 1), counter: counter, annotation: Annotation(note: note), activeSeconds: 1,
                savedAt: fixture.clock.now)
            return try await fixture.store.write { try $0.drafts.save(draft) }
        }
        #expect(try await save(0, "first") == .saved(counter: 1))
        #expect(try await save(1, "second") == .saved(counter: 2))
        guard case .stale(let current) = try await save(1, "late") else {
            Issue.record("a stale save was taken")
            return
        }
        #expect(current.counter == 2)
        #expect(current.annotation.note == "second")
    }
}

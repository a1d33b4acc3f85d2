import Records
import Storage
import Testing

@testable import Workflows

@Suite("Places follow the policy")
struct SlotTests {
    private func apply(_ labelling: String, to aviary: Aviary) async throws {
        _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: Aviary.definition(labelling: labelling), expectedVersion: nil)
    }

    @Test("a higher overlap opens places for every item, a lower one closes those nobody holds")
    func overlap() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 1}")
        try await aviary.items(3)
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        try await aviary.submit("b0", "owl", as: ada)
        try await apply("{overlap: 3}", to: aviary)
        #expect(try await aviary.slots("b0") == [.done, .open, .open])
        #expect(try await aviary.slots("b1") == [.open, .open, .open])
        _ = try await aviary.take("b1", as: bob)
        try await apply("{overlap: 1}", to: aviary)
        #expect(try await aviary.slots("b0") == [.done, .closed, .closed])
        #expect(try await aviary.slots("b1").filter { $0 == .leased }.count == 1, "nobody's work is taken away")
        #expect(try await aviary.slots("b1").filter { $0 == .open }.isEmpty)
        try await apply("{overlap: 2}", to: aviary)
        #expect(try await aviary.slots("b0") == [.done, .open, .closed], "closed places are opened again before new ones are made")
        #expect(try await aviary.submit("b0", "owl", as: bob) != nil, "what was opened is found by those who had passed it")
    }

    @Test("a place given back that is wanted no more is closed")
    func givenBack() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try await aviary.items(1)
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        let held = try #require(try await aviary.take("b0", as: ada))
        try await aviary.submit("b0", "owl", as: bob)
        try await apply("{overlap: 1}", to: aviary)
        try await aviary.workflows.release(held, as: ada)
        #expect(try await aviary.slots("b0").sorted { $0.rawValue < $1.rawValue } == [.closed, .done])
    }

    @Test("dynamic overlap asks one more at a time while the answers differ, and stops when they are sure or the range ends")
    func dynamic() async throws {
        let aviary = try await Aviary(labelling: "{overlap: {from: 2, to: 4, settle: 0.7}}")
        try await aviary.items(3)
        let logins = ["ada", "bob", "cyn", "dan", "eve"]
        let said = ["b0": ["owl", "owl"], "b1": ["owl", "hawk", "hawk", "hawk"], "b2": ["owl", "hawk", "owl", "hawk"]]
        for (key, labels) in said.sorted(by: { $0.key < $1.key }) {
            for (place, label) in labels.enumerated() {
                #expect(try await aviary.slots(key).filter { $0 == .open }.count == (place == 0 ? 2 : 1), "\(key) before answer \(place)")
                #expect(try await aviary.submit(key, label, as: try await aviary.person(logins[place])) != nil, "\(key) \(place)")
            }
            #expect(try await aviary.slots(key) == labels.map { _ in .done }, "\(key)")
            #expect(try await aviary.submit(key, "owl", as: try await aviary.person("eve")) == nil)
        }
        #expect(try await aviary.settled("b0") == "consensus owl")
        #expect(try await aviary.settled("b1") == "consensus hawk")
        #expect(try await aviary.settled("b2") == "open")
    }

    @Test("a range without a bar asks everybody it may")
    func range() async throws {
        let aviary = try await Aviary(labelling: "{overlap: {from: 1, to: 3}}")
        try await aviary.items(1)
        #expect(try await aviary.slots("b0") == [.open, .open, .open])
    }

    @Test("an adjudicated item asks nobody any more")
    func adjudicated() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try await aviary.items(1)
        let rita = try await aviary.person("rita", .reviewer)
        _ = try await aviary.workflows.adjudicate(try await aviary.id("b0"), in: "birds", as: rita, annotation: Aviary.annotation("owl"))
        #expect(try await aviary.slots("b0") == [.closed, .closed])
        #expect(try await aviary.workflows.next(in: "birds", as: try await aviary.person("ada")).assignments.isEmpty)
    }

    @Test("a returned answer keeps its author's place")
    func returned() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 1}")
        try await aviary.items(1)
        let revision = try #require(try await aviary.submit("b0", "owl", as: try await aviary.person("ada")))
        _ = try await aviary.workflows.judge(revision, in: "birds", as: try await aviary.person("rita", .reviewer), outcome: .return)
        #expect(try await aviary.slots("b0") == [.done])
    }

    @Test("a job in the background plans a large project in pieces and goes on where it stood")
    func resumed() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 1}")
        try await aviary.items(5)
        let (workflows, project) = (aviary.workflows, try await aviary.project)
        try await apply("{overlap: 2}", to: aviary)
        try await workflows.store.write { connection in
            let ids = try connection.items.ids(of: project)
            for id in ids { try connection.slots.close([id], stage: .label) }
        }
        let third = try await aviary.id("b2")
        let context = try await workflows.project("birds", as: aviary.owner, needs: .manageProject)
        let job = try await workflows.queueJob(SlotsJob.self, project: context, settings: ["version": 99], as: aviary.owner)
        // As a process left it that died after the third item.
        try await workflows.store.write { [store = workflows.store] connection in
            _ = try connection.jobs.claim(job.id, worker: "elsewhere:1:1", now: store.now())
            _ = try connection.jobs.advance(job.id, done: 3, total: 5, cursor: ["after": .string(third.description)], now: store.now())
        }
        aviary.clock.advance(seconds: 60)
        #expect(try await workflows.perform(job.id).report["items"] == 5)
        #expect(try await aviary.slots("b2") == [.closed, .closed], "not looked at again")
        #expect(try await aviary.slots("b3") == [.open, .open])
    }
}

@Suite("Review of a sample")
struct ReviewTests {
    @Test("answers of the sample wait for a reviewer, in a queue that shows each until it is judged")
    func queue() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 1, review: {share: 1}}")
        try await aviary.items(3)
        let (ada, rita) = (try await aviary.person("ada"), try await aviary.person("rita", .reviewer))
        for key in ["b0", "b1", "b2"] { try await aviary.submit(key, "owl", as: ada) }
        #expect(try await aviary.settled("b0") == "open", "it waits for review")
        let page = try await aviary.workflows.reviews(of: "birds", as: rita, limit: 2)
        #expect(page.reviews.map(\.key) == ["b0", "b1"] && page.items == 3)
        #expect(try await aviary.workflows.reviews(of: "birds", as: rita, limit: 2, after: page.next).reviews.map(\.key) == ["b2"])

        _ = try await aviary.workflows.judge(page.reviews[0].revision, in: "birds", as: rita, outcome: .accept)
        #expect(try await aviary.settled("b0") == "single owl")
        _ = try await aviary.workflows.judge(page.reviews[1].revision, in: "birds", as: rita, outcome: .fix, annotation: Aviary.annotation("hawk"))
        #expect(try await aviary.settled("b1") == "review hawk")
        let last = try #require(try await aviary.workflows.reviews(of: "birds", as: rita).reviews.first)
        #expect(last.key == "b2")
        _ = try await aviary.workflows.judge(last.revision, in: "birds", as: rita, outcome: .return, note: "again")
        #expect(try await aviary.workflows.reviews(of: "birds", as: rita).reviews.isEmpty)
        _ = try await aviary.workflows.correct(last.item, in: "birds", as: ada, annotation: Aviary.annotation("hawk"))
        #expect(try await aviary.workflows.reviews(of: "birds", as: rita).reviews.map(\.key) == ["b2"], "done again, it is looked at again")
        #expect(try await aviary.settled("b2") == "open")
    }

    @Test("the sample is that share, the same each time, and the rest counts at once")
    func sample() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 1, review: {share: 0.5}}")
        try await aviary.items(20)
        let (ada, rita) = (try await aviary.person("ada"), try await aviary.person("rita", .reviewer))
        for number in 0..<20 { try await aviary.submit("b\(number)", "owl", as: ada) }
        let waiting = try await aviary.workflows.reviews(of: "birds", as: rita).reviews.map(\.key)
        #expect((4...16).contains(waiting.count))
        for number in 0..<20 {
            #expect(try await aviary.settled("b\(number)") == (waiting.contains("b\(number)") ? "open" : "single owl"))
        }
        _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: Aviary.definition(labelling: "{overlap: 1}"), expectedVersion: nil)
        #expect(try await aviary.workflows.reviews(of: "birds", as: rita).items == 0, "no share, no queue")
    }

    @Test("nobody finds their own answers in the queue")
    func own() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 1, review: {share: 1}}")
        try await aviary.items(1)
        let rita = try await aviary.person("rita", .reviewer)
        try await aviary.submit("b0", "owl", as: rita)
        #expect(try await aviary.workflows.reviews(of: "birds", as: rita).reviews.isEmpty)
        #expect(try await aviary.workflows.reviews(of: "birds", as: try await aviary.person("sam", .reviewer)).reviews.count == 1)
    }
}

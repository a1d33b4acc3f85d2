import Records
import Testing

@testable import Workflows

@Suite("Agreement over time")
struct AgreementHistoryTests {
    @Test("days are those of UTC, weeks begin on Monday, also before 1970", arguments: [
        (Int64(0), "1970-01-01", "1969-12-29"), (-1, "1969-12-31", "1969-12-29"), (1_790_000_000_000, "2026-09-21", "2026-09-21"),
        (1_709_164_800_000, "2024-02-29", "2024-02-26"), (1_704_067_199_999, "2023-12-31", "2023-12-25"), (1_704_067_200_000, "2024-01-01", "2024-01-01"),
    ])
    func periods(milliseconds: Int64, day: String, week: String) {
        let time = Timestamp(milliseconds: milliseconds)
        #expect(CalendarDay.text(HistoryPeriod.day.start(time)) == day)
        #expect(CalendarDay.text(HistoryPeriod.week.start(time)) == week)
    }

    @Test("an item belongs to the period of its last answer; running values are those of all items until then")
    func votes() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try await aviary.items(7)
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        // First day: nobody met. Second: b0 and b1 differ, and b2, begun the day before. Third: all agree.
        try await aviary.submit("b2", "owl", as: ada)
        try await aviary.submit("b6", "owl", as: ada)
        aviary.clock.advance(seconds: 86_400)
        for (key, label, other) in [("b0", "owl", "hawk"), ("b1", "hawk", "owl")] {
            try await aviary.submit(key, label, as: ada)
            try await aviary.submit(key, other, as: bob)
        }
        try await aviary.submit("b2", "owl", as: bob)
        aviary.clock.advance(seconds: 86_400)
        for (key, label) in [("b3", "owl"), ("b4", "hawk"), ("b5", "owl")] {
            for person in [ada, bob] { try await aviary.submit(key, label, as: person) }
        }
        let history = try await aviary.workflows.agreementHistory(of: "birds", as: aviary.owner, by: .day)
        #expect(history.question == "species" && history.measure == "krippendorff-alpha" && history.by == .day)
        #expect(history.points.map(\.from) == ["2026-09-21", "2026-09-22", "2026-09-23"])
        #expect(history.points.map(\.answered) == [1, 3, 3] && history.points.map(\.items) == [0, 3, 3])
        #expect(history.points[0].value == nil && history.points[0].reason != nil && history.points[0].running == nil)
        let second = try #require(history.points[1].value)
        #expect(second < 0 && history.points[2].value == 1)
        let whole = try await aviary.workflows.agreement(of: "birds", as: aviary.owner)
        let (running, value) = (try #require(history.points[2].running), try #require(whole.value))
        #expect(abs(running - value) < 1e-12 && history.points[2].runningItems == whole.items)
        let weeks = try await aviary.workflows.agreementHistory(of: "birds", as: aviary.owner)
        #expect(weeks.points.count == 1 && weeks.points[0].value == whole.value)
        #expect(await aviary.code { _ = try await aviary.workflows.agreementHistory(of: "birds", as: aviary.owner, measure: "iou-f1") } == "measure.unfit")
    }

    @Test("of drawings the tallies of periods add up to the whole")
    func drawings() async throws {
        let aviary = try await Slide.open(3)
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"], "bob": ["RBC 0 0 10 10"]])
        aviary.clock.advance(seconds: 7 * 86_400)
        try await aviary.draw("c1", ["ada": ["RBC 0 0 10 10"], "bob": []])
        try await aviary.draw("c2", ["ada": []])
        let history = try await aviary.workflows.agreementHistory(of: "birds", as: aviary.owner)
        let whole = try await aviary.workflows.agreement(of: "birds", as: aviary.owner)
        #expect(history.points.map(\.value) == [1, 0] && history.points.map(\.items) == [1, 1] && history.points.map(\.answered) == [1, 2])
        let (running, value) = (try #require(history.points.last?.running), try #require(whole.value))
        #expect(abs(running - value) < 1e-12 && history.points.last?.runningItems == whole.items)
    }

    @Test("nobody has answered: no points")
    func empty() async throws {
        let aviary = try await Aviary()
        #expect(try await aviary.workflows.agreementHistory(of: "birds", as: aviary.owner).points.isEmpty)
    }
}

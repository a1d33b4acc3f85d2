import Records
import Testing

@testable import Workflows

@Suite("The order of the queue of disagreements")
struct DisputeOrderTests {
    /// b0: two against one of three labels' worth of spread; b1: one each of two.
    private func aviary() async throws -> (Aviary, rita: Actor) {
        let aviary = try await Aviary(labelling: "{overlap: 4}")
        try await aviary.items(3)
        let said = ["b0": ["owl", "owl", "owl", "hawk"], "b1": ["owl", "owl", "hawk", "hawk"], "b2": ["owl", "owl", "hawk"]]
        for (key, labels) in said.sorted(by: { $0.key < $1.key }) {
            for (place, label) in labels.enumerated() { try await aviary.submit(key, label, as: try await aviary.person(["ada", "bob", "cyn", "dan"][place])) }
        }
        return (aviary, try await aviary.person("rita", .reviewer))
    }

    @Test("the closest race comes first, with its margin by the question's own method")
    func margin() async throws {
        let (aviary, rita) = try await aviary()
        let page = try await aviary.workflows.disagreements(of: "birds", as: rita)
        #expect(page.items.map(\.key) == ["b1", "b2", "b0"])
        let margins = page.items.compactMap(\.margin)
        #expect(zip(margins, [0, 1.0 / 3, 0.5]).allSatisfy { abs($0 - $1) < 1e-9 } && margins.count == 3)
        #expect(try await aviary.workflows.disagreements(of: "birds", as: rita, by: .entropy).items.map(\.key) == ["b1", "b2", "b0"])
    }

    @Test("equal margins come most torn first, then in the order of items")
    func ties() {
        let items = [
            DisputedItem(item: ItemID(raw: 3), score: 0.2, margin: 0.1), DisputedItem(item: ItemID(raw: 2), score: 0.9, margin: 0.1),
            DisputedItem(item: ItemID(raw: 1), score: 0.2, margin: 0.1 + 1e-14), DisputedItem(item: ItemID(raw: 4), score: 0.1, margin: 0),
        ]
        #expect(DisputedItem.ranked(items, by: .margin).map(\.item.raw) == [4, 2, 1, 3])
        #expect(DisputedItem.ranked(items, by: .entropy).map(\.item.raw) == [2, 1, 3, 4])
    }

    @Test("only those between two labels, on request")
    func between() async throws {
        let (aviary, rita) = try await aviary()
        #expect(try await aviary.workflows.disagreements(of: "birds", as: rita, between: ["hawk", "owl"]).total == 3)
        #expect(try await aviary.workflows.disagreements(of: "birds", as: rita, between: ["owl", "eagle"]).total == 0)
        let slides = try await DrawingAgreementTests.slides()
        let reviewer = try await slides.person("rita", .reviewer)
        let page = try await slides.workflows.disagreements(of: "birds", as: reviewer, between: ["RBC", "WBC"])
        #expect(page.items.map(\.key) == ["c1"] && page.items[0].margin == nil)
    }
}

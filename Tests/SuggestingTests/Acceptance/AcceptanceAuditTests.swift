import Kernels
import Testing
@testable import Suggesting

@Suite("Audit of what was accepted")
struct AcceptanceAuditTests {
    private let acceptance: CalibratedAcceptance

    init() throws {
        let rows = ["a", "b"].flatMap { label in (0..<400).map { JudgedSuggestion(label: label, confidence: Double($0) / 400, isRight: true) } }
        acceptance = try CalibratedAcceptance.fit(rows, target: 0.95, confidence: 0.95)
    }

    @Test("draws its share by a keyed hash of the id, the same ones each time")
    func draws() {
        let audit = AcceptanceAudit(key: [1, 2, 3])
        let drawn = (0..<20_000).filter { audit.isDrawn("item-\($0)") }
        // 1,000 within four standard deviations.
        #expect(abs(drawn.count - 1000) < 124)
        #expect(drawn == (0..<20_000).filter { AcceptanceAudit(key: [1, 2, 3]).isDrawn("item-\($0)") })
        let other = AcceptanceAudit(key: [1, 2, 4])
        #expect(drawn.count { other.isDrawn("item-\($0)") } < 100)
        #expect(AcceptanceAudit(share: 1, key: []).isDrawn("x") && !AcceptanceAudit(share: 0, key: []).isDrawn("x"))
    }

    /// Whether the audit ever calls the promise broken, asked after every answer.
    private func isBroken(error: Double, seed: Int) -> Bool {
        var random = SeededRandom.derive(5, seed)
        var audited: [AuditedSuggestion] = []
        for step in 0..<600 {
            audited.append(AuditedSuggestion(label: step % 2 == 0 ? "a" : "b", isRight: random.uniform() >= error))
            if step % 5 == 0, acceptance.standing(audited: audited)[0].verdict == .broken { return true }
        }
        return false
    }

    @Test("a promise that just holds is called broken in one of twenty audits at most, however often it is looked at")
    func quiet() {
        let broken = (0..<200).count { isBroken(error: 0.05, seed: $0) }
        #expect(broken <= 20, "\(broken) of 200")
    }

    @Test("a promise that is broken more than twice over is found out")
    func loud() {
        let broken = (0..<60).count { isBroken(error: 0.12, seed: 1000 + $0) }
        #expect(broken >= 55, "\(broken) of 60")
    }

    @Test("tells each label of its own, and withdraws what is broken")
    func labels() {
        let audited = (0..<100).map { AuditedSuggestion(label: $0 % 2 == 0 ? "a" : "b", isRight: $0 % 2 == 0 || $0 % 8 != 1) }
        let standings = acceptance.standing(audited: audited)
        #expect(standings.map(\.label) == [nil, "a", "b"])
        #expect(standings[1].verdict == .holds && standings[1].wrong == 0)
        #expect(standings[2].verdict == .broken && standings[2].wrong == 13)
        #expect(acceptance.broken(standings.filter { $0.label != nil }) == ["b"])
        #expect(acceptance.withdrawing(["b"]).rule(of: "b")?.refusal == .withdrawn)
        let few = acceptance.standing(audited: [AuditedSuggestion(label: "a", isRight: false)])
        #expect(few[0].verdict == .watch && few[2].verdict == .holds && few[2].error == nil)
    }

    @Test("all labels go back when the whole is broken")
    func whole() {
        let audited = (0..<200).map { AuditedSuggestion(label: $0 % 2 == 0 ? "a" : "b", isRight: $0 % 5 != 0) }
        #expect(acceptance.broken(acceptance.standing(audited: audited)) == ["a", "b"])
    }
}

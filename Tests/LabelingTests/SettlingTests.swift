import Labeling
import Records
import Testing

private let item = ItemID(raw: 1)
private let question = Question(name: "q", kind: .choice, labels: ["a", "b"].map { LabelDefinition(name: $0) }, allowsUnknown: true)

/// `"a"`, `"b"` or `"?"` for "I don't know", `""` for left open; ids grow in the order of making.
private func revision(_ id: Int64, _ stage: Stage, _ says: String, by author: Int64? = 1, number: Int = 1, origin: Origin = .person) -> Revision {
    let annotation = Annotation(answers: says == "?" || says.isEmpty ? [:] : ["q": .choice(says)], unknown: says == "?" ? ["q"] : [])
    return Revision(id: RevisionID(raw: id), item: item, stage: stage, author: author.map { PersonID(raw: $0) }, number: number, origin: origin,
        annotation: annotation, definitionVersion: 1, madeAt: Timestamp(milliseconds: id))
}

private func verdict(_ id: Int64, on revision: Int64, _ outcome: Verdict.Outcome, fix: Int64? = nil) -> Verdict {
    Verdict(id: VerdictID(raw: id), revision: RevisionID(raw: revision), reviewer: PersonID(raw: 9), outcome: outcome, fix: fix.map { RevisionID(raw: $0) }, madeAt: Timestamp(milliseconds: id))
}

private func consensus(_ label: String, _ posterior: Double, words: String? = nil, open: String? = nil) -> ConsensusOutcome {
    ConsensusOutcome(
        answer: .choice(label), posterior: posterior, method: "dawid-skene", votes: 2, agreeing: 2, revisions: [RevisionID(raw: 2), RevisionID(raw: 1)],
        words: words, open: open)
}

struct SettlingCase: CustomTestStringConvertible, Sendable {
    var name: String
    var revisions: [Revision]
    var verdicts: [Verdict] = []
    var consensus: ConsensusOutcome?
    var overlap = 1
    var isReviewAsked = false
    /// `rule answer: reason`, `unknown: reason`, `open: reason`.
    var expected: String
    var testDescription: String { name }

    func outcome(_ revisions: [Revision]) -> String {
        let outcome = Settling.outcome(
            question: question, item: item, revisions: revisions, verdicts: verdicts, consensus: consensus,
            policy: LabellingPolicy(overlapFrom: overlap), bar: 0.7, isReviewAsked: isReviewAsked)
        switch outcome {
        case .settled(let settled):
            guard case .choice(let label) = settled.answer else { return "?" }
            return "\(settled.rule.rawValue) \(label): \(settled.reason)"
        case .unknown(let reason): return "unknown: \(reason)"
        case .open(let reason): return "open: \(reason)"
        }
    }
}

private let cases: [SettlingCase] = [
    .init(name: "nothing", revisions: [], expected: "open: no annotation yet"),
    .init(name: "one annotator", revisions: [revision(1, .label, "a")], expected: "single a: one annotator"),
    .init(name: "the latest revision is the current one", revisions: [revision(1, .label, "a"), revision(2, .label, "b", number: 2)], expected: "single b: one annotator"),
    .init(name: "review asked and not done", revisions: [revision(1, .label, "a")], isReviewAsked: true, expected: "open: waits for review"),
    .init(name: "accepted", revisions: [revision(1, .label, "a")], verdicts: [verdict(5, on: 1, .accept)], isReviewAsked: true, expected: "single a: one annotator, accepted in review"),
    .init(name: "an accept of an older revision does not cover the newer", revisions: [revision(1, .label, "a"), revision(2, .label, "b", number: 2)],
        verdicts: [verdict(5, on: 1, .accept)], isReviewAsked: true, expected: "open: waits for review"),
    .init(name: "returned", revisions: [revision(1, .label, "a")], verdicts: [verdict(5, on: 1, .return)], expected: "open: no annotation yet"),
    .init(name: "returned and redone", revisions: [revision(1, .label, "a"), revision(6, .label, "b", number: 2)], verdicts: [verdict(5, on: 1, .return)], expected: "single b: one annotator"),
    .init(name: "fixed", revisions: [revision(1, .label, "a"), revision(4, .review, "b", by: 9)], verdicts: [verdict(5, on: 1, .fix, fix: 4)], expected: "review b: fixed in review"),
    .init(name: "fixed to unknown", revisions: [revision(1, .label, "a"), revision(4, .review, "?", by: 9)], verdicts: [verdict(5, on: 1, .fix, fix: 4)], expected: "unknown: the reviewer does not know"),
    .init(name: "fixed, redone and accepted", revisions: [revision(1, .label, "a"), revision(4, .review, "b", by: 9), revision(6, .label, "a", number: 2)],
        verdicts: [verdict(5, on: 1, .fix, fix: 4), verdict(7, on: 6, .accept)], expected: "single a: one annotator, accepted in review"),
    .init(name: "adjudication beats the fix", revisions: [revision(1, .label, "a"), revision(4, .review, "a", by: 9), revision(6, .adjudication, "b", by: 8)],
        verdicts: [verdict(5, on: 1, .fix, fix: 4)], expected: "adjudication b: adjudicated"),
    .init(name: "an adjudicator who does not know ends it", revisions: [revision(1, .label, "a"), revision(6, .adjudication, "?", by: 8), revision(7, .imported, "b", by: nil)],
        expected: "unknown: the adjudicator does not know"),
    .init(name: "an adjudication of other questions only", revisions: [revision(1, .label, "a"), revision(6, .adjudication, "", by: 8)], expected: "single a: one annotator"),
    .init(name: "consensus", revisions: [revision(1, .label, "a"), revision(2, .label, "a", by: 2)], consensus: consensus("a", 0.98), overlap: 2, expected: "consensus a: 2 of 2 agree (dawid-skene, 0.98)"),
    .init(name: "consensus below its bar", revisions: [revision(1, .label, "a"), revision(2, .label, "b", by: 2)], consensus: consensus("a", 0.699), overlap: 2,
        expected: "open: consensus 0.69 is below its bar 0.70 (dawid-skene)"),
    .init(name: "consensus in its own words", revisions: [revision(1, .label, "a"), revision(2, .label, "b", by: 2)],
        consensus: consensus("a", 0.9, words: "fused from 2 people"), overlap: 2, expected: "consensus a: fused from 2 people"),
    .init(name: "consensus that leaves something to decide, however sure", revisions: [revision(1, .label, "a"), revision(2, .label, "a", by: 2)],
        consensus: consensus("a", 1, open: "1 of 3 objects is left to decide"), overlap: 2, expected: "open: 1 of 3 objects is left to decide"),
    .init(name: "too few annotators", revisions: [revision(1, .label, "a")], consensus: consensus("a", 0.99), overlap: 2, expected: "open: 1 of 2 annotators so far"),
    .init(name: "agreement without a computed consensus", revisions: [revision(1, .label, "a"), revision(2, .label, "a", by: 2)], overlap: 2, expected: "consensus a: 2 of 2 agree"),
    .init(name: "disagreement without a computed consensus", revisions: [revision(1, .label, "a"), revision(2, .label, "b", by: 2)], overlap: 2, expected: "open: waits for consensus"),
    .init(name: "nobody knows", revisions: [revision(1, .label, "?"), revision(2, .label, "?", by: 2), revision(3, .imported, "a", by: nil)], overlap: 2,
        expected: "unknown: 2 of 2 annotators do not know"),
    .init(name: "one does not know", revisions: [revision(1, .label, "?")], expected: "unknown: the annotator does not know"),
    .init(name: "policy before import", revisions: [revision(1, .imported, "a", by: nil, origin: .imported(source: SourceID(raw: 1))), revision(2, .policy, "b", by: nil, origin: .policy(suggestion: SuggestionID(raw: 3)))],
        expected: "policy b: suggestion accepted by policy"),
    .init(name: "imported", revisions: [revision(1, .imported, "a", by: nil, origin: .imported(source: SourceID(raw: 1)))], expected: "imported a: imported"),
    .init(name: "imported while annotators are at it", revisions: [revision(1, .label, "b"), revision(2, .imported, "a", by: nil, origin: .imported(source: SourceID(raw: 1)))], overlap: 2,
        expected: "imported a: imported"),
    .init(name: "gold never counts", revisions: [revision(1, .gold, "a")], expected: "open: no annotation yet"),
]

@Suite("Settling")
struct SettlingTests {
    @Test("which answer counts", arguments: cases)
    func rule(test: SettlingCase) { #expect(test.outcome(test.revisions) == test.expected) }

    @Test("the order of the rows does not matter", arguments: cases)
    func order(test: SettlingCase) { #expect(test.outcome(test.revisions.reversed()) == test.expected) }

    @Test("an answer names the revisions it rests on, in order")
    func revisions() {
        let settled = Settling.settle(
            question: question, item: item, revisions: [revision(1, .label, "a"), revision(2, .label, "a", by: 2)], consensus: consensus("a", 0.98),
            policy: LabellingPolicy(overlapFrom: 2), bar: 0.7)
        #expect(settled?.revisions == [RevisionID(raw: 1), RevisionID(raw: 2)])
        #expect(settled?.posterior == 0.98)
    }

    @Test("revisions of other items are not looked at")
    func others() {
        let outcome = Settling.outcome(question: question, item: ItemID(raw: 2), revisions: [revision(1, .label, "a")], policy: LabellingPolicy(), bar: 0.7)
        #expect(outcome == .open("no annotation yet"))
    }
}

import Records
import Testing

@testable import Assuring

@Suite("Vote table")
struct VoteTableTests {
    @Test("sorts votes by item, then annotator, whatever order they come in")
    func sorting() throws {
        let votes = try VoteTable(
            items: [1, 0, 1, 0], annotators: [1, 1, 0, 0], classes: [0, 1, 1, 0],
            itemNames: ["x", "y"], annotatorNames: ["ann", "bob"], classNames: ["a", "b"])
        #expect(votes.items == [0, 0, 1, 1])
        #expect(votes.annotators == [0, 1, 0, 1])
        #expect(votes.classes == [0, 1, 1, 0])
        #expect(votes.itemStart == [0, 2, 4])
        #expect(Array(votes.votes(ofAnnotator: 1)) == [1, 3])
        #expect(votes.weights == [1, 1, 1, 1])
    }

    @Test("keeps the last of several votes by one annotator on one item and says so")
    func repeated() throws {
        let votes = try VoteTable(votes: [
            NamedVote(item: "x", annotator: "ann", label: "a"), NamedVote(item: "x", annotator: "bob", label: "b"),
            NamedVote(item: "x", annotator: "ann", label: "b", weight: 3), NamedVote(item: "y", annotator: "ann", label: "a"),
        ])
        #expect(votes.count == 3)
        #expect(votes.answer(of: 0, on: 0) == 1)
        #expect(votes.weights == [3, 1, 1])
        #expect(votes.findings.map(\.code) == ["votes.repeated"])
        #expect(votes.findings.first?.message.hasPrefix("1 vote was replaced") == true)
    }

    @Test("leaves out votes for undeclared classes, a finding for each class")
    func undeclared() throws {
        let votes = try VoteTable(
            votes: ["good", "bda", "bad", "bda"].enumerated().map { NamedVote(item: "\($0.offset)", annotator: "ann", label: $0.element) },
            classes: ["good", "bad"])
        #expect(votes.count == 2)
        #expect(votes.classNames == ["good", "bad"])
        #expect(votes.findings.map(\.code) == ["votes.class.undeclared"])
        #expect(votes.findings.first?.message.contains("2 votes for `bda`") == true)
    }

    @Test("leaves them out of votes without weights too, and takes spellings that Unicode calls the same for one name")
    func undeclaredUnweighted() throws {
        var seen = SeenVotes()
        for (item, label) in [("e\u{301}", "spam"), ("\u{E9}", "else"), ("b", "spam")] {
            seen.items.append(seen.itemNames.index(of: item))
            seen.annotators.append(seen.annotatorNames.index(of: item == "b" ? "ann" : "bob"))
            seen.classes.append(seen.classNames.index(of: label))
        }
        let votes = try VoteTable(seen, classes: ["ham", "spam"])
        #expect(votes.count == 2)
        #expect(votes.itemNames == ["b", "\u{E9}"])
        #expect(votes.findings.map(\.code) == ["votes.class.undeclared"])
    }

    @Test("orders undeclared classes by number, then by name")
    func classOrder() {
        #expect(ClassOrder.sorted(["b", "10", "a", "9", "-1"]) == ["-1", "9", "10", "a", "b"])
    }

    @Test("refuses what is not in its names, naming the vote", arguments: [
        (Int32(2), Int32(0), Int32(0), 1.0, VoteTableError.itemOutOfRange(2, itemCount: 1, vote: 0)),
        (0, -1, 0, 1, .annotatorOutOfRange(-1, annotatorCount: 1, vote: 0)),
        (0, 0, 5, 1, .classOutOfRange(5, classCount: 2, vote: 0)),
        (0, 0, 0, 0, .weightNotPositive(0, vote: 0)),
        (0, 0, 0, .infinity, .weightNotPositive(.infinity, vote: 0)),
    ])
    func refused(item: Int32, annotator: Int32, label: Int32, weight: Double, error: VoteTableError) {
        #expect(throws: error) {
            try VoteTable(
                items: [item], annotators: [annotator], classes: [label], weights: [weight],
                itemNames: ["x"], annotatorNames: ["ann"], classNames: ["a", "b"])
        }
    }

    @Test("refuses columns of different lengths")
    func unequal() {
        #expect(throws: VoteTableError.unequalColumns(items: 1, annotators: 1, classes: 2, weights: nil)) {
            try VoteTable(items: [0], annotators: [0], classes: [0, 0], itemNames: ["x"], annotatorNames: ["a"], classNames: ["a"])
        }
    }

    @Test("is the same table for the same votes in any order")
    func order() throws {
        let votes = (0..<60).map { NamedVote(item: "i\($0 % 20)", annotator: "a\($0 / 20)", label: "l\($0 % 3)") }
        let first = try VoteTable(votes: votes)
        let second = try VoteTable(votes: votes.reversed())
        #expect(first.items == second.items && first.annotators == second.annotators && first.classes == second.classes)
        #expect(first.itemNames == second.itemNames && first.classNames == second.classNames)
    }

    @Test("finds an answer or its absence")
    func answers() {
        let votes = VoteTable.drawn("ab-c", "--a-")
        #expect(votes.answer(of: 0, on: 0) == 0)
        #expect(votes.answer(of: 3, on: 0) == 2)
        #expect(votes.answer(of: 2, on: 0) == nil)
        #expect(votes.answer(of: 2, on: 1) == 0)
    }

    @Test("reads classes as numbers only when all are numbers")
    func values() {
        #expect(VoteTable.drawn("12", "31").classValues == [1, 2, 3])
        #expect(VoteTable.drawn("ab").classValues == nil)
    }

    @Test("an empty table has no votes and no trouble")
    func empty() throws {
        let votes = try VoteTable(votes: [NamedVote]())
        #expect(votes.isEmpty && votes.itemCount == 0 && votes.classCount == 0)
    }
}

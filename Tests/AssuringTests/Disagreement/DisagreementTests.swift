import Testing

@testable import Assuring

@Suite("Disagreement queue")
struct DisagreementTests {
    @Test("holds the items people differ on, most disputed first", arguments: [
        (VoteTable.drawn("aaa", "aab", "abc", "a--", "---"), [Int32(2), 1]),
        (VoteTable.drawn("ab", "ba", "aa"), [0, 1]),
        (VoteTable.drawn("aa", "bb"), []),
    ])
    func order(votes: VoteTable, expected: [Int32]) {
        #expect(Disagreement.queue(of: votes).map(\.item) == expected)
        #expect(Disagreement.queue(of: votes, by: .margin).map(\.item) == expected)
    }

    @Test("scores run from 0 to 1")
    func scores() {
        let queue = Disagreement.queue(of: .drawn("abc", "aab"))
        #expect(isClose(queue[0].score, 1) && queue[1].score < 0.6)
        #expect(isClose(Disagreement.queue(of: .drawn("aab"), by: .margin)[0].score, 2.0 / 3))
        #expect(Disagreement.queue(of: .drawn("ab"), by: .margin)[0].score == 1)
    }

    @Test("lists every vote, and the classes by support")
    func votes() {
        let item = Disagreement.queue(of: .drawn("b-ab", "aaaa"))[0]
        #expect(item.votes == [.init(annotator: 0, label: 1), .init(annotator: 2, label: 0), .init(annotator: 3, label: 1)])
        #expect(item.classes == [1, 0])
    }

    @Test("stops at the limit")
    func limit() {
        let votes = VoteTable.random(seed: 1)
        let all = Disagreement.queue(of: votes)
        #expect(Disagreement.queue(of: votes, limit: 3) == Array(all.prefix(3)))
        #expect(Disagreement.queue(of: votes, limit: 0).isEmpty)
    }

    @Test("does not depend on the names of annotators")
    func renaming() {
        let votes = VoteTable.drawn(["aab", "abb", "ccb", "abc"])
        let mirrored = VoteTable.drawn(["baa", "bba", "bcc", "cba"])
        #expect(Disagreement.queue(of: votes).map(\.item) == Disagreement.queue(of: mirrored).map(\.item))
    }
}

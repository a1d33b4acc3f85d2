import Testing

@testable import Assuring

@Suite("Majority vote")
struct MajorityVoteTests {
    @Test("picks the most frequent class, the lower one on a tie", arguments: [
        (VoteTable.drawn("aab"), [Int32(0)]),
        (VoteTable.drawn("abb", "ab-"), [1, 0]),
        (VoteTable.drawn("cab"), [0]),
        (VoteTable.drawn("---", "bbb"), [-1, 1]),
    ])
    func winner(votes: VoteTable, expected: [Int32]) throws {
        #expect(try MajorityVote().consensus(of: votes).winner == expected)
    }

    @Test("leaves ties open when asked", arguments: [
        (VoteTable.drawn("ab", "aa"), [Int32(-1), 0]),
        (VoteTable.drawn("abc"), [-1]),
        (VoteTable.drawn("aabbc"), [-1]),
    ])
    func unresolved(votes: VoteTable, expected: [Int32]) throws {
        let consensus = try MajorityVote(ties: .unresolved).consensus(of: votes)
        #expect(consensus.winner == expected)
        #expect(consensus.unresolved == expected.count { $0 < 0 })
    }

    @Test("posterior is the share of votes, margin the lead, skill the share of wins")
    func parts() throws {
        let consensus = try MajorityVote().consensus(of: .drawn("aab", "bb-"))
        #expect(Array(consensus.posterior(ofItem: 0)) == [2.0 / 3, 1.0 / 3])
        #expect(isClose(consensus.margin[0], 1.0 / 3) && consensus.margin[1] == 1)
        #expect(consensus.annotators.map(\.skill) == [1, 1, 0])
        #expect(consensus.annotators.map(\.votes) == [2, 2, 1])
        #expect(consensus.method == "majority" && consensus.stopReason == .singlePass)
    }

    @Test("a vote's weight and an annotator's weight count")
    func weights() throws {
        let votes = try VoteTable(
            items: [0, 0, 0], annotators: [0, 1, 2], classes: [0, 0, 1], weights: [1, 1, 3],
            itemNames: ["x"], annotatorNames: ["a", "b", "c"], classNames: ["no", "yes"])
        #expect(try MajorityVote().consensus(of: votes).winner == [1])
        #expect(try MajorityVote(annotatorWeights: [5, 1, 1]).consensus(of: votes).winner == [0])
        #expect(try MajorityVote(annotatorWeights: [0, 0, 0]).consensus(of: votes).winner == [1])
    }

    @Test("refuses annotator weights that do not fit")
    func badWeights() {
        #expect(throws: ConsensusError.self) { try MajorityVote(annotatorWeights: [1]).consensus(of: .drawn("ab")) }
        #expect(throws: ConsensusError.self) { try MajorityVote(annotatorWeights: [1, -1]).consensus(of: .drawn("ab")) }
    }

    @Test("settles only above the bar and with votes enough")
    func settled() throws {
        let votes = VoteTable.drawn("aab", "aaa", "b--")
        let consensus = try MajorityVote().consensus(of: votes)
        #expect(consensus.settled(votes, bar: 0.7) == [-1, 0, 1])
        #expect(consensus.settled(votes, bar: 0.7, minimumVotes: 3) == [-1, 0, -1])
        #expect(consensus.confidence(ofItem: 1) == 1)
    }
}

@Suite("Wawa")
struct WawaTests {
    @Test("the one who is usually right outweighs two who are not")
    func weighs() throws {
        // Annotators 0-2 agree throughout but for the last item, where 3 and 4, mostly wrong, side against 0.
        let votes = VoteTable.drawn("aaabb", "bbbaa", "aaaba", "bbbab", "aaabb", "a--bb")
        #expect(try MajorityVote().consensus(of: votes).winner.last == 1)
        #expect(try Wawa().consensus(of: votes).winner.last == 0)
    }
}

@Suite("Dawid-Skene")
struct DawidSkeneTests {
    /// Three honest annotators and one who says b for a and a for b.
    let inverted = VoteTable.drawn("aaab", "bbba", "aaab", "bbba", "abab", "bab-", "aaab", "bbba", "---b", "---a")

    @Test("believes a consistent liar the other way round")
    func liar() throws {
        let consensus = try DawidSkene().consensus(of: inverted)
        #expect(consensus.winner[8] == 0 && consensus.winner[9] == 1)
        let liar = try #require(consensus.annotators[3].confusion)
        #expect(liar[1] > 0.9 && liar[2] > 0.9)
        #expect(try #require(consensus.annotators[3].skill) < 0.1)
    }

    @Test("confusion rows sum to 1")
    func rows() throws {
        for smoothing in [0, 0.01] {
            var method = DawidSkene()
            method.smoothing = smoothing
            for standing in try method.consensus(of: .random(seed: 2)).annotators {
                let confusion = try #require(standing.confusion)
                for truth in 0..<3 { #expect(isClose(confusion[truth * 3..<truth * 3 + 3].reduce(0, +), 1)) }
            }
        }
    }

    @Test("the bound does not fall, and the loop says why it stopped")
    func stops() throws {
        let votes = VoteTable.random(seed: 5, items: 100)
        let consensus = try DawidSkene().consensus(of: votes)
        #expect(consensus.stopReason == .converged && consensus.objective.count == consensus.iterations)
        var short = DawidSkene()
        short.maximumIterations = 2
        let stopped = try short.consensus(of: votes)
        #expect(stopped.stopReason == .iterationLimit && stopped.iterations == 2)
        #expect(stopped.objective == Array(consensus.objective.prefix(2)))
    }

    @Test("gold answers are kept and teach")
    func gold() throws {
        var method = DawidSkene()
        method.gold = [1, -1, -1, -1, -1, -1, -1, -1, -1, -1]
        let consensus = try method.consensus(of: inverted)
        #expect(consensus.winner[0] == 1 && consensus.confidence(ofItem: 0) == 1)
    }

    @Test("refuses settings that make no sense", arguments: [
        (0, 1e-5, 0.0), (10, -1, 0), (10, 1e-5, -0.5), (10, .nan, 0),
    ])
    func settings(iterations: Int, tolerance: Double, smoothing: Double) {
        var method = DawidSkene()
        method.maximumIterations = iterations
        method.tolerance = tolerance
        method.smoothing = smoothing
        #expect(throws: ConsensusError.self) { try method.consensus(of: inverted) }
    }

    @Test("refuses gold of another length or class")
    func badGold() {
        var method = DawidSkene()
        method.gold = [0]
        #expect(throws: ConsensusError.unequalGold(items: 2, gold: 1)) { try method.consensus(of: .drawn("ab", "ab")) }
        method.gold = [0, 7]
        #expect(throws: ConsensusError.goldOutOfRange(7, classCount: 2, item: "item-1")) {
            try method.consensus(of: .drawn("ab", "ab"))
        }
    }

    @Test("smoothing keeps an unseen answer possible")
    func smoothing() throws {
        var method = DawidSkene()
        method.smoothing = 0.01
        let confusion = try #require(try method.consensus(of: .drawn("aa", "aa", "bb")).annotators[0].confusion)
        #expect(confusion.allSatisfy { $0 > 1e-4 })
    }

    /// The algorithm as its paper has it, in dictionaries and plain loops.
    static func plain(_ votes: VoteTable, rounds: Int) -> [[Double]] {
        let (rows, classes) = (votes.dense, votes.classCount)
        var p = rows.map { row in (0..<classes).map { k in Double(row.count { $0 == k }) / Double(row.count { $0 != nil }) } }
        for _ in 0..<rounds {
            let prior = (0..<classes).map { k in p.reduce(0) { $0 + $1[k] } / Double(p.count) }
            func error(_ a: Int, _ answer: Int, _ truth: Int) -> Double {
                func count(_ said: Int) -> Double {
                    rows.indices.contains { rows[$0][a] == said } ? max(rows.indices.reduce(0.0) { $0 + (rows[$1][a] == said ? p[$1][truth] : 0) }, 1e-10) : 0
                }
                return count(answer) / (0..<classes).reduce(0) { $0 + count($1) }
            }
            p = rows.map { row in
                let joint = (0..<classes).map { k in
                    row.enumerated().reduce(prior[k]) { product, vote in product * (vote.element.map { error(vote.offset, $0, k) } ?? 1) }
                }
                return joint.map { $0 / joint.reduce(0, +) }
            }
        }
        return p
    }

    @Test("equals the plain algorithm on random votes", arguments: 1...4 as ClosedRange<UInt64>)
    func reference(seed: UInt64) throws {
        let votes = VoteTable.random(seed: seed, items: 12, annotators: 4, answered: 0.95)
        var method = DawidSkene.asPublished
        method.maximumIterations = 3
        method.tolerance = 0
        let ours = try method.consensus(of: votes)
        let plain = Self.plain(votes, rounds: ours.iterations).flatMap(\.self)
        for (left, right) in zip(ours.posterior, plain) { #expect(isClose(left, right, 1e-8)) }
    }
}

@Suite("One coin")
struct OneCoinTests {
    @Test("trusts who is right more often")
    func skills() throws {
        let votes = VoteTable.drawn("aaab", "bbba", "aaaa", "bbbb", "aaab", "bbba", "ab-b")
        let consensus = try OneCoin().consensus(of: votes)
        let skills = consensus.annotators.compactMap(\.skill)
        #expect(skills[3] < skills[0])
        #expect(consensus.annotators.allSatisfy { $0.confusion == nil })
    }
}

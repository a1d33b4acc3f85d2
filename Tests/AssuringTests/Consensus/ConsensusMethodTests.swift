import Foundation
import Kernels
import Testing

@testable import Assuring

@Suite("Zero-based skill")
struct ZeroBasedSkillTests {
    @Test("two rounds by hand: weights are what was right of the last vote, and the rate halves")
    func byHand() throws {
        // Annotators 0 and 1 always agree; 2 differs on two items of four.
        let votes = VoteTable.drawn("aaa", "aab", "bbb", "bba")
        var method = ZeroBasedSkill()
        method.rounds = 1
        for (ours, theirs) in zip(try method.consensus(of: votes).annotators, [1, 1, 0.5]) { #expect(isClose(ours.skill, theirs)) }
        method.roundsBetweenHalving = 1
        let slow = try method.consensus(of: votes).annotators.map { $0.skill ?? 0 }
        let first = 0.5 + 1e-5
        #expect(isClose(slow[0], first + 0.5 * (1 - first)) && isClose(slow[2], first + 0.5 * (0.5 - first)))
    }

    @Test("stops where nothing would change any more")
    func stops() throws {
        let consensus = try ZeroBasedSkill().consensus(of: .drawn("aaa", "aab", "bbb", "bba"))
        #expect(consensus.stopReason == .converged && consensus.iterations < 5)
        #expect(isClose(consensus.posterior(ofItem: 1).first, 0.8))
    }
}

@Suite("Gold majority")
struct GoldMajorityTests {
    let votes = VoteTable.drawn("ab-", "ab-", "abb", "baa")

    @Test("skills are shares right on gold; who has none is ignored or average")
    func skills() throws {
        var method = GoldMajority()
        method.gold = [0, 0, -1, -1]
        let consensus = try method.consensus(of: votes)
        #expect(consensus.annotators.map(\.skill) == [1, 0, nil])
        #expect(consensus.winner == [0, 0, 0, 1])
        method.unproven = .average
        #expect(Array(try method.consensus(of: votes).posterior(ofItem: 2)) == [1 / 1.5, 0.5 / 1.5])
    }

    @Test("gold is kept, or overruled when asked")
    func keeps() throws {
        var method = GoldMajority()
        method.gold = [0, 1, 1, -1]
        #expect(try method.consensus(of: .drawn("ab", "ab", "aa", "ab")).winner == [0, 1, 1, 0])
        method.keepsGold = false
        #expect(try method.consensus(of: .drawn("ab", "ab", "aa", "ab")).winner[2] == 0)
    }

    @Test("no gold is refused")
    func refuses() {
        #expect(throws: ConsensusError.noGold) { try GoldMajority().consensus(of: votes) }
    }
}

@Suite("Initial errors")
struct InitialErrorsTests {
    let votes = VoteTable.drawn("aab", "abb", "bba", "aba")

    @Test("assigned matrices decide the first round; wrong ones turn the answers round")
    func assigned() throws {
        var method = DawidSkene.asPublished
        method.maximumIterations = 1
        let liar = [0.1, 0.9, 0.9, 0.1]
        let honest = [0.9, 0.1, 0.1, 0.9]
        method.initialErrors = InitialErrors(honest + liar + liar, use: .assign)
        // Under these matrices item 0 (a, a, b) is a by 0.9 * 0.1 * 0.9 against b by 0.1 * 0.9 * 0.1.
        let first = try method.consensus(of: votes)
        let prior = MajorityPrior.of(votes)
        let (a, b) = (prior[0] * 0.9 * 0.1 * 0.9, prior[1] * 0.1 * 0.9 * 0.1)
        #expect(isClose(first.posterior[0], a / (a + b)))
        #expect(first.parameters["initialErrors"]?.string == "assign")
    }

    @Test("added ones count beside what the votes say; nothing added changes nothing")
    func added() throws {
        var method = DawidSkene.asPublished
        let plain = try method.consensus(of: votes)
        method.initialErrors = InitialErrors(Array(repeating: 0, count: 12), use: .add)
        #expect(try method.consensus(of: votes).posterior == plain.posterior)
    }

    @Test("another size and negative numbers are refused")
    func refuses() {
        var method = DawidSkene()
        method.initialErrors = InitialErrors([1], use: .add)
        #expect(throws: ConsensusError.unequalStart(name: "initialErrors", count: 1, expected: 12)) { try method.consensus(of: votes) }
        method.initialErrors = InitialErrors(Array(repeating: -1, count: 12), use: .add)
        #expect(throws: ConsensusError.self) { try method.consensus(of: votes) }
    }

    private enum MajorityPrior {
        static func of(_ votes: VoteTable) -> [Double] { PosteriorTable.shares(votes).priors(votes) }
    }
}

@Suite("Smoothing of Dawid-Skene")
struct SmoothingTests {
    @Test("matrices are counts and smoothing over their sum")
    func matrices() throws {
        var method = DawidSkene()
        method.gold = [0, 0, 1]
        let matrix = try #require(try method.consensus(of: .drawn("aa", "ba", "bb")).annotators[0].confusion)
        let expected = [1.01 / 2.02, 1.01 / 2.02, 0.01 / 1.02, 1.01 / 1.02]
        for (ours, theirs) in zip(matrix, expected) { #expect(isClose(ours, theirs)) }
    }

    @Test("an answer never given has a probability too, and rows still sum to 1")
    func unseen() throws {
        let consensus = try DawidSkene().consensus(of: .random(seed: 3, items: 10, answered: 0.5))
        for standing in consensus.annotators {
            let matrix = try #require(standing.confusion)
            #expect(matrix.allSatisfy { $0 > 0 })
            for truth in 0..<3 { #expect(isClose(matrix[truth * 3..<truth * 3 + 3].reduce(0, +), 1)) }
        }
    }

    @Test("an infinite tolerance makes all rounds, and the bound rises over them", arguments: [0.0, 0.01, 0.5])
    func rises(smoothing: Double) throws {
        var method = DawidSkene()
        (method.smoothing, method.tolerance, method.maximumIterations) = (smoothing, -.infinity, 30)
        let consensus = try method.consensus(of: .random(seed: 4, items: 80))
        #expect(consensus.iterations == 30 && consensus.stopReason == .iterationLimit)
        // The prior counts once per vote in the bound, so single rounds may lose a little.
        #expect(consensus.objective[29] > consensus.objective[0])
    }

    @Test("a thousand classes cost what was answered")
    func manyClasses() throws {
        let votes = VoteTable.random(seed: 5, items: 200, annotators: 40, classes: 1_000, skill: 0.9, answered: 0.2)
        let consensus = try DawidSkene().consensus(of: votes)
        #expect(consensus.annotators.allSatisfy { $0.confusion == nil })
        #expect(consensus.posterior.allSatisfy { $0.isFinite })
    }
}

@Suite("Automatic consensus")
struct AutomaticConsensusTests {
    @Test("takes what the votes allow and says why", arguments: [
        (40, 6, 1.0, "dawid-skene"), (12, 6, 1.0, "one-coin"), (3, 6, 1.0, "majority"), (60, 1, 1.0, "majority"),
    ])
    func takes(items: Int, annotators: Int, answered: Double, expected: String) throws {
        let consensus = try AutomaticConsensus().consensus(of: .random(seed: 1, items: items, annotators: annotators, answered: answered))
        #expect(consensus.method == "auto" && consensus.parameters["method"]?.string == expected)
        #expect(try #require(consensus.parameters["reason"]?.string).hasPrefix("\(annotators).0 votes per item and \(items) per annotator"))
    }
}

@Suite("Sets of classes")
struct BinaryRelevanceTests {
    private func sets(_ rows: [(String, String, [String])]) -> LabelSets {
        LabelSets(votes: rows.map { LabelSets.NamedSet(item: $0.0, annotator: $0.1, labels: $0.2) })
    }

    @Test("each class is a vote of its own; absent is no; a tie is no or open")
    func votes() throws {
        let given = sets([
            ("x", "ann", ["cat", "dog"]), ("x", "ben", ["cat"]), ("x", "eve", ["dog", "cat"]),
            ("y", "ann", []), ("y", "ben", ["dog"]),
        ])
        #expect(given.classNames == ["cat", "dog"])
        let consensus = try BinaryRelevance().consensus(of: given)
        #expect(consensus.labels == [[0, 1], []] && consensus.open == [[], []])
        #expect(isClose(consensus.probability[1], 2.0 / 3) && consensus.probability[3] == 0.5)
        var open = MajorityVote()
        open.ties = .unresolved
        #expect(try BinaryRelevance(open).consensus(of: given).open == [[], [1]])
    }

    @Test("works with any method", arguments: LawfulMethod.all.filter { $0.name != "gold-majority" })
    func any(lawful: LawfulMethod) throws {
        let given = sets((0..<30).flatMap { item in
            (0..<4).map { ("i\(item)", "a\($0)", item % 3 == 0 ? ["cat"] : item % 3 == 1 ? ["cat", "dog"] : []) }
        })
        let consensus = try BinaryRelevance(try #require(ConsensusCatalog.named(lawful.name))).consensus(of: given)
        for (item, name) in given.itemNames.enumerated() {
            let number = Int(name.dropFirst())!
            #expect(consensus.labels[item] == (number % 3 == 0 ? [0] : number % 3 == 1 ? [0, 1] : []))
        }
        #expect(consensus.method == "binary-relevance:\(lawful.name)")
    }

    @Test("nothing is refused")
    func nothing() {
        #expect(throws: ConsensusError.noVotes) { try BinaryRelevance().consensus(of: sets([])) }
    }
}

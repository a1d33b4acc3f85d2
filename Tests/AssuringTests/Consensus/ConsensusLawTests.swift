import Kernels
import Testing

@testable import Assuring

/// What holds for every method.
@Suite("Laws of consensus")
struct ConsensusLawTests {
    @Test("renaming annotators and items, and another order of votes, change no answer", arguments: LawfulMethod.all)
    func renaming(lawful: LawfulMethod) throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            let votes = VoteTable.random(seed: seed, classes: lawful.classes(3))
            let (other, items, annotators) = votes.renamed(seed: seed + 50)
            let method = try lawful.method(for: votes)
            var renamed = method
            if !method.gold.isEmpty {
                renamed.gold = Array(repeating: -1, count: votes.itemCount)
                for item in 0..<votes.itemCount { renamed.gold[items[item]] = method.gold[item] }
            }
            let (left, right) = (try method.consensus(of: votes), try renamed.consensus(of: other))
            #expect(left.iterations == right.iterations)
            for item in 0..<votes.itemCount {
                #expect(left.winner[item] == right.winner[items[item]])
                for (p, q) in zip(left.posterior(ofItem: item), right.posterior(ofItem: items[item])) { #expect(isClose(p, q, 1e-7)) }
            }
            for annotator in 0..<votes.annotatorCount {
                #expect(isClose(left.annotators[annotator].skill, right.annotators[annotators[annotator]].skill, 1e-7))
            }
        }
    }

    @Test("permuting the classes permutes the result", arguments: LawfulMethod.all)
    func classes(lawful: LawfulMethod) throws {
        // Votes of unlike weight, as ties go by the order of the classes.
        let votes = VoteTable.random(seed: 21, classes: lawful.classes(3)).unlike(seed: 22)
        let last = Int32(votes.classCount - 1)
        let turned = try VoteTable(
            items: votes.items, annotators: votes.annotators, classes: votes.classes.map { last - $0 }, weights: votes.weights,
            itemNames: votes.itemNames, annotatorNames: votes.annotatorNames, classNames: votes.classNames.reversed())
        let method = try lawful.method(for: votes)
        var other = method
        other.gold = method.gold.map { $0 < 0 ? -1 : last - $0 }
        let (left, right) = (try method.consensus(of: votes), try other.consensus(of: turned))
        for item in 0..<votes.itemCount where left.margin[item] > 1e-6 {
            #expect(left.winner[item] == last - right.winner[item])
            for (p, q) in zip(left.posterior(ofItem: item), right.posterior(ofItem: item).reversed()) { #expect(isClose(p, q, 1e-7)) }
        }
    }

    @Test("posteriors are shares that sum to 1, margins follow from them", arguments: LawfulMethod.all)
    func posteriors(lawful: LawfulMethod) throws {
        let consensus = try lawful.consensus(of: .random(seed: 6, classes: lawful.classes(3), answered: 0.4))
        for item in 0..<consensus.itemCount {
            let row = consensus.posterior(ofItem: item)
            #expect(isClose(row.reduce(0, +), 1) && row.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
            let sorted = row.sorted(by: >)
            #expect(isClose(consensus.margin[item], sorted[0] - sorted[1]))
            if consensus.winner[item] >= 0 {
                #expect(isClose(row[row.startIndex + Int(consensus.winner[item])], sorted[0], 2e-9))
            }
        }
        #expect(isClose(consensus.priors.reduce(0, +), 1))
    }

    @Test("an item without votes has no winner and the overall shares", arguments: LawfulMethod.all)
    func withoutVotes(lawful: LawfulMethod) throws {
        let consensus = try lawful.consensus(of: .drawn("aab", "---", "bba"))
        #expect(consensus.winner[1] == -1)
        #expect(Array(consensus.posterior(ofItem: 1)) == consensus.priors)
    }

    @Test("where all agree, all are believed", arguments: LawfulMethod.all)
    func unanimous(lawful: LawfulMethod) throws {
        let last: Int32 = lawful.classes(3) == 3 ? 2 : 0
        let votes = last == 2 ? VoteTable.drawn("aaa", "bbb", "cc-", "aaa", "bb-") : .drawn("aaa", "bbb", "aa-", "aaa", "bb-")
        let consensus = try lawful.consensus(of: votes)
        #expect(consensus.winner == [0, 1, last, 0, 1])
        for standing in consensus.annotators { #expect(try #require(standing.skill) > 0.65) }
    }

    @Test("the same votes give the same bits", arguments: LawfulMethod.all)
    func deterministic(lawful: LawfulMethod) throws {
        let votes = VoteTable.random(seed: 8, classes: lawful.classes(3))
        #expect(try lawful.consensus(of: votes) == lawful.consensus(of: votes))
    }

    @Test("more threads give the same bits", arguments: LawfulMethod.all)
    func threads(lawful: LawfulMethod) throws {
        let votes = VoteTable.random(seed: 9, items: 9_000, annotators: 150, classes: lawful.classes(5), answered: 0.03)
        let alone = try lawful.consensus(of: votes)
        for threads in [2, 3] {
            let together = try lawful.consensus(of: votes, threads: threads)
            #expect(alone.posterior == together.posterior && alone.winner == together.winner)
            #expect(alone.annotators == together.annotators && alone.objective == together.objective)
        }
    }

    @Test("an even race goes to the lower class, or to nobody when asked", arguments: LawfulMethod.tying)
    func ties(lawful: LawfulMethod) throws {
        var method = try lawful.method(for: .drawn("ba"))
        #expect(try method.consensus(of: .drawn("ba")).winner == [0])
        method.ties = .unresolved
        #expect(try method.consensus(of: .drawn("ba")).winner == [-1])
    }

    @Test("one class only is no trouble", arguments: LawfulMethod.all)
    func oneClass(lawful: LawfulMethod) throws {
        let consensus = try lawful.consensus(of: .drawn("aa", "a-"))
        #expect(consensus.winner == [0, 0] && consensus.posterior == [1, 1])
    }

    @Test("one annotator is taken at their word", arguments: LawfulMethod.all)
    func oneAnnotator(lawful: LawfulMethod) throws {
        let consensus = try lawful.consensus(of: .drawn("a", "b", "a", "a"))
        #expect(consensus.winner == [0, 1, 0, 0])
        #expect(consensus.posterior.allSatisfy { $0.isFinite })
    }

    @Test("no votes is refused", arguments: LawfulMethod.all)
    func noVotes(lawful: LawfulMethod) throws {
        #expect(throws: ConsensusError.noVotes) { try lawful.consensus(of: .drawn("--", classes: "ab")) }
    }

    @Test("known items keep their class, and gold that does not fit is refused", arguments: LawfulMethod.all)
    func gold(lawful: LawfulMethod) throws {
        let votes = VoteTable.random(seed: 10, classes: lawful.classes(3))
        var method = try lawful.method(for: votes)
        method.gold = Array(repeating: -1, count: votes.itemCount)
        method.gold[0] = 1
        method.gold[1] = 0
        let consensus = try method.consensus(of: votes)
        #expect(consensus.winner[0] == 1 && consensus.confidence(ofItem: 0) == 1)
        #expect(consensus.winner[1] == 0 && consensus.confidence(ofItem: 1) == 1)
        #expect(consensus.parameters["gold"]?.int == 2)
        method.gold = [0]
        #expect(throws: ConsensusError.unequalGold(items: votes.itemCount, gold: 1)) { try method.consensus(of: votes) }
        method.gold = Array(repeating: 7, count: votes.itemCount)
        #expect(throws: ConsensusError.self) { try method.consensus(of: votes) }
    }

    @Test("finds a planted truth as majority does or better", arguments: LawfulMethod.all)
    func planted(lawful: LawfulMethod) throws {
        let votes = VoteTable.random(seed: 11, items: 300, annotators: 7, classes: lawful.classes(4), skill: 0.6, answered: 0.9)
        let majority = try MajorityVote().consensus(of: votes).winner
        let ours = try lawful.consensus(of: votes).winner
        #expect(zip(majority, ours).count { $0 == $1 } > 270)
    }

    @Test("who answers at random is last", arguments: LawfulMethod.all)
    func spammer(lawful: LawfulMethod) throws {
        let votes = VoteTable.withSpammer(2, seed: 12, classes: lawful.classes(3))
        let consensus = try lawful.consensus(of: votes)
        let skills = try consensus.annotators.map { try #require($0.skill) }
        #expect(skills.indices.min { skills[$0] < skills[$1] } == 2)
    }

    @Test("tables that cannot fit are refused with their size", arguments: LawfulMethod.all)
    func tooManyClasses(lawful: LawfulMethod) throws {
        let method = try #require(ConsensusCatalog.named(lawful.name))
        #expect {
            try method.consensus(of: .huge)
        } throws: { error in
            guard case .tooLarge(_, let bytes, _)? = error as? ConsensusError else { return false }
            return bytes == 16_000_000_000_000 && "\(error)".contains("1000000 items by 1000000 classes takes 14901.2 GiB")
        }
    }

    @Test("every stored result tells its method and settings", arguments: LawfulMethod.all)
    func provenance(lawful: LawfulMethod) throws {
        let consensus = try lawful.consensus(of: .drawn("ab", "aa"))
        #expect(consensus.method == lawful.name && consensus.parameters["ties"]?.string == "lower-class")
        #expect(consensus.annotators.map(\.annotator) == [0, 1])
        #expect(consensus.annotators.map(\.votes) == [2, 2])
    }

    @Test("names are unique and unknown ones are nil")
    func catalogue() {
        #expect(Set(ConsensusCatalog.all.map(\.name)).count == ConsensusCatalog.all.count)
        #expect(ConsensusCatalog.named("oracle") == nil)
        #expect(ConsensusCatalog.all.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") })
    }
}

extension VoteTable {
    /// Two votes among a million items and a million classes.
    static let huge: VoteTable = {
        let names = (0..<1_000_000).map(String.init)
        return try! VoteTable(
            items: [0, 1], annotators: [0, 1], classes: [0, 999_999], itemNames: names, annotatorNames: ["a", "b"], classNames: names)
    }()

    /// The same votes, each of a weight of its own between 1 and 1.1.
    func unlike(seed: UInt64) -> VoteTable {
        var random = SeededRandom(seed: seed)
        return try! VoteTable(
            items: items, annotators: annotators, classes: classes, weights: classes.map { _ in 1 + 0.1 * random.uniform() },
            itemNames: itemNames, annotatorNames: annotatorNames, classNames: classNames)
    }

    /// Seven who are right four times of five, and one among them who answers at random.
    static func withSpammer(_ spammer: Int, seed: UInt64, classes: Int) -> VoteTable {
        var random = SeededRandom(seed: seed)
        var columns: (items: [Int32], annotators: [Int32], classes: [Int32]) = ([], [], [])
        for item in 0..<200 {
            let truth = random.below(classes)
            for annotator in 0..<8 {
                columns.items.append(Int32(item))
                columns.annotators.append(Int32(annotator))
                columns.classes.append(Int32(annotator != spammer && random.uniform() < 0.8 ? truth : random.below(classes)))
            }
        }
        return try! VoteTable(
            items: columns.items, annotators: columns.annotators, classes: columns.classes, itemNames: (0..<200).map { "i\($0)" },
            annotatorNames: (0..<8).map { "a\($0)" }, classNames: (0..<classes).map { "\($0)" })
    }
}

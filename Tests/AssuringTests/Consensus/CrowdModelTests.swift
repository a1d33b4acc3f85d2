import Foundation
import Kernels
import Testing

@testable import Assuring

@Suite("MACE")
struct MACETests {
    @Test("the likelihood of few votes is the formula's")
    func byHand() throws {
        // One item, one annotator: s (1/2) (t + t) + (1 - s) (1/2), whatever is fitted.
        var method = MACE()
        method.fitting = .plain
        method.rounds = 1
        method.restarts = 1
        let consensus = try method.consensus(of: .drawn("a", classes: "ab"))
        let profile = try #require(consensus.annotators[0].guessing)
        let expected = log(0.5 * (2 * profile.guesses * profile.strategy[0] + profile.knows))
        #expect(isClose(consensus.objective[0], expected))
        #expect(isClose(profile.guesses + profile.knows, 1) && isClose(profile.strategy.reduce(0, +), 1))
    }

    @Test("plain fitting raises the likelihood every round")
    func rises() throws {
        var method = MACE()
        method.fitting = .plain
        let objective = try method.consensus(of: .random(seed: 1, items: 100)).objective
        for (before, after) in zip(objective, objective.dropFirst()) { #expect(after > before - 1e-3) }
    }

    @Test("who always says the same is found out, and what they say")
    func strategy() throws {
        let votes = VoteTable.drawn((0..<60).map { item in (item % 3 == 0 ? "aaa" : "bbb") + "b" })
        let consensus = try MACE().consensus(of: votes)
        let competence = consensus.annotators.map { $0.guessing?.competence ?? 0 }
        #expect(competence.indices.min { competence[$0] < competence[$1] } == 3)
        let profile = try #require(consensus.annotators[3].guessing)
        #expect(profile.strategy[1] > profile.strategy[0])
    }

    @Test("starts differ, and the best is kept")
    func restarts() throws {
        let votes = VoteTable.random(seed: 3, items: 30, annotators: 6, skill: 0.3)
        #expect(MACE.Start.drawn(votes, 1) != MACE.Start.drawn(votes, 2))
        func likelihood(_ restarts: Int) throws -> Double {
            var method = MACE()
            method.fitting = .plain
            method.restarts = restarts
            return try method.consensus(of: votes).objective.last ?? 0
        }
        #expect(try likelihood(10) >= likelihood(1) - 1e-6)
        #expect(try likelihood(10) >= likelihood(3) - 1e-6)
    }

    @Test("hundreds of votes on an item do not underflow")
    func many() throws {
        let votes = VoteTable.drawn((0..<4).map { item in String(repeating: item < 2 ? "a" : "b", count: 600) + String(repeating: "a", count: 400) })
        let consensus = try MACE().consensus(of: votes)
        #expect(consensus.posterior.allSatisfy { $0.isFinite } && consensus.winner == [0, 0, 1, 1])
        #expect(try #require(consensus.objective.last).isFinite)
    }

    @Test("a start of another size is refused")
    func refuses() {
        var method = MACE()
        method.start = MACE.Start(spamming: [0.5, 0.5], strategies: [1])
        #expect(throws: ConsensusError.unequalStart(name: "start.strategies", count: 1, expected: 2)) {
            try method.consensus(of: .drawn("a", "b"))
        }
    }

    @Test("digamma is right at known places", arguments: [
        (1.0, -0.5772156649015329), (0.5, -1.9635100260214235), (10, 2.2517525890667211), (100, 4.600161852738087),
    ])
    func digamma(x: Double, expected: Double) {
        #expect(isClose(Digamma.of(x), expected, 1e-14))
    }
}

@Suite("GLAD")
struct GLADTests {
    @Test("the gradient is that of the value")
    func gradient() {
        let votes = VoteTable.random(seed: 2, items: 6, annotators: 3, classes: 3)
        var own = [Double](repeating: 0, count: votes.count)
        var random = SeededRandom(seed: 5)
        for place in own.indices { own[place] = random.uniform() }
        var objective = GLADObjective(votes, own: own, logOthers: log(2), method: GLAD(), threads: 1)
        var point = (0..<9).map { _ in 2 * random.uniform() - 0.5 }
        var gradient = [Double](repeating: 0, count: 9)
        var other = gradient
        _ = objective.value(at: point, gradient: &gradient)
        for index in point.indices {
            point[index] += 1e-6
            let above = objective.value(at: point, gradient: &other)
            point[index] -= 2e-6
            let below = objective.value(at: point, gradient: &other)
            point[index] += 1e-6
            #expect(isClose(gradient[index], (above - below) / 2e-6, 1e-6))
        }
    }

    @Test("items on which the able differ are hard, and who is right more often is abler")
    func learns() throws {
        let easy = (0..<30).map { $0 % 2 == 0 ? "aaaab" : "bbbba" }
        let consensus = try GLAD().consensus(of: .drawn(easy + ["aabba", "abbaa"]))
        #expect(consensus.ease[0] > consensus.ease[30])
        let abilities = consensus.annotators.compactMap(\.weight)
        #expect(abilities[4] < 0 && abilities[4] < abilities[0])
    }

    @Test("conjugate gradients find the least of a bowl")
    func bowl() {
        struct Bowl: SmoothObjective {
            func value(at point: [Double], gradient: inout [Double]) -> Double {
                for index in point.indices { gradient[index] = Double(index + 1) * (point[index] - 3) }
                return point.indices.reduce(0) { $0 + Double($1 + 1) * (point[$1] - 3) * (point[$1] - 3) / 2 }
            }
        }
        var (bowl, point) = (Bowl(), [Double](repeating: 0, count: 6))
        let least = ConjugateGradient(steps: 100, tolerance: 1e-9).minimise(&bowl, from: &point)
        #expect(least < 1e-15 && point.allSatisfy { isClose($0, 3, 1e-8) })
    }
}

@Suite("KOS")
struct KOSTests {
    @Test("one round by hand")
    func byHand() throws {
        // Annotator 2 contradicts the two who agree; items tell them what the others said.
        var method = KOS()
        method.rounds = 1
        let consensus = try method.consensus(of: .drawn("aab", "bba", "aab"))
        #expect(consensus.winner == [0, 1, 0])
        // x: 0 to annotators 0 and 1 (one vote each way), -2 times their vote to annotator 2; so y is 0, 0 and less than 0.
        #expect(consensus.annotators.map(\.weight) == [0, 0, -1])
    }

    @Test("more than two classes are refused, and single votes go to the majority")
    func edges() throws {
        #expect(throws: ConsensusError.tooManyClasses(3, most: 2, method: "kos")) { try KOS().consensus(of: .drawn("abc")) }
        #expect(try KOS().consensus(of: .drawn("a--", "-b-", "--b")).winner == [0, 1, 1])
    }

    @Test("a thousand rounds do not overflow")
    func long() throws {
        var method = KOS()
        method.rounds = 1_000
        let consensus = try method.consensus(of: .random(seed: 2, items: 100, annotators: 20, classes: 2))
        #expect(consensus.posterior.allSatisfy { $0.isFinite })
    }
}

@Suite("MMSR")
struct MMSRTests {
    @Test("agreements that are products of skills give the skills back")
    func rankOne() throws {
        // Eight annotators of two classes: C is what the model says, so the fit must find it.
        let skills = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]
        let agreements = PairAgreements(skills: skills)
        var fit = RobustRankOne(agreements)
        for _ in 0..<1_000 where fit.advance() > 1e-13 {}
        for (ours, theirs) in zip(fit.skills, skills) { #expect(isClose(ours, theirs, 1e-6)) }
    }

    @Test("who disagrees with the others has the other sign")
    func signs() {
        #expect(DisagreementSigns.signs(PairAgreements(skills: [0.9, 0.8, -0.6, 0.5, -0.4, 0.7])) == [1, 1, -1, 1, -1, 1])
    }

    @Test("a liar is believed the other way round, and no sum of weights turns the answer")
    func liar() throws {
        let votes = VoteTable.drawn((0..<40).map { $0 % 2 == 0 ? "aaab" : "bbba" } + ["---a"])
        let consensus = try MMSR().consensus(of: votes)
        #expect(consensus.annotators[3].weight! < 0 && consensus.annotators[0].weight! > 0)
        #expect(consensus.winner[40] == 1)
    }

    @Test("who shares no item with anybody gets the mean skill")
    func alone() throws {
        let votes = VoteTable.drawn((0..<30).map { $0 % 2 == 0 ? "aaa-" : "bbb-" } + ["---b"])
        let consensus = try MMSR().consensus(of: votes)
        #expect(consensus.winner[30] == 1)
        #expect(isClose(consensus.annotators[3].skill, consensus.annotators[0].skill))
    }
}

extension PairAgreements {
    /// What annotators of these skills would agree to, all knowing one another.
    init(skills: [Double]) {
        let size = skills.count
        self.init(
            annotators: Array(0..<size),
            values: (0..<size * size).map { $0 / size == $0 % size ? 0 : skills[$0 / size] * skills[$0 % size] },
            isKnown: (0..<size * size).map { $0 / size != $0 % size }, partners: Array(repeating: size - 1, count: size))
    }
}

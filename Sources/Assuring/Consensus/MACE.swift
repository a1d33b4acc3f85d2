import Kernels
import Records

/// Consensus that asks of each annotator how often they know and what they say when they guess.
///
/// A vote is the true class with probability 1 - s, and with s it is drawn from the annotator's own strategy, whatever the
/// truth. Truth is uniform over the classes. Fitted by expectation-maximisation on expected counts, with priors (variational
/// Bayes: Beta 0.5/0.5 on guessing, Dirichlet 10 on strategies) or plain with a little smoothing.
///
/// Paper: Hovy, Berg-Kirkpatrick, Vaswani and Hovy (2013), Learning Whom to Trust with MACE, N13-1132. crowd-kit 1.4.2 mixes
/// up rows in its counts and repeats one start; see docs/decisions/0020. Sums are in logs, so items with hundreds of votes
/// do not underflow. The first start is even (half guessing, all classes alike); each of the others is drawn from 1 to 2.5
/// and normalised, from `seed` and what annotators answered. The start whose fit has the highest log likelihood wins, the earlier of
/// equals (to 1e-9).
///
/// Gold items have their class in every round. Shapes: `spamming` A x 2, `strategies` A x K. Cost: O(N) time a round for
/// each start and O(N + R) memory, R pairs of annotator and answer; O(I K) once for the result.
/// Use it where some annotators answer without looking. Not where they mistake one class for another: `DawidSkene`.
public struct MACE: ConsensusMethod {
    public static let name = "mace"
    public static let summary = "Learns how often each annotator guesses and what they say then; for finding spammers"

    public enum Fitting: String, Sendable, Hashable, Codable, CaseIterable {
        case variational
        case plain
    }

    /// Where a fit begins.
    public struct Start: Sendable, Hashable {
        /// A x 2: weight of guessing and of knowing.
        public var spamming: [Double]
        /// A x K: weight of each class among the guesses.
        public var strategies: [Double]

        public init(spamming: [Double], strategies: [Double]) {
            self.spamming = spamming
            self.strategies = strategies
        }
    }

    public var ties = TieRule.lowerClass
    public var fitting = Fitting.variational
    public var rounds = 50
    public var restarts = 10
    public var seed: UInt64 = 0
    /// Beta prior: pseudo-counts of guessing and of knowing.
    public var guessingPrior = 0.5
    public var knowingPrior = 0.5
    /// Dirichlet prior of each class of a strategy.
    public var strategyPrior = 10.0
    /// Pseudo-count of each of a row's cells in plain fitting, shared by the classes: each gets `smoothing` / K.
    public var smoothing = 0.01
    /// Added to the probability of each item's votes before the logarithm. The published program and crowd-kit have 1e-8,
    /// which drowns the likelihood of items with many votes.
    public var likelihoodFloor = 0.0
    /// In place of all drawn starts.
    public var start: Start?
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject {
        parameters([
            "fitting": .string(fitting.rawValue), "rounds": .int(Int64(rounds)), "restarts": .int(Int64(start == nil ? restarts : 1)),
            "seed": .int(Int64(bitPattern: seed)), "guessingPrior": .double(guessingPrior), "knowingPrior": .double(knowingPrior),
            "strategyPrior": .double(strategyPrior), "smoothing": .double(smoothing), "likelihoodFloor": .double(likelihoodFloor),
            "start": .string(start == nil ? "drawn" : "given"),
        ])
    }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        try checkSettings(votes)
        var fit = MACEFit(votes, self, threads: threads)
        var best: MACEFit.Outcome?
        for start in starts(votes) {
            let outcome = fit.run(from: start)
            guard let found = best else {
                best = outcome
                continue
            }
            if outcome.logLikelihood > found.logLikelihood + 1e-9 * abs(found.logLikelihood) { best = outcome }
        }
        guard let best else { throw .settingOutOfRange(name: "restarts", value: Double(restarts), allowed: "1 or more") }
        let (table, standings) = fit.result(best)
        return Consensus(
            table, votes, by: self, priors: table.priors(votes), annotators: standings, iterations: rounds, stopReason: .allRounds,
            objective: best.objective)
    }

    private func checkSettings(_ votes: VoteTable) throws(ConsensusError) {
        try SettlingCheck.setting("rounds", atLeast: 1, Double(rounds))
        try SettlingCheck.setting("restarts", atLeast: 1, Double(restarts))
        try SettlingCheck.setting("guessingPrior", above: 0, guessingPrior)
        try SettlingCheck.setting("knowingPrior", above: 0, knowingPrior)
        try SettlingCheck.setting("strategyPrior", above: 0, strategyPrior)
        try SettlingCheck.setting("smoothing", above: 0, smoothing)
        try SettlingCheck.setting("likelihoodFloor", atLeast: 0, likelihoodFloor)
        try SettlingCheck.memory("\(votes.annotatorCount) annotators by \(votes.classCount) classes", votes.annotatorCount, votes.classCount)
        guard let start else { return }
        for (name, values, width) in [("start.spamming", start.spamming, 2), ("start.strategies", start.strategies, votes.classCount)] {
            guard values.count == votes.annotatorCount * width else {
                throw .unequalStart(name: name, count: values.count, expected: votes.annotatorCount * width)
            }
            if let bad = values.first(where: { !($0 > 0 && $0.isFinite) }) {
                throw .settingOutOfRange(name: name, value: bad, allowed: "above 0")
            }
        }
    }

    private func starts(_ votes: VoteTable) -> [Start] {
        if let start { return [start] }
        return (0..<restarts).map { restart in
            restart == 0 ? .even(votes) : .drawn(votes, Hash64.combine(seed, UInt64(restart)))
        }
    }
}

extension MACE.Start {
    static func even(_ votes: VoteTable) -> MACE.Start {
        MACE.Start(
            spamming: Array(repeating: 0.5, count: votes.annotatorCount * 2),
            strategies: Array(repeating: 1 / Double(votes.classCount), count: votes.annotatorCount * votes.classCount))
    }

    /// Draws that hang on what annotators answered and not on their place: each number comes from a hash of the seed, the
    /// annotator's counts of answers, how often the class was given and how often by the annotator. So renaming or reordering
    /// annotators, items or classes gives the same starts; those alike in all of this start alike.
    static func drawn(_ votes: VoteTable, _ seed: UInt64) -> MACE.Start {
        let classCount = votes.classCount
        var counts = [UInt64](repeating: 0, count: votes.annotatorCount * classCount)
        var totals = [UInt64](repeating: 0, count: classCount)
        for place in 0..<votes.count {
            counts[Int(votes.annotators[place]) * classCount + Int(votes.classes[place])] += 1
            totals[Int(votes.classes[place])] += 1
        }
        func number(_ key: UInt64) -> Double { 1 + 1.5 * Double(Hash64.finalise(key) >> 11) * 0x1p-53 }
        var (spamming, strategies): ([Double], [Double]) = ([], [])
        for annotator in 0..<votes.annotatorCount {
            let own = annotator * classCount..<(annotator + 1) * classCount
            let key = counts[own].sorted().reduce(seed, Hash64.combine)
            let (guessing, knowing) = (number(Hash64.combine(key, 0)), number(Hash64.combine(key, 1)))
            spamming += [guessing / (guessing + knowing), knowing / (guessing + knowing)]
            let row = own.indices.map { number(Hash64.combine(Hash64.combine(key, totals[$0 - own.lowerBound]), counts[$0] &+ 2)) }
            let sum = row.reduce(0, +)
            strategies += row.map { $0 / sum }
        }
        return MACE.Start(spamming: spamming, strategies: strategies)
    }
}

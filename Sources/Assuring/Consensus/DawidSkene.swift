import Foundation
import Records

/// Consensus by confusion matrices: who tends to mistake what for what.
///
/// Each annotator gets a K x K matrix of answer-given-truth probabilities; truth and matrices are fitted in turn by
/// expectation-maximisation, starting from vote shares. Every answer of every annotator gets `smoothing` as a count for
/// every truth beforehand (Laplace), so an answer not seen yet is unlikely and not impossible.
///
/// Paper: Dawid and Skene (1979), Applied Statistics 28(1), 20-28, doi 10.2307/2346806. `asPublished`, without smoothing,
/// is crowd-kit 1.4.2 exactly: counts clipped at 1e-10 and normalised over the answers an annotator ever gave, the bound
/// divided by the number of votes, its prior counted once per vote. With smoothing the bound also holds the logarithm of
/// the smoothing's prior, without which it could fall.
///
/// Shapes: N votes, I items, A annotators, K classes, R pairs of annotator and answer that occur. The logarithms of the
/// matrices lie in R rows of K truths, so a vote adds one contiguous row. Cost: O(N K) time a round, O(I K + R K) memory;
/// nothing but K numbers per 4,096 items is allocated in a round. Deterministic. Use `MajorityVote` or `OneCoin` below
/// about twenty votes per annotator: there is too little to fit.
public struct DawidSkene: ConsensusMethod {
    public static let name = "dawid-skene"
    public static let summary = "Learns what each annotator mistakes for what; for about twenty votes per annotator and more"
    /// Confusion matrices are reported up to so many cells in all.
    public static let largestConfusion = 20_000_000

    public var ties = TieRule.lowerClass
    public var maximumIterations = 100
    /// Stops when a round raises the bound per vote by less; -infinity makes all rounds.
    public var tolerance = 1e-5
    /// Pseudo-count of every answer under every truth; 0 for none.
    public var smoothing = 0.01
    public var gold: [Int32] = []
    /// What is known about the annotators beforehand, for the first round; nil for nothing.
    public var initialErrors: InitialErrors?

    public init() {}

    /// As the paper and crowd-kit have it: no smoothing.
    public static var asPublished: DawidSkene {
        var method = DawidSkene()
        method.smoothing = 0
        return method
    }

    public var parameters: JSONObject {
        parameters([
            "maximumIterations": .int(Int64(maximumIterations)), "tolerance": tolerance.isFinite ? .double(tolerance) : .null,
            "smoothing": .double(smoothing), "initialErrors": initialErrors.map { .string($0.use.rawValue) } ?? .null,
        ])
    }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        try SettlingCheck.setting("smoothing", atLeast: 0, smoothing)
        let loop = ExpectationMaximisation(maximumIterations: maximumIterations, tolerance: tolerance)
        try loop.check()
        try initialErrors?.check(votes)
        if initialErrors == nil, let plain = wordOfEach(votes, threads: threads) { return plain }
        let rows = AnswerRows(votes)
        try SettlingCheck.memory("\(rows.count) answers of annotators by \(votes.classCount) classes", rows.count, votes.classCount, 2)
        var fit = DawidSkeneFit(votes, rows, smoothing: smoothing, initialErrors: initialErrors, gold: gold, threads: threads)
        let outcome = loop.run(&fit)
        return Consensus(
            fit.step.current, votes, by: self, priors: fit.step.priors, annotators: fit.standings(),
            iterations: outcome.iterations, stopReason: outcome.stopReason, objective: outcome.objective)
    }
}

/// Confusion matrices that are known before the first round, as counts or as probabilities.
public struct InitialErrors: Sendable, Hashable {
    public enum Use: String, Sendable, Hashable, Codable {
        /// They stand in for what the vote shares say.
        case assign
        /// They are counted on top of what the vote shares say.
        case add
    }

    /// A x K x K, rows the true class, columns the answer, in the order of the vote table.
    public var values: [Double]
    public var use: Use

    public init(_ values: [Double], use: Use) {
        self.values = values
        self.use = use
    }

    func check(_ votes: VoteTable) throws(ConsensusError) {
        let (expected, overflow) = (votes.annotatorCount * votes.classCount).multipliedReportingOverflow(by: votes.classCount)
        guard !overflow, values.count == expected else {
            throw .unequalStart(name: "initialErrors", count: values.count, expected: overflow ? .max : expected)
        }
        if let bad = values.first(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .settingOutOfRange(name: "initialErrors", value: bad, allowed: "0 or more")
        }
    }
}

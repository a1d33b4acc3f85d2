import Kernels
import Records

/// Consensus of two classes by passing messages between items and annotators.
///
/// With votes A = +1 or -1: an item tells each annotator the sum of the others' votes times their reliability, x = sum A y; an
/// annotator tells each item the sum of their other votes times what the items said, y = sum A x. After `rounds` the sign of
/// sum A y is the class. Paper: Karger, Oh and Shah (2014), Budget-Optimal Task Allocation, doi 10.1287/opre.2013.1235,
/// arXiv 1110.3564.
///
/// Reliabilities start at 1 for every vote, so that nothing is drawn: what an item first says is its majority. The paper and
/// crowd-kit draw them from N(1, 1); give such numbers in `start`. Messages are scaled by a power of two each round and cannot
/// overflow (crowd-kit stops at 1e300). There are no probabilities: the posterior of a class is the share of |y| that
/// speaks for it. A sum of 0 (an annotator or item with a single vote says nothing) leaves the item to the majority, where
/// crowd-kit fails. A vote's weight multiplies its message. Gold items keep their class; they do not teach.
///
/// Cost: O(N) time a round and O(N) memory. Use it for yes-no questions spread evenly over many annotators; not for small
/// panels who all answer everything, where `OneCoin` needs less.
public struct KOS: ConsensusMethod {
    public static let name = "kos"
    public static let summary = "Message passing for two classes: no model of annotators but how far to trust them"
    /// More are refused.
    public static let mostClasses = 2

    public var ties = TieRule.lowerClass
    public var rounds = 100
    /// First reliability of each vote, in the order of the vote table; nil for 1.
    public var start: [Double]?
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject {
        parameters(["rounds": .int(Int64(rounds)), "start": .string(start == nil ? "ones" : "given")])
    }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        try SettlingCheck.setting("rounds", atLeast: 1, Double(rounds))
        guard votes.classCount <= Self.mostClasses else {
            throw .tooManyClasses(votes.classCount, most: Self.mostClasses, method: Self.name)
        }
        if let start {
            guard start.count == votes.count else { throw .unequalStart(name: "start", count: start.count, expected: votes.count) }
            if let bad = start.first(where: { !$0.isFinite }) {
                throw .settingOutOfRange(name: "start", value: bad, allowed: "any number")
            }
        }
        var messages = Messages(votes, start)
        for _ in 0..<rounds {
            messages.itemsSpeak()
            messages.annotatorsSpeak()
        }
        var table = messages.table()
        table.fix(gold)
        return Consensus(
            table, votes, by: self, priors: table.priors(votes), annotators: standings(votes, table, messages), iterations: rounds,
            stopReason: .allRounds)
    }

    private func standings(_ votes: VoteTable, _ table: PosteriorTable, _ messages: Messages) -> [AnnotatorStanding] {
        var skills = [Double](repeating: 0, count: votes.annotatorCount)
        table.estimateSkills(votes, into: &skills)
        let largest = messages.largest
        return (0..<votes.annotatorCount).map { annotator in
            let own = votes.votes(ofAnnotator: Int32(annotator))
            guard !own.isEmpty else { return AnnotatorStanding(annotator: Int32(annotator), votes: 0) }
            let mean = own.reduce(0) { $0 + messages.reliability[Int($1)] } / Double(own.count)
            return AnnotatorStanding(
                annotator: Int32(annotator), votes: own.count, skill: skills[annotator], weight: largest > 0 ? mean / largest : 0)
        }
    }
}

/// The messages of one run: y along each vote, and x on the way.
private struct Messages {
    let votes: VoteTable
    /// Weight with the vote's sign.
    private let signed: [Double]
    private(set) var reliability: [Double]
    private var said: [Double]

    init(_ votes: VoteTable, _ start: [Double]?) {
        self.votes = votes
        signed = zip(votes.classes, votes.weights).map { $0 == 0 ? -$1 : $1 }
        reliability = start ?? Array(repeating: 1, count: votes.count)
        said = reliability
    }

    var largest: Double { Vector.greatestMagnitude(reliability) }

    /// x of each vote: the sum over the item's other votes.
    mutating func itemsSpeak() {
        for item in 0..<votes.itemCount {
            let places = votes.votes(ofItem: Int32(item))
            var sum = 0.0
            for place in places { sum += signed[place] * reliability[place] }
            for place in places { said[place] = sum - signed[place] * reliability[place] }
        }
    }

    /// y of each vote: the sum over the annotator's other votes; scaled so that none is far from 1.
    mutating func annotatorsSpeak() {
        var largest = 0.0
        for annotator in 0..<votes.annotatorCount {
            let places = votes.votes(ofAnnotator: Int32(annotator))
            var sum = 0.0
            for place in places { sum += signed[Int(place)] * said[Int(place)] }
            for place in places {
                let value = places.count == 1 ? 0 : sum - signed[Int(place)] * said[Int(place)]
                reliability[Int(place)] = value
                largest = max(largest, abs(value))
            }
        }
        guard largest > 0 else { return }
        let scale = Double(sign: .plus, exponent: -largest.exponent, significand: 1)
        for place in reliability.indices { reliability[place] *= scale }
    }

    /// The share of reliability that speaks for each class; the shares of the votes where the sum is 0.
    func table() -> PosteriorTable {
        var table = PosteriorTable.shares(votes)
        guard votes.classCount == 2 else { return table }
        for item in 0..<votes.itemCount {
            var (sum, size) = (0.0, 0.0)
            for place in votes.votes(ofItem: Int32(item)) {
                sum += signed[place] * reliability[place]
                size += abs(signed[place] * reliability[place])
            }
            guard sum != 0 else { continue }
            let share = 0.5 + 0.5 * sum / size
            table.values[item * 2] = 1 - share
            table.values[item * 2 + 1] = share
        }
        return table
    }
}

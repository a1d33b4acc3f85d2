import Records

/// The class most annotators gave.
///
/// Votes count by their weight, and by their annotator's where `annotatorWeights` gives one. The posterior is the share
/// of the votes. Skill is the share of an annotator's votes equal to the winner.
/// Needs nothing but votes and is hard to beat above about five votes per item; it believes everybody equally.
public struct MajorityVote: ConsensusMethod {
    public static let name = "majority"
    public static let summary = "The class most annotators gave, votes counting by their weight"
    public var ties = TieRule.lowerClass
    /// One per annotator of the table; nil counts everybody equally.
    public var annotatorWeights: [Double]?

    public init() {}

    public init(ties: TieRule = .lowerClass, annotatorWeights: [Double]? = nil) {
        self.ties = ties
        self.annotatorWeights = annotatorWeights
    }

    public var parameters: JSONObject { ["ties": .string(ties.rawValue), "weighted": .bool(annotatorWeights != nil)] }

    public func consensus(of votes: VoteTable) throws(ConsensusError) -> Consensus {
        guard !votes.isEmpty else { throw .noVotes }
        if let given = annotatorWeights {
            guard given.count == votes.annotatorCount else {
                throw .settingOutOfRange(
                    name: "annotatorWeights", value: Double(given.count), allowed: "one weight for each of \(votes.annotatorCount) annotators")
            }
            if let bad = given.first(where: { !($0 >= 0 && $0.isFinite) }) {
                throw .settingOutOfRange(name: "annotatorWeights", value: bad, allowed: "0 or more")
            }
        }
        let table = PosteriorTable.shares(votes, annotatorWeights: annotatorWeights)
        return Consensus(
            table, votes, by: self, priors: table.priors(votes),
            annotators: Self.standings(votes, winner: table.winners(votes, .lowerClass)))
    }

    /// Share of each annotator's votes equal to the winner of their item.
    static func standings(_ votes: VoteTable, winner: [Int32]) -> [AnnotatorStanding] {
        (0..<Int32(votes.annotatorCount)).map { annotator in
            let places = votes.votes(ofAnnotator: annotator)
            let right = places.reduce(0) { $0 + (votes.classes[Int($1)] == winner[Int(votes.items[Int($1)])] ? 1 : 0) }
            return AnnotatorStanding(
                annotator: annotator, votes: places.count, skill: places.isEmpty ? nil : Double(right) / Double(places.count))
        }
    }
}

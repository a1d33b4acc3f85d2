import Assuring
import Records

/// Items put in order by a file of comparisons of two.
extension VoteFiles {
    public struct RankedItem: Codable, Sendable, Hashable {
        public var item: String
        /// 1 is best; nil where no order of all items exists.
        public var rank: Int?
        /// Higher is better; nil where the comparisons do not tell.
        public var score: Double?
        public var standardError: Double?
        /// Scores can be compared within a component only.
        public var component: Int
        public var comparisons: Int
        public var wins: Double
    }

    public struct Comparer: Codable, Sendable, Hashable {
        /// Empty in a file without annotators.
        public var login: String
        public var comparisons: Int
        /// Share of comparisons that prefer the item with the higher score.
        public var agreement: Double?
        /// Share of choices for what stood left.
        public var leftShare: Double?
        /// Of `noisy-bradley-terry`: the probability of answering by the items' strengths.
        public var skill: Double?
    }

    public struct RankingResult: Codable, Sendable, Hashable {
        public var method: String
        public var parameters: JSONObject
        public var iterations: Int
        public var stopped: String
        /// From the best.
        public var items: [RankedItem]
        public var annotators: [Comparer]
    }

    public static func ranking(_ path: String, _ columns: PairColumns, method name: String, watch: ReadWatch? = nil) throws -> (result: RankingResult, findings: FileFindings) {
        guard let method = PairRankingCatalog.named(name) else { throw unfit("method", name, false) }
        var findings = FileFindings()
        let table = try AnswerFile.comparisons(path, columns, &findings, watch)
        guard !table.isEmpty else {
            throw WorkflowError(.unprocessable, "votes.none", "every comparison of `\(path)` is of an item with itself or prefers neither", hint: "a comparison has two items and a winner", findings: findings.kept)
        }
        let ranking = try method.ranking(of: table)
        findings += ranking.findings
        return (RankingResult(ranking, table), findings)
    }
}

extension VoteFiles.RankingResult {
    init(_ ranking: PairRanking, _ table: PairTable) {
        method = ranking.method
        parameters = ranking.parameters
        iterations = ranking.iterations
        stopped = ranking.stopReason.rawValue
        items = ranking.order.map { place in
            let item = ranking.items[Int(place)]
            return .init(
                item: table.itemNames[Int(item.item)], rank: item.rank, score: item.score, standardError: item.standardError, component: Int(item.component),
                comparisons: item.comparisons, wins: item.wins)
        }
        annotators = ranking.annotators.map {
            .init(login: table.annotatorNames[Int($0.annotator)], comparisons: $0.comparisons, agreement: $0.agreement, leftShare: $0.leftShare, skill: $0.skill)
        }
    }
}

import Assuring
import Records

/// Consensus of files whose answers are texts, numbers, rankings or comparisons: the method's name says which.
extension VoteFiles {
    /// What a method's name says of the file it settles.
    public enum AnswerKind: String, Codable, Sendable, Hashable, CaseIterable {
        case labels, texts, numbers, rankings, comparisons

        /// - Throws: `method.unfit` for a method of shapes, `method.unknown`.
        public init(ofMethod name: String) throws {
            if ConsensusCatalog.named(name) != nil || name == Crowdlab.name {
                self = .labels
            } else if TextConsensusCatalog.named(name) != nil {
                self = .texts
            } else if NumberConsensusCatalog.named(name) != nil {
                self = .numbers
            } else if RankConsensusCatalog.named(name) != nil {
                self = .rankings
            } else if PairRankingCatalog.named(name) != nil {
                self = .comparisons
            } else {
                throw VoteFiles.unfit("method", name, PartConsensusCatalog.named(name) != nil)
            }
        }
    }

    /// One item of a file of texts, numbers or rankings; what its kind does not have is left out.
    public struct SettledAnswer: Codable, Sendable, Hashable {
        public var item: String
        public var answers: Int
        public var text: String?
        public var number: Double?
        /// 95 % interval of the number.
        public var low: Double?
        public var high: Double?
        /// From the best; options in a group are tied.
        public var ranking: [[String]]?
        /// Share of the votes, or of the preferences, behind it.
        public var support: Double?
        public var margin: Double?
        /// Decided by a rule and not by votes.
        public var isTied: Bool?
        /// No other order keeps more preferences; left out by methods that do not look for it.
        public var isOptimal: Bool?
    }

    public struct AnswerStanding: Codable, Sendable, Hashable {
        public var login: String
        public var answers: Int
        /// Of texts one less the word error rate; of rankings the share of preferences that were kept.
        public var agreement: Double?
        /// Of numbers: how much higher than what is settled, and how far they scatter around that.
        public var bias: Double?
        public var deviation: Double?
    }

    public struct AnswerResult: Codable, Sendable, Hashable {
        public var kind: AnswerKind
        public var method: String
        public var parameters: JSONObject
        public var iterations: Int
        public var stopped: String
        public var items: [SettledAnswer]
        public var annotators: [AnswerStanding]
    }

    /// Of texts, numbers and rankings.
    public static func answers(_ path: String, _ columns: Columns, method name: String, watch: ReadWatch? = nil) throws -> (result: AnswerResult, findings: FileFindings) {
        var findings = FileFindings()
        if let method = TextConsensusCatalog.named(name) {
            let table = try AnswerFile.texts(path, columns, &findings, watch)
            return (AnswerResult(try method.consensus(of: table), table), findings)
        }
        if let method = NumberConsensusCatalog.named(name) {
            let table = try AnswerFile.numbers(path, columns, &findings, watch)
            return (AnswerResult(try method.consensus(of: table), table), findings)
        }
        if let method = RankConsensusCatalog.named(name) {
            let table = try AnswerFile.rankings(path, columns, &findings, watch)
            return (AnswerResult(try method.consensus(of: table), table), findings)
        }
        throw unfit("method", name, PartConsensusCatalog.named(name) != nil)
    }
}

extension VoteFiles.AnswerResult {
    init(_ consensus: TextConsensus, _ table: TextTable) {
        self.init(
            kind: .texts, method: consensus.method, parameters: consensus.parameters, iterations: consensus.iterations, stopped: consensus.stopReason.rawValue,
            items: consensus.items.map {
                .init(item: table.itemNames[Int($0.item)], answers: $0.annotators, text: $0.text, support: $0.support, margin: $0.margin, isTied: $0.isTied)
            },
            annotators: consensus.annotators.map { .init(login: table.annotatorNames[Int($0.annotator)], answers: $0.texts, agreement: $0.accuracy) })
    }

    init(_ consensus: NumberConsensus, _ table: NumberTable) {
        self.init(
            kind: .numbers, method: consensus.method, parameters: consensus.parameters, iterations: consensus.iterations, stopped: consensus.stopReason.rawValue,
            items: consensus.items.map {
                .init(item: table.itemNames[Int($0.item)], answers: $0.answers, number: $0.value, low: $0.interval?.low, high: $0.interval?.high)
            },
            annotators: consensus.annotators.map { .init(login: table.annotatorNames[Int($0.annotator)], answers: $0.answers, bias: $0.bias, deviation: $0.deviation) })
    }

    init(_ consensus: RankConsensus, _ table: RankTable) {
        self.init(
            kind: .rankings, method: consensus.method, parameters: consensus.parameters, iterations: 1, stopped: Consensus.StopReason.singlePass.rawValue,
            items: consensus.items.map {
                .init(item: table.itemNames[Int($0.item)], answers: $0.ballots, ranking: $0.order, support: $0.support, isOptimal: $0.isOptimal)
            },
            annotators: consensus.annotators.map { .init(login: table.annotatorNames[Int($0.annotator)], answers: $0.rankings, agreement: $0.agreement) })
    }

    /// A ranking as one cell: `a > b = c`.
    public static func words(_ ranking: [[String]]) -> String { RankingText.text(ranking) }
}

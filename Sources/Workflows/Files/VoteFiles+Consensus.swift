import Assuring
import Foundation
import Records

/// Consensus of a file of labels, by a method of the catalogue, with known answers or a model's probabilities beside it.
extension VoteFiles {
    /// What to settle with, besides the file itself.
    public struct Settling: Sendable, Hashable {
        public var method: String
        /// Leave a tie open instead of taking the label declared first.
        public var openOnTie: Bool
        /// A file of known answers.
        public var gold: String?
        /// A file of a model's probabilities.
        public var probabilities: String?
        /// The declared labels in the order of their scale; nil for those that occur.
        public var classes: [String]?

        public init(method: String, openOnTie: Bool = false, gold: String? = nil, probabilities: String? = nil, classes: [String]? = nil) {
            self.method = method
            self.openOnTie = openOnTie
            self.gold = gold
            self.probabilities = probabilities
            self.classes = classes
        }
    }

    public struct Settled: Codable, Sendable, Hashable {
        public var item: String
        /// nil on a tie.
        public var label: String?
        public var posterior: Double?
        /// Highest posterior less the second highest.
        public var margin: Double?
    }

    /// What the method found out about one annotator.
    public struct Standing: Codable, Sendable, Hashable {
        public var login: String
        public var votes: Int
        /// Estimated share of right answers.
        public var skill: Double?
        /// What the votes count by where that is not the skill.
        public var weight: Double?
        /// Of MACE: the probability that the annotator knows rather than guesses.
        public var competence: Double?
        /// P(answer | truth), a row per true label in the order of `classes`; left out where all of them would be large.
        public var confusion: [[Double]]?
    }

    public struct ConsensusResult: Codable, Sendable, Hashable {
        public var method: String
        public var parameters: JSONObject
        public var iterations: Int
        public var stopped: String
        /// The quantity that grows from round to round; empty for methods without rounds.
        public var objective: [Double]
        public var classes: [String]
        public var items: [Settled]
        public var annotators: [Standing]
    }

    /// Confusion matrices are given up to so many cells in all: beyond, nobody reads them.
    static let mostConfusion = 1_000_000

    public static func consensus(_ path: String, _ columns: Columns, _ settling: Settling, watch: ReadWatch? = nil) throws -> (result: ConsensusResult, findings: FileFindings) {
        if settling.method == Crowdlab.name { return try crowdlab(path, columns, settling, watch) }
        guard var method = ConsensusCatalog.named(settling.method) else { throw unfit("method", settling.method, PartConsensusCatalog.named(settling.method) != nil) }
        guard settling.probabilities == nil else { throw needless("probabilities", settling.method) }
        if settling.openOnTie { method.ties = .unresolved }
        var known = FileFindings()
        let gold = try settling.gold.map { try GoldFile($0, columns, &known) }
        let (votes, read) = try VoteFile.read(path, columns, classes: settling.classes, known: gold?.labels ?? [], watch)
        var findings = read
        findings += known.kept
        method.gold = try gold?.classes(of: votes, &findings) ?? []
        return (ConsensusResult(try settled(votes, by: method), votes), findings)
    }

    static func settled(_ votes: VoteTable, by method: any ConsensusMethod) throws -> Consensus {
        do throws(ConsensusError) {
            return try method.consensus(of: votes, threads: ProcessInfo.processInfo.activeProcessorCount)
        } catch {
            let hint = switch error {
            case .noGold: "`--gold FILE` has the known answers: the columns item and label, of items that were voted on"
            case .tooManyClasses: "another method takes more, such as `majority` or `dawid-skene`"
            case .tooLarge: "`majority`, `wawa` and `one-coin` need no table of labels by labels"
            default: "`winnow list consensus` has the other methods"
            }
            throw WorkflowError(.unprocessable, "consensus.refused", "\(error)", hint: hint)
        }
    }

    /// Votes and a model together.
    private static func crowdlab(_ path: String, _ columns: Columns, _ settling: Settling, _ watch: ReadWatch?) throws -> (result: ConsensusResult, findings: FileFindings) {
        guard let file = settling.probabilities else {
            throw WorkflowError(.badInput, "method.probabilities", "`crowdlab` weighs votes against a model", hint: "`--probabilities FILE` has the model's probabilities: the item, then a column per class")
        }
        guard settling.gold == nil else { throw needless("gold", settling.method) }
        guard !settling.openOnTie else { throw needless("open-on-tie", settling.method) }
        guard settling.classes == nil else { throw needless("classes", settling.method) }
        var findings = FileFindings()
        let probabilities = try ProbabilityFile(file, item: columns.item, &findings, nil)
        let (votes, read) = try VoteFile.read(path, columns, classes: probabilities.classes, watch)
        findings += read.kept
        let model = try probabilities.model(for: votes, &findings)
        do throws(CrowdlabError) {
            return (ConsensusResult(try Crowdlab().scores(of: votes, models: model).consensus, votes), findings)
        } catch {
            throw WorkflowError(.unprocessable, "consensus.refused", "\(error)", hint: "`winnow list consensus` has methods that need no model", findings: findings.kept)
        }
    }

    static func needless(_ option: String, _ method: String) -> WorkflowError {
        WorkflowError(.badInput, "method.option", "`\(method)` has no use for `--\(option)`", hint: "leave it out, or choose another method")
    }
}

extension VoteFiles.ConsensusResult {
    init(_ consensus: Consensus, _ votes: VoteTable) {
        method = consensus.method
        parameters = consensus.parameters
        iterations = consensus.iterations
        stopped = consensus.stopReason.rawValue
        objective = consensus.objective.filter(\.isFinite)
        classes = votes.classNames
        items = votes.itemNames.indices.map { item in
            let winner = consensus.winner[item]
            return .init(
                item: votes.itemNames[item], label: winner < 0 ? nil : votes.classNames[Int(winner)], posterior: consensus.confidence(ofItem: item), margin: consensus.margin[item])
        }
        let width = votes.classCount
        let isSmall = width <= 1000 && votes.annotatorCount * width * width <= VoteFiles.mostConfusion
        annotators = consensus.annotators.map { row in
            let cells = isSmall ? row.confusion : nil
            return .init(
                login: votes.annotatorNames[Int(row.annotator)], votes: row.votes, skill: row.skill, weight: row.weight, competence: row.guessing?.competence,
                confusion: cells.map { cells in stride(from: 0, to: cells.count, by: width).map { Array(cells[$0..<$0 + width]) } })
        }
    }
}

import Assuring
import Records

/// Agreement and consensus of a file of votes: one row per item, annotator and label.
public enum VoteFiles {
    /// Which columns hold what.
    public struct Columns: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var label: String
        /// When a vote was given, and how long it took, where the file says so.
        public var time: String?
        public var seconds: String?
        public init(item: String = "item", annotator: String = "annotator", label: String = "label", time: String? = nil, seconds: String? = nil) {
            self.item = item
            self.annotator = annotator
            self.label = label
            self.time = time
            self.seconds = seconds
        }
    }

    public struct Settled: Codable, Sendable, Hashable {
        public var item: String
        /// nil on a tie.
        public var label: String?
        public var posterior: Double?
    }

    public struct ConsensusResult: Codable, Sendable, Hashable {
        public var method: String
        public var iterations: Int
        public var stopped: String
        public var items: [Settled]
        public var annotators: [ConsensusReport.AnnotatorRow]
    }

    public static func agreement(_ path: String, _ columns: Columns, measure name: String, resampling: Resampling? = nil, watch: ReadWatch? = nil) throws -> (report: AgreementReport, findings: FileFindings) {
        guard let measure = AgreementCatalog.named(name) else { throw unfit("measure", name, PartAgreementCatalog.named(name) != nil) }
        let (votes, findings) = try VoteFile.read(path, columns, watch)
        let question = QuestionVotes(question: Question(name: columns.label, kind: .choice), table: votes, items: [], people: [], answers: [], unknown: 0)
        return (Workflows.report(question, votes.annotatorNames, measure, guidelines: "", resampling), findings)
    }

    public static func consensus(_ path: String, _ columns: Columns, method name: String, openOnTie: Bool, watch: ReadWatch? = nil) throws -> (result: ConsensusResult, findings: FileFindings) {
        guard var method = ConsensusCatalog.named(name) else { throw unfit("method", name, PartConsensusCatalog.named(name) != nil) }
        if openOnTie { method.ties = .unresolved }
        let (votes, findings) = try VoteFile.read(path, columns, watch)
        let consensus = try method.consensus(of: votes)
        let items = votes.itemNames.indices.map { item in
            let winner = consensus.winner[item]
            return Settled(item: votes.itemNames[item], label: winner < 0 ? nil : votes.classNames[Int(winner)], posterior: consensus.confidence(ofItem: item))
        }
        let annotators = consensus.annotators.map { ConsensusReport.AnnotatorRow(login: votes.annotatorNames[Int($0.annotator)], votes: $0.votes, skill: $0.skill) }
        return (ConsensusResult(method: consensus.method, iterations: consensus.iterations, stopped: consensus.stopReason.rawValue, items: items, annotators: annotators), findings)
    }

    private static func unfit(_ what: String, _ name: String, _ isOfShapes: Bool) -> WorkflowError {
        guard isOfShapes else { return .unknown(what, name) }
        return WorkflowError(.badInput, "\(what).unfit", "`\(name)` is for shapes, and a file of votes has none", hint: "`--project` has the drawings of a project")
    }
}

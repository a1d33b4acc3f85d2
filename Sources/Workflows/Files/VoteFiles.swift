import Assuring
import Records

/// Agreement and consensus of a file of votes: one row per item, annotator and label.
public enum VoteFiles {
    /// Which columns hold what.
    public struct Columns: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var label: String
        public init(item: String = "item", annotator: String = "annotator", label: String = "label") {
            self.item = item
            self.annotator = annotator
            self.label = label
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

    public static func agreement(_ path: String, _ columns: Columns, measure name: String) throws -> (report: AgreementReport, findings: [Finding]) {
        guard let measure = AgreementCatalog.named(name) else { throw WorkflowError.unknown("measure", name) }
        let (votes, findings) = try read(path, columns)
        let question = QuestionVotes(question: Question(name: columns.label, kind: .choice), table: votes, items: [], people: [], answers: [], unknown: 0)
        return (Workflows.report(question, votes.annotatorNames, measure, guidelines: ""), findings)
    }

    public static func consensus(_ path: String, _ columns: Columns, method name: String, openOnTie: Bool) throws -> (result: ConsensusResult, findings: [Finding]) {
        guard var method = ConsensusCatalog.named(name) else { throw WorkflowError.unknown("method", name) }
        if openOnTie { method.ties = .unresolved }
        let (votes, findings) = try read(path, columns)
        let consensus = try method.consensus(of: votes)
        let items = votes.itemNames.indices.map { item in
            let winner = consensus.winner[item]
            return Settled(item: votes.itemNames[item], label: winner < 0 ? nil : votes.classNames[Int(winner)], posterior: consensus.confidence(ofItem: item))
        }
        let annotators = consensus.annotators.map { ConsensusReport.AnnotatorRow(login: votes.annotatorNames[Int($0.annotator)], votes: $0.votes, skill: $0.skill) }
        return (ConsensusResult(method: consensus.method, iterations: consensus.iterations, stopped: consensus.stopReason.rawValue, items: items, annotators: annotators), findings)
    }

    private static func read(_ path: String, _ columns: Columns) throws -> (VoteTable, [Finding]) {
        var votes: [NamedVote] = []
        var findings: [Finding] = []
        findings += try RecordFile.forEach(path) { record in
            guard let item = RecordFile.text(record.fields[columns.item]), let annotator = RecordFile.text(record.fields[columns.annotator]) else {
                findings.append(Finding(
                    .error, "votes.columns", "the row has no `\(columns.item)` or no `\(columns.annotator)`", at: Place(file: path, line: record.line),
                    hint: "name the columns with `--item`, `--annotator` and `--label`"))
                return
            }
            // An empty label is an item the annotator left out.
            guard let label = RecordFile.text(record.fields[columns.label]), !label.isEmpty else { return }
            votes.append(NamedVote(item: item, annotator: annotator, label: label))
        }
        guard !votes.isEmpty else {
            throw WorkflowError(.badInput, "votes.none", "`\(path)` holds no votes", hint: findings.first?.hint ?? "a vote is a row with an item, an annotator and a label", findings: findings)
        }
        let table = try VoteTable(votes: votes)
        return (table, findings + table.findings)
    }
}

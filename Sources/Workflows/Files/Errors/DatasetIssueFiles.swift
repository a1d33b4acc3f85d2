import Assuring
import Formats
import Kernels
import Records

/// What is wrong with a data set as a whole, from files of features, labels and probabilities of the same rows: outliers,
/// near duplicates, an order that is not by chance, rare classes and so on (`DatasetIssueCatalog`).
///
/// Features are mapped, or kept on disk once when they are text; the graph of nearest neighbours is made once for all.
public enum DatasetIssueFiles {
    /// Anything may be absent; a check that needs it says so.
    public struct Input: Sendable {
        public var features: String?
        public var labels: String?
        public var probabilities: String?
        public var classes: String?
        /// Column of the labels; nil is the last.
        public var label: String?
        /// Column of the labels' file that names a row.
        public var id: String?
        /// Column of the labels' file that says which group a row is of.
        public var group: String?

        public init(features: String?, labels: String?, probabilities: String?, classes: String? = nil, label: String? = nil, id: String? = nil, group: String? = nil) {
            (self.features, self.labels, self.probabilities) = (features, labels, probabilities)
            (self.classes, self.label, self.id, self.group) = (classes, label, id, group)
        }
    }

    /// - Parameters:
    ///   - checks: names of the catalogue; none are all.
    ///   - limit: rows given back for each check at most; counts are of all.
    public static func issues(
        _ input: Input, checks names: [String] = [], limit: Int? = nil, seed: UInt64 = 0, watch: ReadWatch? = nil, judging: () -> Void = {}
    ) throws -> (report: Report, findings: FileFindings) {
        let checks = try names.isEmpty ? DatasetIssueCatalog.all : names.map { name in
            guard let check = DatasetIssueCatalog.named(name) else { throw WorkflowError.unknown("check", name) }
            return check
        }
        var findings = FileFindings()
        let files = try DatasetFiles(input, &findings, watch)
        judging()
        let needsGraph = checks.contains { $0.needs.contains { $0.contains(.neighbours) } }
        let evidence = try files.evidence(seed: seed, needsGraph: needsGraph)
        var outcomes: [Outcome] = []
        for check in checks {
            do throws(DatasetIssueUnavailable) {
                outcomes.append(Outcome(try check.report(evidence), evidence, files, limit: limit))
            } catch {
                // One check that was asked for and says nothing is a failure; among others it is a line.
                guard names.count != 1 else { throw WorkflowError(.unprocessable, "errors.check", "`\(check.name)` \(error)", hint: check.summary) }
                outcomes.append(Outcome(check: check.name, problem: "\(error)"))
            }
        }
        try files.addIDs(to: &outcomes, input.id)
        return (Report(checked: evidence.rowCount, classes: files.isNamed ? files.classes?.names : nil, neighbours: evidence.graph.map(Report.Graph.init), checks: outcomes), findings)
    }
}

extension DatasetIssueFiles {
    /// Every check with what it found.
    public struct Report: Codable, Sendable, Hashable {
        /// The graph that checks of neighbours read.
        public struct Graph: Codable, Sendable, Hashable {
            public var neighbours: Int
            public var metric: String
            public var isExact: Bool
            /// Share of the true neighbours that were found, on a sample of rows; nil for an exact graph.
            public var recall: Double?

            init(_ graph: NeighbourGraph) {
                (neighbours, metric, recall, isExact) = (graph.neighbourCount, graph.metric.rawValue, graph.recall, graph.recall == nil)
            }
        }

        public var checked: Int
        /// The names of the classes, where the labels were names and not numbers.
        public var classes: [String]?
        public var neighbours: Graph?
        public var checks: [Outcome]
    }

    public struct Outcome: Codable, Sendable, Hashable {
        public var check: String
        /// Rows with the issue; nil where the check says nothing.
        public var count: Int?
        /// Of the whole, 0 to 1; what it is, differs by check.
        public var score: Double?
        /// Why the check says nothing.
        public var problem: String?
        /// What parts issues from the rest.
        public var threshold: Double?
        public var pValue: Double?
        public var rarestClass: Int?
        public var rarestShare: Double?
        /// Columns that the check names.
        public var columns: [String]?
        public var groups: [Group]?
        /// Lowest score first.
        public var items: [Row] = []

        init(check: String, problem: String) { (self.check, self.problem) = (check, problem) }

        init(_ report: DatasetIssueReport, _ evidence: DatasetEvidence, _ files: DatasetFiles, limit: Int?) {
            (check, count, score) = (report.check, report.issueCount, report.score)
            var sets: [[Int32]] = []
            switch report.details {
            case .none: break
            case .threshold(let value): threshold = value.isFinite ? value : nil
            case .sets(let found): sets = found
            case .pValue(let value): pValue = value
            case .rarestClass(let label, let share): (rarestClass, rarestShare) = (label, share)
            case .columns(let found): columns = found.map(files.columnName)
            case .groups(let found): groups = found.map { Group(name: files.groupName($0.id), count: $0.count, confidence: $0.confidence, ratio: $0.ratio) }
            }
            let worst = report.worstFirst
            items = worst.prefix(limit ?? worst.count).map { row in
                Row(row: row, score: report.scores[row], alike: sets.isEmpty ? nil : sets[row].map(Int.init))
            }
        }
    }

    /// A subset of the rows on which the model does worse, the worst first.
    public struct Group: Codable, Sendable, Hashable {
        public var name: String
        public var count: Int
        /// Mean probability of the given labels.
        public var confidence: Double
        /// That over the mean of all rows.
        public var ratio: Double
    }

    public struct Row: Codable, Sendable, Hashable {
        /// Counts from 0.
        public var row: Int
        public var id: String?
        public var score: Double
        /// Rows that it nearly equals, nearest first.
        public var alike: [Int]?
    }
}

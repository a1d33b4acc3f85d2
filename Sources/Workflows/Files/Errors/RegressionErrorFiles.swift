import Assuring
import Foundation
import Records

/// Numbers given to rows beside a model's predictions of them: which to look at first.
///
/// `outre` compares every row with every other, which is exact and takes seconds at 20,000 rows, so it is refused above
/// `largestOutre`; `residual` takes any number.
public enum RegressionErrorFiles {
    public static let largestOutre = 100_000

    public struct Report: Codable, Sendable, Hashable, SuspectTable {
        public struct Row: Codable, Sendable, Hashable {
            /// Counts from 0.
            public var row: Int
            public var id: String?
            public var given: Double
            public var predicted: Double
            public var score: Double
        }

        public var task = LabelErrorTask.regression
        public var checked: Int
        public var scoring: String
        /// Lowest score first; at most as many as were asked for. All rows are ranked: none is called wrong.
        public var items: [Row]

        public var columns: [String] { ["row", "id", "given", "predicted", "score"] }
        public var cells: [[String]] { items.map { ["\($0.row)", $0.id ?? "", "\($0.given)", "\($0.predicted)", String(format: "%.6g", $0.score)] } }
        public var summary: String { "\(checked) rows, lowest \(scoring) score first" }
        public var hasSuspects: Bool { false }
    }

    public static func errors(_ input: LabelErrorFiles.Input, score name: String?, limit: Int?, watch: ReadWatch? = nil, judging: () -> Void = {}) throws -> (report: Report, findings: FileFindings) {
        guard let score = RegressionScore(rawValue: name ?? RegressionScore.outre.rawValue) else {
            throw WorkflowError(.badInput, "score.unknown", "`\(name ?? "")` does not score numbers", hint: "`winnow list regression-scores` has those that do")
        }
        var findings = FileFindings()
        let labels = try NumberColumn(input.labels, column: input.label, &findings, watch)
        guard let path = input.probabilities.first, input.probabilities.count == 1 else {
            throw WorkflowError(.badInput, "errors.predictions", "numbers are judged beside one file of predictions, and there are \(input.probabilities.count)")
        }
        let predictions = try NumberColumn(path, column: nil, &findings, watch)
        guard labels.values.count == predictions.values.count else {
            throw WorkflowError(
                .unprocessable, "errors.rows", "there are \(labels.values.count) rows in `\(labels.name)` and \(predictions.values.count) in `\(predictions.name)`", hint: "row by row they are about the same items, each under a header")
        }
        judging()
        let scores = try score.scores(labels, predictions)
        let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
        var rows = order.prefix(limit ?? order.count).map { Report.Row(row: $0, given: labels.values[$0], predicted: predictions.values[$0], score: scores[$0]) }
        if let id = input.id {
            let ids = try labels.texts(ofColumn: id, inRows: Set(rows.map(\.row)))
            for place in rows.indices { rows[place].id = ids[rows[place].row] }
        }
        return (Report(checked: scores.count, scoring: score.rawValue, items: rows), findings)
    }
}

/// How far a number is to be trusted.
public enum RegressionScore: String, CaseIterable, Sendable, Hashable {
    case outre
    case residual

    public var name: String { rawValue }

    public var summary: String {
        switch self {
        case .outre: "How unusual a number and its error are together; free of the number's unit"
        case .residual: "exp(-|prediction - label|); depends on the number's unit"
        }
    }

    func scores(_ labels: NumberColumn, _ predictions: NumberColumn) throws -> [Double] {
        switch self {
        case .residual: return try RegressionQuality.residual(labels: labels.values, predictions: predictions.values)
        case .outre:
            guard labels.values.count <= RegressionErrorFiles.largestOutre else {
                throw WorkflowError(
                    .unprocessable, "errors.too-many-rows", "`outre` compares every row with every other, and `\(labels.name)` has \(labels.values.count)",
                    hint: "up to \(RegressionErrorFiles.largestOutre) rows are compared; `--score residual` takes any number")
            }
            return try Outre(threads: LabelErrorFiles.threads).scores(labels: labels.values, predictions: predictions.values)
        }
    }
}

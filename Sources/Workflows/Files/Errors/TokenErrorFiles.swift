import Assuring
import Foundation
import Records

/// Labels of the tokens of sentences, beside a row of probabilities for each token, sentence after sentence.
public enum TokenErrorFiles {
    public struct Report: Codable, Sendable, Hashable, SuspectTable {
        public struct Token: Codable, Sendable, Hashable {
            /// The sentence; counts from 0, as `token` does in it.
            public var row: Int
            public var id: String?
            public var token: Int
            public var word: String?
            public var given: Int
            public var suggested: Int
            public var score: Double
        }

        public struct Sentence: Codable, Sendable, Hashable {
            public var row: Int
            public var id: String?
            public var tokens: Int
            /// Of the worst token.
            public var score: Double
        }

        public var task = LabelErrorTask.tokens
        /// Tokens that were looked at.
        public var checked: Int
        public var count: Int
        public var share: Double
        public var filter: String
        public var scoring: String
        /// The names of the classes, where the labels were names and not numbers.
        public var classes: [String]?
        /// Lowest score first; at most as many as were asked for.
        public var items: [Token]
        /// Sentences with a suspected token, the worst first.
        public var sentences: [Sentence]

        public var columns: [String] { ["row", "id", "token", "word", "given", "suggested", "score"] }
        public var cells: [[String]] {
            items.map { ["\($0.row)", $0.id ?? "", "\($0.token)", $0.word ?? "", name($0.given), name($0.suggested), String(format: "%.6g", $0.score)] }
        }
        public var summary: String { "\(count) of \(checked) tokens likely wrong (\(String(format: "%.1f", share * 100)) %), in \(sentences.count) sentences" }
        public var hasSuspects: Bool { count > 0 }
        private func name(_ label: Int) -> String { classes?[label] ?? "\(label)" }
    }

    public static func errors(
        _ input: LabelErrorFiles.Input, filter: String?, score: String?, limit: Int?, watch: ReadWatch? = nil, judging: () -> Void = {}
    ) throws -> (report: Report, findings: FileFindings) {
        let (filter, score) = (try Workflows.filter(filter), try Workflows.score(score))
        var findings = FileFindings()
        let lists = try LabelLists(input.labels, column: input.label, id: input.id, words: "tokens", &findings, watch)
        let lengths = lists.rows.map(\.count)
        let file = try ProbabilityTable.open(input, rows: lengths.reduce(0, +), of: lists.name, "token", &findings, watch)
        let classes = try ClassNames(of: file, path: input.classes)
        let (labels, isNamed) = try lists.classes(classes)
        judging()
        let (evidence, tokens, scores) = try file.explained(classes) {
            let evidence = try LabelEvidence(labels: labels.flatMap(\.self), rows: file.rows, threads: LabelErrorFiles.threads)
            let issues = try TokenIssues(lengths: lengths, evidence: evidence)
            return (evidence, try issues.ranked(LabelIssues(filter: filter), by: score), try issues.tokenScores(by: score))
        }
        findings += file.placed(evidence.findings)
        let starts = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        let items = tokens.prefix(limit ?? tokens.count).map { token in
            Report.Token(
                row: token.sentence, id: lists.id(ofRow: token.sentence), token: token.token, word: lists.word(token.token, ofRow: token.sentence),
                given: Int(labels[token.sentence][token.token]), suggested: Int(evidence.suggestion(starts[token.sentence] + token.token)), score: scores[token.sentence][token.token])
        }
        let sentences = Set(tokens.map(\.sentence)).map { Report.Sentence(row: $0, id: lists.id(ofRow: $0), tokens: lengths[$0], score: scores[$0].min() ?? 1) }
            .sorted { ($0.score, $0.row) < ($1.score, $1.row) }
        let report = Report(
            checked: evidence.count, count: tokens.count, share: Double(tokens.count) / Double(evidence.count), filter: filter.name, scoring: score.name,
            classes: isNamed ? classes.names : nil, items: items, sentences: Array(sentences.prefix(limit ?? sentences.count)))
        return (report, findings)
    }
}

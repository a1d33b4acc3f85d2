import Assuring
import Records

/// Everything known of the annotators of one question: every figure with its interval, or the reason why it is missing.
public struct AnnotatorDetails: Codable, Sendable, Hashable {
    /// The question, or the column of labels of a file.
    public var question: String
    /// What the numbers of classes in the figures stand for.
    public var classes: [String]
    /// Best first.
    public var annotators: [AnnotatorReport]
    /// Most striking first.
    public var copiedPairs: [CopiedPair]
    public var votes: Int
    public var items: Int
    /// Median over all votes; nil when no time is known.
    public var medianSeconds: Double?
    public var bars: AnnotatorBars
    /// Worst annotator first.
    public var findings: [Finding]

    init(_ question: String, classes: [String], _ reports: AnnotatorReports) {
        self.question = question
        self.classes = classes
        annotators = reports.annotators
        copiedPairs = reports.copiedPairs
        votes = reports.votes
        items = reports.items
        medianSeconds = reports.medianSeconds
        bars = reports.bars
        findings = reports.findings
    }

    /// What a table shows.
    public var view: AnnotatorReportView {
        AnnotatorReportView(question: question, votes: votes, medianSeconds: medianSeconds, rows: annotators.map(AnnotatorRow.init), findings: findings)
    }

    /// The same of one annotator alone.
    ///
    /// - Throws: `annotator.unknown`.
    public func only(_ name: String) throws -> AnnotatorDetails {
        guard let report = annotators.first(where: { $0.name == name }) else { throw unknown(name) }
        var own = self
        own.annotators = [report]
        own.copiedPairs = copiedPairs.filter { $0.first == name || $0.second == name }
        own.findings = report.flags.map(\.finding)
        return own
    }

    private func unknown(_ name: String) -> WorkflowError {
        let names = annotators.map(\.name).sorted()
        let near = NearestName.of(name, among: names).map { "did you mean `\(ShownText.of($0))`?" }
        let shown = names.prefix(20).map { "`\(ShownText.of($0))`" }.joined(separator: ", ")
        return WorkflowError(
            .badInput, "annotator.unknown", "`\(ShownText.of(name))` gave no vote",
            hint: near ?? "there \(names.count == 1 ? "is" : "are") \(shown)" + (names.count > 20 ? " and \(names.count - 20) more" : ""))
    }
}

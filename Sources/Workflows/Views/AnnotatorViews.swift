import Assuring
import Records

/// What a table shows of the annotators of one question, best first.
public struct AnnotatorReportView: Codable, Sendable, Hashable {
    /// The question, or the column of labels of a file.
    public var question: String
    public var votes: Int
    /// Median over all votes; nil when no time is known.
    public var medianSeconds: Double?
    public var rows: [AnnotatorRow]
    /// Worst annotator first.
    public var findings: [Finding]
}

/// What a table shows of one annotator; the report behind it has the intervals, and the reason where a figure is missing.
public struct AnnotatorRow: Codable, Sendable, Hashable {
    public var name: String
    public var votes: Int
    public var items: Int
    /// Shares from 0 to 1; nil where there is nothing to judge by.
    public var gold: Double?
    /// Of drawings F1 at an overlap of one half with what the others drew.
    public var withOthers: Double?
    /// Cohen's kappa against gold, else the consensus, else the others.
    public var skill: Double?
    public var spammerScore: Double?
    public var medianSeconds: Double?
    /// Names of figures on the wrong side of their bar.
    public var flags: [String]
    /// Each flag in words: the figure, the bar, and what to do.
    public var words: [String]
}

extension AnnotatorReportView {
    /// Whoever is most like the others comes first, whoever shares no item last.
    init(_ survey: DrawingSurvey, _ logins: [PersonID: String]) {
        let rows = survey.people.map { AnnotatorRow(logins[$0.key] ?? $0.key.description, $0.value) }
        self.init(
            question: survey.question.name, votes: rows.reduce(0) { $0 + $1.votes },
            rows: rows.sorted { ($1.withOthers ?? -1, $0.name) < ($0.withOthers ?? -1, $1.name) }, findings: [])
    }
}

extension AnnotatorRow {
    init(_ report: AnnotatorReport) {
        self.init(
            name: report.name, votes: report.votes, items: report.items, gold: report.goldAccuracy.value?.share,
            withOthers: report.agreementWithOthers.value?.share, skill: report.skill.value, spammerScore: report.spammerScore.value,
            medianSeconds: report.speed.value?.medianSeconds, flags: report.flags.map(\.kind.rawValue),
            words: report.flags.map { "\($0.message). \($0.hint)" })
    }

    init(_ name: String, _ person: DrawingSurvey.Person) {
        self.init(name: name, votes: person.items, items: person.items, withOthers: person.shared > 0 ? person.tally.f1(at: 0.5) : nil, flags: [], words: [])
    }
}

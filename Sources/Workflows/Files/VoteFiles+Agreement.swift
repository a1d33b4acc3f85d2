import Assuring
import Records

/// Agreement of a file; the measure's name says whether its answers are labels, numbers or texts.
extension VoteFiles {
    public static func agreement(
        _ path: String, _ columns: Columns, measure name: String, classes: [String]? = nil, resampling: Resampling? = nil, watch: ReadWatch? = nil
    ) throws -> (report: AgreementReport, findings: FileFindings) {
        if let measure = AgreementCatalog.named(name) {
            let (votes, findings) = try VoteFile.read(path, columns, classes: classes, watch)
            let question = QuestionVotes(question: Question(name: columns.label, kind: .choice), table: votes, items: [], people: [], answers: [], unknown: 0)
            return (Workflows.report(question, votes.annotatorNames, measure, guidelines: "", resampling), findings)
        }
        guard classes == nil else { throw WorkflowError(.badInput, "classes.unfit", "`\(name)` compares answers without classes, so there is nothing to declare", hint: "leave `--classes` out") }
        var findings = FileFindings()
        if let measure = NumberAgreementCatalog.named(name) {
            let table = try AnswerFile.numbers(path, columns, &findings, watch)
            return (AgreementReport(table, table.annotatorNames, by: measure, question: columns.label, resampling), findings)
        }
        if let measure = TextAgreementCatalog.named(name) {
            let table = try AnswerFile.texts(path, columns, &findings, watch)
            return (AgreementReport(table, by: measure, question: columns.label, resampling), findings)
        }
        throw unfit("measure", name, PartAgreementCatalog.named(name) != nil)
    }
}

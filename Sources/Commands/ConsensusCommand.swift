import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow consensus`: settle each item's answer from its annotators' answers, in a project or in a file.
struct ConsensusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consensus", abstract: "Settle each item's label from its annotators' answers, in a project or in a file of votes",
        discussion: """
            The method says what the file holds: labels, texts (rover, medoid), numbers (median, mean), rankings (borda, kemeny: `a > b = c`) or comparisons of two \
            (bradley-terry, elo: columns left, right, winner).
            Example: winnow consensus --project sms --method dawid-skene
            Example: winnow consensus --project cells --question cells
            Example: winnow consensus votes.csv --method wawa > labels.csv
            Example: winnow consensus votes.csv --method dawid-skene --gold known.csv --report consensus.html
            Example: winnow consensus votes.csv --method crowdlab --probabilities model.csv
            Example: winnow consensus transcripts.csv --label text --method rover
            Example: winnow consensus games.csv --method bradley-terry
            """)
    @OptionGroup var options: ProjectOptions
    @OptionGroup var votes: VoteOptions
    @Argument(help: "A file of answers; without it the project's answers", completion: .file()) var file: String?
    @Option(
        help: "One of the methods that `winnow list` prints under consensus, part-consensus (shapes), model-consensus, text-consensus, number-consensus, rank-consensus and pair-ranking; by default the definition's, else majority, for shapes fuse",
        completion: CatalogName.completion("consensus", "part-consensus", "model-consensus", "text-consensus", "number-consensus", "rank-consensus", "pair-ranking"),
        transform: CatalogName.oneOf("consensus", "part-consensus", "model-consensus", "text-consensus", "number-consensus", "rank-consensus", "pair-ranking"))
    var method: String?
    @Option(help: "Question; by default the first that is a choice or drawn") var question: String?
    @Flag(help: "Leave an item open on a tie instead of taking the label declared first (files)") var openOnTie = false
    @Option(help: "File of known answers, with the columns of item and label: they are kept, and teach methods that learn (files)", completion: .file()) var gold: String?
    @Option(help: "File of a model's probabilities for crowdlab: the column of the item, then one per class (files)", completion: .file()) var probabilities: String?
    @OptionGroup var classes: ClassesOption
    @OptionGroup var pairs: PairOptions
    @OptionGroup var report: ReportOption
    @OptionGroup var failOn: FailOn

    func validate() throws {
        try options.refuseBeside(file: file)
        guard file == nil else { return }
        for (option, value) in [("gold", gold), ("probabilities", probabilities), ("classes", classes.classes), ("report", report.report)] where value != nil {
            throw ValidationError("`--\(option)` goes with a file of votes")
        }
    }

    func run() async throws {
        if let file { return try ConsensusOfFile(command: self, file: file).run() }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.runConsensus(project, as: actor, method: method, question: question)
        if options.json { return try Output.json(report) }
        let waiting = report.waiting == 0 ? "" : " (\(report.waiting) of them wait for more people's answers)"
        Output.say("\(report.method): \(report.settled) settled, \(report.open) open\(waiting); \(Self.rounds(report.iterations)), \(report.stopped)")
        if let objects = report.objects { return show(report, objects) }
        var table = TextTable("annotator", "votes", "skill")
        for row in report.annotators { table.add(row.login, "\(row.votes)", Output.figure(row.skill)) }
        Output.data(table.text)
    }

    private func show(_ report: ConsensusReport, _ objects: ConsensusReport.Objects) {
        Output.say("objects: \(objects.settled) settled, \(objects.open) open, \(objects.dismissed) outvoted")
        var table = TextTable("annotator", "items", "parts", "F1", "precision", "recall", "labels", "mean IoU")
        for row in report.annotators {
            let drawing = row.drawing
            table.add(
                [row.login, "\(row.votes)", "\(drawing?.parts ?? 0)"]
                    + [row.skill, drawing?.precision, drawing?.recall, drawing?.labelAccuracy, drawing?.meanIoU].map { Output.figure($0) })
        }
        Output.data(table.text)
    }

    static func rounds(_ count: Int) -> String { count == 1 ? "1 round" : "\(count) rounds" }
}

/// A cell of comma-separated output.
enum CSVCell {
    static func quoted(_ text: String) -> String {
        text.utf8.contains { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 } ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }

    /// Six figures; empty where there is none.
    static func number(_ value: Double?) -> String { value.map { String(format: "%.6g", $0) } ?? "" }

    static func row(_ cells: String?...) -> String { cells.map { quoted($0 ?? "") }.joined(separator: ",") }
}

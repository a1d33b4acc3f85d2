import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow consensus`: settle each item's label from its annotators' answers, in a project or in a file of votes.
struct ConsensusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consensus", abstract: "Settle each item's label from its annotators' answers, in a project or in a file of votes",
        discussion: "Example: winnow consensus --project sms --method dawid-skene\nExample: winnow consensus --project cells --question cells\nExample: winnow consensus votes.csv --method wawa > labels.csv")
    @OptionGroup var options: ProjectOptions
    @OptionGroup var votes: VoteOptions
    @Argument(help: "A file of votes; without it the project's answers") var file: String?
    @Option(help: "One of the methods that `winnow list consensus` prints, or for shapes `winnow list part-consensus`; by default the definition's, else majority, for shapes fuse", completion: CatalogName.completion("consensus", "part-consensus"), transform: CatalogName.oneOf("consensus", "part-consensus")) var method: String?
    @Option(help: "Question; by default the first that is a choice or drawn") var question: String?
    @Flag(help: "Leave an item open on a tie instead of taking the label declared first (files)") var openOnTie = false
    @OptionGroup var failOn: FailOn

    func validate() throws { try options.refuseBeside(file: file) }

    func run() async throws {
        if let file { return try settle(file) }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.runConsensus(project, as: actor, method: method, question: question)
        if options.json { return try Output.json(report) }
        let waiting = report.waiting == 0 ? "" : " (\(report.waiting) of them wait for more people's answers)"
        Output.say("\(report.method): \(report.settled) settled, \(report.open) open\(waiting); \(Self.rounds(report.iterations)), \(report.stopped)")
        if let objects = report.objects { return show(report, objects) }
        var table = TextTable("annotator", "votes", "skill")
        for row in report.annotators { table.add(row.login, "\(row.votes)", Self.figure(row.skill)) }
        Output.data(table.text)
    }

    private func show(_ report: ConsensusReport, _ objects: ConsensusReport.Objects) {
        Output.say("objects: \(objects.settled) settled, \(objects.open) open, \(objects.dismissed) outvoted")
        var table = TextTable("annotator", "items", "parts", "F1", "precision", "recall", "labels", "mean IoU")
        for row in report.annotators {
            let drawing = row.drawing
            table.add(
                [row.login, "\(row.votes)", "\(drawing?.parts ?? 0)"]
                    + [row.skill, drawing?.precision, drawing?.recall, drawing?.labelAccuracy, drawing?.meanIoU].map(Self.figure))
        }
        Output.data(table.text)
    }

    private static func figure(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "-" }

    private func settle(_ file: String) throws {
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try VoteFiles.consensus(file, votes.columns, method: method ?? "majority", openOnTie: openOnTie, watch: line.update)
        line.finish()
        Output.say(findings)
        if options.json {
            try Output.json(result)
        } else {
            Output.data("item,label,posterior")
            for row in result.items {
                Output.data([row.item, row.label ?? "", row.posterior.map { String(format: "%.6g", $0) } ?? ""].map(CSVCell.quoted).joined(separator: ","))
            }
            Output.say("\(result.method): \(Self.rounds(result.iterations)), \(result.stopped)")
        }
        try failOn.check(findings.worst)
    }

    private static func rounds(_ count: Int) -> String { count == 1 ? "1 round" : "\(count) rounds" }
}

/// A cell of comma-separated output.
enum CSVCell {
    static func quoted(_ text: String) -> String {
        text.utf8.contains { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 } ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }
}

import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow agreement`: measure how far annotators agree, in a project or in a file of votes.
struct AgreementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement", abstract: "Measure how far annotators agree, in a project or in a file of votes",
        discussion: "Example: winnow agreement --project sms\nExample: winnow agreement votes.csv --annotator worker --measure fleiss-kappa")
    @OptionGroup var options: ProjectOptions
    @OptionGroup var votes: VoteOptions
    @Argument(help: "A file of votes; without it the project's answers") var file: String?
    @Option(help: "One of the measures that `winnow list agreement` prints") var measure = "krippendorff-alpha"
    @Option(help: "Question; by default the first choice") var question: String?

    func run() async throws {
        if let file {
            let (report, findings) = try VoteFiles.agreement(file, votes.columns, measure: measure)
            findings.forEach { Output.say($0) }
            return try show(report)
        }
        let (workflows, actor, project) = try await options.open()
        try show(try await workflows.agreement(of: project, as: actor, question: question, measure: measure))
    }

    private func show(_ report: AgreementReport) throws {
        if options.json { return try Output.json(report) }
        Output.data("\(report.measure): \(report.value.map { String(format: "%.4f", $0) } ?? "undefined (\(report.reason ?? "?"))") on \(report.items) items" + (report.band.map { ", \($0)" } ?? ""))
        var table = TextTable("first", "second", "items", "kappa", "band", "confused most")
        for pair in report.pairs { table.add(pair.a, pair.b, "\(pair.items)", pair.value.map { String(format: "%.4f", $0) } ?? "-", pair.band ?? pair.reason ?? "", pair.mostConfused?.joined(separator: " / ") ?? "") }
        Output.data(table.text)
        if let warning = report.warning { Output.say("warning: \(warning)") }
    }
}

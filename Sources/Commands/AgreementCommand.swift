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
    @Option(help: "One of the measures that `winnow list agreement` prints", completion: CatalogName.completion("agreement"), transform: CatalogName.oneOf("agreement")) var measure = "krippendorff-alpha"
    @Option(help: "Question; by default the first choice") var question: String?
    @OptionGroup var failOn: FailOn

    func validate() throws { try options.refuseBeside(file: file) }

    func run() async throws {
        if let file {
            let line = ProgressLine("reading", .bytes)
            let (report, findings) = try VoteFiles.agreement(file, votes.columns, measure: measure, watch: line.update)
            line.finish()
            Output.say(findings)
            try show(report)
            return try failOn.check(findings.worst, report.warning.map { _ in .warning })
        }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.agreement(of: project, as: actor, question: question, measure: measure)
        try show(report)
        try failOn.check(report.warning.map { _ in .warning })
    }

    private func show(_ report: AgreementReport) throws {
        if options.json { return try Output.json(report) }
        Output.data("\(report.measure): \(report.value.map { String(format: "%.4f", $0) } ?? "undefined (\(report.reason ?? "?"))") on \(report.items) items" + (report.band.map { ", \($0)" } ?? ""))
        var table = TextTable("first", "second", "items", "kappa", "band", "confused most")
        for pair in report.pairs { table.add(pair.a, pair.b, "\(pair.items)", pair.value.map { String(format: "%.4f", $0) } ?? "-", pair.band ?? pair.reason ?? "", pair.mostConfused?.joined(separator: " / ") ?? "") }
        Output.data(table.text)
        if let warning = report.warning { Output.say("warning: " + Terminal.line(warning, limit: 2000)) }
    }
}

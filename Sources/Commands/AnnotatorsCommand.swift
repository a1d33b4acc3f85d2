import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow annotators`: judge everybody who answered, in a project or in a file of votes, and say what to look into.
struct AnnotatorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotators", abstract: "Judge annotators: accuracy, skill, speed, habits, copying; in a project or in a file of votes",
        discussion: "Example: winnow annotators --project sms\nExample: winnow annotators votes.csv --gold gold.csv --time submitted_at\nExample: winnow annotators votes.csv --annotator worker --of w17")
    @OptionGroup var options: ProjectOptions
    @OptionGroup var votes: VoteOptions
    @Argument(help: "A file of votes, `-` for standard input; without it the project's answers", completion: .file()) var file: String?
    @Option(help: "Column with the time of a vote: seconds since 1970, or like 2026-11-21T15:04:05Z") var time: String?
    @Option(help: "Column with the seconds a vote took") var seconds: String?
    @Option(help: "File with the right labels of some items, in the same columns", completion: .file()) var gold: String?
    @Option(help: "Hold answers of a file against this consensus instead of the majority of the others; one that `winnow list consensus` prints", completion: CatalogName.completion("consensus"), transform: CatalogName.oneOf("consensus")) var method: String?
    @Option(help: "Question; by default the first that is a choice or drawn") var question: String?
    @Option(help: ArgumentHelp("Print everything known of this annotator", valueName: "name")) var of: String?
    @Flag(help: "Print everything known of each, not only the table") var full = false
    @OptionGroup var report: ReportOption
    @OptionGroup var failOn: FailOn

    func validate() throws {
        try options.refuseBeside(file: file)
        guard file == nil else {
            if question != nil { throw ValidationError("`--question` names a question of a project; `--label` names a column of a file") }
            return
        }
        for (name, value) in [("--time", time), ("--seconds", seconds), ("--gold", gold), ("--method", method)] where value != nil {
            throw ValidationError("`\(name)` is for a file of votes; a project has its own times, gold items and settled answers")
        }
        if gold == "-", file == "-" { throw ValidationError("standard input is one file, so `--gold` needs another") }
    }

    func run() async throws {
        try report.check()
        if let file { return try judge(file) }
        let (workflows, actor, project) = try await options.open()
        guard of == nil, !full else {
            let details = try await workflows.annotatorDetails(of: project, as: actor, question: question)
            try report.write(.annotators(details, of: "\(project), question \(details.question)"))
            return try showFully(details, FileFindings())
        }
        let view = try await workflows.annotators(of: project, as: actor, question: question)
        try report.write(.annotators(view, of: "\(project), question \(view.question)"))
        try show(view)
        if view.rows.isEmpty { Output.say("nobody has answered `\(view.question)` yet") }
        try failOn.check(view.findings.map(\.severity).max())
    }

    private func judge(_ file: String) throws {
        var columns = votes.columns
        (columns.time, columns.seconds) = (time, seconds)
        let line = ProgressLine("reading", .bytes)
        let (details, findings) = try AnnotatorFiles.judge(file, columns, gold: gold, method: method, watch: line.update)
        line.finish()
        Output.say(findings)
        try report.write(.annotators(details, of: file))
        guard of == nil, !full else { return try showFully(details, findings) }
        try show(details.view)
        try failOn.check(findings.worst, details.findings.map(\.severity).max())
    }

    private func show(_ view: AnnotatorReportView) throws {
        if options.json { return try Output.json(view) }
        var table = TextTable("annotator", "votes", "items", "gold", "with others", "skill", "spammer", "median s", "flags")
        for row in view.rows {
            let figures = [row.gold, row.withOthers, row.skill, row.spammerScore].map { Output.figure($0, "%.3f") } + [Output.figure(row.medianSeconds, "%.1f")]
            table.add([row.name, "\(row.votes)", "\(row.items)"] + figures + [row.flags.joined(separator: ", ")])
        }
        Output.data(table.text)
        Output.say(FileFindings(view.findings))
    }

    private func showFully(_ all: AnnotatorDetails, _ findings: FileFindings) throws {
        let details = try of.map { try all.only($0) } ?? all
        if options.json {
            try Output.json(details)
        } else {
            for (place, report) in details.annotators.enumerated() {
                if place > 0 { Output.data("") }
                show(AnnotatorFacts(report, in: all))
            }
            Output.say(FileFindings(details.findings))
        }
        try failOn.check(findings.worst, details.findings.map(\.severity).max())
    }

    /// Every line has a name of equal width; of a large table of confusion the most frequent mistakes.
    private func show(_ facts: AnnotatorFacts) {
        let width = facts.lines.map(\.name.count).max() ?? 0
        for line in facts.lines { Output.data(line.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + Terminal.line(line.text, limit: 2000)) }
        guard !facts.confusion.isEmpty else { return }
        let most = 50
        var table = TextTable("right", "answered", "votes")
        for cell in facts.confusion.prefix(most) { table.add(cell.truth, cell.answer, "\(cell.count)") }
        Output.data(table.text)
        if facts.confusion.count > most { Output.say("the \(most) most frequent of \(facts.confusion.count) cells, mistakes first; `--json` prints all") }
    }
}

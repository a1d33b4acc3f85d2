import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow compare`: two sets of labels, a project with an expert's labels, or all consensus methods with known answers.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two files of labels, a project's settled labels with a file, or all consensus methods with known answers",
        discussion: """
            The differing items go to standard output as CSV, the figures to standard error; `--json` has both.
            Example: winnow compare ours.csv theirs.csv --item id > differing.csv
            Example: winnow compare --project sms --with expert.csv --report expert.html
            Example: winnow compare votes.csv --gold known.csv
            """)
    @OptionGroup var options: ProjectOptions
    @OptionGroup var votes: VoteOptions
    @Argument(help: "A file with one label per item, or with `--gold` a file of votes", completion: .file()) var first: String?
    @Argument(help: "The file to judge it by", completion: .file()) var second: String?
    @Option(help: "Judge the project's settled labels by this file; its items are the project's keys", completion: .file()) var with: String?
    @Option(help: "Judge every consensus method by the known answers in this file", completion: .file()) var gold: String?
    @Option(help: "Question of the project; by default the first choice") var question: String?
    @OptionGroup var report: ReportOption
    @OptionGroup var failOn: FailOn

    func validate() throws {
        switch (first, second, with, gold) {
        case (.some(let first), .some, nil, nil), (.some(let first), nil, nil, .some): try options.refuseBeside(file: first)
        case (nil, nil, .some, nil): break
        default: throw ValidationError("compare two files (`A.csv B.csv`), a project and a file (`--with gold.csv`), or votes and known answers (`votes.csv --gold known.csv`)")
        }
    }

    func run() async throws {
        try report.check()
        let line = ProgressLine("reading", .bytes)
        if let with {
            let (workflows, actor, project) = try await options.open()
            let (found, findings) = try await workflows.compare(project, as: actor, with: with, votes.columns, question: question, watch: line.update)
            line.finish()
            return try show(found, findings)
        }
        guard let first else { return }
        if let gold {
            let (found, findings) = try CompareFiles.methods(first, gold: gold, votes.columns, watch: line.update)
            line.finish()
            return try show(found, findings)
        }
        let (found, findings) = try CompareFiles.compare(first, second ?? "", votes.columns, watch: line.update)
        line.finish()
        try show(found, findings)
    }

    private func show(_ found: CompareReport, _ findings: FileFindings) throws {
        Output.say(findings)
        try report.write(.compare(found))
        if options.json {
            try Output.json(found)
        } else {
            Output.data("item,first,second")
            for row in found.differing { Output.data([row.item, row.first, row.second].map(CSVCell.quoted).joined(separator: ",")) }
            say(found)
        }
        try failOn.check(findings.worst, found.differing.isEmpty ? nil : .warning)
    }

    private func say(_ found: CompareReport) {
        let kappa = Output.figure(found.kappa.value) + (found.kappa.interval.map { String(format: " (95 %% %.4f to %.4f)", $0.low, $0.high) } ?? found.kappa.reason.map { " (\($0))" } ?? "")
        Output.say("\(found.both) items in both, \(found.first.only) only in the first, \(found.second.only) only in the second")
        Output.say("\(found.equal) equal: agreement \(Output.figure(found.agreement)), Cohen's kappa \(kappa)")
        var table = TextTable("label", "first", "second", "both", "precision", "recall", "F1")
        let most = 40
        for row in found.labels.enumerated().sorted(by: { (-$0.element.second, $0.offset) < (-$1.element.second, $1.offset) }).prefix(most).map(\.element) {
            table.add(row.label, "\(row.first)", "\(row.second)", "\(row.both)", Output.figure(row.precision), Output.figure(row.recall), Output.figure(row.f1))
        }
        Output.say(table.text)
        if found.labels.count > most { Output.say("the \(most) of \(found.labels.count) labels with the most items; `--json` prints all") }
    }

    private func show(_ found: MethodComparison, _ findings: FileFindings) throws {
        Output.say(findings)
        try report.write(.methods(found))
        if options.json {
            try Output.json(found)
        } else {
            var table = TextTable("method", "right", "of", "accuracy", "low", "high", "")
            for row in found.methods.sorted(by: { ($1.accuracy ?? -1, $0.method) < ($0.accuracy ?? -1, $1.method) }) {
                table.add(row.method, "\(row.right)", "\(row.judged)", Output.figure(row.accuracy), Output.figure(row.interval?.low), Output.figure(row.interval?.high), row.reason ?? "")
            }
            Output.data(table.text)
            let ran = found.methods.filter { $0.reason == nil }.map(\.method)
            var equal = TextTable()
            equal.header = ["equal labels"] + ran
            for (name, row) in zip(ran, found.equal) { equal.add([name] + row.map { $0.map { String(format: "%.3f", $0) } ?? "-" }) }
            Output.data("\n" + equal.text)
        }
        try failOn.check(findings.worst)
    }
}

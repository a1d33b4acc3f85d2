import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow select`: pick what people should label next, out of files of what models say, or in a project.
struct SelectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select", abstract: "Pick what people should label next: by uncertainty, committee, spread or a mix; from files or in a project",
        discussion: "Example: winnow select --probabilities p.npy --method margin --count 50\nExample: winnow select --features emb.npy --labelled done.csv --method k-center --count 50 --random-share 0.2\nExample: winnow select --project sms --method badge --count 20\nExample: winnow select --check-stopping --rounds r1.csv r2.csv r3.csv r4.csv")
    @OptionGroup var options: ProjectOptions
    @OptionGroup var files: PoolOptions
    @OptionGroup var stopping: StoppingOptions
    @Option(help: "One of the methods that `winnow list selection` prints", completion: CatalogName.completion("selection"), transform: CatalogName.oneOf("selection")) var method = "least-confidence"
    @Option(parsing: .unconditional, help: "How many rows or items") var count = 100
    @Option(parsing: .unconditional, help: "Part of them that is drawn evenly, for estimates without bias") var randomShare = 0.1
    @Option(parsing: .unconditional, help: "At least so many of each class the model predicts") var perClass = 0
    @Option(parsing: .unconditional, help: "At most so many of each class the model predicts") var perClassMost: Int?
    @Option(help: "Question of a project; by default the first choice") var question: String?
    @Option(help: "Seed of whatever is drawn") var seed: UInt64 = 0
    @OptionGroup var failOn: FailOn

    func validate() throws {
        guard count >= 1 else { throw ValidationError("`--count` is at least 1, not \(count)") }
        guard (0...1).contains(randomShare) else { throw ValidationError("`--random-share` lies between 0 and 1, not at \(randomShare)") }
        guard perClass >= 0 else { throw ValidationError("`--per-class` is 0 or more, not \(perClass)") }
        if let perClassMost, perClassMost < max(perClass, 1) { throw ValidationError("`--per-class-most` is \(max(perClass, 1)) or more, not \(perClassMost)") }
        let given = [files.given, stopping.given].compactMap(\.self).first
        if let given, options.project != nil || options.workspace.workspace != nil {
            throw ValidationError("`\(given)` is about files, so `--project` and `--workspace` have nothing to say here")
        }
        if stopping.checkStopping, let given = files.given { throw ValidationError("`--check-stopping` looks at `--rounds`, not at `\(given)`") }
        try stopping.check()
    }

    func run() async throws {
        if stopping.checkStopping { return try await stop() }
        if files.given != nil { return try pick() }
        let (workflows, actor, project) = try await options.open()
        let selection = try await workflows.select(in: project, as: actor, question: question, settings)
        try show(selection)
        try failOn.check(selection.shortfall > 0 ? .warning : nil)
    }

    private var settings: SelectionSettings {
        SelectionSettings(method: method, count: count, randomShare: randomShare, atLeast: perClass, atMost: perClassMost, seed: seed)
    }

    private func pick() throws {
        let (report, findings) = try SelectionFiles.select(files.input, settings)
        if options.json {
            try Output.json(report)
        } else {
            let hasIDs = files.ids != nil
            Output.data(hasIDs ? "rank,row,id,score,reason" : "rank,row,score,reason")
            for row in report.items {
                let id = hasIDs ? CSVCell.quoted(row.id ?? "") + "," : ""
                Output.data("\(row.rank),\(row.row),\(id)\(Self.figure(row.score)),\(row.reason.rawValue)")
            }
        }
        Output.say(findings)
        try failOn.check(findings.worst)
    }

    private func show(_ selection: ItemSelection) throws {
        if options.json { return try Output.json(selection) }
        var table = TextTable("rank", "key", "score", "reason", "text")
        for row in selection.items { table.add("\(row.rank)", row.key, Output.figure(row.score), row.reason.rawValue, String(row.preview.prefix(60))) }
        Output.data(table.text)
        let held = selection.inFlight > 0 ? ", \(selection.inFlight) more are being labelled" : ""
        Output.say("\(selection.items.count) of \(selection.open) open items\(held); `winnow queue --strategy \(selection.method)` puts such items first")
        if selection.shortfall > 0 { Output.say("warning: \(selection.shortfall) fewer than were asked for") }
    }

    private func stop() async throws {
        let report: StoppingReport
        if stopping.rounds.isEmpty {
            let (workflows, actor, project) = try await options.open()
            report = try await workflows.stopping(of: project, as: actor, question: question, planned: stopping.planned)
        } else {
            report = try StoppingFiles.check(stopping.input)
        }
        if options.json { return try Output.json(report) }
        var table = TextTable("criterion", "verdict", "value", "line", "what it asks")
        for row in report.criteria {
            table.add(row.name, row.words, row.value.map { String(format: "%.4g", $0) } ?? "-", row.line.map { String(format: "%.4g", $0) } ?? "-", row.summary)
        }
        Output.data(table.text)
        Output.say(report.isEnough ? "at least one criterion says it is enough" : "no criterion says it is enough")
    }

    /// As many digits as tell two scores apart.
    private static func figure(_ score: Double?) -> String { score.map { String(format: "%.12g", $0) } ?? "" }
}

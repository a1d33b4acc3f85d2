import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow evaluate`: compare settled answers with the known ones a source brought along.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Compare settled answers with the known ones a source brought along", discussion: "Example: winnow evaluate --project sms --against known")
    @OptionGroup var options: ProjectOptions
    @Option(help: "What to compare with: `known`") var against = "known"
    @Option(help: "Question; by default the first choice") var question: String?

    func validate() throws {
        guard against == "known" else { throw ValidationError("`--against` takes `known`") }
    }

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let evaluation = try await workflows.evaluate(project, as: actor, question: question)
        if options.json { return try Output.json(evaluation) }
        var table = TextTable("settled by", "items", "correct", "accuracy")
        for row in evaluation.rules + [evaluation.suggestions].compactMap(\.self) { table.add(row.rule, "\(row.items)", "\(row.correct)", String(format: "%.4f", row.accuracy)) }
        Output.data(table.text)
        Output.say("accuracy of what is settled: \(evaluation.accuracy.map { String(format: "%.4f", $0) } ?? "nothing to compare")")
    }
}

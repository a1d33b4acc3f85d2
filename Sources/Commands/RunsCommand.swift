import ArgumentParser
import Records
import Workflows

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List what sources and steps did, newest first", discussion: "Example: winnow runs --project sms")
    @OptionGroup var options: ProjectOptions

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let list = try await workflows.runs(of: project, as: actor)
        if options.json { return try Output.json(list) }
        for run in list.runs { Output.data("\(run.id)  \(run.step)  \(run.state.rawValue)  \(run.report.isEmpty ? "" : JSONValue.object(run.report).text(sorted: false))") }
    }
}

import ArgumentParser
import Records
import Workflows

/// `winnow runs`: list what sources and steps did, newest first.
struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List what sources and steps did, newest first", discussion: "Example: winnow runs --project sms")
    @OptionGroup var options: ProjectOptions

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let list = try await workflows.runs(of: project, as: actor)
        if options.json { return try Output.json(list) }
        for run in list.runs {
            let counts = run.report.members.compactMap { key, value in value.int.map { "\($0) \(key)" } }.joined(separator: ", ")
            Output.data("\(run.id)  \(run.step)  \(run.state.rawValue)  \(counts)")
        }
    }
}

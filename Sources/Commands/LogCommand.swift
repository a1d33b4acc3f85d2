import ArgumentParser
import Records
import Workflows

/// `winnow log`: list the commits of a project, newest first.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "List the commits of a project, newest first", discussion: "Example: winnow log --project sms")
    @OptionGroup var options: ProjectOptions

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let list = try await workflows.commits(of: project, as: actor)
        if options.json { return try Output.json(list) }
        for commit in list.commits {
            Output.data("\(commit.id.prefix(12))  \(CommandTime.text(commit.madeAt))  \(commit.author)  \(commit.items) items  \(Terminal.line(commit.message, limit: 200))")
        }
    }
}

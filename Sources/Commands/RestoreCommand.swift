import ArgumentParser
import Records
import Workflows

/// `winnow restore`: bring a commit's answers back as new revisions.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring a commit's answers back as new revisions", discussion: "Example: winnow restore 3f2a --project sms")
    @OptionGroup var options: ProjectOptions
    @Argument(help: "The commit, or enough of its hash") var commit: String

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.restore(commit, in: project, as: actor)
        if let job = report.job { try await workflows.runToEnd([job], "planning who labels what") }
        if options.json { return try Output.json(report) }
        Output.say("\(report.revisions) items restored, \(report.withdrawn) withdrawn")
    }
}

import ArgumentParser
import Records
import Workflows

/// `winnow verify`: read a whole commit and say what is damaged.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read a whole commit and say what is damaged", discussion: "Example: winnow verify --project sms")
    @OptionGroup var options: ProjectOptions
    @Argument(help: "The commit, or enough of its hash; by default the newest") var commit: String?

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let findings = try await workflows.verifyCommit(commit, of: project, as: actor)
        if options.json { try Output.json(findings) } else { findings.forEach { Output.say($0) } }
        guard findings.isEmpty else { throw ExitCode(3) }
        if !options.json { Output.say("the commit is whole") }
    }
}

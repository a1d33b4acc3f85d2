import ArgumentParser
import Records
import Workflows

/// `winnow checkout`: write a commit out as a folder to look at; changes nothing in the project.
struct CheckoutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkout", abstract: "Write a commit out as a folder to look at; changes nothing in the project",
        discussion: "Example: winnow checkout 3f2a --to as-labelled --project sms")
    @OptionGroup var options: ProjectOptions
    @Argument(help: "The commit, or enough of its hash") var commit: String
    @Option(help: "A folder that is empty or does not exist yet", completion: .directory) var to: String

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let made = try await workflows.checkout(commit, of: project, as: actor, to: to)
        if options.json { return try Output.json(made) }
        Output.say("wrote \(made.items) items and \(made.answers) answers to `\(to)`")
    }
}

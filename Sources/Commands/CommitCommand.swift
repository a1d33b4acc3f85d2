import ArgumentParser
import Records
import Workflows

/// `winnow commit`: freeze the present state of a project under its content's hash.
struct CommitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit", abstract: "Freeze the present state of a project under its content's hash", discussion: "Example: winnow commit --project sms -m 'First 200 labels'")
    @OptionGroup var options: ProjectOptions
    @Option(name: .shortAndLong, help: "Why") var message: String

    func validate() throws {
        guard message.contains(where: { !$0.isWhitespace }) else { throw ValidationError("a commit needs a message that says why") }
    }

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let made = try await workflows.commit(project, as: actor, message: message)
        if options.json { return try Output.json(made) }
        Output.data(made.commit)
        Output.say(made.isUnchanged ? "nothing has changed since" : "\(made.items) items, \(made.answers) answers, \(made.revisions) revisions")
    }
}

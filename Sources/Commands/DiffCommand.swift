import ArgumentParser
import Records
import Workflows

/// `winnow diff`: show what changed between two commits; by default between the newest and the one before.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what changed between two commits; by default between the newest and the one before",
        discussion: "Example: winnow diff 3f2a 9b1c --project sms")
    @OptionGroup var options: ProjectOptions
    @Argument(help: "The older commit, or enough of its hash") var from: String?
    @Argument(help: "The newer commit") var to: String?

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let diff = try await workflows.diff(project, as: actor, from: from, to: to)
        if options.json { return try Output.json(diff) }
        diff.definition.forEach { Output.data("definition: \($0)") }
        for change in diff.changed {
            let what = change.question.map { "\($0): \(change.before?.shortText ?? "open") -> \(change.after?.shortText ?? "open")" } ?? "item changed"
            Output.data("\(change.source)/\(change.key)  \(what)")
        }
        Output.say("\(diff.added) added, \(diff.removed) removed, \(diff.changes) changes")
    }
}

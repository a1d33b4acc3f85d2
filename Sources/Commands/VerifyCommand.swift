import ArgumentParser
import Records
import Workflows

/// `winnow verify`: read a whole commit, or the whole workspace, and say what is damaged.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read a whole commit, or with --all the whole workspace, and say what is damaged",
        discussion: """
            Example: winnow verify --project sms
            Example: winnow verify --all
            """)
    @OptionGroup var options: ProjectOptions
    @Argument(help: "The commit, or enough of its hash; by default the newest") var commit: String?
    @Flag(help: "The whole workspace: database, stored bytes, audit record, every project's commits") var all = false

    func validate() throws {
        guard all, commit != nil || options.project != nil else { return }
        throw ValidationError("`--all` reads every project and commit, so none can be named")
    }

    func run() async throws { try await all ? runAll() : runCommit() }

    private func runCommit() async throws {
        let (workflows, actor, project) = try await options.open()
        let findings = try await workflows.verifyCommit(commit, of: project, as: actor)
        if options.json { try Output.json(findings) } else { findings.forEach { Output.say($0) } }
        guard findings.isEmpty else { throw ExitCode(3) }
        if !options.json { Output.say("the commit is whole") }
    }

    private func runAll() async throws {
        let (workflows, actor) = try await options.workspace.open()
        let check = try await workflows.verifyWorkspace(as: actor)
        if options.json { try Output.json(check) } else { check.findings.forEach { Output.say($0) } }
        guard check.findings.isEmpty else { throw ExitCode(3) }
        if !options.json {
            Output.say("the workspace is whole: \(check.projects) projects, \(check.items) items, \(check.commits) commits, \(check.blobs) stored objects")
        }
    }
}

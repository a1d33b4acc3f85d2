import ArgumentParser
import Records
import Workflows

/// `winnow audit`: show who did what, and check that nothing was taken out of the record.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Show who did what, newest first, and check that nothing was taken out of the record", discussion: "Example: winnow audit --verify")
    @OptionGroup var workspace: WorkspaceOptions
    @Flag(help: "Recompute the chain of hashes") var verify = false
    @OptionGroup var limit: ListLimit

    func run() async throws {
        let (workflows, actor) = try await workspace.open()
        if verify {
            try await workflows.verifyAudit(as: actor)
            return workspace.json ? try Output.json(["isWhole": true]) : Output.say("the audit chain is whole")
        }
        let entries = try await workflows.auditEntries(as: actor, limit: limit.limit)
        if workspace.json { return try Output.json(entries) }
        for entry in entries { Output.data("\(entry.number)  \(entry.actor)  \(entry.action)  \(entry.subject)") }
    }
}

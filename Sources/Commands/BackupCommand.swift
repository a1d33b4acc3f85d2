import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow backup`: copy the whole workspace while it is in use; the copy is a workspace.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole workspace while it is in use; the copy is a workspace",
        discussion: "Example: winnow backup --to /mnt/backup/cells-monday")
    @OptionGroup var workspace: WorkspaceOptions
    @Option(help: "A folder that is empty or does not exist yet", completion: .directory) var to: String

    func run() async throws {
        let (workflows, actor) = try await workspace.open()
        let line = ProgressLine("copying", .bytes)
        defer { line.finish() }
        let folder = URL(fileURLWithPath: to).standardizedFileURL.path
        let made = try await workflows.backUp(to: folder, as: actor) { line.update(done: $0, total: nil) }
        line.finish()
        if workspace.json { return try Output.json(made) }
        for path in made.skipped { Output.say("left out `\(path)`: a link, or it went away meanwhile") }
        Output.say("copied \(made.files) files, \(made.bytes) bytes; `winnow verify --all --workspace \(to)` reads them again, `winnow serve --workspace \(to)` goes on from there")
    }
}

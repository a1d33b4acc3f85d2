import ArgumentParser
import Workflows

/// `winnow init`: make an empty workspace in a folder.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make an empty workspace in a folder",
        discussion: "Example: winnow init --workspace cells")

    @Option(help: ArgumentHelp("Folder to make it in", valueName: "folder")) var workspace = "."

    func run() async throws {
        let workflows = try await Workflows.create(workspace: workspace)
        try await workflows.close()
        Output.say("made a workspace in `\(workspace)`; next: `winnow project apply winnow.yaml`")
    }
}

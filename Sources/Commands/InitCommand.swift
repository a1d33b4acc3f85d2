import ArgumentParser
import Foundation
import Workflows

/// `winnow init`: make an empty workspace in a folder.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make an empty workspace in a folder",
        discussion: "Example: winnow init cells")

    @Argument(help: "Folder to make it in; by default this one", completion: .directory) var folder: String?
    @Option(help: ArgumentHelp("The same as naming the folder alone", valueName: "folder"), completion: .directory) var workspace: String?

    func validate() throws {
        guard folder == nil || workspace == nil else { throw ValidationError("the folder is named twice") }
    }

    func run() async throws {
        let path = folder ?? workspace ?? "."
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
            throw WorkflowError(.conflict, "workspace.file", "`\(path)` is a file", hint: "name a folder")
        }
        let workflows = try await Workflows.create(workspace: path)
        try await workflows.close()
        Output.say("made a workspace in `\(path)`; next: `winnow project apply winnow.yaml`" + (path == "." ? "" : " with `--workspace \(path)` or in that folder"))
    }
}

import Foundation
import Records
import Workflows

/// A `winnow.yaml` on disk or on standard input, with the guidelines it names.
struct DefinitionFile {
    /// `-` is standard input; what it names is then looked for in the present folder.
    let path: String

    /// Makes the project or writes the file's changes into it; relative paths of sources are kept from the file's folder.
    ///
    /// A file older than what is stored is refused with the difference, unless `expectedVersion` says that it was made
    /// against the stored one.
    func apply(in workflows: Workflows, as actor: Actor, expectedVersion: Int? = nil) async throws -> DefinitionApplied {
        let text = try text()
        let applied = try await workflows.writeIn(text, as: actor, expectedVersion: expectedVersion)
        try await workflows.setFolder(of: applied.slug, to: folder.path, as: actor)
        // A large project's places for annotators are planned anew apart.
        if let job = applied.job { try await workflows.runToEnd([job], "planning who labels what") }
        return applied
    }

    /// What applying it would change; nothing is written.
    func changes(in workflows: Workflows, as actor: Actor) async throws -> DefinitionChanges {
        try await workflows.changes(by: text(), as: actor)
    }

    func text() throws -> DefinitionSource {
        let yaml = try text(at: path)
        let guidelines = try Workflows.guidelinesFile(inDefinition: yaml).map { try text(at: folder.appendingPathComponent($0).path) }
        let isInput = path == "-"
        return DefinitionSource(yaml: yaml, guidelines: guidelines, file: isInput ? nil : URL(fileURLWithPath: path).standardizedFileURL.path, shownAs: isInput ? "(standard input)" : path)
    }

    private var folder: URL {
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        return path == "-" ? here : URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent()
    }

    private func text(at path: String) throws -> String {
        if path == "-" { return try checked(FileHandle.standardInput.readDataToEndOfFile(), "(standard input)") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WorkflowError(.notFound, "file.unreadable", "`\(path)` cannot be read", hint: "check the path and its permissions")
        }
        return try checked(data, path)
    }

    private func checked(_ data: Data, _ path: String) throws -> String {
        guard let text = String(validating: data, as: UTF8.self) else {
            throw WorkflowError(.unprocessable, "file.encoding", "`\(path)` is not UTF-8", hint: "convert it, for example with `iconv -t utf-8`")
        }
        return text
    }
}

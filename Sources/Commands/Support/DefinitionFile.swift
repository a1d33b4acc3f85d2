import Foundation
import Records
import Workflows

/// A `winnow.yaml` on disk, with the guidelines it names.
struct DefinitionFile {
    let path: String

    /// Makes the project or writes the file's changes into it; relative paths of sources are kept from the file's folder.
    func apply(in workflows: Workflows, as actor: Actor, expectedVersion: Int? = nil) async throws -> DefinitionApplied {
        let yaml = try text(at: path)
        let guidelines = try guidelinesText(in: yaml)
        let slug = try Workflows.projectName(inDefinition: yaml, file: path)
        let exists = try await workflows.projectID(slug) != nil
        let applied = exists
            ? try await workflows.applyDefinition(as: actor, project: slug, yaml: yaml, guidelines: guidelines, expectedVersion: expectedVersion, file: path)
            : try await workflows.createProject(as: actor, yaml: yaml, guidelines: guidelines, file: path)
        try await workflows.setFolder(of: slug, to: folder.path, as: actor)
        return applied
    }

    private var folder: URL { URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent() }

    private func guidelinesText(in yaml: String) throws -> String? {
        guard let name = Workflows.guidelinesFile(inDefinition: yaml) else { return nil }
        return try text(at: folder.appendingPathComponent(name).path)
    }

    private func text(at path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WorkflowError(.notFound, "file.unreadable", "`\(path)` cannot be read", hint: "check the path and its permissions")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw WorkflowError(.badInput, "file.encoding", "`\(path)` is not UTF-8", hint: "convert it, for example with `iconv -t utf-8`")
        }
        return text
    }
}

extension Workflows {
    /// Does jobs one after the other here and now, with a progress line; their reports in order.
    @discardableResult
    func runToEnd(_ jobs: [JobStarted]) async throws -> [Job] {
        var ended: [Job] = []
        for job in jobs {
            let line = ProgressLine("working")
            defer { line.finish() }
            ended.append(try await perform(job.job) { done, total in line.update(done: done, total: total) })
        }
        return ended
    }
}

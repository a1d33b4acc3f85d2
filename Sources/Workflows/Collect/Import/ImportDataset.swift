import Formats
import Foundation
import Records
import Storage

/// Bringing answers (and items where they are absent) from a labelled dataset, once, as revisions of origin import.

/// What happens to an imported answer where another one was imported before. What people say counts before either.
public enum ImportConflict: String, Sendable, Codable, CaseIterable {
    /// The answer that is there stays.
    case keep
    /// The one of this import counts from now on; the one before stays in the item's history.
    case replace
}

public struct ImportRequest: Sendable, Hashable {
    /// A dataset format; found out when nil.
    public var format: String?
    /// The source that new items belong to; by default one named after the file.
    public var source: String?
    /// Of new items, where the source is new; without one none are added.
    public var licence: String?
    public var attribution: String?
    public var origin: String?
    /// Questions of the project whose answers are brought in; empty: all.
    public var questions: [String] = []
    public var onConflict = ImportConflict.replace
    public var vocBase = 0

    public init() {}
}

extension Workflows {
    /// Starts an import. The command line names any path; over HTTP the files are those of an uploaded source, which was
    /// declared with its licence (`beginUpload`).
    public func importDataset(into slug: String, as actor: Actor, path: String? = nil, _ request: ImportRequest) async throws -> JobStarted {
        let project = try await project(slug, as: actor, needs: .manageProject)
        for name in request.questions where project.definition.question(named: name) == nil { throw WorkflowError.unknown("question", name) }
        if let format = request.format { _ = try OpenedDataset.format(format, nil, shownAs: "") }
        guard VOCBase(rawValue: request.vocBase) != nil else {
            throw WorkflowError(.badInput, "import.setting", "`\(request.vocBase)` is no least coordinate of Pascal VOC", hint: "it is 0 or 1")
        }
        guard ["internal", "external", "synthetic", nil].contains(request.origin) else {
            throw WorkflowError(.badInput, "import.setting", "`\(request.origin ?? "")` is no origin", hint: "it is `internal`, `external` or `synthetic`")
        }
        var job: JSONObject = [
            "path": .string(try place(path, request, project, actor)), "source": .string(request.source ?? Self.sourceName(path ?? "")),
            "onConflict": .string(request.onConflict.rawValue), "vocBase": .int(Int64(request.vocBase)), "author": .string(actor.name),
        ]
        job["format"] = request.format.map(JSONValue.string)
        job["licence"] = request.licence.map(JSONValue.string)
        job["attribution"] = request.attribution.map(JSONValue.string)
        job["origin"] = request.origin.map(JSONValue.string)
        if !request.questions.isEmpty { job["questions"] = .array(request.questions.map(JSONValue.string)) }
        return JobStarted(job: try await queueJob(ImportJob.self, project: project, settings: job, as: actor).id)
    }

    /// A manager over HTTP must not read the server's own files.
    private func place(_ path: String?, _ request: ImportRequest, _ project: ProjectContext, _ actor: Actor) throws -> String {
        if let path {
            guard actor.person == nil, actor.isOwner else { throw WorkflowError(.forbidden, "import.path", "only the command line on the machine names a path") }
            guard FileManager.default.fileExists(atPath: path) else { throw WorkflowError(.notFound, "file.missing", "there is no `\(path)`", hint: "look at the name and the folder") }
            return path
        }
        guard let name = request.source, project.definition.sources.contains(where: { $0.name == name && $0.kind == UploadSource.kind }) else {
            throw WorkflowError(.notFound, "upload.unknown", "there is no source `\(request.source ?? "")` of kind `upload`", hint: "declare it with its licence and send its files first")
        }
        return uploads(of: name, in: project.slug)
    }

    /// `exports/cells.zip` -> `import-cells`.
    private static func sourceName(_ path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? "dataset"
        return "import-" + (file.split(separator: ".").first.map(String.init) ?? file)
    }
}

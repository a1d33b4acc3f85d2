import Records
import Storage

/// A task definition as a file has it, and what is known of the version it was made from.
///
/// The database holds the truth. For every file that was written in, the workspace keeps which version it became; a file
/// that `winnow project show --yaml` printed says its version in its first line. So a file can be told to be older than
/// what is stored, and is refused instead of taking back what somebody changed in the browser.

public struct DefinitionSource: Sendable, Hashable {
    public var yaml: String
    public var guidelines: String?
    /// The whole path; nil for standard input.
    public var file: String?
    /// The name in findings.
    public var shownAs: String

    public init(yaml: String, guidelines: String?, file: String?, shownAs: String) {
        self.yaml = yaml
        self.guidelines = guidelines
        self.file = file
        self.shownAs = shownAs
    }
}

/// What writing a definition in would change.
public struct DefinitionChanges: Codable, Sendable, Hashable {
    public var slug: String
    /// The stored version; nil when the project is not there yet.
    public var version: Int?
    /// The version the file was made from; nil when nobody knows.
    public var base: Int?
    /// Lines in words; empty when nothing would change.
    public var changes: [String]
}

extension Workflows {
    /// Makes the project or writes the changes in. Refused with the difference when the stored definition is newer than
    /// the version the file was made from; `expectedVersion` says that it was made from that one.
    public func writeIn(_ source: DefinitionSource, as actor: Actor, expectedVersion: Int? = nil) async throws -> DefinitionApplied {
        let found = try await changes(by: source, as: actor)
        let applied: DefinitionApplied
        if let version = found.version {
            if !found.changes.isEmpty, expectedVersion ?? found.base != version { throw Self.older(found, expectedVersion, source) }
            applied = try await applyDefinition(
                as: actor, project: found.slug, yaml: source.yaml, guidelines: source.guidelines, expectedVersion: version, file: source.shownAs)
        } else {
            applied = try await createProject(as: actor, yaml: source.yaml, guidelines: source.guidelines, file: source.shownAs)
        }
        try await note(applied.version, of: found.slug, file: source.file)
        return applied
    }

    public func changes(by source: DefinitionSource, as actor: Actor) async throws -> DefinitionChanges {
        var definition = try Self.parsed(source.yaml, file: source.shownAs).definition
        guard try await projectID(definition.project) != nil else {
            return DefinitionChanges(slug: definition.project, version: nil, base: nil, changes: [])
        }
        let stored = try await project(definition.project, as: actor, needs: .manageProject)
        definition.guidelines = source.guidelines ?? stored.guidelines
        let written = try await version(of: stored.id, file: source.file)
        let base = [written, DefinitionMark.version(in: source.yaml)].compactMap(\.self).max()
        return DefinitionChanges(
            slug: stored.slug, version: stored.version, base: base, changes: DefinitionDiff(from: stored.definition, to: definition).lines)
    }

    private static func older(_ found: DefinitionChanges, _ expected: Int?, _ source: DefinitionSource) -> WorkflowError {
        let version = found.version ?? 0
        let base = (expected ?? found.base).map { "was made from version \($0)" } ?? "was made from a version that nobody knows"
        let lines = found.changes.prefix(20).map { "\n  " + $0 }.joined() + (found.changes.count > 20 ? "\n  and \(found.changes.count - 20) more" : "")
        return WorkflowError(
            .conflict, "definition.older", "`\(source.shownAs)` \(base), and version \(version) is stored; writing it in would change:\(lines)",
            hint: "begin with `winnow project show --yaml --project \(found.slug)`, or pass `--expected-version \(version)` to write these changes in all the same")
    }

    // MARK: What a file was last

    private func version(of project: ProjectID, file: String?) async throws -> Int? {
        guard let file else { return nil }
        return try await store.read { try $0.settings[Self.setting(project, file)] }.flatMap { Int($0) }
    }

    private func note(_ version: Int, of slug: String, file: String?) async throws {
        guard let file, let project = try await projectID(slug) else { return }
        guard try await self.version(of: project, file: file) != version else { return }
        try await store.write { try $0.settings.set(Self.setting(project, file), to: String(version)) }
    }

    private static func setting(_ project: ProjectID, _ file: String) -> String { "definition-file.\(project).\(file)" }
}

/// The first line of a definition that was printed: which version it was.
public enum DefinitionMark {
    private static let opening = "# definition version "

    public static func line(_ version: Int) -> String { opening + String(version) }

    static func version(in yaml: String) -> Int? {
        guard yaml.hasPrefix(opening) else { return nil }
        return Int(yaml.dropFirst(opening.count).prefix { $0.isNumber })
    }
}

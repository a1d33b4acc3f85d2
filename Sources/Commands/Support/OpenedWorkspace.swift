import Records
import Synchronization
import Workflows

/// The workspace and project this process works on, so that an error about an unknown name can say what there is.
enum OpenedWorkspace {
    struct Opened {
        var workflows: Workflows
        var actor: Actor
        var project: String?
    }

    private static let opened = Mutex<Opened?>(nil)

    static func note(_ workflows: Workflows, _ actor: Actor, project: String? = nil) {
        opened.withLock { $0 = Opened(workflows: workflows, actor: actor, project: project) }
    }

    /// The same error with the nearest name, or with what there is, as its hint.
    static func explained(_ error: WorkflowError) async -> WorkflowError {
        guard let opened = opened.withLock({ $0 }), error.kind == .notFound, let name = quoted(error.message), error.hint == nil || error.code == "project.unknown",
            let known = try? await names(error.code, opened)
        else { return error }
        var error = error
        error.hint = KnownNames.hint(name, among: known)
        return error
    }

    /// The first thing in backticks, which is the name that was not found.
    private static func quoted(_ message: String) -> String? {
        let pieces = message.split(separator: "`", omittingEmptySubsequences: false)
        return pieces.count >= 3 ? String(pieces[1]) : nil
    }

    private static func names(_ code: String, _ opened: Opened) async throws -> [String]? {
        if code == "project.unknown" { return try await opened.workflows.projects(as: opened.actor).projects.map(\.slug) }
        if code == "person.unknown" { return try await opened.workflows.people(as: opened.actor).people.map(\.login) }
        guard let project = opened.project else { return nil }
        if code == "commit.unknown" {
            return try await opened.workflows.commits(of: project, as: opened.actor).commits.map { String($0.id.prefix(12)) }
        }
        let definition = try await opened.workflows.project(project, as: opened.actor).definition
        return switch code {
        case "source.unknown": definition.sources.map(\.name)
        case "question.unknown": definition.questions.map(\.name)
        case "label.unknown": definition.questions.flatMap(\.labelNames)
        default: nil
        }
    }
}

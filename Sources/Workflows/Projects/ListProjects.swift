import Records
import Storage

/// Which projects there are, and what one of them asks.

extension Workflows {
    /// Those the actor has a part in; an owner sees all.
    public func projects(as actor: Actor) async throws -> ProjectList {
        try await store.read { connection in
            let visible = try connection.projects.all().filter { $0.archivedAt == nil && (actor.isOwner || actor.roles[$0.id] != nil) }
            return ProjectList(projects: try visible.map { project in
                let counts = try connection.projects.counts(of: project.id)
                return ProjectSummary(
                    slug: project.slug, objective: project.objective, media: project.media,
                    role: actor.isOwner ? .owner : actor.roles[project.id] ?? .viewer,
                    counts: CountsView(
                        items: counts.items, ready: counts.byState[.ready] ?? 0, done: counts.submitted,
                        open: counts.openSlots))
            })
        }
    }

    public func project(_ slug: String, as actor: Actor) async throws -> ProjectDetail {
        let context = try await project(slug, as: actor, needs: .readProject, or: .label)
        return ProjectDetail(
            slug: slug, version: context.version, definition: context.definition, guidelines: context.guidelines,
            role: actor.isOwner ? .owner : actor.roles[context.id] ?? .viewer)
    }

    /// The definition as a file, written from what is stored.
    public func definitionYAML(_ slug: String, as actor: Actor) async throws -> String {
        DefinitionWriter.yaml(try await project(slug, as: actor, needs: .readProject).definition)
    }
}

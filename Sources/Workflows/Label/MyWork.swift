import Records
import Storage

/// An annotator's own pages: what there is to do, what was done.

extension Workflows {
    public func myWork(as actor: Actor) async throws -> MyWork {
        let person = try Self.person(actor)
        let definitions = definitions
        return try await store.read { connection in
            let projects = try connection.projects.all().filter { $0.archivedAt == nil && actor.may(.label, in: $0.id) }
            return MyWork(projects: try projects.map { project in
                let context = try definitions.project(project.slug, as: actor, needs: .label, connection)
                let leased = try connection.assignments.leased(by: person, in: project.id)
                let returned = try connection.verdicts.returned(to: person, in: project.id)
                let items = Dictionary(uniqueKeysWithValues: try connection.items.find(leased.map(\.item) + returned.map(\.item)).map { ($0.id, $0) })
                return MyWork.Project(
                    slug: project.slug, objective: project.objective, purpose: context.definition.purpose,
                    available: try connection.slots.available(of: project.id, stage: .label, for: person, limit: 1000),
                    leased: leased.map { MyWork.Leased(assignment: $0.id, item: $0.item, key: items[$0.item]?.key ?? "", expiresAt: $0.expiresAt) },
                    submitted: try connection.assignments.count(of: person, in: project.id, .submitted),
                    returned: returned.map { MyWork.Returned(item: $0.item, key: items[$0.item]?.key ?? "", note: $0.note) })
            })
        }
    }

    public func history(as actor: Actor, project slug: String? = nil, before: RevisionID? = nil, limit: Int = 50) async throws -> History {
        let person = try Self.person(actor)
        let definitions = definitions
        return try await store.read { connection in
            let project = try slug.map { try definitions.project($0, as: actor, needs: .label, or: .readProject, connection) }
            let revisions = try connection.revisions.history(of: person, project: project?.id, before: before, limit: limit + 1)
            let shown = revisions.prefix(limit)
            let found = Dictionary(grouping: try connection.items.find(shown.map(\.item)), by: \.project)
            let seen = try found.flatMap { try Exposure(of: definitions.project($0.key, unasked: connection), to: actor).of($0.value, connection) }
            let items = Dictionary(uniqueKeysWithValues: seen.map { ($0.id, $0) })
            let slugs = Dictionary(uniqueKeysWithValues: try connection.projects.all().map { ($0.id, $0.slug) })
            let rows = shown.compactMap { revision -> History.Row? in
                guard let item = items[revision.item] else { return nil }
                return History.Row(
                    id: revision.id, item: item.id, key: item.key, project: slugs[item.project] ?? "", number: revision.number,
                    annotation: revision.annotation, madeAt: revision.madeAt, activeSeconds: revision.activeSeconds,
                    preview: preview(of: item.fields), fields: item.fields, blobs: item.blobs)
            }
            return History(revisions: rows, next: revisions.count > limit ? shown.last?.id : nil)
        }
    }
}

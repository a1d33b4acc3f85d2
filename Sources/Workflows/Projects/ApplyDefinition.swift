import Augmenting
import Records
import Shipping
import Storage

/// Writing a task definition in: a new project, or a new version of one that is there.

extension Workflows {
    /// The definition in a file, or why it is none: every finding has line and column.
    static func parsed(_ yaml: String, file: String?) throws -> (definition: TaskDefinition, findings: [Finding]) {
        let (definition, findings) = DefinitionParser.parse(yaml: yaml, file: file, check: stageFindings)
        guard let definition, !findings.contains(where: { $0.severity == .error }) else {
            throw WorkflowError.refused(findings, what: "definition")
        }
        let unmeant = consensusFindings(in: definition)
        guard unmeant.isEmpty else { throw WorkflowError.refused(findings + unmeant, what: "definition") }
        return (definition, findings)
    }

    /// What only the stages can tell: operations that are not there, formats that do not fit.
    private static func stageFindings(_ definition: TaskDefinition) -> [Finding] {
        (definition.augment.map(AugmentationRecipe.findings) ?? []) + WeakDeclaration.findings(definition) + definition.ship.enumerated().compactMap { index, target -> Finding? in
            do throws(ShipError) {
                _ = try ShipmentOptions(target)
                _ = try ShipFormatCatalog.checked(target.format, for: definition)
                return nil
            } catch {
                var finding = error.finding
                finding.place = Place(record: "ship[\(index)]")
                return finding
            }
        }
    }

    public func createProject(as actor: Actor, yaml: String, guidelines: String? = nil, file: String? = nil) async throws -> DefinitionApplied {
        try require(.manageWorkspace, of: actor)
        let (parsed, findings) = try Self.parsed(yaml, file: file)
        let definition = Self.withGuidelines(parsed, guidelines)
        return try await store.write { [store] connection in
            guard try connection.projects.find(slug: definition.project) == nil else {
                throw WorkflowError(.conflict, "project.exists", "there is a project `\(definition.project)` already", hint: "`winnow project apply` writes changes into it")
            }
            let id: ProjectID = store.ids.next()
            try connection.projects.insert(id, DefinitionVersion(
                project: id, version: 1, yaml: yaml, definition: definition, guidelines: definition.guidelines, author: actor.name, madeAt: store.now()))
            try Self.saveSources(of: definition, project: id, store, connection)
            if let person = actor.person, !actor.isOwner { try connection.memberships.set(.manager, of: person, in: id, at: store.now()) }
            try connection.audit.append(actor: actor.name, action: "project.make", subject: definition.project, at: store.now())
            return DefinitionApplied(slug: definition.project, version: 1, changes: [], findings: findings)
        }
    }

    /// Writes changes in as a new version. `expectedVersion` is the one the change was made against: when the
    /// stored one is newer the change is refused with the difference, never merged silently.
    public func applyDefinition(
        as actor: Actor, project slug: String, yaml: String, guidelines: String? = nil, expectedVersion: Int?, file: String? = nil
    ) async throws -> DefinitionApplied {
        let (parsed, findings) = try Self.parsed(yaml, file: file)
        guard parsed.project == slug else {
            throw WorkflowError(.badInput, "definition.other-project", "this definition is of `\(parsed.project)`, not of `\(slug)`", hint: "a project keeps its name")
        }
        let definitions = definitions
        var (applied, isReplanned) = try await store.write { [store] connection -> (DefinitionApplied, Bool) in
            let present = try definitions.project(slug, as: actor, needs: .manageProject, connection)
            let definition = Self.withGuidelines(parsed, guidelines ?? present.guidelines)
            let changes = DefinitionDiff(from: present.definition, to: definition).lines
            guard !changes.isEmpty else { return (DefinitionApplied(slug: slug, version: present.version, changes: [], findings: findings), false) }
            if let expectedVersion, expectedVersion != present.version {
                throw WorkflowError(
                    .conflict, "definition.older", "this was made from version \(expectedVersion), and version \(present.version) is stored",
                    hint: "read the stored one with `winnow project show --yaml`; it differs in: " + changes.prefix(10).joined(separator: "; "))
            }
            let next = DefinitionVersion(
                project: present.id, version: present.version + 1, yaml: yaml, definition: definition, guidelines: definition.guidelines, author: actor.name, madeAt: store.now())
            guard try connection.projects.add(next) else {
                throw WorkflowError(.conflict, "definition.older", "somebody else changed the definition just now", hint: "read it again and repeat the change")
            }
            try Self.saveSources(of: definition, project: present.id, store, connection)
            try connection.audit.append(actor: actor.name, action: "definition.change", subject: slug, details: ["version": .int(Int64(next.version))], at: store.now())
            return (
                DefinitionApplied(slug: slug, version: next.version, changes: changes, findings: findings),
                definition.labelling.asksOtherwise(than: present.definition.labelling))
        }
        if isReplanned { applied.job = try await replanSlots(of: slug, as: actor) }
        return applied
    }

    private static func withGuidelines(_ definition: TaskDefinition, _ text: String?) -> TaskDefinition {
        var definition = definition
        if let text { definition.guidelines = text }
        return definition
    }

    static func saveSources(of definition: TaskDefinition, project: ProjectID, _ store: Store, _ connection: any Connection) throws {
        for declared in definition.sources {
            _ = try connection.sources.save(Source(
                id: store.ids.next(), project: project, name: declared.name, kind: declared.kind, licence: declared.licence,
                attribution: declared.attribution, origin: declared.origin, settings: declared.settings))
        }
    }
}

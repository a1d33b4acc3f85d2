import Preparing
import Records
import Storage

extension Workflows {
    /// Starts the steps named, or those the definition declares (what is usual for its media when it declares none).
    ///
    /// Nothing is deleted by any step: findings, groups and splits are noted, and noted anew when a step runs again.
    ///
    /// A dry run finds the same and keeps none of it: its job's report says what would be. Each step looks at what is stored
    /// now, so a split after a search for copies goes by the groups there are. What pictures measure is kept, since it is
    /// true of their bytes in any project and spares the real run their decoding.
    public func prepare(_ slug: String, as actor: Actor, steps: [String]? = nil, dryRun: Bool = false) async throws -> JobStarted {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let declared = PrepareJob.declared(project.definition)
        let chosen = try steps.map { names in
            try names.map { name in
                guard StepCatalog.step(named: name) != nil else { throw WorkflowError.unknown("step", name) }
                return declared.first { $0.step == name } ?? StepDeclaration(step: name)
            }
        } ?? declared
        for declaration in chosen {
            guard let step = StepCatalog.step(named: declaration.step) else { throw WorkflowError.unknown("step", declaration.step) }
            let findings = step.check(declaration.settings, of: project.definition.media)
            guard findings.isEmpty else { throw WorkflowError.refused(findings, what: "step") }
            try StepRunCatalog.named(declaration.step)?.check(declaration.settings, models)
        }
        var settings: JSONObject = ["steps": .array(chosen.map { ["step": .string($0.step), "settings": .object($0.settings)] })]
        if dryRun { settings["dryRun"] = true }
        return JobStarted(job: try await queueJob(PrepareJob.self, project: project, settings: settings, as: actor).id)
    }
}

import Preparing
import Records
import Storage

extension Workflows {
    /// Starts the steps named, or those the definition declares (what is usual for its media when it declares none).
    ///
    /// Nothing is deleted by any step: findings, groups and splits are noted, and noted anew when a step runs again.
    public func prepare(_ slug: String, as actor: Actor, steps: [String]? = nil) async throws -> JobStarted {
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
        }
        let settings: JSONObject = ["steps": .array(chosen.map { ["step": .string($0.step), "settings": .object($0.settings)] })]
        return JobStarted(job: try await queueJob(PrepareJob.self, project: project, settings: settings, as: actor).id)
    }
}

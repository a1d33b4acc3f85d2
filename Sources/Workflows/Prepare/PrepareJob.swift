import Preparing
import Records
import Storage

/// The steps of one `prepare`, one after the other: each with a run of its own, its report and its findings.
enum PrepareJob: JobKind {
    static let name = "prepare"
    static let summary = "Check texts and pictures, group near duplicates, profile fields, split items, look for leaks"

    /// What the definition asks for; the split comes after what makes groups, which it keeps on one side, and before the audit.
    static func declared(_ definition: TaskDefinition) -> [StepDeclaration] {
        var steps = definition.prepare
        if steps.isEmpty { steps = StepCatalog.usual(for: definition.media) }
        if definition.splits != nil, !steps.contains(where: { $0.step == SplitStep.name }) {
            steps.insert(StepDeclaration(step: SplitStep.name), at: steps.firstIndex { $0.step == LeakageStep.name } ?? steps.endIndex)
        }
        return steps
    }

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let project = try await workflows.project(progress.slug, as: system, needs: .manageProject)
        let declared = (job.settings["steps"]?.array ?? []).compactMap { step in
            step["step"]?.string.map { StepDeclaration(step: $0, settings: step["settings"]?.object ?? [:]) }
        }
        let items = try await workflows.store.read { try $0.items.count(of: project.id, .ready) }
        let pictures = MeasuredPictures(workflows.store, of: project.id)
        var report: JSONObject = [:]
        for (place, declaration) in declared.enumerated() {
            guard let step = StepRunCatalog.named(declaration.step) else { throw WorkflowError.unknown("step", declaration.step) }
            let share = StepProgress(job: progress, step: place, steps: declared.count, items: items)
            try await share.report(0)
            let work = StepWork(
                store: workflows.store, project: project, settings: declaration.settings, run: workflows.store.ids.next(),
                models: workflows.models, pictures: pictures, progress: share, isDryRun: job.settings["dryRun"]?.bool == true)
            report[declaration.step] = .object(try await work.carryOut(step))
        }
        return report
    }
}

import Kernels
import Preparing
import Records
import Storage

/// Running the declared prepare steps over a project's items. Nothing is deleted: findings, groups and splits are noted.

extension Workflows {
    /// Starts the steps named, or those the definition declares (near duplicates, text checks and the split when none is).
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
            let findings = step.check(declaration.settings)
            guard findings.isEmpty else { throw WorkflowError.refused(findings, what: "step") }
        }
        let settings: JSONObject = ["steps": .array(chosen.map { ["step": .string($0.step), "settings": .object($0.settings)] })]
        return JobStarted(job: try await queueJob(PrepareJob.self, project: project, settings: settings, as: actor).id)
    }
}

enum PrepareJob: JobKind {
    static let name = "prepare"
    static let summary = "Check texts, group near duplicates, profile fields, split items"

    /// What the definition asks for; the split comes last, since it keeps groups on one side.
    static func declared(_ definition: TaskDefinition) -> [StepDeclaration] {
        var steps = definition.prepare
        if steps.isEmpty { steps = [StepDeclaration(step: TextChecksStep.name), StepDeclaration(step: NearDuplicatesStep.name)] }
        if definition.splits != nil, !steps.contains(where: { $0.step == SplitStep.name }) { steps.append(StepDeclaration(step: SplitStep.name)) }
        return steps
    }

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let project = try await workflows.project(progress.slug, as: system, needs: .manageProject)
        let declared = (job.settings["steps"]?.array ?? []).compactMap { step in
            step["step"]?.string.map { StepDeclaration(step: $0, settings: step["settings"]?.object ?? [:]) }
        }
        var report: JSONObject = [:]
        for (place, declaration) in declared.enumerated() {
            try await progress.report(done: Int64(place), total: Int64(declared.count))
            report[declaration.step] = .object(try await PrepareWork(workflows: workflows, project: project, declaration: declaration).run())
        }
        return report
    }
}

/// One step over one project, with its run, report and findings.
private struct PrepareWork: Sendable {
    let workflows: Workflows
    let project: ProjectContext
    let declaration: StepDeclaration

    private var store: Store { workflows.store }

    func run() async throws -> JSONObject {
        let run = Run(id: store.ids.next(), project: project.id, step: declaration.step, seed: project.definition.splits?.seed, startedAt: store.now())
        try await store.write { try $0.runs.insert(run) }
        do {
            let report = try await work(run.id)
            try await store.write { [store] in try $0.runs.finish(run.id, .done, report: report, at: store.now()) }
            return report
        } catch {
            try? await store.write { [store] in try $0.runs.finish(run.id, .failed, report: ["error": .string("\(error)")], at: store.now()) }
            throw error
        }
    }

    private func work(_ run: RunID) async throws -> JSONObject {
        switch declaration.step {
        case TextChecksStep.name: try await checkTexts(run)
        case NearDuplicatesStep.name: try await groupDuplicates()
        case ProfileStep.name: try await profile(run)
        case SplitStep.name: try await split(run)
        default: throw WorkflowError.unknown("step", declaration.step)
        }
    }

    private func checkTexts(_ run: RunID) async throws -> JSONObject {
        let settings = try TextCheckSettings(declaration.settings)
        let codes = Set(TextCheckCatalog.all.map(\.name)).map { "text.\($0)" }.sorted()
        try await store.write { [project] connection in
            for code in codes { _ = try connection.findings.remove(of: project.id, codePrefix: code) }
        }
        var seen = 0
        var counts: [String: Int] = [:]
        var last: ItemID?
        while true {
            let after = last
            let batch = try await store.read { [project] in try $0.items.page(of: project.id, .ready, after: after, limit: 2000) }
            guard let end = batch.last else { break }
            last = end.id
            seen += batch.count
            let found = batch.flatMap { item in
                TextCheckCatalog.findings(item.text ?? "", key: item.key, settings).map { StoredFinding(id: store.ids.next(), run: run, item: item.id, finding: $0) }
            }
            for finding in found { counts[finding.finding.code, default: 0] += 1 }
            if !found.isEmpty { try await store.writeBulk { [project] in try $0.findings.insert(found, in: project.id) } }
        }
        var report: JSONObject = ["seen": .int(Int64(seen)), "findings": .int(Int64(counts.values.reduce(0, +)))]
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) { report[code] = .int(Int64(count)) }
        return report
    }

    private func groupDuplicates() async throws -> JSONObject {
        var finder = NearDuplicateTexts(try NearDuplicateSettings(declaration.settings))
        var last: ItemID?
        while true {
            let after = last
            let batch = try await store.read { [project] in try $0.items.page(of: project.id, .ready, after: after, limit: 5000) }
            guard let end = batch.last else { break }
            last = end.id
            for item in batch { finder.add(item.id, item.text ?? "") }
        }
        let start = ContinuousClock.now
        var result = finder.result()
        result.report.seconds = (ContinuousClock.now - start) / .seconds(1)
        let groups = result.groups
        try await store.writeBulk { [project] connection in
            try connection.items.clearGroups(of: project.id)
            try connection.items.setGroup(groups.flatMap { group in group.members.map { (item: $0, group: ItemID?.some(group.id)) } })
        }
        return try JSONValue(encoding: result.report).object ?? [:]
    }

    private func profile(_ run: RunID) async throws -> JSONObject {
        var profile = TableProfile(try ProfileSettings(declaration.settings))
        var last: ItemID?
        while true {
            let after = last
            let batch = try await store.read { [project] in try $0.items.page(of: project.id, .ready, after: after, limit: 5000) }
            guard let end = batch.last else { break }
            last = end.id
            for item in batch { profile.add(item.fields) }
        }
        let report = profile.report()
        try await store.write { [store, project] connection in
            _ = try connection.findings.remove(of: project.id, codePrefix: "profile.")
            try connection.findings.insert(report.findings.map { StoredFinding(id: store.ids.next(), run: run, finding: $0) }, in: project.id)
        }
        return try JSONValue(encoding: report).object ?? [:]
    }

    private func split(_ run: RunID) async throws -> JSONObject {
        guard let policy = project.definition.splits else {
            throw WorkflowError(.badInput, "split.none", "the definition has no `splits:`", hint: "add for example `splits: {train: 0.8, validation: 0.1, test: 0.1, seed: 7}`")
        }
        let (ids, items) = try await store.read { [project] connection in try SplitReader.read(project, policy, connection) }
        let result = try Split(shares: policy.shares, seed: policy.seed).assign(items)
        for start in stride(from: 0, to: ids.count, by: 10_000) {
            let piece = start..<min(start + 10_000, ids.count)
            try await store.writeBulk { try $0.items.setSplit(piece.map { (item: ids[$0], split: String?.some(result.name(of: $0))) }) }
        }
        try await store.write { [store, project] connection in
            _ = try connection.findings.remove(of: project.id, codePrefix: "split.")
            try connection.findings.insert(result.report.findings.map { StoredFinding(id: store.ids.next(), run: run, finding: $0) }, in: project.id)
        }
        return try JSONValue(encoding: result.report).object ?? [:]
    }
}

/// Items as the split sees them: key, stratum, group. Never row ids, so that the same data splits the same anywhere.
private enum SplitReader {
    static func read(_ project: ProjectContext, _ policy: SplitPolicy, _ connection: any Connection) throws -> ([ItemID], [SplitItem]) {
        let sources = Dictionary(uniqueKeysWithValues: try connection.sources.all(of: project.id).map { ($0.id, $0.name) })
        var strata: [ItemID: String] = [:]
        if let name = policy.stratify, project.definition.question(named: name) != nil {
            try connection.settled.forEach(of: project.id, question: name) { settled in
                strata[settled.item] = settled.answer.words
                return true
            }
        }
        var ids: [ItemID] = []
        var keys: [ItemID: String] = [:]
        var rows: [(stratum: String?, group: ItemID?, metadata: String?)] = []
        try connection.items.forEach(of: project.id, .ready) { item in
            ids.append(item.id)
            keys[item.id] = "\(sources[item.source] ?? ""):\(item.key)"
            let named = policy.stratify.flatMap { item.metadata[$0]?.string ?? item.fields[$0]?.string }
            rows.append((strata[item.id] ?? named, item.group, policy.group.flatMap { item.metadata[$0]?.string }))
            return true
        }
        let items = ids.indices.map { place in
            let row = rows[place]
            let group = policy.group == "near-duplicate" || policy.group == nil ? row.group.flatMap { keys[$0] } : row.metadata
            return SplitItem(key: keys[ids[place]] ?? "", stratum: row.stratum, group: group)
        }
        return (ids, items)
    }
}

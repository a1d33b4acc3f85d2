import Records
import Storage

/// What a step has at hand while it runs: the items, its settings, and places for what it finds.
struct StepWork: Sendable {
    let store: Store
    let project: ProjectContext
    let settings: JSONObject
    let run: RunID
    let models: ModelFolder
    /// Shared by the steps of one job, so that pictures are decoded once.
    let pictures: MeasuredPictures
    let progress: StepProgress
    /// Shows what would happen: everything is read and found as ever, and nothing of it is kept.
    let isDryRun: Bool
    let head = StepHead()

    /// Runs a step; the report has the head that all have. A dry run leaves no trace of itself but its report.
    ///
    /// What a step writes goes through `write`, which a dry run passes over. A transaction that is rolled back would do the
    /// same and hold the one writer of the workspace for as long as the step takes; people are at work there.
    func carryOut(_ step: any StepRun.Type) async throws -> JSONObject {
        let start = ContinuousClock.now
        func report() async throws -> JSONObject { head.report(try await step.run(self), seconds: (ContinuousClock.now - start) / .seconds(1)) }
        return try await isDryRun ? report() : noted(step, report)
    }

    /// Runs a step under a run of its own, which keeps its report and how it ended.
    private func noted(_ step: any StepRun.Type, _ body: () async throws -> JSONObject) async throws -> JSONObject {
        let run = Run(id: run, project: project.id, step: step.step, seed: project.definition.splits?.seed, startedAt: store.now())
        try await store.write { try $0.runs.insert(run) }
        do {
            let report = try await body()
            try await end(.done, report)
            return report
        } catch is CancellationError {
            try? await end(.cancelled, [:])
            throw CancellationError()
        } catch {
            try? await end(.failed, ["error": .string("\(error)")])
            throw error
        }
    }

    private func end(_ state: Run.State, _ report: JSONObject) async throws {
        try await store.write { [store, run] in try $0.runs.finish(run, state, report: report, at: store.now()) }
    }

    /// The ready items, or others of them, a batch at a time.
    func forEachBatch(of filter: ItemFilter = .ready, size: Int = 2000, _ body: ([Item]) async throws -> Void) async throws {
        var done = 0
        try await store.forEachBatch(of: project.id, filter, size: size) { batch in
            try await body(batch)
            done += batch.count
            try await progress.report(done)
        }
    }

    /// Takes away what earlier runs of the step found.
    func forgetFindings(of step: any StepRun.Type) async throws {
        let name = step.step
        try await write { [project] in _ = try $0.findings.remove(of: project.id, ofStep: name) }
    }

    /// Keeps findings, each with the item it is about. All of one item come at once.
    func keep(_ found: [(item: Item?, finding: Finding)]) async throws {
        guard !found.isEmpty else { return }
        head.mark(found)
        let stored = found.map { StoredFinding(id: store.ids.next(), run: run, item: $0.item?.id, finding: $0.finding) }
        try await write { [project] in try $0.findings.insert(stored, in: project.id) }
    }

    /// Looks at the text of every item, and keeps what is found in it. Items without a text are passed over and counted.
    func forEachText(_ look: (Item, String) -> Finding?) async throws -> WithoutText {
        var without = WithoutText()
        try await forEachBatch { batch in
            var found: [(item: Item?, finding: Finding)] = []
            for item in batch {
                guard let text = item.text else { without.count += 1; continue }
                if let finding = look(item, text) { found.append((item, finding)) }
            }
            try await keep(found)
        }
        return without
    }

    /// Items that a step about texts passed over.
    struct WithoutText {
        var count = 0

        func added(to report: JSONObject) -> JSONObject {
            var report = report
            if count > 0 { report["withoutText"] = .int(Int64(count)) }
            return report
        }
    }

    /// The one way in which steps change what is stored; a dry run changes nothing.
    func write(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        guard !isDryRun else { return }
        try await store.writeBulk(body)
    }
}

/// A step's part of its job's progress: every step looks at every item once.
struct StepProgress: Sendable {
    let job: JobProgress
    let step: Int
    let steps: Int
    let items: Int

    /// `done` of the items. Throws `CancellationError` once the job was cancelled.
    func report(_ done: Int) async throws {
        try await job.report(done: Int64(step * items + min(done, items)), total: Int64(max(1, steps * items)))
    }
}

import Foundation
import Records
import Storage

/// Starting long work, doing it here and now, and doing what others asked for.

extension Workflows {
    /// A running job silent for longer than this was left by a process that died, unless it is seen to live here.
    static let silentSeconds = 10.0

    /// Queues again what dead processes left running: those of this machine at once, others after their silence.
    private static func takeUpWhatWasLeft(at now: Timestamp, _ connection: any Connection) throws {
        try connection.jobs.requeue { worker in Worker(name: worker)?.isGone ?? false }
        try connection.jobs.requeueStale(silentSince: now.adding(seconds: -silentSeconds)) { worker in Worker(name: worker)?.isAlive ?? false }
    }

    /// Queues a job. The same kind for the same project runs once at a time: one left unfinished is taken up again.
    func queueJob(_ kind: any JobKind.Type, project: ProjectContext, settings: JSONObject, as actor: Actor) async throws -> Job {
        try await store.write { [store] connection in
            let now = store.now()
            try Self.takeUpWhatWasLeft(at: now, connection)
            if let unfinished = try connection.jobs.unfinished(of: project.id).first(where: { $0.kind == kind.name && $0.settings == settings }) {
                return unfinished
            }
            let job = Job(id: store.ids.next(), project: project.id, kind: kind.name, settings: settings, createdAt: now, updatedAt: now)
            try connection.jobs.insert(job)
            try connection.audit.append(actor: actor.name, action: "job.queue", subject: "\(project.slug)/\(kind.name)", at: now)
            return job
        }
    }

    /// Does one job in this process and waits for its end.
    ///
    /// A job another process is at work on is a conflict; one it left behind is taken up again where it stood.
    @discardableResult
    public func perform(_ id: JobID, watch: @escaping @Sendable (Int64, Int64?) -> Void = { _, _ in }) async throws -> Job {
        let claimed = try await store.write { [store] connection -> Job? in
            try Self.takeUpWhatWasLeft(at: store.now(), connection)
            return try connection.jobs.claim(id, worker: Worker.this.name, now: store.now())
        }
        guard let claimed else {
            throw WorkflowError(.conflict, "job.busy", "another process is at work on this job, or it has just ended", hint: "wait for it; if its machine died, a job left behind is taken up where it stood after \(Int(Self.silentSeconds)) seconds")
        }
        return try await run(claimed, watch)
    }

    /// Does whatever is queued until cancelled: the server's worker. Looks every two seconds.
    public func workThroughJobs() async {
        while !Task.isCancelled {
            let job = try? await store.write { [store] connection -> Job? in
                try Self.takeUpWhatWasLeft(at: store.now(), connection)
                return try connection.jobs.claim(kinds: JobCatalog.all.map { $0.name }, worker: Worker.this.name, now: store.now())
            }
            if let job { _ = try? await run(job) { _, _ in } } else { try? await Task.sleep(for: .seconds(2)) }
        }
    }

    /// Fails a job that nobody waits for: its error stands in its row.
    private func run(_ job: Job, _ watch: @escaping @Sendable (Int64, Int64?) -> Void) async throws -> Job {
        let slug = try await store.read { connection in try job.project.flatMap { try connection.projects.find($0)?.slug } } ?? ""
        let progress = JobProgress(job: job.id, slug: slug, store: store, events: events, watch: watch)
        let pulse = Task { [store] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(3))
                _ = try? await store.write(.relaxed) { try $0.jobs.heartbeat(job.id, now: store.now()) }
            }
        }
        defer { pulse.cancel() }
        do {
            guard let kind = JobCatalog.named(job.kind) else { throw WorkflowError.unknown("kind of job", job.kind) }
            let report = try await kind.run(job, in: self, progress)
            return try await finish(job, slug, .done, report: report, error: nil)
        } catch is CancellationError {
            _ = try? await finish(job, slug, .cancelled, report: job.report, error: nil)
            throw WorkflowError(.conflict, "job.cancelled", "the job was cancelled", hint: "what it had finished is kept; start it again to go on")
        } catch {
            _ = try? await finish(job, slug, .failed, report: job.report, error: Self.words(error))
            throw error
        }
    }

    /// What happened and what to do: nobody may be there to be told the second.
    private static func words(_ error: any Error) -> String {
        if let error = error as? WorkflowError { return [error.message, error.hint].compactMap(\.self).joined(separator: "\nhint: ") }
        guard let finding = ErrorFinding.of(error) else { return String(describing: error) }
        return [finding.message, finding.hint].compactMap(\.self).joined(separator: "\nhint: ")
    }

    private func finish(_ job: Job, _ slug: String, _ state: Job.State, report: JSONObject, error: String?) async throws -> Job {
        try await store.write { [store] connection in
            try connection.jobs.finish(job.id, state, report: report, error: error, now: store.now())
            if state != .done { try Self.endRun(of: job.id, state == .cancelled ? .cancelled : .failed, error: error, at: store.now(), connection) }
        }
        events.send("job", in: slug, ["job": .string(job.id.description), "kind": .string(job.kind), "state": .string(state.rawValue)])
        return try await store.read { try $0.jobs.find(job.id) } ?? job
    }

    /// The run of a job has the job's id; when the job stops before its end, the run is over too.
    private static func endRun(of job: JobID, _ state: Run.State, error: String?, at now: Timestamp, _ connection: any Connection) throws {
        guard let run = try connection.runs.find(RunID(raw: job.raw)), run.state == .running else { return }
        try connection.runs.finish(run.id, state, report: error.map { ["error": .string($0)] } ?? [:], at: now)
    }

    public func job(_ id: JobID, as actor: Actor) async throws -> Job {
        let definitions = definitions
        return try await store.read { connection in
            guard let job = try connection.jobs.find(id) else { throw WorkflowError.unknown("job", id.description) }
            guard let project = job.project else { return job }
            return try Exposure(of: try definitions.project(project, as: actor, needs: .readProject, connection), to: actor).of(job)
        }
    }

    /// A project's jobs, newest first.
    public func jobs(of slug: String, as actor: Actor, kind: String? = nil, limit: Int = 50, before: JobID? = nil) async throws -> JobList {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let found = try connection.jobs.page(of: project.id, kind: kind, before: before, limit: limit + 1)
            let exposure = try Exposure(of: project, to: actor)
            return JobList(jobs: found.prefix(limit).map(exposure.of), next: found.count > limit ? found.prefix(limit).last?.id : nil)
        }
    }

    public func cancelJob(_ id: JobID, as actor: Actor) async throws {
        let definitions = definitions
        let left = try await store.write { [store] connection -> Job? in
            guard let job = try connection.jobs.find(id) else { throw WorkflowError.unknown("job", id.description) }
            if let project = job.project { _ = try definitions.project(project, as: actor, needs: .manageProject, connection) }
            guard try connection.jobs.cancel(id, now: store.now()) else {
                throw WorkflowError(.conflict, "job.ended", "this job has already ended")
            }
            // One that a dead process left behind is ended here; one at work ends its run itself.
            if job.state == .queued { try Self.endRun(of: id, .cancelled, error: nil, at: store.now(), connection) }
            try connection.audit.append(actor: actor.name, action: "job.cancel", subject: id.description, at: store.now())
            return job.state == .queued ? job : nil
        }
        guard let left, let kind = JobCatalog.named(left.kind) else { return }
        try await store.blobs.offloaded { [self] _ in kind.clear(left, in: self) }
    }

    /// The project a job belongs to, for skins that check permission by route.
    public func projectID(ofJob id: JobID) async throws -> ProjectID? {
        try await store.read { try $0.jobs.find(id)?.project }
    }
}

public struct JobList: Codable, Sendable, Hashable {
    public var jobs: [Job]
    public var next: JobID?
}

public struct JobStarted: Codable, Sendable, Hashable {
    public var job: JobID
}

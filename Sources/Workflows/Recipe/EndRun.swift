import Records
import Storage

/// Ending the run of a job that did not come to its end.

extension Workflows {
    /// The run that has the id of a failed or cancelled job is no longer running; without such a run, nothing happens.
    public func endRun(ofJob id: JobID) async throws {
        let run = RunID(raw: id.raw)
        try await store.write { [store] connection in
            guard let job = try connection.jobs.find(id), let found = try connection.runs.find(run), found.state == .running else { return }
            let state: Run.State? = job.state == .cancelled ? .cancelled : job.state == .failed ? .failed : nil
            guard let state else { return }
            try connection.runs.finish(run, state, report: job.error.map { ["error": .string($0)] } ?? [:], at: store.now())
        }
    }
}

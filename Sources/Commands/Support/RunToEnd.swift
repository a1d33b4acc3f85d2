import Dispatch
import Foundation
import Records
import Synchronization
import Workflows

extension Workflows {
    /// Does jobs one after the other here and now, with a progress line; their rows in order.
    ///
    /// Ctrl-C ends the present job at its next step and keeps what it has done; a second one ends the process at once.
    /// A job that a server took up meanwhile is waited for.
    @discardableResult
    func runToEnd(_ jobs: [JobStarted], _ title: String, _ unit: ProgressLine.Unit = .items) async throws -> [Job] {
        try await runToEnd(jobs.map(\.job), title, unit)
    }

    @discardableResult
    func runToEnd(_ jobs: [JobID], _ title: String, _ unit: ProgressLine.Unit = .items) async throws -> [Job] {
        var ended: [Job] = []
        for job in jobs {
            let line = ProgressLine(title, unit)
            let interruption = Interruption { [self] in
                Output.say("stopping where it can be taken up again; once more ends it at once")
                try? await cancelJob(job, as: .local)
            }
            defer {
                line.finish()
                interruption.end()
            }
            ended.append(try await runToEnd(job, line))
        }
        return ended
    }

    private func runToEnd(_ id: JobID, _ line: ProgressLine) async throws -> Job {
        var isWaiting = false
        while true {
            do {
                return try await perform(id) { done, total in line.update(done: done, total: total) }
            } catch let error as WorkflowError where error.code == "job.busy" {
                let job = try await job(id, as: .local)
                switch job.state {
                case .done: return job
                case .failed: throw WorkflowError(.unprocessable, "job.failed", job.error ?? "the job failed in another process")
                case .cancelled: throw WorkflowError(.conflict, "job.cancelled", "the job was cancelled", hint: "what it had finished is kept; start it again to go on")
                case .queued, .running: line.update(done: job.done, total: job.total)
                }
                if !isWaiting { Output.say("another process is at work on this; waiting for its end") }
                isWaiting = true
                try await Task.sleep(for: .milliseconds(250))
            }
        }
    }
}

/// What Ctrl-C and `kill` do while a job runs: the first calls `body`, the second ends the process.
private final class Interruption: @unchecked Sendable {
    // Set once, before any signal can come.
    private let sources: [any DispatchSourceSignal]
    private let isAsked = Mutex(false)

    init(_ body: @escaping @Sendable () async -> Void) {
        let signals = [SIGINT, SIGTERM]
        sources = signals.map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
        for (number, source) in zip(signals, sources) {
            signal(number, SIG_IGN)
            source.setEventHandler { [weak self] in
                guard self?.ask() == true else { Foundation.exit(3) }
                Task { await body() }
            }
            source.resume()
        }
    }

    /// True the first time.
    private func ask() -> Bool {
        isAsked.withLock { isAsked in
            defer { isAsked = true }
            return !isAsked
        }
    }

    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}

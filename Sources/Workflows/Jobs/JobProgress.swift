import Records
import Storage
import Synchronization

/// A running job's way to say how far it is, and to hear that it was cancelled.
///
/// Reports at most twice a second to the store, the open pages and whoever waits for it.
struct JobProgress: Sendable {
    let job: JobID
    let slug: String
    let store: Store
    let events: EventHub
    let watch: @Sendable (Int64, Int64?) -> Void
    private let lastReport = SharedMoment()

    init(job: JobID, slug: String, store: Store, events: EventHub, watch: @escaping @Sendable (Int64, Int64?) -> Void) {
        self.job = job
        self.slug = slug
        self.store = store
        self.events = events
        self.watch = watch
    }

    /// For work that keeps its cursor itself. Throws `CancellationError` once the job was cancelled.
    func report(done: Int64, total: Int64?) async throws {
        watch(done, total)
        try Task.checkCancellation()
        guard lastReport.isDue(every: .milliseconds(500)) else { return }
        let (store, job) = (store, job)
        let goesOn = try await store.write(.relaxed) { try $0.jobs.advance(job, done: done, total: total, now: store.now()) }
        tell(done: done, total: total)
        guard goesOn else { throw CancellationError() }
    }

    /// Only tells the pages: the caller wrote the row in a transaction of its own.
    func tell(done: Int64, total: Int64?) {
        events.send("progress", in: slug, [
            "job": .string(job.description), "done": .int(done), "total": total.map { .int($0) } ?? .null,
        ])
    }
}

/// A moment behind a lock, shared by copies of a value.
final class SharedMoment: Sendable {
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    func isDue(every interval: Duration) -> Bool {
        let now = ContinuousClock.now
        return last.withLock { last in
            if let last, now - last < interval { return false }
            last = now
            return true
        }
    }
}

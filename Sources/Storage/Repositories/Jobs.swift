import Records

/// Long work. `connection.jobs`
///
/// A worker *claims* a queued job, *advances* it with a cursor in the same transaction as the work, and finishes it.
/// Every advance is a heartbeat; a running job that has been silent too long is queued again with its cursor kept.
public struct JobRepository {
    let connection: any Connection
    private static let columns = "id, project, kind, settings, state, done, total, cursor, report, error, made_at, updated_at"

    public func insert(_ job: Job) throws {
        try connection.execute(
            "INSERT INTO job (\(Self.columns), is_cancelled) VALUES (\(connection.dialect.placeholders(12)), 0)",
            [
                .id(job.id), .id(job.project), .text(job.kind), JSONColumn.text(job.settings), .name(job.state),
                .integer(job.done), .integer(orNull: job.total), JSONColumn.text(job.cursor), JSONColumn.text(job.report),
                .text(orNull: job.error), .time(job.createdAt), .time(job.updatedAt),
            ])
    }

    public func find(_ id: JobID) throws -> Job? {
        try connection.first("SELECT \(Self.columns) FROM job WHERE id = ?", [.id(id)], Self.job)
    }

    /// Newest first; of one kind, or all.
    public func page(of project: ProjectID, kind: String? = nil, before: JobID? = nil, limit: Int = 50) throws -> [Job] {
        try connection.all(
            "SELECT \(Self.columns) FROM job WHERE project = ? AND id < ? AND kind = coalesce(?, kind) ORDER BY id DESC LIMIT ?",
            [.id(project), .integer(before?.raw ?? .max), .text(orNull: kind), .count(limit)], Self.job)
    }

    /// Queued or running, oldest first.
    public func unfinished(of project: ProjectID? = nil) throws -> [Job] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM job WHERE state IN ('queued','running') AND (? IS NULL OR project = ?) ORDER BY id
            """, [.id(project), .id(project)], Self.job)
    }

    /// Takes the oldest queued job of these kinds for `worker`; nil when there is none. Two workers never take one.
    public func claim(kinds: [String], worker: String, now: Timestamp) throws -> Job? {
        guard !kinds.isEmpty else { return nil }
        let dialect = connection.dialect
        let id: JobID? = try connection.first(
            """
            SELECT id FROM job WHERE state = 'queued' AND kind IN (\(dialect.placeholders(kinds.count)))
            ORDER BY id LIMIT 1 \(dialect.skipLocked)
            """, kinds.map { .text($0) }) { $0.id(0) }
        guard let id else { return nil }
        let taken = try connection.execute(
            "UPDATE job SET state = 'running', worker = ?, updated_at = ? WHERE id = ? AND state = 'queued'",
            [.text(worker), .time(now), .id(id)])
        return taken == 1 ? try find(id) : nil
    }

    /// Takes this one job if it is queued, as a command that runs its own job does.
    public func claim(_ id: JobID, worker: String, now: Timestamp) throws -> Job? {
        let taken = try connection.execute(
            "UPDATE job SET state = 'running', worker = ?, updated_at = ? WHERE id = ? AND state = 'queued'",
            [.text(worker), .time(now), .id(id)])
        return taken == 1 ? try find(id) : nil
    }

    /// Progress and where to go on from. False when the job was cancelled or taken away: stop.
    public func advance(_ id: JobID, done: Int64, total: Int64? = nil, cursor: JSONObject? = nil, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE job SET done = ?, total = coalesce(?, total), cursor = coalesce(?, cursor), updated_at = ?
            WHERE id = ? AND state = 'running' AND is_cancelled = 0
            """,
            [.integer(done), .integer(orNull: total), cursor.map { JSONColumn.text($0) } ?? .null, .time(now), .id(id)]) == 1
    }

    /// Still at work. False when the job was cancelled or taken away. Write it relaxed.
    public func heartbeat(_ id: JobID, now: Timestamp) throws -> Bool {
        try connection.execute(
            "UPDATE job SET updated_at = ? WHERE id = ? AND state = 'running' AND is_cancelled = 0", [.time(now), .id(id)]) == 1
    }

    public func finish(_ id: JobID, _ state: Job.State, report: JSONObject, error: String? = nil, now: Timestamp) throws {
        try connection.execute(
            "UPDATE job SET state = ?, report = ?, error = ?, worker = NULL, updated_at = ? WHERE id = ?",
            [.name(state), JSONColumn.text(report), .text(orNull: error), .time(now), .id(id)])
    }

    /// A queued job is cancelled at once; a running one at its next advance. False when it had already ended.
    @discardableResult
    public func cancel(_ id: JobID, now: Timestamp) throws -> Bool {
        let queued = try connection.execute(
            "UPDATE job SET state = 'cancelled', is_cancelled = 1, updated_at = ? WHERE id = ? AND state = 'queued'",
            [.time(now), .id(id)])
        if queued == 1 { return true }
        return try connection.execute("UPDATE job SET is_cancelled = 1 WHERE id = ? AND state = 'running'", [.id(id)]) == 1
    }

    public func isCancelled(_ id: JobID) throws -> Bool {
        try connection.first("SELECT is_cancelled FROM job WHERE id = ?", [.id(id)]) { $0.flag(0) } ?? true
    }

    /// Queues again what workers left running of whom `isGone` says that they will never go on; how many.
    @discardableResult
    public func requeue(_ isGone: (_ worker: String) -> Bool) throws -> Int {
        let workers = try connection.all("SELECT DISTINCT worker FROM job WHERE state = 'running' AND worker IS NOT NULL") { $0.text(0) }
        return try workers.filter(isGone).reduce(0) { count, worker in
            try count + connection.execute("UPDATE job SET state = 'queued', worker = NULL WHERE state = 'running' AND worker = ?", [.text(worker)])
        }
    }

    /// Queues again what a worker left running that has been silent since `silentSince`; how many. Call it at start
    /// and now and then. A worker that `isAlive` keeps its jobs: it only looks silent where the clock was set forward.
    @discardableResult
    public func requeueStale(silentSince: Timestamp, unless isAlive: (_ worker: String) -> Bool = { _ in false }) throws -> Int {
        let silent = try connection.all(
            "SELECT id, worker FROM job WHERE state = 'running' AND updated_at < ? ORDER BY id", [.time(silentSince)]
        ) { (id: $0.id(0) as JobID, worker: $0.optionalText(1)) }
        return try silent.filter { $0.worker.map(isAlive) != true }.reduce(0) { count, job in
            try count + connection.execute("UPDATE job SET state = 'queued', worker = NULL WHERE id = ? AND state = 'running'", [.id(job.id)])
        }
    }

    static func job(_ row: any Row) throws -> Job {
        Job(
            id: row.id(0), project: row.optionalID(1), kind: row.text(2), settings: try JSONColumn.object(row, 3),
            state: try row.named(4), done: row.integer(5), total: row.optionalInteger(6), cursor: try JSONColumn.object(row, 7),
            report: try JSONColumn.object(row, 8), error: row.optionalText(9), createdAt: row.time(10), updatedAt: row.time(11))
    }
}

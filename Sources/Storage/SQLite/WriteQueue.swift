import GRDB
import GRDBSQLite
import Synchronization

/// Group commit: everything that waits is written in one transaction with one fsync.
///
/// A disk here needs 3-6 ms to make a commit durable, so single commits would give some 200 saves a second in all.
/// Each closure runs in its own SAVEPOINT; an error undoes only its own. Callers resume after the commit, never before.
/// A batch ends when nothing more waits, after `batchLimit` writes or after `batchTime`, so nobody waits long behind it.
final class WriteQueue: Sendable {
    private static let batchLimit = 512
    private static let batchTime = Duration.milliseconds(4)

    private let lanes = Mutex(WriteLanes())
    private let pool: DatabasePool
    private let path: String
    private let committed: @Sendable () -> Void

    init(pool: DatabasePool, path: String, committed: @escaping @Sendable () -> Void) {
        self.pool = pool
        self.path = path
        self.committed = committed
    }

    func run<T: Sendable>(_ lane: WriteLanes.Lane, _ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            add(Write(body, continuation), to: lane)
        }
    }

    /// Waits until all that was asked before is written; refuses all that comes later.
    func finish() async {
        _ = try? await run(.bulk) { _ in }
        lanes.withLock { $0.isClosed = true }
    }

    private func add(_ write: any PendingWrite, to lane: WriteLanes.Lane) {
        let (isClosed, mustStart) = lanes.withLock { lanes in
            if lanes.isClosed { return (true, false) }
            lanes.add(write, to: lane)
            defer { lanes.isRunning = true }
            return (false, !lanes.isRunning)
        }
        if isClosed { write.finish(failure: StorageError.closed(path: path)) }
        if mustStart { pool.asyncWriteWithoutTransaction { database in self.drain(database) } }
    }

    // MARK: On the writer's thread

    private func drain(_ database: GRDB.Database) {
        while let lane = chooseOrStop() {
            do {
                try transaction(lane, SQLiteConnection(database, path: path), database)
            } catch {
                refuse(lane, error)
            }
            committed()
        }
    }

    private func chooseOrStop() -> WriteLanes.Lane? {
        lanes.withLock { lanes in
            let choice = lanes.choose()
            lanes.isRunning = choice != nil
            return choice
        }
    }

    private func transaction(_ lane: WriteLanes.Lane, _ connection: SQLiteConnection, _ database: GRDB.Database) throws {
        if lane == .relaxed { try connection.executeScript("PRAGMA synchronous=NORMAL") }
        defer { if lane == .relaxed { try? connection.executeScript("PRAGMA synchronous=FULL") } }
        try connection.execute("BEGIN IMMEDIATE")
        let (ran, broken) = runBatch(lane, connection, database)
        var failure = broken
        if failure == nil {
            do { try connection.execute("COMMIT") } catch { failure = error }
        }
        if failure != nil, database.isInsideTransaction { _ = try? connection.execute("ROLLBACK") }
        for write in ran { write.finish(failure: failure) }
    }

    /// Runs what waits in the lane. `broken` is set when an error undid the whole transaction (a full disk does).
    private func runBatch(
        _ lane: WriteLanes.Lane, _ connection: SQLiteConnection, _ database: GRDB.Database
    ) -> (ran: [any PendingWrite], broken: (any Error)?) {
        var ran: [any PendingWrite] = []
        let limit = lane == .bulk ? 1 : Self.batchLimit
        let started = ContinuousClock.now
        while ran.count < limit, let write = lanes.withLock({ $0.take(from: lane) }) {
            ran.append(write)
            if let error = runOne(write, connection), !database.isInsideTransaction { return (ran, error) }
            if ContinuousClock.now - started > Self.batchTime { break }
        }
        return (ran, nil)
    }

    private func runOne(_ write: any PendingWrite, _ connection: SQLiteConnection) -> (any Error)? {
        do { try connection.execute("SAVEPOINT own") } catch { return error }
        let error = write.run(connection)
        do {
            if error != nil { try connection.execute("ROLLBACK TO own") }
            try connection.execute("RELEASE own")
        } catch let undo {
            return error ?? undo
        }
        return error
    }

    /// The transaction could not even begin: all that waits in the lane is told so.
    private func refuse(_ lane: WriteLanes.Lane, _ error: any Error) {
        while let write = lanes.withLock({ $0.take(from: lane) }) { write.finish(failure: error) }
    }
}

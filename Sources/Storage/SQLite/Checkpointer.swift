import Dispatch
import GRDBSQLite
import Synchronization

/// Moves the write-ahead log into the main file on a thread and connection of its own, so that no save waits for it.
///
/// Passive: it never blocks the writer, and takes what no reader still needs. The log is used again from its start
/// once all of it has been moved; `journal_size_limit` gives its space back after a bulk import.
final class Checkpointer: Sendable {
    private static let pagesBetween = 4_000

    private let path: String
    private let queue = DispatchQueue(label: "winnow.checkpoint", qos: .utility)
    private let handle: Mutex<Handle>
    private let isScheduled = Atomic(false)

    private struct Handle: @unchecked Sendable { var pointer: OpaquePointer? }

    init(path: String) throws {
        self.path = path
        var pointer: OpaquePointer?
        let code = sqlite3_open_v2(path, &pointer, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, nil)
        guard code == SQLITE_OK else {
            sqlite3_close_v2(pointer)
            throw StorageError.cannotOpen(path: path, detail: String(cString: sqlite3_errstr(code)))
        }
        // A connection that has never read does not know that there is a log, and would move nothing.
        sqlite3_busy_timeout(pointer, Int32(SQLiteDriver.busySeconds) * 1000)
        sqlite3_exec(pointer, "SELECT 1 FROM sqlite_master LIMIT 1", nil, nil, nil)
        handle = Mutex(Handle(pointer: pointer))
    }

    deinit { close() }

    /// Told after each commit; starts a checkpoint when enough has gathered.
    func committed(logPages: Int) {
        guard logPages >= Self.pagesBetween, !isScheduled.exchange(true, ordering: .relaxed) else { return }
        queue.async {
            try? self.checkpoint(SQLITE_CHECKPOINT_PASSIVE)
            self.isScheduled.store(false, ordering: .relaxed)
        }
    }

    /// Moves everything and empties the log; waits for readers of old snapshots up to the busy time.
    func truncate() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async { continuation.resume(with: Result { try self.checkpoint(SQLITE_CHECKPOINT_TRUNCATE) }) }
        }
    }

    func close() {
        handle.withLock { handle in
            sqlite3_close_v2(handle.pointer)
            handle.pointer = nil
        }
    }

    private func checkpoint(_ mode: Int32) throws {
        try handle.withLock { handle in
            guard let pointer = handle.pointer else { return }
            let code = sqlite3_wal_checkpoint_v2(pointer, nil, mode, nil, nil)
            guard code == SQLITE_OK || code == SQLITE_BUSY && mode == SQLITE_CHECKPOINT_PASSIVE else {
                throw SQLiteFailure.error(pointer, code: code, sql: "checkpoint", path: path)
            }
        }
    }
}

import Foundation
import Synchronization

/// Lets synchronous readers feed asynchronous writers, one piece ahead and no more.
///
/// The reader runs on a thread of its own; `body` is awaited for piece n while the reader makes piece n + 1, so memory
/// holds two pieces whatever the size of the input.
enum BlockingStream {
    static func run<Piece: Sendable>(
        _ read: @escaping @Sendable (_ give: (Piece) throws -> Void) throws -> Void,
        _ body: @escaping @Sendable (Piece) async throws -> Void
    ) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                let writer = PieceWriter(body)
                do {
                    try read { try writer.write($0) }
                    try writer.finish()
                    continuation.resume()
                } catch {
                    _ = try? writer.finish()
                    continuation.resume(throwing: error)
                }
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}

/// Writes one piece at a time in the background; used from one thread.
private final class PieceWriter<Piece: Sendable> {
    private let body: @Sendable (Piece) async throws -> Void
    private let free = DispatchSemaphore(value: 1)
    private let failure = Failure()

    final class Failure: Sendable {
        let error = Mutex<(any Error)?>(nil)
    }

    init(_ body: @escaping @Sendable (Piece) async throws -> Void) { self.body = body }

    func write(_ piece: Piece) throws {
        try waitForLast()
        let (body, free, failure) = (body, free, failure)
        Task.detached {
            do { try await body(piece) } catch { failure.error.withLock { $0 = error } }
            free.signal()
        }
    }

    /// Waits for the last piece; throws what went wrong with any.
    func finish() throws {
        try waitForLast()
        free.signal()
    }

    private func waitForLast() throws {
        free.wait()
        if let error = failure.error.withLock({ $0 }) {
            free.signal()
            throw error
        }
    }
}

/// A write that waits for its turn: runs inside somebody's transaction, answers its caller after the commit.
protocol PendingWrite: AnyObject, Sendable {
    /// Runs the closure and keeps its outcome; the error if it threw.
    func run(_ connection: any Connection) -> (any Error)?
    /// Resumes the caller: with `failure` if the commit failed, else with the closure's own outcome.
    func finish(failure: (any Error)?)
}

/// Unchecked: only the drain touches `outcome`, and only one drain runs at a time.
final class Write<T: Sendable>: PendingWrite, @unchecked Sendable {
    private let body: @Sendable (any Connection) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private var outcome: Result<T, any Error>?

    init(_ body: @escaping @Sendable (any Connection) throws -> T, _ continuation: CheckedContinuation<T, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func run(_ connection: any Connection) -> (any Error)? {
        let result = Result { try body(connection) }
        outcome = result
        if case .failure(let error) = result { return error }
        return nil
    }

    func finish(failure: (any Error)?) {
        if let failure, !outcomeFailed { continuation.resume(throwing: failure) }
        else if let outcome { continuation.resume(with: outcome) }
        else { continuation.resume(throwing: failure ?? CancellationError()) }
    }

    private var outcomeFailed: Bool {
        if case .failure = outcome { return true }
        return false
    }
}

/// How often and how long apart a request is repeated that failed for a passing reason.
///
/// The pause doubles from `firstPause` to `longestPause`, each with a share of chance so that many who failed together do
/// not come back together; a server's own `Retry-After` counts when it asks for more. What cannot be asked twice without
/// doing twice (POST) is repeated only where the caller says that it can.
public struct Patience: Sendable, Hashable {
    public var attempts: Int
    /// In seconds.
    public var firstPause: Double
    public var longestPause: Double
    public var seed: UInt64

    public init(attempts: Int = 4, firstPause: Double = 0.5, longestPause: Double = 30, seed: UInt64 = 0) {
        self.attempts = max(1, attempts)
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.seed = seed
    }

    /// Statuses that say "later": too many requests, and servers that are broken or busy at the moment.
    public static let passing: Set<Int> = [408, 425, 429, 500, 502, 503, 504]

    /// - Parameters:
    ///   - attempt: the one that failed, counted from 1
    ///   - asked: seconds of `Retry-After`
    /// - Returns: seconds to wait, or nil when it is not to be asked again, also because the server wants a longer pause.
    public func pause(after attempt: Int, asked: Double? = nil) -> Double? {
        guard attempt < attempts else { return nil }
        let doubled = min(longestPause, firstPause * Double(1 << min(attempt - 1, 30)))
        let chosen = doubled * (0.5 + 0.5 * chance(attempt))
        guard let asked else { return chosen }
        return asked > longestPause ? nil : max(chosen, asked)
    }

    /// Between 0 and 1, from the seed and the attempt (SplitMix64).
    private func chance(_ attempt: Int) -> Double {
        var state = seed &+ UInt64(attempt) &* 0x9E37_79B9_7F4A_7C15
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((state ^ (state >> 31)) >> 11) / Double(1 << 53)
    }
}

extension Fetcher {
    /// As `fetch`, repeated while the failure is a passing one.
    ///
    /// - Parameters:
    ///   - mayRepeat: whether asking twice is harmless; by default what HTTP says of the method
    ///   - wait: sleeps for seconds; throws when cancelled
    public func fetch(
        _ request: FetchRequest, patience: Patience, mayRepeat: Bool? = nil,
        wait: @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) async throws(FetchError) -> FetchAnswer {
        let mayRepeat = mayRepeat ?? request.method.isIdempotent
        var attempt = 1
        while true {
            let outcome: Result<FetchAnswer, FetchError>
            do throws(FetchError) { outcome = .success(try await fetch(request)) } catch { outcome = .failure(error) }
            guard mayRepeat, outcome.isPassing, let pause = patience.pause(after: attempt, asked: outcome.askedPause) else { return try outcome.get() }
            do { try await wait(pause) } catch { throw .cancelled }
            attempt += 1
        }
    }
}

extension Result<FetchAnswer, FetchError> {
    fileprivate var isPassing: Bool {
        switch self {
        case .success(let answer): Patience.passing.contains(answer.status)
        case .failure(let error): error.isPassing
        }
    }

    /// Seconds of `Retry-After`; its form as a date is not waited for, since it needs two clocks to agree.
    fileprivate var askedPause: Double? {
        guard case .success(let answer) = self, let text = answer.header("retry-after"), let seconds = Double(text) else { return nil }
        return seconds >= 0 ? seconds : nil
    }
}

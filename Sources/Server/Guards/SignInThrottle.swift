import Records
import Synchronization

/// Slows down guessing of passwords without locking anybody out for long.
///
/// Failures are counted per login and per address. After `free` failures the next attempt waits 1, 2, 4 ... seconds,
/// a minute at most; a success forgets the login's count, time forgets the rest.
/// Bounded: at most `capacity` counts, the oldest goes first; a flood of invented logins costs fixed memory.
final class SignInThrottle: Sendable {
    struct Limits: Sendable {
        var freePerLogin = 5
        var freePerAddress = 20
        var longestWaitSeconds: Double = 60
        var forgetAfterSeconds: Double = 900
        var capacity = 10_000
    }

    private struct Count {
        var failures: Int
        var last: Timestamp
    }

    private let limits: Limits
    private let now: @Sendable () -> Timestamp
    private let counts = Mutex<[String: Count]>([:])

    init(limits: Limits = Limits(), now: @escaping @Sendable () -> Timestamp) {
        self.limits = limits
        self.now = now
    }

    /// Throws 429 while the login or the address has to wait.
    func check(login: String, address: String) throws {
        let moment = now()
        let wait = counts.withLock { counts in
            max(Self.wait(counts[Self.key(login: login)], free: limits.freePerLogin, limits, moment),
                Self.wait(counts[Self.key(address: address)], free: limits.freePerAddress, limits, moment))
        }
        if wait > 0 { throw HTTPFailure.throttled(seconds: Int(wait.rounded(.up))) }
    }

    func failed(login: String, address: String) {
        let moment = now()
        counts.withLock { counts in
            for key in [Self.key(login: login), Self.key(address: address)] { record(key, at: moment, in: &counts) }
        }
    }

    func succeeded(login: String) {
        counts.withLock { _ = $0.removeValue(forKey: Self.key(login: login)) }
    }

    var count: Int { counts.withLock(\.count) }

    private func record(_ key: String, at moment: Timestamp, in counts: inout [String: Count]) {
        if counts[key] == nil, counts.count >= limits.capacity { dropOldest(in: &counts) }
        let isFresh = counts[key].map { Self.seconds(from: $0.last, to: moment) < limits.forgetAfterSeconds } ?? false
        counts[key] = Count(failures: (isFresh ? counts[key]?.failures ?? 0 : 0) + 1, last: moment)
    }

    /// A tenth at once, so that a flood does not sort the table for every attempt.
    private func dropOldest(in counts: inout [String: Count]) {
        let oldest = counts.sorted { ($0.value.last, $0.key) < ($1.value.last, $1.key) }.prefix(max(1, limits.capacity / 10))
        for entry in oldest { counts.removeValue(forKey: entry.key) }
    }

    private static func wait(_ count: Count?, free: Int, _ limits: Limits, _ moment: Timestamp) -> Double {
        guard let count, count.failures >= free else { return 0 }
        // Never below 0: a clock that was set back must not lock anybody out until it is there again.
        let since = max(0, seconds(from: count.last, to: moment))
        guard since < limits.forgetAfterSeconds else { return 0 }
        let doublings = min(count.failures - free, 16)
        return min(Double(1 << doublings), limits.longestWaitSeconds) - since
    }

    private static func seconds(from start: Timestamp, to end: Timestamp) -> Double { Double(end.milliseconds - start.milliseconds) / 1000 }
    private static func key(login: String) -> String { "login \(login.lowercased().prefix(120))" }
    private static func key(address: String) -> String { "address \(address)" }
}

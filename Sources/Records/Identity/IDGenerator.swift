import Synchronization

/// Makes ids that never repeat within a process and always grow.
///
/// The clock and the random start are parameters, so tests are exact. Two processes that make ids in the same
/// millisecond collide with a probability of about one in a million; the primary key then refuses the second.
public final class IDGenerator: Sendable {
    /// 2020-01-01T00:00:00Z in milliseconds since 1970.
    public static let epochMilliseconds: Int64 = 1_577_836_800_000

    private let last = Mutex<Int64>(0)
    private let now: @Sendable () -> Timestamp
    private let random: @Sendable () -> UInt32

    public init(
        now: @escaping @Sendable () -> Timestamp,
        random: @escaping @Sendable () -> UInt32 = { UInt32.random(in: 0...UInt32.max) }
    ) {
        self.now = now
        self.random = random
    }

    public func next<Kind>(_ kind: Kind.Type = Kind.self) -> EntityID<Kind> {
        let milliseconds = max(0, now().milliseconds - Self.epochMilliseconds)
        let raw = last.withLock { last in
            let isSameMillisecond = last >> 20 >= milliseconds
            // Chance is a system call, so it is asked once in a millisecond.
            last = isSameMillisecond ? last + 1 : milliseconds << 20 | Int64(random() & 0x7FFFF)
            return last
        }
        return EntityID(raw: raw)
    }
}

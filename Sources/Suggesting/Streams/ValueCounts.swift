import Kernels

/// How often each value came, of at most `capacity` values; the rest are counted together.
///
/// Which values keep a count of their own is settled by a hash of the value, so it depends on what came and not on the order,
/// and counts of parts add up to the counts of the whole.
public struct ValueCounts: Sendable, Hashable, Codable {
    public static let capacity = 1000

    public private(set) var counts: [String: Int] = [:]
    public private(set) var total = 0
    /// Values with a hash from here on have no count of their own; nil: all have one.
    private var limit: DrawRank?

    public init() {}

    public mutating func add(_ value: String, _ count: Int = 1) {
        total += count
        insert(value, count)
    }

    /// Of all values without a count of their own.
    public var others: Int { total - counts.values.reduce(0, +) }

    public mutating func merge(_ other: ValueCounts) {
        total += other.total
        if let bar = other.limit, bar.number < limit?.number ?? .max { lower(to: bar.number) }
        for (value, count) in other.counts { insert(value, count) }
    }

    private mutating func insert(_ value: String, _ count: Int) {
        if counts[value] == nil {
            let hash = Hash64.of(value)
            if let limit, hash >= limit.number { return }
            if counts.count == Self.capacity { lower(to: max(hash, counts.keys.map { Hash64.of($0) }.max() ?? 0)) }
            if let limit, hash >= limit.number { return }
        }
        counts[value, default: 0] += count
    }

    private mutating func lower(to number: UInt64) {
        limit = DrawRank(number: number)
        for value in counts.keys where Hash64.of(value) >= number { counts[value] = nil }
    }
}

/// The events with the smallest numbers, so many of them: an even draw that can be stopped, stored, split and put together.
///
/// A number belongs to an id, so an event that comes twice takes one place, and one that was crowded out cannot come back:
/// the smallest numbers only become smaller. What is held depends on which events were seen and on nothing else, not on their
/// order, nor on how they were parted among reservoirs that are merged. (Bottom-k sketches: Cohen and Kaplan, 2007,
/// doi 10.1145/1281100.1281133.)
/// Memory: `capacity` events. Cost: O(1) for most events once full, O(capacity) for one that is taken.
public struct EventReservoir: Sendable, Hashable, Codable {
    public let capacity: Int
    /// Smallest number first.
    public private(set) var entries: [Entry] = []

    public struct Entry: Sendable, Hashable, Codable {
        public var rank: DrawRank
        public var event: StreamEvent
    }

    public init(capacity: Int) { self.capacity = max(0, capacity) }

    mutating func add(_ event: StreamEvent, _ number: UInt64) {
        if entries.count == capacity, entries.last.map({ $0.rank.number < number }) ?? true { return }
        insert(Entry(rank: DrawRank(number: number), event: event))
    }

    private mutating func insert(_ entry: Entry) {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.isBefore(entries[middle], entry) { low = middle + 1 } else { high = middle }
        }
        if low < entries.count, entries[low].rank == entry.rank, entries[low].event.id == entry.event.id {
            if entry.event.precedes(entries[low].event) { entries[low] = entry }
            return
        }
        entries.insert(entry, at: low)
        if entries.count > capacity { entries.removeLast() }
    }

    private static func isBefore(_ left: Entry, _ right: Entry) -> Bool { (left.rank.number, left.event.id) < (right.rank.number, right.event.id) }

    public mutating func merge(_ other: EventReservoir) { for entry in other.entries { insert(entry) } }
}

/// The number an event is drawn by; sixteen hexadecimal digits where it is stored, since JSON's numbers are shorter.
public struct DrawRank: Sendable, Hashable, Codable {
    public let number: UInt64

    init(number: UInt64) { self.number = number }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = UInt64(try container.decode(String.self), radix: 16) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a draw rank is sixteen hexadecimal digits")
        }
        self.number = number
    }

    public func encode(to encoder: any Encoder) throws {
        let digits = String(number, radix: 16)
        var container = encoder.singleValueContainer()
        try container.encode(String(repeating: "0", count: 16 - digits.count) + digits)
    }
}

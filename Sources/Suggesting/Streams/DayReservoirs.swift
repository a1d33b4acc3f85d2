/// A day of a stream while it is open: all that its sample needs, in the memory of a few hundred events.
///
///     var open = DayReservoirs(day, plan: plan)
///     open.add(event, key: key)                     // any order, any number of times, here or elsewhere
///     open.merge(other)
///     let sample = try open.sample(of: counts)      // when the day is over
///
/// Three reservoirs, each by its own 64 bits of a keyed hash of the event's id: of all events as many as the whole sample
/// has, of the uncertain and of the rare ones as many as their quota and the random one together, since so many of them may
/// be taken by the random draw.
public struct DayReservoirs: Sendable, Hashable, Codable {
    public let day: StreamDay
    public let plan: StreamPlan
    public private(set) var all: EventReservoir
    public private(set) var uncertain: EventReservoir
    public private(set) var rare: EventReservoir

    public init(_ day: StreamDay, plan: StreamPlan) {
        (self.day, self.plan) = (day, plan)
        all = EventReservoir(capacity: plan.total)
        uncertain = EventReservoir(capacity: plan.uncertain > 0 ? plan.random + plan.uncertain : 0)
        rare = EventReservoir(capacity: plan.rare > 0 ? plan.random + plan.rare : 0)
    }

    /// False for an event of another day, which is not taken.
    @discardableResult
    public mutating func add(_ event: StreamEvent, key: [UInt8]) -> Bool {
        guard event.day == day else { return false }
        let words = KeyedWords(of: event.id, key: key, use: "stream")
        all.add(event, words[0])
        switch plan.stratum(of: event) {
        case .plain: break
        case .uncertain: uncertain.add(event, words[1])
        case .rare: rare.add(event, words[2])
        }
        return true
    }

    /// - Throws: of another day, or of a day sampled otherwise.
    public mutating func merge(_ other: DayReservoirs) throws(StreamError) {
        guard day == other.day else { throw .daysDiffer(day, other.day) }
        guard plan == other.plan else { throw .plansDiffer(day) }
        all.merge(other.all)
        uncertain.merge(other.uncertain)
        rare.merge(other.rare)
    }
}

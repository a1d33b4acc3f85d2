/// The order in which slots are served, as one integer so that `next` is one indexed read. Lower is served first.
///
/// From 0 up: the item's place in the queue. Below zero: the urgent band, for items a model or a person asked to see
/// soon, the most uncertain first and in queue order among equals.
public enum SlotPriority {
    /// Places in the queue that can be told apart within the urgent band.
    private static let band: Int64 = 1 << 40
    private static let steps = 1_000_000.0

    public static func queued(sequence: Int64) -> Int64 { max(0, sequence) }

    /// `urgency` in [0, 1]; what lies outside is moved to the nearer end, NaN is 0.
    public static func urgent(_ urgency: Double, sequence: Int64) -> Int64 {
        let share = urgency.isNaN ? 0 : min(1, max(0, urgency))
        let rank = 1 + Int64((share * steps).rounded())
        return -rank * band + min(max(0, sequence), band - 1)
    }

    public static func isUrgent(_ priority: Int64) -> Bool { priority < 0 }
}

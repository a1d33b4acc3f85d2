/// Joins frames that have something in common into stretches of time; a stretch ends where the next frame begins.
///
/// At most 10,000 stretches are kept, and those beyond counted.
struct FrameSpans {
    private static let most = 10_000
    private(set) var spans: [TimeSpan] = []
    private(set) var beyond = 0
    private var start: Double?
    private var last = 0.0

    /// For every frame in turn: its time, whether it belongs, and since when (a frozen stretch begins with the frame it repeats).
    mutating func add(_ seconds: Double, _ belongs: Bool, since: Double? = nil) {
        if belongs { start = start ?? since ?? seconds } else { close(at: seconds) }
        last = seconds
    }

    /// After the last frame, which lasts until `end`.
    mutating func finish(at end: Double) { close(at: max(end, last)) }

    private mutating func close(at end: Double) {
        guard let begun = start else { return }
        start = nil
        guard end > begun else { return }
        if spans.count < Self.most { spans.append(TimeSpan(start: begun, end: end)) } else { beyond += 1 }
    }
}

/// Who spoke when, beside a reference: the diarization error rate (DER) and what it is made of.
///
/// DER = (missed + false alarm + confused) / speech of the reference, in seconds of one speaker each: while n speak in
/// the reference, m in the answer and c of them are the same, max(n - m, 0) is missed, max(m - n, 0) false alarm and
/// min(n, m) - c confused. Names need not be equal: each speaker of the reference is given the one of the answer that
/// maximises the time both speak (assignment), or with `names: .equal` the one of the same name.
///
/// Source: NIST Rich Transcription evaluation (RT-09 plan, md-eval). Collar: that many seconds to either side of each boundary
/// of the reference are not scored (NIST: 0.25); the mapping is made on what is scored. Half of pyannote's `collar`.
/// Can be above 1. nil where the reference has no scored speech but the answer has: there is nothing to divide by; 0
/// where neither has. Cost: O(n log n + S x speakers at once) for n segments and S stretches between boundaries.
public struct DiarizationError: Sendable, Hashable {
    public enum Names: String, Sendable, Hashable, Codable, CaseIterable { case mapped, equal }

    /// Seconds.
    public private(set) var missed = 0.0
    public private(set) var falseAlarm = 0.0
    public private(set) var confused = 0.0
    public private(set) var correct = 0.0
    /// Speech of the reference, each speaker by themselves.
    public private(set) var speech = 0.0
    /// By name in the reference, ascending, the name in the answer; those that got none are left out.
    public let mapping: [Pair]

    public struct Pair: Sendable, Hashable {
        public var reference: String
        public var answer: String
    }

    /// nil as said above.
    public var rate: Double? {
        let errors = missed + falseAlarm + confused
        return speech > 0 ? errors / speech : errors > 0 ? nil : 0
    }

    /// - Parameter leavingOutOverlaps: skips the time in which the reference has several speakers at once.
    public init(reference: [TimeSegment], answer: [TimeSegment], names: Names = .mapped, collar: Double = 0, leavingOutOverlaps: Bool = false) {
        let timeline = Timeline(reference, answer, collar: max(collar, 0))
        let mapped = names == .mapped ? SpeakerMapping.best(timeline) : SpeakerMapping.byName(timeline)
        mapping = mapped.indices.filter { mapped[$0] >= 0 }.map {
            Pair(reference: timeline.firstLabels[$0], answer: timeline.secondLabels[Int(mapped[$0])])
        }
        for stretch in timeline.stretches where !(leavingOutOverlaps && stretch.first.count > 1) { add(stretch, mapped) }
    }

    private mutating func add(_ stretch: Timeline.Stretch, _ mapped: [Int32]) {
        let (n, m) = (stretch.first.count, stretch.second.count)
        let same = stretch.first.count { mapped[$0] >= 0 && stretch.second.contains(Int(mapped[$0])) }
        speech += Double(n) * stretch.length
        missed += Double(max(n - m, 0)) * stretch.length
        falseAlarm += Double(max(m - n, 0)) * stretch.length
        confused += Double(min(n, m) - same) * stretch.length
        correct += Double(same) * stretch.length
    }
}

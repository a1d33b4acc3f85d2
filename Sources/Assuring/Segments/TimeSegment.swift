import Records

/// A stretch of a recording with what is heard or seen in it: seconds from `from` to `to`, half-open.
public struct TimeSegment: Sendable, Hashable {
    public var from: Double
    public var to: Double
    /// What happens, or who speaks.
    public var label: String

    /// nil unless it has a length and its times are numbers.
    public init?(from: Double, to: Double, label: String) {
        guard from.isFinite, to.isFinite, from < to else { return nil }
        (self.from, self.to, self.label) = (from, to, label)
    }

    /// One per label of a part that is a segment; channels are told apart by their labels, `1/speech`.
    public static func segments(of parts: [Part]) -> [TimeSegment] {
        parts.flatMap { part -> [TimeSegment] in
            guard case .segment(let segment) = part.shape else { return [] }
            let names = part.labels.isEmpty ? [""] : part.labels
            return names.compactMap { name in
                TimeSegment(from: segment.from, to: segment.to, label: segment.channel.map { "\($0)/\(name)" } ?? name)
            }
        }
    }
}

/// Segments of one label as stretches that do not meet: what one speaker says at the same time twice is said once.
enum SegmentUnion {
    static func joined(_ segments: [TimeSegment]) -> [(from: Double, to: Double)] {
        var joined: [(from: Double, to: Double)] = []
        for segment in segments.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            if let last = joined.last, segment.from <= last.to {
                joined[joined.count - 1].to = max(last.to, segment.to)
            } else {
                joined.append((segment.from, segment.to))
            }
        }
        return joined
    }
}

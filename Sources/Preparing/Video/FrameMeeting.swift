/// Two frames of different videos that look alike.
struct FrameMeeting: Comparable {
    struct Frame: Comparable, Hashable {
        var video: Int
        var place: Int

        static func < (left: Self, right: Self) -> Bool { (left.video, left.place) < (right.video, right.place) }
    }

    /// How many frames of two videos could be paired.
    struct Match {
        var first: Int
        var second: Int
        var count: Int
    }

    var first: Frame
    var second: Frame
    var bits: Int

    static func < (left: Self, right: Self) -> Bool {
        (left.first.video, left.second.video, left.bits, left.first.place, left.second.place)
            < (right.first.video, right.second.video, right.bits, right.first.place, right.second.place)
    }

    static func add(_ left: [Frame], _ right: [Frame], bits: Int, to meetings: inout [FrameMeeting]) {
        for one in left {
            for other in right where one.video != other.video {
                // Of one hash every two meet once, not twice.
                if bits == 0, one > other { continue }
                meetings.append(FrameMeeting(first: min(one, other), second: max(one, other), bits: bits))
            }
        }
    }

    /// Nearest first, each frame once; by first video, then second.
    static func matches(_ meetings: [FrameMeeting]) -> [Match] {
        let ordered = meetings.sorted()
        var found: [Match] = []
        var start = 0
        while start < ordered.count {
            let first = ordered[start].first.video, second = ordered[start].second.video
            var end = start, used: Set<Frame> = [], count = 0
            while end < ordered.count, ordered[end].first.video == first, ordered[end].second.video == second {
                if !used.contains(ordered[end].first), !used.contains(ordered[end].second) {
                    used.insert(ordered[end].first)
                    used.insert(ordered[end].second)
                    count += 1
                }
                end += 1
            }
            found.append(Match(first: first, second: second, count: count))
            start = end
        }
        return found
    }
}

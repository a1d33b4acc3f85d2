import Records

/// Objects of video as tracks: the frames of Labelbox count from 1, and an object is gone behind the last frame of each
/// of its segments.
enum LabelboxTracks {
    /// `segments: [{keyframes: [{frame, bbox}]}]` of the import file.
    static func shape(segments: JSONValue?) -> Shape? {
        var frames: [TrackFrame] = []
        for segment in segments?.array ?? [] {
            let keys = (segment["keyframes"]?.array ?? []).compactMap { key in frame(key["frame"]).flatMap { number in LabelboxObject.shape(key).map { TrackFrame(frame: number, shape: $0) } } }
            frames += closed(keys)
        }
        return track(frames)
    }

    /// `frames: {"1": {objects: {id: ...}}}` of export v2, with the ranges in which each object is seen.
    static func shape(frames: [(number: Int, object: JSONValue)], keys: Set<Int>?, ranges: [[Int]]) -> Shape? {
        let all = frames.sorted { $0.number < $1.number }.compactMap { frame in
            LabelboxObject.shape(frame.object).map { TrackFrame(frame: frame.number, shape: $0, isKey: keys?.contains(frame.number) ?? true) }
        }
        guard !ranges.isEmpty else { return track(closed(all)) }
        return track(ranges.flatMap { range in closed(all.filter { $0.frame >= range[0] && $0.frame <= range[1] }, last: range[1]) })
    }

    /// From 0.
    static func frame(_ value: JSONValue?) -> Int? { value?.int.flatMap { $0 >= 1 && $0 < 1 << 40 ? Int($0) - 1 : nil } }

    private static func closed(_ frames: [TrackFrame], last: Int? = nil) -> [TrackFrame] {
        guard let end = frames.last else { return [] }
        return frames + [TrackFrame(frame: max(end.frame, last ?? 0) + 1, shape: end.shape, isOutside: true)]
    }

    /// In rising order; where one segment ends as the next begins, the beginning counts.
    private static func track(_ frames: [TrackFrame]) -> Shape? {
        var kept: [TrackFrame] = []
        for frame in frames.enumerated().sorted(by: { ($0.element.frame, $0.element.isOutside ? 0 : 1, $0.offset) < ($1.element.frame, $1.element.isOutside ? 0 : 1, $1.offset) }).map(\.element) {
            if kept.last?.frame == frame.frame { kept.removeLast() }
            kept.append(frame)
        }
        return kept.isEmpty ? nil : .track(kept)
    }
}

import Records

/// The frames of a video annotation as a track.
///
/// Frames listed are those where something changed; `ranges` say where it is to be seen, each from a frame up to but not
/// including another. Without `interpolated` a shape stands still until the next frame listed.
enum DarwinTrack {
    /// nil when no frame has a shape.
    static func frames(_ object: JSONObject) -> [TrackFrame]? {
        var keys: [TrackFrame] = []
        for (name, value) in object["frames"]?.object?.members ?? [] {
            guard let number = Int(name), number >= 0, let frame = value.object, let found = DarwinShape.shape(frame) else { continue }
            keys.append(TrackFrame(frame: number, shape: found.shape, isKey: frame["keyframe"]?.bool ?? true))
        }
        keys.sort { $0.frame < $1.frame }
        guard !keys.isEmpty else { return nil }
        keys[0].isKey = true
        if object["interpolated"]?.bool == false { keys = standing(keys) }
        return cut(keys, to: ranges(object))
    }

    private static func ranges(_ object: JSONObject) -> [(from: Int, to: Int)] {
        let list = (object["ranges"] ?? object["segments"])?.array ?? []
        let ranges = list.compactMap { range -> (from: Int, to: Int)? in
            guard let from = range[0]?.int.flatMap({ Int(exactly: $0) }), let to = range[1]?.int.flatMap({ Int(exactly: $0) }), from >= 0, from < to else { return nil }
            return (from, to)
        }
        return ranges.sorted { $0.from < $1.from }
    }

    /// One more key in front of each change.
    private static func standing(_ keys: [TrackFrame]) -> [TrackFrame] {
        var all: [TrackFrame] = []
        for key in keys {
            if let before = all.last, before.shape != key.shape, key.frame - before.frame > 1 { all.append(TrackFrame(frame: key.frame - 1, shape: before.shape)) }
            all.append(key)
        }
        return all
    }

    /// A frame `outside` at the end of each range. What begins between two keys gets a key there with the shape of the one before.
    private static func cut(_ keys: [TrackFrame], to ranges: [(from: Int, to: Int)]) -> [TrackFrame] {
        guard !ranges.isEmpty else { return keys }
        var frames: [Int: TrackFrame] = [:]
        for key in keys { frames[key.frame] = key }
        for (place, range) in ranges.enumerated() {
            let shape = keys.last { $0.frame <= range.from }?.shape ?? keys[0].shape
            if frames[range.from] == nil, place > 0 || keys[0].frame > range.from { frames[range.from] = TrackFrame(frame: range.from, shape: shape) }
            let goesOn = ranges.dropFirst(place + 1).contains { $0.from <= range.to }
            if !goesOn, frames[range.to] == nil { frames[range.to] = TrackFrame(frame: range.to, shape: keys.last { $0.frame <= range.to }?.shape ?? shape, isOutside: true) }
        }
        return frames.values.sorted { $0.frame < $1.frame }
    }
}

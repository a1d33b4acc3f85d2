import Records

/// The `sequence` of a video region, and tracks.
///
/// Frames count from 1 there and from 0 here. A key frame with `enabled: false` is the last one that shows the region:
/// here the region is outside from the frame behind it. A frame outside that does not follow its key frame so closely,
/// or has a shape of its own, is written under `outside` beside what the editor understands.
enum LabelStudioTrack {
    private static let outside = "outside"

    static func shape(_ value: JSONValue, _ size: PixelSize) -> Shape? {
        guard let sequence = value["sequence"]?.array, !sequence.isEmpty else { return nil }
        let scale = LabelStudioScale(size)
        let count = value["framesCount"]?.int.flatMap { Int(exactly: $0) }
        let keys = Set(sequence.compactMap { $0["frame"]?.int })
        var frames: [TrackFrame] = []
        for entry in sequence {
            guard let number = entry["frame"]?.int, number >= 1, number < 1 << 40, let shape = LabelStudioShapes.rectangle(entry, scale) else { return nil }
            let frame = Int(number) - 1
            if entry[outside]?["alone"]?.bool != true { frames.append(TrackFrame(frame: frame, shape: shape)) }
            guard entry["enabled"]?.bool == false else { continue }
            if let own = entry[outside], let place = own["frame"]?.int, place >= 1, place < 1 << 40, let shape = LabelStudioShapes.rectangle(own, scale) {
                frames.append(TrackFrame(frame: Int(place) - 1, shape: shape, isOutside: true))
            } else if !keys.contains(number + 1), count.map({ frame + 1 < $0 }) ?? true {
                frames.append(TrackFrame(frame: frame + 1, shape: shape, isOutside: true))
            }
        }
        guard zip(frames, frames.dropFirst()).allSatisfy({ $0.frame < $1.frame }), frames.contains(where: { !$0.isOutside }) else { return nil }
        return .track(frames)
    }

    /// nil for tracks of other shapes than boxes.
    static func value(_ frames: [TrackFrame], _ size: PixelSize, rate: Double, count: Int?) -> JSONObject? {
        let scale = LabelStudioScale(size)
        var sequence: [JSONValue] = []
        var place = 0
        while place < frames.count {
            let frame = frames[place]
            guard var entry = rectangle(frame.shape, scale) else { return nil }
            let next = place + 1 < frames.count ? frames[place + 1] : nil
            if frame.isOutside {
                entry = Self.entry(max(frame.frame, 1), entry, isEnabled: false, rate)
                entry[outside] = Self.outside(frame, scale, isAlone: true)
            } else if let next, next.isOutside {
                entry = Self.entry(frame.frame + 1, entry, isEnabled: false, rate)
                let isPlain = next.frame == frame.frame + 1 && next.shape == frame.shape && count.map { next.frame < $0 } ?? true
                if !isPlain { entry[outside] = Self.outside(next, scale, isAlone: false) }
                place += 1
            } else {
                entry = Self.entry(frame.frame + 1, entry, isEnabled: true, rate)
            }
            sequence.append(.object(entry))
            place += 1
        }
        var value: JSONObject = ["sequence": .array(sequence)]
        value["framesCount"] = count.map { .int(Int64($0)) }
        value["duration"] = count.map { JSONValue.shortest(Double($0) / rate) }
        return value
    }

    private static func entry(_ number: Int, _ shape: JSONObject, isEnabled: Bool, _ rate: Double) -> JSONObject {
        var entry: JSONObject = ["frame": .int(Int64(number)), "time": JSONValue.shortest(Double(number) / rate), "enabled": .bool(isEnabled)]
        for (key, value) in shape.members { entry[key] = value }
        return entry
    }

    private static func outside(_ frame: TrackFrame, _ scale: LabelStudioScale, isAlone: Bool) -> JSONValue {
        var object = rectangle(frame.shape, scale) ?? [:]
        object["frame"] = .int(Int64(frame.frame + 1))
        if isAlone { object["alone"] = true }
        return .object(object)
    }

    private static func rectangle(_ shape: Shape, _ scale: LabelStudioScale) -> JSONObject? {
        switch shape {
        case .box(let box) where box.count == 4: LabelStudioShapes.rectangle(scale.rectangle(box: box), 0)
        case .rotated(let values) where values.count == 5: LabelStudioShapes.rectangle(scale.rectangle(values), values[4])
        default: nil
        }
    }
}

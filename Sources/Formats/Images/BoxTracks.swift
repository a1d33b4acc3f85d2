import Records

/// Rows of boxes by object and frame, in any order, as tracks: every frame is a key frame, and where an object has no row it is
/// outside.
struct BoxTracks {
    private struct Track {
        var label: String
        var score: Double?
        var frames: [(frame: Int, box: [Double])] = []
        var seen: Set<Int> = []
        var extras = JSONObject()
    }

    /// The last frame of the video, if it is known.
    private let last: Int?
    private var order: [String] = []
    private var tracks: [String: Track] = [:]

    init(last: Int?) { self.last = last }

    /// False when the object has a box in that frame already.
    mutating func add(_ id: String, label: String, frame: Int, box: [Double], score: Double? = nil, _ extra: JSONObject) -> Bool {
        var track = tracks.removeValue(forKey: id) ?? Track(label: label, score: score)
        defer { tracks[id] = track }
        if track.frames.isEmpty { order.append(id) }
        guard track.seen.insert(frame).inserted else { return false }
        track.frames.append((frame, box))
        if !extra.isEmpty { track.extras[String(frame)] = .object(extra) }
        return true
    }

    /// Tracks in the order of their first rows, and what else is known of their frames.
    func finish() -> (parts: [Part], extras: JSONObject) {
        var parts: [Part] = []
        var extras = JSONObject()
        for id in order {
            guard let track = tracks[id] else { continue }
            parts.append(Part(id: id, labels: [track.label], shape: .track(frames(track)), score: track.score, origin: .imported))
            if !track.extras.isEmpty { extras[id] = ["frames": .object(track.extras)] }
        }
        return (parts, extras)
    }

    /// The number of each track: that of its id (`t7`) where no other has it, else the next that is free.
    static func numbers(of parts: [Part]) -> [Int] {
        var taken: Set<Int> = []
        let own = parts.map { part -> Int? in
            guard part.id.hasPrefix("t"), let number = Int(part.id.dropFirst()), number >= 0, String(number) == part.id.dropFirst(), taken.insert(number).inserted else { return nil }
            return number
        }
        var next = 1
        return own.map { number in
            if let number { return number }
            while !taken.insert(next).inserted { next += 1 }
            return next
        }
    }

    private func frames(_ track: Track) -> [TrackFrame] {
        var frames: [TrackFrame] = []
        for (frame, box) in track.frames.sorted(by: { $0.frame < $1.frame }) {
            if let before = frames.last, before.frame + 1 < frame { frames.append(TrackFrame(frame: before.frame + 1, shape: before.shape, isOutside: true)) }
            frames.append(TrackFrame(frame: frame, shape: .box(box)))
        }
        if let end = frames.last, last.map({ end.frame < $0 }) ?? true { frames.append(TrackFrame(frame: end.frame + 1, shape: end.shape, isOutside: true)) }
        return frames
    }
}

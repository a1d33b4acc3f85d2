import Records

/// Boxes of a video at moments, as tracks, both ways.
///
/// Others' files have boxes at some moments, which are then key frames. Ours have one for every frame, and say so in the
/// line's labels (`winnow-tracks`): there an object is outside where it has no box.
struct VertexTracks {
    private struct Track {
        var label: String
        var id: String
        var frames: [Int: Shape] = [:]
    }

    static let member = "temporalBoundingBoxAnnotations"
    private var tracks: [Track] = []
    private var places: [String: Int] = [:]

    mutating func add(_ shape: Shape, frame: Int, label: String, instance: String?, alone: String) {
        let key = instance.map { "\($0)\u{0}\(label)" }
        let place = key.flatMap { places[$0] } ?? tracks.count
        if place == tracks.count {
            tracks.append(Track(label: label, id: instance ?? alone))
            if let key { places[key] = place }
        }
        tracks[place].frames[frame] = shape
    }

    func parts(isEveryFrame: Bool) -> [Part] {
        var taken: Set<String> = []
        return tracks.map { track in
            var frames: [TrackFrame] = []
            for (number, shape) in track.frames.sorted(by: { $0.key < $1.key }) {
                if isEveryFrame, let before = frames.last, before.frame + 1 < number { frames.append(TrackFrame(frame: before.frame + 1, shape: before.shape, isOutside: true)) }
                frames.append(TrackFrame(frame: number, shape: shape))
            }
            if isEveryFrame, let end = frames.last { frames.append(TrackFrame(frame: end.frame + 1, shape: end.shape, isOutside: true)) }
            let id = taken.insert(track.id).inserted ? track.id : "\(track.id).\(track.label)"
            return Part(id: id, labels: [track.label], shape: .track(frames), origin: .imported)
        }
    }

    /// Numbers for instances: their own where they are whole and nobody else's.
    static func instances(of parts: [Part]) -> [Int] {
        var taken: Set<Int> = []
        let own = parts.map { part -> Int? in
            guard let number = Int(part.id), number >= 0, String(number) == part.id, taken.insert(number).inserted else { return nil }
            return number
        }
        var next = 1
        return own.map { number in
            if let number { return number }
            while !taken.insert(next).inserted { next += 1 }
            return next
        }
    }
}

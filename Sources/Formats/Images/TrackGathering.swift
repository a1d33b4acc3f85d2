import Records

/// Shapes noted frame by frame as tracks, for tools that list what is there on each frame and nothing where it is not.
struct TrackGathering<Name: Hashable> {
    private var order: [Name] = []
    private var shapes: [Name: [(frame: Int, shape: Shape)]] = [:]

    mutating func add(_ shape: Shape, of name: Name, frame: Int) {
        if shapes[name] == nil { order.append(name) }
        shapes[name, default: []].append((frame, shape))
    }

    /// In the order of their first frames. `frames` of the video, if known, tells whether a track ends before it.
    func tracks(frames count: Int?) -> [(name: Name, frames: [TrackFrame])] {
        order.map { name in
            var track: [TrackFrame] = []
            for (frame, shape) in (shapes[name] ?? []).sorted(by: { $0.frame < $1.frame }) {
                if let before = track.last {
                    if before.frame == frame { continue }
                    if before.frame + 1 < frame { track.append(TrackFrame(frame: before.frame + 1, shape: before.shape, isOutside: true)) }
                }
                track.append(TrackFrame(frame: frame, shape: shape))
            }
            if let last = track.last, last.frame + 1 < count ?? Int.max { track.append(TrackFrame(frame: last.frame + 1, shape: last.shape, isOutside: true)) }
            return (name, track)
        }
    }
}

import Records

/// Tracks between their key frames (DESIGN.md 4): from keys to every frame, for formats that list each frame, and back,
/// for formats that keep keys only.
///
/// A frame stands until the next one; between two, the shape moves evenly from one to the other (`ShapeInterpolation`).
/// A frame that is `outside` ends visibility: nothing is shown from there to the next frame that is not.
public enum TrackInterpolation {
    /// More frames than this in a row are not filled in: a frame number out of the blue must not fill the memory.
    public static let maximumFilled = 1_000_000

    /// Every frame in which the object is visible, and one `outside` frame, with the last shape seen, where it goes away.
    ///
    /// The last frame stands until `last` (the last frame of the video) if that is known. What was not there before is no
    /// key. Frames `outside` say nothing before the first visible one, after another one, and behind `last`.
    public static func everyFrame(_ frames: [TrackFrame], last: Int? = nil) -> [TrackFrame] {
        var all: [TrackFrame] = []
        all.reserveCapacity(frames.count)
        for frame in frames {
            if let before = all.last, !before.isOutside { fill(from: before, to: frame, &all) }
            if !frame.isOutside {
                all.append(frame)
            } else if let seen = all.last, !seen.isOutside, last.map({ frame.frame <= $0 }) ?? true {
                all.append(TrackFrame(frame: frame.frame, shape: seen.shape, isKey: true, isOutside: true))
            }
        }
        if let last, let end = all.last, !end.isOutside, isFillable(from: end.frame, to: last) {
            var held = end
            held.isKey = false
            for number in stride(from: end.frame + 1, through: last, by: 1) {
                held.frame = number
                all.append(held)
            }
        }
        return all
    }

    private static func fill(from: TrackFrame, to: TrackFrame, _ all: inout [TrackFrame]) {
        guard isFillable(from: from.frame, to: to.frame) else { return }
        for number in stride(from: from.frame + 1, to: to.frame, by: 1) {
            all.append(TrackFrame(frame: number, shape: shape(at: number, from, to), isKey: false))
        }
    }

    private static func isFillable(from: Int, to: Int) -> Bool {
        let (count, overflows) = to.subtractingReportingOverflow(from)
        return !overflows && count > 0 && count <= maximumFilled
    }

    private static func shape(at number: Int, _ from: TrackFrame, _ to: TrackFrame) -> Shape {
        ShapeInterpolation.between(from.shape, to.shape, step: number - from.frame, of: to.frame - from.frame)
    }

    /// The frames that are needed: `everyFrame` of them gives back `everyFrame` of all, number for number.
    ///
    /// Frames marked as keys are tried first, so keys that were there come back; without marks each stretch is made as
    /// long as it goes by doubling and halving, so a stretch may be found shorter than it could be, never wrong.
    /// Cost: O(n log n) shapes for n frames.
    public static func keyFrames(of frames: [TrackFrame]) -> [TrackFrame] {
        let all = everyFrame(frames)
        let isMarked = all.contains { !$0.isKey }
        var keys: [TrackFrame] = []
        var place = 0
        while place < all.count {
            var key = all[place]
            key.isKey = true
            keys.append(key)
            place = key.isOutside || place + 1 == all.count ? place + 1 : nextKey(after: place, in: all, isMarked)
        }
        return keys
    }

    private static func nextKey(after start: Int, in all: [TrackFrame], _ isMarked: Bool) -> Int {
        // Up to the frame that ends visibility, which has no shape of its own.
        let end = all[start...].firstIndex(where: \.isOutside) ?? all.count - 1
        if isMarked, let marked = all[(start + 1)...end].firstIndex(where: \.isKey), gives(back: start, marked, all) { return marked }
        var (good, step) = (start + 1, 2)
        while start + step <= end, gives(back: start, start + step, all) { (good, step) = (start + step, step * 2) }
        var (low, high) = (good, min(start + step, end + 1))
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if gives(back: start, middle, all) { low = middle } else { high = middle }
        }
        return low
    }

    /// Whether the frames strictly between two are what interpolation makes of these. An outside frame stands with the
    /// shape last seen, so what comes before must stand still.
    private static func gives(back start: Int, _ end: Int, _ all: [TrackFrame]) -> Bool {
        guard end > start + 1 else { return true }
        guard all[end].frame - all[start].frame == end - start else { return false }
        return (start + 1..<end).allSatisfy { all[$0].shape == shape(at: all[$0].frame, all[start], all[end]) }
    }
}

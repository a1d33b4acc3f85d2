/// Open lines, x, y, x, y ...
public enum Polyline {
    public static func length(_ points: [Double]) -> Double {
        var sum = 0.0
        for place in stride(from: 0, to: points.count - 3, by: 2) {
            let (dx, dy) = (points[place + 2] - points[place], points[place + 3] - points[place + 1])
            sum += (dx * dx + dy * dy).squareRoot()
        }
        return sum
    }

    /// The stretches inside a window, borders included, in order (Liang and Barsky, 1984, doi 10.1145/357332.357333).
    public static func pieces(of points: [Double], in window: Box) -> [[Double]] {
        var pieces: [[Double]] = []
        var current: [Double] = []
        for place in stride(from: 0, to: points.count - 3, by: 2) {
            guard let inside = segment(Array(points[place..<place + 4]), in: window) else {
                finish(&current, &pieces)
                continue
            }
            if current.count < 2 || current[current.count - 2] != inside[0] || current[current.count - 1] != inside[1] {
                finish(&current, &pieces)
                current = [inside[0], inside[1]]
            }
            current += [inside[2], inside[3]]
        }
        finish(&current, &pieces)
        return pieces
    }

    /// A line that only touches the window in one point leaves nothing.
    private static func finish(_ current: inout [Double], _ pieces: inout [[Double]]) {
        if current.count >= 4, length(current) > 0 { pieces.append(current) }
        current = []
    }

    private static func segment(_ ends: [Double], in window: Box) -> [Double]? {
        let (dx, dy) = (ends[2] - ends[0], ends[3] - ends[1])
        var (enter, leave) = (0.0, 1.0)
        for (step, room) in [
            (-dx, ends[0] - window.x0), (dx, window.x1 - ends[0]), (-dy, ends[1] - window.y0), (dy, window.y1 - ends[1]),
        ] {
            if step == 0 {
                if room < 0 { return nil }
            } else if step < 0 {
                enter = max(enter, room / step)
            } else {
                leave = min(leave, room / step)
            }
        }
        guard enter <= leave else { return nil }
        let first = enter == 0 ? [ends[0], ends[1]] : [ends[0] + enter * dx, ends[1] + enter * dy]
        let last = leave == 1 ? [ends[2], ends[3]] : [ends[0] + leave * dx, ends[1] + leave * dy]
        return first + last
    }
}

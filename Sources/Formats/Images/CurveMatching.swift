import Records

/// Which points of two rings or lines of different numbers of points belong together, and the curve on the way from one to
/// the other: the rule of CVAT, so that tracks of polygons look as they do there.
///
/// Each point is placed by the share of the curve's length in front of it. Every point of the left curve goes to the
/// point of the right curve with the nearest place; points of the right curve that are left over are given to their
/// nearest point of the left. Points that crowd together on the way are thinned to half the mean distance.
struct CurveMatching {
    private typealias Point = (x: Double, y: Double)

    private let left: [Point]
    private let right: [Point]
    private let isClosed: Bool
    /// For each point of the left curve, the points of the right one, rising.
    private let matches: [[Int]]

    /// nil when a curve has no length.
    init?(_ from: [Double], _ to: [Double], isClosed: Bool) {
        left = Self.points(from, isClosed)
        right = Self.points(to, isClosed)
        self.isClosed = isClosed
        guard let places = Self.places(left), let rightPlaces = Self.places(right) else { return nil }
        var matches = places.map { [Self.nearest(to: $0, in: rightPlaces)] }
        let taken = Set(matches.joined())
        for place in rightPlaces.indices where !taken.contains(place) { matches[Self.nearest(to: rightPlaces[place], in: places)].append(place) }
        self.matches = matches.map { $0.sorted() }
    }

    private static func points(_ values: [Double], _ isClosed: Bool) -> [Point] {
        let points = stride(from: 0, to: values.count - 1, by: 2).map { (x: values[$0], y: values[$0 + 1]) }
        return isClosed ? points + points.prefix(1) : points
    }

    private static func distance(_ a: Point, _ b: Point) -> Double { ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot() }

    private static func length(_ points: ArraySlice<Point>) -> Double { zip(points, points.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) } }

    /// Of each point, how much of the length lies in front of it.
    private static func places(_ points: [Point]) -> [Double]? {
        let whole = length(points[...])
        guard whole > 0, whole.isFinite else { return nil }
        var (places, gone) = ([0.0], 0.0)
        for (before, after) in zip(points, points.dropFirst()) {
            gone += distance(before, after)
            places.append(gone / whole)
        }
        return places
    }

    /// The first of the nearest.
    private static func nearest(to value: Double, in places: [Double]) -> Int {
        var best = 0
        for place in places.indices where (value - places[place]).magnitude < (value - places[best]).magnitude { best = place }
        return best
    }

    // MARK: On the way

    func points(_ way: ShapeInterpolation.Way) -> [Double] {
        var moved: [Point] = []
        // Of each point of the left curve, where its points begin among the moved ones.
        var starts: [Int] = []
        for (place, point) in left.enumerated() {
            starts.append(moved.count)
            for match in matches[place] { moved.append((way.number(point.x, right[match].x), way.number(point.y, right[match].y))) }
        }
        let thinned = thinned(moved, starts)
        return (isClosed ? thinned.dropLast() : thinned[...]).flatMap { [$0.x, $0.y] }
    }

    private func thinned(_ moved: [Point], _ starts: [Int]) -> [Point] {
        var result: [Point] = []
        var opened: Int?
        func close(_ start: Int, _ stop: Int) {
            let range = starts[start]...starts[stop]
            result += range.count == 1 ? [moved[starts[start]]] : Self.thinned(moved[range], Self.length(left[start...stop]), stop - start + 1)
        }
        for (place, match) in matches.enumerated() {
            if match.count > 1 {
                if let start = opened { close(start, place - 1) }
                opened = nil
                let (first, last) = (match[0], match[match.count - 1])
                result += Self.thinned(moved[starts[place]..<(starts[place] + match.count)], Self.length(right[first...last]), last - first + 1)
            } else if let start = opened {
                guard match[0] != matches[start][0] else { continue }
                close(start, place - 1)
                opened = place
            } else {
                opened = place
            }
        }
        if let start = opened { close(start, left.count - 1) }
        return result
    }

    /// Both ends, and between them what is far enough from the one before.
    private static func thinned(_ points: ArraySlice<Point>, _ length: Double, _ count: Int) -> [Point] {
        guard let first = points.first, let last = points.last else { return [] }
        let least = length / Double(2 * count)
        var kept = [first]
        for point in points.dropFirst().dropLast() where distance(kept[kept.count - 1], point) >= least { kept.append(point) }
        if kept.count == 1, distance(first, last) < least { return [((first.x + last.x) / 2, (first.y + last.y) / 2)] }
        return kept + [last]
    }
}

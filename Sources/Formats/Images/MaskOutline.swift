import Records

/// The borders of a mask along the edges of its pixels: polygons with holes whose raster is the mask again, exactly.
///
/// Pixels that touch at a corner only are apart. Outer rings run clockwise as seen, holes the other way. Memory: a byte per pixel of the mask's bounding box.
enum MaskOutline {
    /// Above this a mask is not unfolded.
    static let maximumPixels = 1 << 28

    /// nil for an empty mask, or one too large.
    static func polygons(_ mask: Mask) -> [PolygonRings]? {
        guard let runs = MaskRuns(mask), let bounds = runs.bounds else { return nil }
        let (x, y) = (Int(bounds[0]), Int(bounds[1]))
        let (width, height) = (Int(bounds[2]) - x, Int(bounds[3]) - y)
        guard width * height <= maximumPixels else { return nil }
        var grid = Grid(width: width, height: height)
        grid.fill(runs, x: x - runs.x, y: y - runs.y)
        return nest(grid.rings().map { ring in
            Ring(points: stride(from: 0, to: ring.points.count, by: 2).flatMap { [Double(ring.points[$0] + x), Double(ring.points[$0 + 1] + y)] },
                 within: ring.within.map { (Double($0.x + x) + 0.5, Double($0.y + y) + 0.5) })
        })
    }

    private struct Ring {
        var points: [Double]
        /// The centre of a pixel in the hole; nil for outer rings.
        var within: (x: Double, y: Double)?
    }

    /// Holes go to the smallest outer ring around them.
    private static func nest(_ rings: [Ring]) -> [PolygonRings] {
        var outers = rings.filter { $0.within == nil }.map { (ring: $0.points, area: signedArea($0.points), holes: [[Double]]()) }
        for ring in rings {
            guard let point = ring.within else { continue }
            let around = outers.indices.filter { contains(outers[$0].ring, point) }
            if let smallest = around.min(by: { outers[$0].area < outers[$1].area }) { outers[smallest].holes.append(ring.points) }
        }
        return outers.map { PolygonRings(outer: $0.ring, holes: $0.holes) }
    }

    private static func signedArea(_ ring: [Double]) -> Double {
        var sum = 0.0
        for place in stride(from: 0, to: ring.count, by: 2) {
            let next = (place + 2) % ring.count
            sum += ring[place] * ring[next + 1] - ring[next] * ring[place + 1]
        }
        return sum / 2
    }

    private static func contains(_ ring: [Double], _ point: (Double, Double)) -> Bool {
        var isInside = false
        for place in stride(from: 0, to: ring.count, by: 2) {
            let next = (place + 2) % ring.count
            let (x0, y0, x1, y1) = (ring[place], ring[place + 1], ring[next], ring[next + 1])
            if (y0 <= point.1) != (y1 <= point.1), point.0 < x0 + (point.1 - y0) / (y1 - y0) * (x1 - x0) { isInside.toggle() }
        }
        return isInside
    }

    /// Pixels with a border of one around them.
    private struct Grid {
        let width: Int
        let height: Int
        private let stride: Int
        private var cells: [UInt8]

        init(width: Int, height: Int) {
            (self.width, self.height, stride) = (width, height, width + 2)
            cells = [UInt8](repeating: 0, count: (width + 2) * (height + 2))
        }

        mutating func fill(_ runs: MaskRuns, x: Int, y: Int) {
            var place = 0
            for (index, run) in runs.runs.enumerated() {
                if index % 2 == 1 {
                    for pixel in place..<(place + run) { cells[(pixel % runs.height - y + 1) * stride + pixel / runs.height - x + 1] = 1 }
                }
                place += run
            }
        }

        private func isSet(_ x: Int, _ y: Int) -> Bool { cells[(y + 1) * stride + x + 1] & 1 == 1 }

        /// Outer rings are found by the top edge of a pixel, holes by the bottom edge of the pixel above them; edges that a
        /// ring has used are marked (bits 2 and 4 of the cell).
        mutating func rings() -> [(points: [Int], within: (x: Int, y: Int)?)] {
            var found: [(points: [Int], within: (x: Int, y: Int)?)] = []
            for y in 0..<height {
                for x in 0..<width where isEdge(x, y, 0) && cells[(y + 1) * stride + x + 1] & 2 == 0 { found.append((follow(x, y, direction: 0), nil)) }
                for x in 0..<width where isEdge(x + 1, y + 1, 2) && cells[(y + 1) * stride + x + 1] & 4 == 0 {
                    found.append((follow(x + 1, y + 1, direction: 2), (x, y + 1)))
                }
            }
            return found
        }

        /// Follows the border with the mask on its right, from corner (x, y). Directions: 0 right, 1 down, 2 left, 3 up.
        private mutating func follow(_ startX: Int, _ startY: Int, direction start: Int) -> [Int] {
            var ring: [Int] = []
            var (x, y, direction) = (startX, startY, start)
            repeat {
                mark(x, y, direction)
                switch direction {
                case 0: x += 1
                case 1: y += 1
                case 2: x -= 1
                default: y -= 1
                }
                let next = turn(x, y, direction)
                if next != direction { ring += [x, y] }
                direction = next
            } while x != startX || y != startY || direction != start
            return ring
        }

        /// Right turns first, so that pixels touching at a corner stay apart.
        private func turn(_ x: Int, _ y: Int, _ direction: Int) -> Int {
            for step in [1, 0, 3] {
                let next = (direction + step) % 4
                if isEdge(x, y, next) { return next }
            }
            return (direction + 2) % 4
        }

        /// Whether a border leads from corner (x, y) in this direction: mask on the right, none on the left.
        func isEdge(_ x: Int, _ y: Int, _ direction: Int) -> Bool {
            switch direction {
            case 0: isSet(x, y) && !isSet(x, y - 1)
            case 1: isSet(x - 1, y) && !isSet(x, y)
            case 2: isSet(x - 1, y - 1) && !isSet(x - 1, y)
            default: isSet(x, y - 1) && !isSet(x - 1, y - 1)
            }
        }

        private mutating func mark(_ x: Int, _ y: Int, _ direction: Int) {
            if direction == 0 { cells[(y + 1) * stride + x + 1] |= 2 }
            if direction == 2 { cells[y * stride + x] |= 4 }
        }
    }
}

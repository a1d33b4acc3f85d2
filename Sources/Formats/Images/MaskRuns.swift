import Records

/// What can be told from the runs of a mask without unfolding it: area, bounds, the same mask in another window.
struct MaskRuns {
    let height: Int
    let width: Int
    let x: Int
    let y: Int
    let runs: [Int]

    /// nil when the runs do not fill the window exactly, or it lies farther away than a picture is wide.
    init?(_ mask: Mask) {
        guard mask.size.count == 2, mask.at.count == 2, mask.at.allSatisfy({ $0.magnitude <= 1 << 30 }), Self.fits(mask.runs, height: mask.size[0], width: mask.size[1]) else { return nil }
        (height, width, x, y, runs) = (mask.size[0], mask.size[1], mask.at[0], mask.at[1], mask.runs)
    }

    static func fits(_ runs: [Int], height: Int, width: Int) -> Bool {
        guard height > 0, width > 0, height <= 1 << 30, width <= 1 << 30 else { return false }
        var rest = height * width
        for run in runs {
            guard run >= 0, run <= rest else { return false }
            rest -= run
        }
        return rest == 0
    }

    /// Pixels in the mask.
    var area: Int { stride(from: 1, to: runs.count, by: 2).reduce(0) { $0 + runs[$1] } }

    /// x0, y0, x1, y1 in pixels of the picture; nil for an empty mask. A run over two columns reaches over the whole height, as
    /// in pycocotools.
    var bounds: [Double]? {
        var (left, top, right, bottom) = (Int.max, Int.max, -1, -1)
        forEachRun { start, count in
            let end = start + count - 1
            left = min(left, start / height)
            right = max(right, end / height)
            let isOneColumn = start / height == end / height
            top = min(top, isOneColumn ? start % height : 0)
            bottom = max(bottom, isOneColumn ? end % height : height - 1)
        }
        guard right >= 0 else { return nil }
        return [Double(left + x), Double(top + y), Double(right + 1 + x), Double(bottom + 1 + y)]
    }

    private func forEachRun(_ body: (_ start: Int, _ count: Int) -> Void) {
        var place = 0
        for (index, run) in runs.enumerated() {
            if index % 2 == 1, run > 0 { body(place, run) }
            place += run
        }
    }

    /// The runs over the whole picture; what lies outside of it is cut off and `isCut` says so.
    func runs(over size: PixelSize) -> (runs: [Int], isCut: Bool) {
        if x == 0, y == 0, height == size.height, width == size.width { return (runs, false) }
        var builder = RunBuilder()
        var kept = 0
        // Only columns that the picture has: a hostile window may be a billion wide.
        let columns = max(0, -x)..<max(0, -x, min(width, size.width - x))
        forEachRun { start, count in
            var place = max(start, columns.lowerBound * height)
            let end = min(start + count, columns.upperBound * height)
            while place < end {
                let column = place / height, row = place % height
                let length = min(height - row, end - place)
                let top = max(0, row + y), bottom = min(size.height, row + y + length)
                if top < bottom {
                    builder.add((column + x) * size.height + top, bottom - top)
                    kept += bottom - top
                }
                place += length
            }
        }
        return (builder.finish(size.height * size.width), kept != area)
    }
}

/// Collects runs of pixels that are set, in rising order, into alternating counts that begin with what is not set.
struct RunBuilder {
    private var runs: [Int] = []
    private var end = 0

    mutating func add(_ start: Int, _ count: Int) {
        guard count > 0 else { return }
        if start == end, !runs.isEmpty {
            runs[runs.count - 1] += count
        } else {
            runs.append(start - end)
            runs.append(count)
        }
        end = start + count
    }

    mutating func finish(_ total: Int) -> [Int] {
        if end < total || runs.isEmpty { runs.append(total - end) }
        return runs
    }
}

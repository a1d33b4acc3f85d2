/// A set of pixels as run lengths, column by column, with arithmetic that never unpacks it.
///
/// Runs count pixels down the columns of a window, left to right, background first (as COCO counts them). The window
/// stands at (x, y) of the picture, so a small object on a large picture costs what it covers.
/// Shapes: `runs` sums to width * height. Cost of area, IoU and union: O(runs + columns).
public struct RunMask: Sendable, Hashable {
    public let x: Int
    public let y: Int
    public let width: Int
    public let height: Int
    public let runs: [Int]

    /// nil when the runs do not fill the window exactly.
    public init?(x: Int = 0, y: Int = 0, width: Int, height: Int, runs: [Int]) {
        guard width >= 0, height >= 0, runs.allSatisfy({ $0 >= 0 }) else { return nil }
        let (area, overflow) = width.multipliedReportingOverflow(by: height)
        var sum = 0
        for run in runs {
            let (next, isTooMuch) = sum.addingReportingOverflow(run)
            if isTooMuch { return nil }
            sum = next
        }
        guard !overflow, sum == area else { return nil }
        self.init(checkedX: x, y: y, width: width, height: height, runs: runs)
    }

    private init(checkedX x: Int, y: Int, width: Int, height: Int, runs: [Int]) {
        (self.x, self.y, self.width, self.height, self.runs) = (x, y, width, height, runs)
    }

    /// Pixels of a window given row by row; anything but 0 belongs.
    public init(x: Int = 0, y: Int = 0, width: Int, height: Int, rows: [UInt8]) {
        precondition(rows.count == width * height, "\(rows.count) pixels for \(width) x \(height)")
        var writer = RunWriter()
        rows.withUnsafeBufferPointer { rows in
            for column in 0..<width {
                for row in 0..<height { writer.add(rows[row * width + column] != 0) }
            }
        }
        self.init(checkedX: x, y: y, width: width, height: height, runs: writer.finish())
    }

    /// A stretch of one column of the picture: rows top ..< bottom.
    public struct Span: Sendable, Hashable {
        public var column: Int
        public var top: Int
        public var bottom: Int
        public init(column: Int, top: Int, bottom: Int) {
            self.column = column
            self.top = top
            self.bottom = bottom
        }
        var length: Int { bottom - top }
    }

    /// - Parameter spans: by (column, top), apart from each other, in the coordinates of the picture; what is outside of the window is cut off.
    public init(x: Int, y: Int, width: Int, height: Int, spans: [Span]) {
        var writer = RunWriter()
        var place = 0
        for span in spans where span.column >= x && span.column < x + width {
            let (top, bottom) = (max(span.top - y, 0), min(span.bottom - y, height))
            guard top < bottom else { continue }
            let start = (span.column - x) * height + top
            writer.add(false, times: start - place)
            writer.add(true, times: bottom - top)
            place = start + bottom - top
        }
        writer.add(false, times: width * height - place)
        self.init(checkedX: x, y: y, width: width, height: height, runs: writer.finish())
    }

    /// Pixels that belong.
    public var area: Int {
        var sum = 0
        for place in stride(from: 1, to: runs.count, by: 2) { sum += runs[place] }
        return sum
    }

    /// In coordinates of the picture, by (column, top). Stretches that meet are joined.
    public var spans: [Span] {
        var result: [Span] = []
        guard height > 0 else { return result }
        var place = 0
        for (number, run) in runs.enumerated() {
            if number % 2 == 1 { append(place, place + run, to: &result) }
            place += run
        }
        return result
    }

    private func append(_ start: Int, _ end: Int, to result: inout [Span]) {
        var start = start
        while start < end {
            let column = start / height
            let stop = min(end, (column + 1) * height)
            let span = Span(column: x + column, top: y + start - column * height, bottom: y + stop - column * height)
            if let last = result.last, last.column == span.column, last.bottom == span.top {
                result[result.count - 1].bottom = span.bottom
            } else {
                result.append(span)
            }
            start = stop
        }
    }

    /// Pixels of the window row by row, 1 where they belong.
    public var rows: [UInt8] {
        var result = [UInt8](repeating: 0, count: width * height)
        result.withUnsafeMutableBufferPointer { result in
            for span in spans {
                for row in span.top..<span.bottom { result[(row - y) * width + span.column - x] = 1 }
            }
        }
        return result
    }

    /// The smallest box around the pixels that belong; nil when none does.
    public var bounds: Box? {
        let spans = spans
        guard let first = spans.first, let last = spans.last else { return nil }
        let top = spans.reduce(Int.max) { min($0, $1.top) }
        let bottom = spans.reduce(Int.min) { max($0, $1.bottom) }
        return Box(Double(first.column), Double(top), Double(last.column + 1), Double(bottom))
    }

    /// The same pixels in the smallest window; an empty mask keeps its corner and no size.
    public var trimmed: RunMask {
        guard let box = bounds else { return RunMask(checkedX: x, y: y, width: 0, height: 0, runs: [0]) }
        return RunMask(x: Int(box.x0), y: Int(box.y0), width: Int(box.width), height: Int(box.height), spans: spans)
    }

    public func sharedArea(with other: RunMask) -> Int {
        let (left, right) = (spans, other.spans)
        var (i, j, sum) = (0, 0, 0)
        while i < left.count, j < right.count {
            let (a, b) = (left[i], right[j])
            if a.column == b.column { sum += max(0, min(a.bottom, b.bottom) - max(a.top, b.top)) }
            if (a.column, a.bottom) <= (b.column, b.bottom) { i += 1 } else { j += 1 }
        }
        return sum
    }

    public func iou(with other: RunMask) -> Double {
        Overlap.iou(shared: Double(sharedArea(with: other)), Double(area), Double(other.area))
    }

    /// Pixels that at least `least` of the weight of all masks has. Equal weights and half of them: the majority, a tie belongs.
    ///
    /// nil when no mask has a pixel. Cost goes by runs, not by pixels (`MaskPatterns`).
    public static func voted(_ masks: [RunMask], weights: [Double], least: Double) -> RunMask? {
        let patterns = MaskPatterns(masks)
        guard patterns.covered > 0 else { return nil }
        let isKept = (0..<patterns.count).map { pattern in
            // In the order of the masks.
            pattern > 0 && masks.indices.reduce(0.0) { $0 + (patterns.has($1, in: pattern) ? weights[$1] : 0) } >= least - 1e-9
        }
        return patterns.mask(keeping: isKept).trimmed
    }

    /// Pixels that any of the masks has, in the smallest window around theirs.
    public static func union(_ masks: [RunMask]) -> RunMask {
        let patterns = MaskPatterns(masks)
        return patterns.mask(keeping: (0..<patterns.count).map { $0 > 0 })
    }

    /// Runs that are known to fill the window.
    init(window: MaskWindow, runs: [Int]) {
        self.init(checkedX: window.x, y: window.y, width: window.width, height: window.height, runs: runs)
    }
}

/// Collects pixels into runs, background first.
struct RunWriter {
    private var runs: [Int] = []
    private var current = 0
    private var belongs = false

    mutating func add(_ pixel: Bool, times: Int = 1) {
        guard times > 0 else { return }
        if pixel != belongs {
            runs.append(current)
            current = 0
            belongs = pixel
        }
        current += times
    }

    /// A last run of background is written, a last empty one is not.
    consuming func finish() -> [Int] {
        if current > 0 || runs.isEmpty { runs.append(current) }
        return runs
    }
}

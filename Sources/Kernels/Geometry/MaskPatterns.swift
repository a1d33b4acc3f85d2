/// Which pixels which of several masks have, told by runs: pixels that the same set of masks covers are one pattern.
///
/// What a vote or a fit says of a pixel depends on who covers it alone. So a picture of a million pixels that five people
/// painted is at most 32 patterns with a count each, and a round over them costs nothing that has to do with its size.
///
/// Pattern 0 is "nobody". Places of the window are counted down the columns from its top left corner, as runs are.
/// Shapes: P patterns, A masks; `words` is P x words of 64 masks each. Cost: O(R log R) for R runs of all masks together,
/// memory O(R + P A / 64); nothing depends on the number of pixels. Patterns are numbered in the order they are met.
public struct MaskPatterns: Sendable, Hashable {
    public let window: MaskWindow
    public let maskCount: Int
    /// How many pixels of the window each pattern has. Pattern 0 has those no mask covers.
    public private(set) var pixels: [Int]
    private let wordCount: Int
    private var words: [UInt64]
    /// Stretches that somebody covers, in order and apart.
    private var starts: [Int] = []
    private var ends: [Int] = []
    private var patterns: [Int32] = []

    public var count: Int { pixels.count }
    /// Pixels that at least one mask has.
    public var covered: Int { window.area - pixels[0] }

    /// - Parameter window: what is looked at; pixels beyond are left out. nil takes the smallest that holds all masks' windows.
    public init(_ masks: [RunMask], window: MaskWindow? = nil) {
        self.window = window ?? MaskWindow(around: masks)
        maskCount = masks.count
        wordCount = max((masks.count + 63) / 64, 1)
        words = Array(repeating: 0, count: wordCount)
        pixels = [0]
        sweep(Self.edges(masks, self.window))
        pixels[0] = self.window.area - pixels.reduce(0, +)
    }

    public func has(_ mask: Int, in pattern: Int) -> Bool {
        words[pattern * wordCount + mask >> 6] >> UInt64(mask & 63) & 1 == 1
    }

    /// P x A, row-major: 1 where a mask is in a pattern.
    public var members: [Double] {
        var result = [Double](repeating: 0, count: count * maskCount)
        for pattern in 0..<count {
            for mask in 0..<maskCount where has(mask, in: pattern) { result[pattern * maskCount + mask] = 1 }
        }
        return result
    }

    /// A x A, row-major: pixels that two masks share, with each mask's own on the diagonal.
    public var sharedPixels: [Int] {
        var shared = [Int](repeating: 0, count: maskCount * maskCount)
        var inside: [Int] = []
        for pattern in 1..<max(count, 1) {
            inside.removeAll(keepingCapacity: true)
            for mask in 0..<maskCount where has(mask, in: pattern) { inside.append(mask) }
            for first in inside { for second in inside { shared[first * maskCount + second] += pixels[pattern] } }
        }
        return shared
    }

    /// The pixels of the patterns to keep, in the whole window.
    public func mask(keeping isKept: [Bool]) -> RunMask {
        precondition(isKept.count == count, "\(isKept.count) decisions on \(count) patterns")
        var writer = RunWriter()
        var place = 0
        for stretch in starts.indices {
            writer.add(isKept[0], times: starts[stretch] - place)
            writer.add(isKept[Int(patterns[stretch])], times: ends[stretch] - starts[stretch])
            place = ends[stretch]
        }
        writer.add(isKept[0], times: window.area - place)
        return RunMask(window: window, runs: writer.finish())
    }

    // MARK: Sweep

    /// A mask begins or ends here; which of the two follows from how often it did before.
    private struct Edge {
        var place: Int
        var mask: Int32
    }

    private static func edges(_ masks: [RunMask], _ window: MaskWindow) -> [Edge] {
        var edges: [Edge] = []
        for (number, mask) in masks.enumerated() {
            for span in mask.spans where span.column >= window.x && span.column < window.x + window.width {
                let (top, bottom) = (max(span.top - window.y, 0), min(span.bottom - window.y, window.height))
                guard top < bottom else { continue }
                let start = (span.column - window.x) * window.height
                edges.append(Edge(place: start + top, mask: Int32(number)))
                edges.append(Edge(place: start + bottom, mask: Int32(number)))
            }
        }
        // Edges of one place may come in any order: all of them are taken before the next stretch begins.
        edges.sort { $0.place < $1.place }
        return edges
    }

    private mutating func sweep(_ edges: [Edge]) {
        var known = PatternNumbers(wordCount: wordCount)
        var current = [UInt64](repeating: 0, count: wordCount)
        var (place, covering) = (0, 0)
        for edge in edges {
            if edge.place > place {
                if covering > 0 { add(place, edge.place, current, &known) }
                place = edge.place
            }
            let (word, bit) = (Int(edge.mask) >> 6, UInt64(1) << UInt64(edge.mask & 63))
            current[word] ^= bit
            covering += current[word] & bit != 0 ? 1 : -1
        }
    }

    private mutating func add(_ start: Int, _ end: Int, _ current: [UInt64], _ known: inout PatternNumbers) {
        let pattern = known.number(of: current)
        if Int(pattern) == pixels.count {
            pixels.append(0)
            words += current
        }
        pixels[Int(pattern)] += end - start
        starts.append(start)
        ends.append(end)
        patterns.append(pattern)
    }
}

/// A stretch of the plane that masks are laid on, in pixels of the picture.
public struct MaskWindow: Sendable, Hashable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int = 0, y: Int = 0, width: Int, height: Int) {
        (self.x, self.y, self.width, self.height) = (x, y, max(width, 0), max(height, 0))
    }

    /// The smallest that holds the windows of all masks that have any extent.
    public init(around masks: [RunMask]) {
        let wide = masks.filter { $0.width > 0 && $0.height > 0 }
        guard let first = wide.first else { self.init(width: 0, height: 0); return }
        let x0 = wide.reduce(first.x) { min($0, $1.x) }, x1 = wide.reduce(first.x) { max($0, $1.x + $1.width) }
        let y0 = wide.reduce(first.y) { min($0, $1.y) }, y1 = wide.reduce(first.y) { max($0, $1.y + $1.height) }
        self.init(x: x0, y: y0, width: x1 - x0, height: y1 - y0)
    }

    public var area: Int { width * height }
}

/// Numbers of patterns from 1, in the order they are first asked for: a tree that is walked word by word.
private struct PatternNumbers {
    private struct Step: Hashable {
        var from: Int32
        var word: UInt64
    }

    private let wordCount: Int
    private var steps: [Step: Int32] = [:]
    private var nodes: Int32 = 0
    private var found: Int32 = 0

    init(wordCount: Int) { self.wordCount = wordCount }

    mutating func number(of words: [UInt64]) -> Int32 {
        var node: Int32 = 0
        for word in 0..<wordCount - 1 {
            let step = Step(from: node, word: words[word])
            if let next = steps[step] { node = next; continue }
            nodes += 1
            steps[step] = -nodes
            node = -nodes
        }
        let last = Step(from: node, word: words[wordCount - 1])
        if let number = steps[last] { return number }
        found += 1
        steps[last] = found
        return found
    }
}

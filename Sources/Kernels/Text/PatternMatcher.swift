/// Whether a `LinearPattern` occurs in a text, for millions of texts: a scalar costs one look-up.
///
/// The steps that can be reached together are one state; a state is made when a text first leads there (lazy subset
/// construction, Thompson 1968) and kept. Scalars that no step tells apart are one column. The kept states are thrown away
/// when there are more than 1024, so memory is bounded whatever the pattern. Gives what `LinearPattern.matches` gives.
///
/// Cost: about 2 ns a byte once the states are there; each new one O(instructions).
public struct PatternMatcher: Sendable {
    static let mostStates = 1024
    private let steps: [LinearPattern.Step]
    /// Where a column begins, ascending, from 0.
    private let borders: [UInt32]
    private let columnOfASCII: [UInt16]
    private let columnCount: Int
    /// state * columns + column -> state; -1 is not made yet.
    private var next: [Int32] = []
    /// The steps that read a scalar, and `atEnd`, of each state.
    private var members: [[Int32]] = []
    private var states: [[Int32]: Int32] = [:]
    private var isMatch: [Bool] = []
    private var matchesAtEnd: [Bool] = []
    private var visited: [Bool]

    public init(_ pattern: LinearPattern) {
        steps = pattern.steps
        var borders: Set<UInt32> = [0, 10, 11]
        for step in pattern.steps {
            switch step {
            case .scalar(let value): borders.formUnion([value, value &+ 1])
            case .set(let ranges, _): for range in ranges { borders.formUnion([range.lowerBound, range.upperBound &+ 1]) }
            default: break
            }
        }
        let sorted = borders.sorted()
        self.borders = sorted
        columnCount = sorted.count
        columnOfASCII = (0..<128).map { value in UInt16(Self.column(of: value, sorted)) }
        visited = [Bool](repeating: false, count: pattern.steps.count)
        reset()
    }

    public mutating func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches($0) }
    }

    public mutating func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var (state, place) = (0, 0)
        while place < text.count {
            if isMatch[state] { return true }
            let (value, length) = ScalarReader.read(text, place)
            let column = value < 0x80 ? Int(columnOfASCII[Int(value)]) : Self.column(of: value, borders)
            let known = next[state * columnCount + column]
            state = Int(known >= 0 ? known : made(from: state, column))
            place += length
        }
        return isMatch[state] || matchesAtEnd[state]
    }

    private static func column(of value: UInt32, _ borders: [UInt32]) -> Int {
        var (low, high) = (0, borders.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if borders[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }

    // MARK: States

    /// State 0 stands before the first scalar.
    private mutating func reset() {
        (next, members, states, isMatch, matchesAtEnd) = ([], [], [:], [], [])
        let (found, hasMatch) = reached([0], atStart: true, atEnd: false)
        add(found, hasMatch, matchesAtEnd: reached(found + [0], atStart: true, atEnd: true).hasMatch)
    }

    private mutating func made(from state: Int, _ column: Int) -> Int32 {
        let value = borders[column]
        let (found, hasMatch) = reached(members[state].filter { LinearPattern.takes(steps[Int($0)], value) }.map { $0 + 1 } + [0], atStart: false, atEnd: false)
        // The first state is not among `states`: `^` has been tried there.
        if let known = states[found] {
            next[state * columnCount + column] = known
            return known
        }
        if members.count >= Self.mostStates { reset() } else { next[state * columnCount + column] = Int32(members.count) }
        states[found] = Int32(members.count)
        add(found, hasMatch, matchesAtEnd: reached(found, atStart: false, atEnd: true).hasMatch)
        return Int32(members.count - 1)
    }

    private mutating func add(_ found: [Int32], _ hasMatch: Bool, matchesAtEnd: Bool) {
        members.append(found)
        isMatch.append(hasMatch)
        self.matchesAtEnd.append(matchesAtEnd)
        next.append(contentsOf: repeatElement(-1, count: columnCount))
    }

    /// The steps that wait for a scalar or the end, ascending, and whether the pattern is through.
    private mutating func reached(_ first: [Int32], atStart: Bool, atEnd: Bool) -> (steps: [Int32], hasMatch: Bool) {
        var open = first, found: [Int32] = [], hasMatch = false
        while let step = open.popLast() {
            guard !visited[Int(step)] else { continue }
            visited[Int(step)] = true
            switch steps[Int(step)] {
            case .jump(let target): open.append(Int32(target))
            case .split(let left, let right): open += [Int32(left), Int32(right)]
            case .save: open.append(step + 1)
            case .atStart: if atStart { open.append(step + 1) }
            case .atEnd: if atEnd { open.append(step + 1) } else { found.append(step) }
            case .match:
                hasMatch = true
                // Among the steps, so that a state that is through is another state.
                found.append(step)
            default: found.append(step)
            }
        }
        for place in visited.indices { visited[place] = false }
        return (found.sorted(), hasMatch)
    }
}

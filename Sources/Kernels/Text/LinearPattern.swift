/// Regular expressions that take time in proportion to the text, whatever the pattern.
///
/// Known are literals, `.`, classes `[a-z]` and `[^a-z]`, `\d \w \s` and their opposites, `^ $`, groups, `|` and
/// `* + ? {m,n}`. Back references and look-around, which need trying again, are refused. All ways through the pattern are
/// followed at once (Thompson, 1968; with places of a match by Pike), the leftmost match wins, and of those the first choice.
///
/// Cost: O(scalars of the text * instructions); at most 1000 instructions, which `{m,n}` multiplies. `\d` and `\w` are ASCII.
public struct LinearPattern: Sendable, Hashable {
    public enum Fault: Error, Sendable, Hashable {
        /// Places count from 0, in scalars.
        case unexpected(place: Int)
        case unclosed(place: Int)
        case unknownEscape(place: Int)
        case badRange(place: Int)
        case tooLarge
    }

    enum Step: Sendable, Hashable {
        case scalar(UInt32), any, set(ranges: [ClosedRange<UInt32>], isNegated: Bool)
        /// Goes on at both, the first preferred.
        case split(Int, Int)
        case jump(Int), save(Int), atStart, atEnd, match
    }

    static let mostSteps = 1000
    public let text: String
    let steps: [Step]

    public init(_ text: String) throws(Fault) {
        self.text = text
        var parser = PatternParser(scalars: text.unicodeScalars.map(\.value))
        steps = try parser.program()
    }

    /// Whether the pattern occurs anywhere; `^` and `$` tie it to the ends.
    public func matches(_ text: String) -> Bool { find(in: text) != nil }

    /// The part of the first group, or of the whole match where there is no group; nil without a match.
    public func extract(from text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard let places = run(scalars) else { return nil }
        let (start, end) = places[2] >= 0 && places[3] >= 0 ? (places[2], places[3]) : (places[0], places[1])
        return String(String.UnicodeScalarView(scalars[start..<end]))
    }

    private func find(in text: String) -> [Int]? { run(Array(text.unicodeScalars)) }

    /// Places of the match and of its first group; -1 where the group took no part.
    private func run(_ text: [Unicode.Scalar]) -> [Int]? {
        var (now, next) = (ThreadList(steps.count), ThreadList(steps.count))
        var best: [Int]?
        for place in 0...text.count {
            if best == nil { follow(0, [-1, -1, -1, -1], place, text.count, &now) }
            if now.threads.isEmpty, best != nil { break }
            next.clear()
            search: for thread in now.threads {
                switch steps[thread.step] {
                case .match:
                    best = thread.places
                    break search
                case let step where place < text.count && Self.takes(step, text[place].value):
                    follow(thread.step + 1, thread.places, place + 1, text.count, &next)
                default: break
                }
            }
            swap(&now, &next)
        }
        return best
    }

    static func takes(_ step: Step, _ value: UInt32) -> Bool {
        switch step {
        case .scalar(let wanted): wanted == value
        case .any: value != 10
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(value) } != isNegated
        default: false
        }
    }

    /// Adds the steps that can be reached without a scalar. An explicit stack: patterns may nest deeper than ours.
    private func follow(_ first: Int, _ places: [Int], _ place: Int, _ end: Int, _ list: inout ThreadList) {
        var open = [(first, places)]
        while let (step, places) = open.popLast() {
            guard list.visit(step) else { continue }
            switch steps[step] {
            case .jump(let target): open.append((target, places))
            case .split(let preferred, let other):
                open.append((other, places))
                open.append((preferred, places))
            case .save(let slot):
                var saved = places
                saved[slot] = place
                open.append((step + 1, saved))
            case .atStart: if place == 0 { open.append((step + 1, places)) }
            case .atEnd: if place == end { open.append((step + 1, places)) }
            default: list.threads.append((step, places))
            }
        }
    }

    private struct ThreadList {
        var threads: [(step: Int, places: [Int])] = []
        private var visited: [Bool]

        init(_ count: Int) { visited = [Bool](repeating: false, count: count) }

        mutating func visit(_ step: Int) -> Bool {
            defer { visited[step] = true }
            return !visited[step]
        }

        mutating func clear() {
            threads.removeAll(keepingCapacity: true)
            for step in visited.indices { visited[step] = false }
        }
    }
}

/// Patterns to steps, by recursive descent with a bound on the depth.
struct PatternParser {
    private typealias Step = LinearPattern.Step
    let scalars: [UInt32]
    private var place = 0
    private var groups = 0
    private var depth = 0

    init(scalars: [UInt32]) { self.scalars = scalars }

    mutating func program() throws(LinearPattern.Fault) -> [LinearPattern.Step] {
        let body = try alternatives()
        guard place == scalars.count else { throw .unexpected(place: place) }
        let steps = [Step.save(0)] + Self.moved(body, by: 1) + [.save(1), .match]
        guard steps.count <= LinearPattern.mostSteps else { throw .tooLarge }
        return steps
    }

    private func peek(_ sign: Unicode.Scalar) -> Bool { place < scalars.count && scalars[place] == sign.value }

    private mutating func pass(_ sign: Unicode.Scalar) -> Bool {
        guard peek(sign) else { return false }
        place += 1
        return true
    }

    private mutating func alternatives() throws(LinearPattern.Fault) -> [LinearPattern.Step] {
        var steps = try sequence()
        while pass("|") {
            let other = try sequence()
            steps = [.split(1, steps.count + 2)] + Self.moved(steps, by: 1) + [.jump(steps.count + other.count + 2)] + Self.moved(other, by: steps.count + 2)
            guard steps.count <= LinearPattern.mostSteps else { throw .tooLarge }
        }
        return steps
    }

    private mutating func sequence() throws(LinearPattern.Fault) -> [LinearPattern.Step] {
        var steps: [Step] = []
        while place < scalars.count, !peek("|"), !peek(")") {
            let piece = try repeated(atom())
            steps += Self.moved(piece, by: steps.count)
            guard steps.count <= LinearPattern.mostSteps else { throw .tooLarge }
        }
        return steps
    }

    private mutating func atom() throws(LinearPattern.Fault) -> [LinearPattern.Step] {
        let start = place
        place += 1
        switch Unicode.Scalar(scalars[start]) {
        case ".": return [.any]
        case "^": return [.atStart]
        case "$": return [.atEnd]
        case "(": return try group(start)
        case "[": return [try set(start)]
        case "\\": return [try escape()]
        case "*", "+", "?", "{": throw .unexpected(place: start)
        default: return [.scalar(scalars[start])]
        }
    }

    private mutating func group(_ start: Int) throws(LinearPattern.Fault) -> [LinearPattern.Step] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 50 else { throw .tooLarge }
        var isKept = true
        if pass("?") {
            guard pass(":") else { throw .unexpected(place: place) }
            isKept = false
        }
        if isKept { groups += 1 }
        let isFirst = isKept && groups == 1
        let body = try alternatives()
        guard pass(")") else { throw .unclosed(place: start) }
        return isFirst ? [.save(2)] + Self.moved(body, by: 1) + [.save(3)] : body
    }

    private mutating func set(_ start: Int) throws(LinearPattern.Fault) -> LinearPattern.Step {
        let isNegated = pass("^")
        var ranges: [ClosedRange<UInt32>] = []
        while place < scalars.count, !peek("]") || ranges.isEmpty {
            var low = scalars[place]
            place += 1
            if low == 92 {
                guard case .set(let others, false)? = try? escape(), let only = others.first else { throw .unknownEscape(place: place) }
                if others.count > 1 || only.count > 1 {
                    ranges += others
                    continue
                }
                low = only.lowerBound
            }
            var high = low
            if peek("-"), place + 1 < scalars.count, scalars[place + 1] != 93 {
                high = scalars[place + 1]
                place += 2
            }
            guard low <= high else { throw .badRange(place: place) }
            ranges.append(low...high)
        }
        guard pass("]") else { throw .unclosed(place: start) }
        return .set(ranges: ranges, isNegated: isNegated)
    }

    private mutating func escape() throws(LinearPattern.Fault) -> LinearPattern.Step {
        guard place < scalars.count, let sign = Unicode.Scalar(scalars[place]) else { throw .unknownEscape(place: place) }
        place += 1
        let digits: [ClosedRange<UInt32>] = [48...57], word: [ClosedRange<UInt32>] = [48...57, 65...90, 95...95, 97...122], space: [ClosedRange<UInt32>] = [9...13, 32...32]
        switch sign {
        case "d": return .set(ranges: digits, isNegated: false)
        case "D": return .set(ranges: digits, isNegated: true)
        case "w": return .set(ranges: word, isNegated: false)
        case "W": return .set(ranges: word, isNegated: true)
        case "s": return .set(ranges: space, isNegated: false)
        case "S": return .set(ranges: space, isNegated: true)
        case "n": return .set(ranges: [10...10], isNegated: false)
        case "t": return .set(ranges: [9...9], isNegated: false)
        case "r": return .set(ranges: [13...13], isNegated: false)
        case "a"..."z", "A"..."Z", "0"..."9": throw .unknownEscape(place: place - 1)
        default: return .set(ranges: [sign.value...sign.value], isNegated: false)
        }
    }

    private mutating func repeated(_ piece: [LinearPattern.Step]) throws(LinearPattern.Fault) -> [LinearPattern.Step] {
        if pass("*") { return Self.any(piece) }
        if pass("+") { return piece + Self.moved(Self.any(piece), by: piece.count) }
        if pass("?") { return Self.optional(piece) }
        guard pass("{") else { return piece }
        guard let least = number() else { throw .unexpected(place: place) }
        var most: Int? = least
        if pass(",") { most = number() }
        guard pass("}") else { throw .unexpected(place: place) }
        guard most ?? least >= least, (most ?? least) * max(1, piece.count) <= LinearPattern.mostSteps else { throw .tooLarge }
        var steps: [Step] = []
        for _ in 0..<least { steps += Self.moved(piece, by: steps.count) }
        guard let most else { return steps + Self.moved(Self.any(piece), by: steps.count) }
        for _ in least..<most { steps += Self.moved(Self.optional(piece), by: steps.count) }
        return steps
    }

    private mutating func number() -> Int? {
        var value: Int?
        while place < scalars.count, scalars[place] >= 48, scalars[place] <= 57 {
            value = min((value ?? 0) * 10 + Int(scalars[place] - 48), 100_000)
            place += 1
        }
        return value
    }

    private static func any(_ piece: [LinearPattern.Step]) -> [LinearPattern.Step] {
        [.split(1, piece.count + 2)] + moved(piece, by: 1) + [.jump(0)]
    }

    private static func optional(_ piece: [LinearPattern.Step]) -> [LinearPattern.Step] { [.split(1, piece.count + 1)] + moved(piece, by: 1) }

    private static func moved(_ steps: [LinearPattern.Step], by count: Int) -> [LinearPattern.Step] {
        steps.map { step in
            switch step {
            case .split(let first, let second): .split(first + count, second + count)
            case .jump(let target): .jump(target + count)
            default: step
            }
        }
    }
}

extension LinearPattern.Fault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpected(let place): "what stands at \(place + 1) has nothing to go with, or is not known here"
        case .unclosed(let place): "what opens at \(place + 1) is never closed"
        case .unknownEscape(let place): "the escape at \(place + 1) is not known; back references are not read"
        case .badRange(let place): "the range before \(place + 1) runs backwards"
        case .tooLarge: "it comes to more than 1000 steps"
        }
    }
}

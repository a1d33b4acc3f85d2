import Kernels

extension ExpressionEvaluator {
    mutating func booleans(_ node: ExpressionNode) -> [Bool?] {
        switch node {
        case .boolean(let flag): return [Bool?](repeating: flag, count: rowCount)
        case .column(let place, _):
            guard case .booleans(let values) = columns[place] else { return missing }
            return values
        case .call(let function, let arguments, _, let pattern): return call(function, arguments, pattern)
        default: return missing
        }
    }

    private var missing: [Bool?] { [Bool?](repeating: nil, count: rowCount) }

    private mutating func call(_ function: ExpressionFunction, _ arguments: [ExpressionNode], _ pattern: LinearPattern?) -> [Bool?] {
        switch function {
        case .equal: return compare(arguments, numbers: { $0 == $1 }, texts: { $0 == $1 }, booleans: { $0 == $1 })
        case .unequal: return compare(arguments, numbers: { $0 != $1 }, texts: { $0 != $1 }, booleans: { $0 != $1 })
        case .below: return compare(arguments, numbers: { $0 < $1 }, texts: { Self.isBefore($0, $1) })
        case .above: return compare(arguments, numbers: { $0 > $1 }, texts: { Self.isBefore($1, $0) })
        case .atMost: return compare(arguments, numbers: { $0 <= $1 }, texts: { !Self.isBefore($1, $0) })
        case .atLeast: return compare(arguments, numbers: { $0 >= $1 }, texts: { !Self.isBefore($0, $1) })
        case .among: return among(arguments)
        case .and: return both(arguments, deciding: false)
        case .or: return both(arguments, deciding: true)
        case .not: return booleans(arguments[0]).map { $0.map { !$0 } }
        case .contains: return twoTexts(arguments) { TextPieces.place(of: Array($1.utf8), in: Array($0.utf8), from: 0) != nil }
        case .starts: return twoTexts(arguments) { $0.utf8.starts(with: $1.utf8) }
        case .ends: return twoTexts(arguments) { $0.utf8.reversed().starts(with: $1.utf8.reversed()) }
        case .matches: return texts(arguments[0]).map { text in text.flatMap { text in pattern.map { $0.matches(text) } } }
        case .isMissing: return isMissing(arguments[0])
        case .coalesce:
            let lists = arguments.map { booleans($0) }
            return (0..<rowCount).map { row in lists.lazy.compactMap { $0[row] }.first }
        case .choose:
            let (yes, no) = (booleans(arguments[1]), booleans(arguments[2]))
            return booleans(arguments[0]).enumerated().map { row, flag in flag.flatMap { $0 ? yes[row] : no[row] } }
        default: return missing
        }
    }

    /// By bytes, so that the order is the same in every language.
    static func isBefore(_ first: String, _ second: String) -> Bool { first.utf8.lexicographicallyPrecedes(second.utf8) }

    private mutating func compare(
        _ arguments: [ExpressionNode], numbers byNumber: (Double, Double) -> Bool, texts byText: (String, String) -> Bool, booleans byTruth: (Bool, Bool) -> Bool = { _, _ in false }
    ) -> [Bool?] {
        switch (values(arguments[0]), values(arguments[1])) {
        case (.numbers(let first), .numbers(let second)): zip(first, second).map { $0.isNaN || $1.isNaN ? nil : byNumber($0, $1) }
        case (.texts(let first), .texts(let second)): zip(first, second).map { first, second in first.flatMap { first in second.map { byText(first, $0) } } }
        case (.booleans(let first), .booleans(let second)): zip(first, second).map { first, second in first.flatMap { first in second.map { byTruth(first, $0) } } }
        default: missing
        }
    }

    private mutating func among(_ arguments: [ExpressionNode]) -> [Bool?] {
        var found = [Bool?](repeating: false, count: rowCount)
        for other in arguments.dropFirst() {
            let equal = call(.equal, [arguments[0], other], nil)
            for row in found.indices where found[row] != true { found[row] = equal[row] == true ? true : equal[row] == nil ? nil : found[row] }
        }
        return found
    }

    /// Three-valued: a side that decides does so whatever the other one is.
    private mutating func both(_ arguments: [ExpressionNode], deciding: Bool) -> [Bool?] {
        zip(booleans(arguments[0]), booleans(arguments[1])).map { first, second in
            if first == deciding || second == deciding { return deciding }
            return first == nil || second == nil ? nil : !deciding
        }
    }

    private mutating func twoTexts(_ arguments: [ExpressionNode], _ body: (String, String) -> Bool) -> [Bool?] {
        let (first, second) = (texts(arguments[0]), texts(arguments[1]))
        return first.indices.map { row in first[row].flatMap { first in second[row].map { body(first, $0) } } }
    }

    private mutating func isMissing(_ node: ExpressionNode) -> [Bool?] {
        switch values(node) {
        case .numbers(let values): values.map { $0.isNaN }
        case .texts(let values): values.map { $0 == nil }
        case .booleans(let values): values.map { $0 == nil }
        }
    }
}

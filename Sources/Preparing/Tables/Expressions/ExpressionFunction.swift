/// Everything an expression can do, with the kinds it takes and gives.
enum ExpressionFunction: String, CaseIterable, Sendable {
    // Signs and words.
    case add, subtract, multiply, divide, remainder, power, negate
    case equal, unequal, below, above, atMost, atLeast, among, and, or, not, choose
    // By name.
    case abs, sqrt, exp, log, log2, log10, log1p, round, floor, ceil, sign, clip, min, max, bin, hash
    case lower, upper, trim, length, contains, starts, ends, replace, part, extract, matches, join
    case year, month, day, weekday, hour, minute, dayOfYear = "day_of_year", days
    case coalesce, isMissing = "is_missing", number, text

    /// Callable ones.
    static let named: [String: ExpressionFunction] = Dictionary(uniqueKeysWithValues: allCases.drop { $0 != .abs }.map { ($0.rawValue, $0) })

    var isOrder: Bool { [.below, .above, .atMost, .atLeast].contains(self) }

    struct Signature {
        /// The last one repeats; nil takes any kind, the same for all of them.
        var takes: [ExpressionKind?]
        /// nil: the kind of what was taken.
        var gives: ExpressionKind?
        var counts: ClosedRange<Int>
        /// Places of arguments that must be written out.
        var constants: Set<Int> = []
    }

    var signature: Signature {
        switch self {
        case .add, .subtract, .multiply, .divide, .remainder, .power: Signature(takes: [.number], gives: .number, counts: 2...2)
        case .negate, .abs, .sqrt, .exp, .log, .log2, .log10, .log1p, .floor, .ceil, .sign: Signature(takes: [.number], gives: .number, counts: 1...1)
        case .equal, .unequal, .below, .above, .atMost, .atLeast: Signature(takes: [nil], gives: .boolean, counts: 2...2)
        case .among: Signature(takes: [nil], gives: .boolean, counts: 2...200)
        case .and, .or: Signature(takes: [.boolean], gives: .boolean, counts: 2...2)
        case .not: Signature(takes: [.boolean], gives: .boolean, counts: 1...1)
        case .choose: Signature(takes: [.boolean, nil], gives: nil, counts: 3...3)
        case .round: Signature(takes: [.number], gives: .number, counts: 1...2, constants: [1])
        case .clip: Signature(takes: [.number], gives: .number, counts: 3...3)
        case .min, .max: Signature(takes: [.number], gives: .number, counts: 2...50)
        case .bin: Signature(takes: [.number], gives: .number, counts: 2...100, constants: Set(1..<100))
        case .hash: Signature(takes: [.text, .number], gives: .number, counts: 2...2, constants: [1])
        case .lower, .upper, .trim: Signature(takes: [.text], gives: .text, counts: 1...1)
        case .length: Signature(takes: [.text], gives: .number, counts: 1...1)
        case .contains, .starts, .ends: Signature(takes: [.text], gives: .boolean, counts: 2...2)
        case .replace: Signature(takes: [.text], gives: .text, counts: 3...3)
        case .part: Signature(takes: [.text, .text, .number], gives: .text, counts: 3...3, constants: [1, 2])
        case .extract: Signature(takes: [.text], gives: .text, counts: 2...2, constants: [1])
        case .matches: Signature(takes: [.text], gives: .boolean, counts: 2...2, constants: [1])
        case .join: Signature(takes: [.text], gives: .text, counts: 2...50)
        case .year, .month, .day, .weekday, .hour, .minute, .dayOfYear, .days: Signature(takes: [.text], gives: .number, counts: 1...1)
        case .coalesce: Signature(takes: [nil], gives: nil, counts: 2...50)
        case .isMissing: Signature(takes: [nil], gives: .boolean, counts: 1...1)
        case .number: Signature(takes: [.text], gives: .number, counts: 1...1)
        case .text: Signature(takes: [.number], gives: .text, counts: 1...1)
        }
    }
}

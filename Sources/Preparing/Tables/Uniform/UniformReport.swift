import Records

/// What became of the values of a column.
public struct UniformReport: Sendable, Hashable, Codable {
    public struct Unread: Sendable, Hashable, Codable {
        public var reason: UnreadReason
        public var count: Int
        /// The first ones.
        public var examples: [Example]
    }

    public struct Example: Sendable, Hashable, Codable {
        /// From 1.
        public var row: Int
        public var line: Int?
        /// Cut to 80 scalars.
        public var value: String
    }

    public static let mostExamples = 10
    public var column: String
    public var changed = 0
    public var unchanged = 0
    public var missing = 0
    /// Left as they were, by reason in the order of `UnreadReason`.
    public var unread: [Unread] = []
    /// How day and month, or decimals, were told apart.
    public var order: DateOrder?
    public var decimal: DecimalMark?
    /// Times of no known zone, left as local times.
    public var withoutZone = 0
    /// Local times that came twice when clocks were put back; the first is taken.
    public var repeatedTimes = 0
    /// Local times that clocks put forward left out; read with the offset before.
    public var skippedTimes = 0

    public var unreadCount: Int { unread.reduce(0) { $0 + $1.count } }

    mutating func add(_ reason: UnreadReason, _ example: Example) {
        if !unread.contains(where: { $0.reason == reason }) {
            unread.append(Unread(reason: reason, count: 0, examples: []))
            unread.sort { $0.reason.rank < $1.reason.rank }
        }
        guard let place = unread.firstIndex(where: { $0.reason == reason }) else { return }
        unread[place].count += 1
        if unread[place].examples.count < Self.mostExamples { unread[place].examples.append(example) }
    }

    /// One for each reason, at the first example.
    public var findings: [Finding] {
        unread.map { unread in
            let first = unread.examples.first
            return Finding(
                unread.reason.isQuestion ? .error : .warning, "uniform.\(unread.reason.rawValue)",
                "\(unread.count) of `\(column)` \(unread.count == 1 ? "is" : "are") left as written: \(unread.reason.words); the first is `\(first?.value ?? "")` in row \(first?.row ?? 0)",
                at: Place(line: first?.line, record: column), hint: unread.reason.hint)
        }
    }
}

/// Why a value was left as it was.
public enum UnreadReason: String, Sendable, Hashable, Codable, CaseIterable {
    case noQuantity = "no-quantity"
    case unknownUnit = "unknown-unit"
    /// A length where a mass is wanted.
    case otherDimension = "other-dimension"
    case noUnit = "no-unit"
    /// Rates of exchange are not ours to guess.
    case currency
    case noDate = "no-date"
    /// Day and month could be exchanged, and no other date of the column tells, or they contradict one another.
    case unclearDate = "unclear-date"
    case noNumber = "no-number"
    /// The comma can set apart thousands or decimals.
    case unclearNumber = "unclear-number"
    case noBoolean = "no-boolean"
    /// A list, an object, or a value of another kind than the rule reads.
    case otherKind = "other-kind"

    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Needs an answer of a person, not a better value.
    var isQuestion: Bool { self == .unclearDate || self == .unclearNumber }

    var words: String {
        switch self {
        case .noQuantity: "no number with a unit"
        case .unknownUnit: "the unit is not known"
        case .otherDimension: "the unit measures something else"
        case .noUnit: "there is no unit"
        case .currency: "an amount of money, which is not converted"
        case .noDate: "no date that can be read, or none that exists"
        case .unclearDate: "day and month could be exchanged"
        case .noNumber: "no number"
        case .unclearNumber: "the comma can set apart thousands or decimals"
        case .noBoolean: "no word for true or false"
        case .otherKind: "not a value of the kind that is read"
        }
    }

    var hint: String? {
        switch self {
        case .unclearDate: "say `day-first` or `month-first`"
        case .unclearNumber: "say whether `comma` or `point` begins the decimals"
        case .noUnit: "say which unit bare numbers have"
        case .noBoolean: "name the words that mean true and false"
        default: nil
        }
    }
}

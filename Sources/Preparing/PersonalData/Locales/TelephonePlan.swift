/// How one country numbers its telephones: enough to tell a number from another run of digits.
///
/// Facts of the national plans as published through ITU-T E.129; E.164 gives the calling codes. A range says how a
/// number begins without its trunk prefix, and how many digits it then has.
struct TelephonePlan: Sendable {
    let locale: PersonalDataLocale
    let callingCode: StaticString
    /// Dialled before a national number; "" where none is.
    let trunk: StaticString
    let trunkIsNeeded: Bool
    let ranges: Kept<Range>
    /// Sizes of groups a national number without trunk prefix is written in; empty when any will do.
    let groupings: Kept<Kept<Int>>

    struct Range: Sendable {
        let beginning: StaticString
        let lengths: ClosedRange<Int>

        init(_ beginning: StaticString, _ lengths: ClosedRange<Int>) {
            self.beginning = beginning
            self.lengths = lengths
        }
    }

    init(
        _ locale: PersonalDataLocale, _ callingCode: StaticString, trunk: StaticString, needed: Bool, _ ranges: [(StaticString, ClosedRange<Int>)],
        groupings: [[Int]] = []
    ) {
        self.locale = locale
        self.callingCode = callingCode
        self.trunk = trunk
        trunkIsNeeded = needed
        self.ranges = Kept(ranges.map { Range($0.0, $0.1) })
        self.groupings = Kept(groupings.map { Kept($0) })
    }

    /// Those whose national numbers are looked for always, as presidio does: the others when their pack is on.
    private static let always: Set<PersonalDataLocale> = [.unitedStates, .unitedKingdom, .germany, .france, .israel, .india, .canada, .brazil]

    static func plans(for locales: Set<PersonalDataLocale>) -> [TelephonePlan] {
        all.filter { always.contains($0.locale) || locales.contains($0.locale) }
    }

    /// For the life of the process, as are their ranges.
    static let all = Kept([
        TelephonePlan(.unitedStates, "1", trunk: "1", needed: false, [("", 10...10)], groupings: [[3, 3, 4], [3, 7], [6, 4]]),
        TelephonePlan(
            .unitedKingdom, "44", trunk: "0", needed: true,
            [("1", 9...10), ("2", 10...10), ("3", 10...10), ("55", 10...10), ("56", 10...10), ("7", 10...10), ("800", 9...10), ("8", 10...10), ("9", 10...10)]),
        TelephonePlan(
            .germany, "49", trunk: "0", needed: true,
            [("15", 10...11), ("16", 9...11), ("17", 10...11), ("180", 10...11), ("800", 9...13), ("900", 10...10), ("2", 6...11), ("3", 5...11),
             ("4", 6...11), ("5", 6...11), ("6", 6...11), ("7", 6...11), ("8", 6...11), ("9", 6...11)]),
        TelephonePlan(
            .france, "33", trunk: "0", needed: true, (1...9).map { (digits[$0], 9...9) }),
        TelephonePlan(
            .israel, "972", trunk: "0", needed: true, [("2", 8...8), ("3", 8...8), ("4", 8...8), ("5", 9...9), ("7", 9...9), ("8", 8...8), ("9", 8...8)]),
        TelephonePlan(
            .india, "91", trunk: "0", needed: false, [("6", 10...10), ("7", 10...10), ("8", 10...10), ("9", 10...10)],
            groupings: [[5, 5], [4, 6], [3, 3, 4], [3, 7], [4, 3, 3], [2, 4, 4], [2, 8]]),
        TelephonePlan(
            .brazil, "55", trunk: "0", needed: false, (1...9).map { (digits[$0], 10...11) }, groupings: [[2, 5, 4], [2, 4, 4], [2, 1, 4, 4], [2, 9], [2, 8]]),
        TelephonePlan(
            .australia, "61", trunk: "0", needed: true, [("2", 9...9), ("3", 9...9), ("4", 9...9), ("7", 9...9), ("8", 9...9), ("1800", 10...10), ("1300", 10...10)]),
        TelephonePlan(.singapore, "65", trunk: "", needed: false, [("1800", 11...11), ("3", 8...8), ("6", 8...8), ("8", 8...8), ("9", 8...8)], groupings: [[4, 4]]),
        TelephonePlan(
            .japan, "81", trunk: "0", needed: true,
            [("50", 10...10), ("70", 10...10), ("80", 10...10), ("90", 10...10), ("120", 9...9), ("800", 10...10)] + (1...9).map { (digits[$0], 9...9) }),
        TelephonePlan(
            .spain, "34", trunk: "", needed: false, [("6", 9...9), ("7", 9...9), ("8", 9...9), ("9", 9...9)],
            groupings: [[3, 2, 2, 2], [3, 3, 3], [2, 3, 2, 2]]),
        TelephonePlan(
            .poland, "48", trunk: "", needed: false, (1...9).map { (digits[$0], 9...9) }, groupings: [[2, 3, 2, 2], [3, 3, 3]]),
        TelephonePlan(
            .netherlands, "31", trunk: "0", needed: true, [("800", 7...10), ("900", 7...10)] + (1...9).map { (digits[$0], 9...9) }),
        TelephonePlan(
            .korea, "82", trunk: "0", needed: true,
            [("2", 8...9), ("10", 9...10), ("11", 9...10), ("16", 9...10), ("17", 9...10), ("18", 9...10), ("19", 9...10), ("70", 10...10), ("80", 9...10),
             ("3", 9...10), ("4", 9...10), ("5", 9...10), ("6", 9...10)]),
    ])

    private static let digits: [StaticString] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]

    /// Whether a number without calling code and trunk prefix belongs to the plan.
    func holds(_ number: CodeText) -> Bool {
        guard ranges.contains(where: { $0.lengths.contains(number.count) && number.starts(with: $0.beginning) }) else { return false }
        switch locale {
        case .unitedStates: return Self.isNorthAmerican(number)
        case .brazil: return Self.isBrazilian(number)
        default: return true
        }
    }

    /// Area and exchange begin with 2-9, neither ends in 11, and the area has no 9 in the middle.
    private static func isNorthAmerican(_ number: CodeText) -> Bool {
        let isService = number[1] == 49 && number[2] == 49 || number[4] == 49 && number[5] == 49
        return number[0] >= 50 && number[3] >= 50 && number[1] < 57 && !isService
    }

    /// Two digits of the area without zero; then nine digits from 9, or eight from 2-5.
    private static func isBrazilian(_ number: CodeText) -> Bool {
        guard number[1] > 48 else { return false }
        return number.count == 11 ? number[2] == 57 : (50...53).contains(number[2])
    }

    private static let canadianAreas: Set<Int> = [
        204, 226, 236, 249, 250, 257, 263, 289, 306, 343, 354, 365, 367, 368, 382, 403, 416, 418, 428, 431, 437, 438, 450, 460, 468, 474, 506, 514, 519, 548,
        579, 581, 584, 587, 604, 613, 639, 647, 672, 683, 705, 709, 742, 753, 778, 780, 782, 807, 819, 825, 867, 873, 879, 902, 905, 942,
    ]

    /// Numbers of North America tell their country by the area.
    func country(of number: CodeText) -> PersonalDataLocale {
        locale == .unitedStates && Self.canadianAreas.contains(number.number(0, 3)) ? .canada : locale
    }

    /// Digits of the calling code a number begins with; 0 when no country has it.
    static func callingCodeLength(_ number: CodeText) -> Int {
        guard number.count > 3 else { return 0 }
        let two = number.number(0, 2), three = number.number(0, 3)
        if two / 10 == 1 || two / 10 == 7 { return 1 }
        let pairs = [20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 81, 82, 84, 86, 98]
        if pairs.contains(two) || (51...58).contains(two) || (60...66).contains(two) || (90...95).contains(two) { return 2 }
        let blocks = [210...269, 290...299, 350...359, 370...389, 420...423, 500...509, 590...599, 670...692, 800...800, 808...808, 850...859, 870...870, 880...888, 960...979, 992...998]
        return blocks.contains { $0.contains(three) } ? 3 : 0
    }
}

import Records

/// Which items of a project are meant. Everything nil: all of them.
public struct ItemFilter: Sendable, Hashable {
    public var states: [ItemState]?
    public var split: String?
    /// Items without a split.
    public var isUnsplit = false
    public var group: ItemID?
    public var source: SourceID?
    /// Besides items in `states` also those that were set aside as duplicates.
    public var isWithSetAside = false
    /// Whether the item was made of another one by augmentation.
    public var isDerived: Bool?
    /// Occurs in the fields or the key, without regard to case (of ASCII letters).
    public var text: String?
    /// Whether anything counts for any question of the item.
    public var isSettled: Bool?
    /// Settled answers: the question, and the label that counts for it.
    public var settledQuestion: String?
    public var label: String?
    /// The label is one of the settled answer's parts, not the answer itself.
    public var isLabelOfParts = false
    /// Items for whose question nothing counts yet.
    public var openQuestion: String?

    public init(
        states: [ItemState]? = nil, split: String? = nil, isUnsplit: Bool = false, group: ItemID? = nil,
        source: SourceID? = nil, text: String? = nil, isSettled: Bool? = nil, settledQuestion: String? = nil, label: String? = nil,
        isLabelOfParts: Bool = false, openQuestion: String? = nil
    ) {
        self.states = states
        self.split = split
        self.isUnsplit = isUnsplit
        self.group = group
        self.source = source
        self.text = text
        self.isSettled = isSettled
        self.settledQuestion = settledQuestion
        self.label = label
        self.isLabelOfParts = isLabelOfParts
        self.openQuestion = openQuestion
    }

    public static let all = ItemFilter()
    /// Items as they were collected that are let in: what is prepared, labelled and learned from.
    public static let ready: ItemFilter = {
        var filter = ItemFilter(states: [.ready])
        filter.isDerived = false
        return filter
    }()

    /// Ready items and those set aside as duplicates of them: what is compared with each other.
    public static let compared: ItemFilter = {
        var filter = ready
        filter.isWithSetAside = true
        return filter
    }()

    /// Items that were set aside as duplicates.
    public static let setAside: ItemFilter = {
        var filter = ItemFilter(states: [])
        filter.isWithSetAside = true
        return filter
    }()

    /// Items as they were collected, whatever their state.
    public static let collected: ItemFilter = {
        var filter = ItemFilter()
        filter.isDerived = false
        return filter
    }()

    /// Conditions on `item AS i`, to be joined by AND after `i.project = ?`.
    func conditions(_ dialect: Dialect) -> (sql: String, arguments: [SQLValue]) {
        var sql = ""
        var arguments: [SQLValue] = []
        func add(_ condition: String, _ values: SQLValue...) {
            sql += " AND " + condition
            arguments += values
        }
        if let states {
            let aside = isWithSetAside ? DuplicateMark.isSetAside("i.") : nil
            let conditions = (states.isEmpty ? [] : ["i.state IN (\(dialect.placeholders(states.count)))"]) + (aside.map { [$0.sql] } ?? [])
            sql += " AND (\(conditions.isEmpty ? "1 = 0" : conditions.joined(separator: " OR ")))"
            arguments += states.map { .name($0) } + (aside?.arguments ?? [])
        }
        if let split { add("i.split = ?", .text(split)) }
        if isUnsplit { add("i.split IS NULL") }
        if let group { add("i.twin_group = ?", .id(group)) }
        if let source { add("i.source = ?", .id(source)) }
        // Evaluated once, not for each row: it names nothing of the row.
        if let isDerived { add("i.source \(isDerived ? "" : "NOT ")IN (SELECT id FROM source WHERE kind = ?)", .text(Source.augmented)) }
        if let text {
            let pattern = dialect.containing(text)
            add("(\(dialect.like("i.fields")) OR \(dialect.like("i.key")))", pattern, pattern)
        }
        if let isSettled { add("\(isSettled ? "" : "NOT ")EXISTS (SELECT 1 FROM settled s WHERE s.item = i.id)") }
        if let label, isLabelOfParts {
            add("""
                i.id IN (SELECT s.item FROM settled s, \(dialect.elements("s.answer", "parts")) p, \(dialect.elements("p.value", "labels")) l
                WHERE s.project = i.project AND l.value = ? AND s.question = ?)
                """, .text(label), .text(settledQuestion ?? ""))
        } else if let label {
            add("i.id IN (SELECT s.item FROM settled s WHERE s.project = i.project AND s.label = ? AND s.question = ?)",
                .text(label), .text(settledQuestion ?? ""))
        } else if let settledQuestion {
            add("EXISTS (SELECT 1 FROM settled s WHERE s.item = i.id AND s.question = ?)", .text(settledQuestion))
        }
        if let openQuestion {
            add("NOT EXISTS (SELECT 1 FROM settled s WHERE s.item = i.id AND s.question = ?)", .text(openQuestion))
        }
        return (sql, arguments)
    }
}

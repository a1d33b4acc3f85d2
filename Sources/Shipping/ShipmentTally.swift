import Records

/// Counts of what was shipped, for card, credits and manifest. Everything comes out in a fixed order.
struct ShipmentTally: Sendable {
    private(set) var total = 0
    private(set) var labelled = 0
    private(set) var bySplit: [String: Int] = [:]
    private(set) var bySource: [SourceID: Int] = [:]
    private(set) var byLicence: [Licence: Int] = [:]
    private(set) var withheld: [ShippingGate.Reason: Int] = [:]
    /// Question -> rule -> items.
    private(set) var rules: [String: [SettledAnswer.Rule: Int]] = [:]
    /// Question -> label -> split -> count.
    private(set) var labels: [String: [String: [String: Int]]] = [:]

    mutating func withhold(_ reason: ShippingGate.Reason) { withheld[reason, default: 0] += 1 }

    mutating func add(_ shipped: ShippedItem, licence: Licence?) {
        let split = shipped.item.split ?? "all"
        total += 1
        if !shipped.settled.isEmpty { labelled += 1 }
        bySplit[split, default: 0] += 1
        bySource[shipped.item.source, default: 0] += 1
        if let licence { byLicence[licence, default: 0] += 1 }
        for settled in shipped.settled {
            rules[settled.question, default: [:]][settled.rule, default: 0] += 1
            for label in Self.labels(of: settled.answer) { labels[settled.question, default: [:]][label, default: [:]][split, default: 0] += 1 }
        }
    }

    /// What is counted of an answer: its labels, or its value where values are few.
    private static func labels(of answer: Answer) -> [String] {
        switch answer {
        case .choice(let label): [label]
        case .choices(let labels): labels
        case .paths(let paths): paths.map { $0.joined(separator: " > ") }
        case .parts(let parts): parts.flatMap(\.labels)
        case .pairwise(let pair): [pair.preferred.rawValue]
        case .rating(let value): [value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : value.description]
        default: []
        }
    }

    /// `train`, `validation`, `test` first, others after them by name.
    var splits: [String] {
        let known = ["train", "validation", "test"]
        return known.filter { bySplit[$0] != nil } + bySplit.keys.filter { !known.contains($0) }.sorted()
    }

    var withheldTotal: Int { withheld.values.reduce(0, +) }

    /// Labels of a question in the order of the definition, others after them by name.
    func labelNames(_ question: Question) -> [String] {
        let counted = labels[question.name] ?? [:]
        return question.labelNames + counted.keys.filter { !question.labelNames.contains($0) }.sorted()
    }

    func count(_ question: String, _ label: String, _ split: String) -> Int { labels[question]?[label]?[split] ?? 0 }
}

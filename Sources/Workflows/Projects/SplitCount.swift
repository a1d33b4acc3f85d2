import Records

/// Counts items by side while they pass: labels, answers, and groups that lie on several.
struct SplitCount {
    private let policy: SplitPolicy?
    private var items = 0
    private var withoutSide = 0
    private var bySide: [String: Int] = [:]
    private var answered: [String: Int] = [:]
    private var labels: [String: [String: Int]] = [:]
    private var groups: [ItemID: Group] = [:]
    private static let tornShown = 20

    private struct Group {
        var size = 0
        /// Side -> its first item.
        var firsts: [String: ProjectSplits.TornGroup.Member] = [:]
    }

    init(_ policy: SplitPolicy?) { self.policy = policy }

    /// - Parameter found: labels of the answer that counts; nil without one.
    mutating func add(_ item: Item, _ found: [String]?) {
        items += 1
        guard let side = item.split else { return withoutSide += 1 }
        bySide[side, default: 0] += 1
        if let found {
            answered[side, default: 0] += 1
            for label in found { labels[label, default: [:]][side, default: 0] += 1 }
        }
        guard let group = item.group else { return }
        groups[group, default: Group()].size += 1
        if groups[group]?.firsts[side] == nil { groups[group]?.firsts[side] = .init(item: item.id, key: item.key, side: side) }
    }

    /// Of the definition in its order, also those nobody is on; then others by name.
    private var names: [String] {
        let asked = policy?.shares.map(\.name) ?? []
        return asked + bySide.keys.filter { !asked.contains($0) }.sorted()
    }

    func splits(_ question: String?) -> ProjectSplits {
        let names = names, all = Double(max(1, items - withoutSide))
        let sides = names.map { name in
            ProjectSplits.Side(name: name, count: bySide[name] ?? 0, share: Double(bySide[name] ?? 0) / all, asked: policy?.shares.first { $0.name == name }?.share)
        }
        let rows = labels.map { label, counts in ProjectSplits.Label(label: label, counts: names.map { counts[$0] ?? 0 }) }
            .sorted { (-$0.counts.reduce(0, +), $0.label) < (-$1.counts.reduce(0, +), $1.label) }
        let torn = groups.filter { $0.value.firsts.count > 1 }.sorted { $0.key < $1.key }
        return ProjectSplits(
            policy: policy, items: items, withoutSide: withoutSide, sides: sides, question: question, labels: rows,
            answered: names.map { answered[$0] ?? 0 }, largestDifference: difference(rows, names), groups: groups.count { $0.value.size > 1 },
            tornGroups: torn.count,
            torn: torn.prefix(Self.tornShown).map { id, group in
                ProjectSplits.TornGroup(group: id, size: group.size, members: names.compactMap { group.firsts[$0] })
            }, isAuditOlder: false)
    }

    private func difference(_ rows: [ProjectSplits.Label], _ names: [String]) -> ProjectSplits.Difference? {
        let totals = names.map { answered[$0] ?? 0 }, all = totals.reduce(0, +)
        guard all > 0, totals.count(where: { $0 > 0 }) > 1 else { return nil }
        let found = rows.flatMap { row in
            names.indices.filter { totals[$0] > 0 }.map { side in
                ProjectSplits.Difference(
                    label: row.label, side: names[side], share: Double(row.counts[side]) / Double(totals[side]),
                    overall: Double(row.counts.reduce(0, +)) / Double(all))
            }
        }
        return found.max { abs($0.share - $0.overall) < abs($1.share - $1.overall) }
    }
}

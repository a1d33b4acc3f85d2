import Kernels

/// Labels numbered in the order of their names, and which each item has.
struct LabelSets: Sendable {
    let names: [String]
    /// Of each item, ascending.
    let of: [[Int32]]
    /// Items of each label.
    let counts: [Int]

    init(_ items: [MultiLabelItem]) {
        names = Set(items.lazy.flatMap(\.labels)).sorted()
        var places: [String: Int32] = [:]
        for (place, name) in names.enumerated() { places[name] = Int32(place) }
        of = items.map { item in Set(item.labels.compactMap { places[$0] }).sorted() }
        var counts = [Int](repeating: 0, count: names.count)
        for labels in of { for label in labels { counts[Int(label)] += 1 } }
        self.counts = counts
    }

    /// With `inPairs`, pairs of labels that come together are labels behind the others, in the order of their labels.
    func units(_ groups: MemberGroups, inPairs: Bool) -> LabelledUnits {
        let pairs = inPairs ? pairPlaces : [:]
        var units = LabelledUnits(labelCount: names.count + pairs.count)
        for group in groups.all {
            let held = group.members.flatMap { member in of[member] + (inPairs ? Self.pairs(of[member]).compactMap { pairs[$0] } : []) }
            var counts: [(label: Int32, amount: Int32)] = []
            for label in held.sorted() {
                if counts.last?.label == label { counts[counts.count - 1].amount += 1 } else { counts.append((label, 1)) }
            }
            units.add(counts, size: group.members.count, hash: group.hash)
        }
        return units
    }

    private var pairPlaces: [UInt64: Int32] {
        var places: [UInt64: Int32] = [:]
        for (place, pair) in Set(of.lazy.flatMap(Self.pairs)).sorted().enumerated() { places[pair] = Int32(names.count + place) }
        return places
    }

    private static func pairs(_ labels: [Int32]) -> [UInt64] {
        var pairs: [UInt64] = []
        for (place, first) in labels.enumerated() {
            for second in labels[(place + 1)...] { pairs.append(UInt64(first) << 32 | UInt64(second)) }
        }
        return pairs
    }
}

/// Items that stay together, and those that stand alone, in an order that does not depend on that of arrival.
struct MemberGroups: Sendable {
    struct Group: Sendable {
        var members: [Int]
        /// The least of the members' key hashes.
        var hash: UInt64
    }

    /// Largest first, then by hash.
    let all: [Group]

    init(_ items: [(key: String, group: String?)], seed: UInt64) {
        var named: [String: Group] = [:]
        var groups: [Group] = []
        for (place, item) in items.enumerated() {
            let hash = Hash64.of(item.key, seed: seed)
            if let name = item.group {
                named[name, default: Group(members: [], hash: .max)].members.append(place)
                if let least = named[name]?.hash, hash < least { named[name]?.hash = hash }
            } else {
                groups.append(Group(members: [place], hash: hash))
            }
        }
        groups += named.values
        all = groups.sorted { ($1.members.count, $0.hash) < ($0.members.count, $1.hash) }
    }
}

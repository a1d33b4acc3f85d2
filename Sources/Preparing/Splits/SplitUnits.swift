import Kernels

/// Strata numbered in the order of their names; items without one form the stratum "".
struct Strata: Sendable {
    let names: [String]
    /// Of each item.
    let of: [Int]
    let counts: [Int]

    init(_ items: [SplitItem]) {
        names = Set(items.map { $0.stratum ?? "" }).sorted()
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() { places[name] = place }
        of = items.map { places[$0.stratum ?? ""] ?? 0 }
        var counts = [Int](repeating: 0, count: names.count)
        for stratum in of { counts[stratum] += 1 }
        self.counts = counts
    }
}

/// What cannot be divided: a group, or an item without one.
struct SplitUnit: Sendable {
    /// Places of the items.
    var items: [Int]
    /// Stratum -> how many, by stratum.
    var strata: [(stratum: Int, count: Int)]
    /// Of the least key hash, so it does not depend on the order of the members.
    var hash: UInt64
}

struct SplitUnits: Sendable {
    /// Groups first, largest first, then by hash; then single items by stratum and hash.
    let all: [SplitUnit]

    init(_ items: [SplitItem], strata: [Int], seed: UInt64) {
        var singles: [SplitUnit] = []
        var grouped: [String: [Int]] = [:]
        for (place, item) in items.enumerated() {
            if let group = item.group {
                grouped[group, default: []].append(place)
            } else {
                singles.append(Self.unit([place], items, strata, seed))
            }
        }
        var groups: [SplitUnit] = []
        for members in grouped.values {
            let unit = Self.unit(members, items, strata, seed)
            if members.count == 1 { singles.append(unit) } else { groups.append(unit) }
        }
        groups.sort { ($1.items.count, $0.hash) < ($0.items.count, $1.hash) }
        singles.sort { ($0.strata[0].stratum, $0.hash) < ($1.strata[0].stratum, $1.hash) }
        all = groups + singles
    }

    private static func unit(_ members: [Int], _ items: [SplitItem], _ strata: [Int], _ seed: UInt64) -> SplitUnit {
        var counts: [Int: Int] = [:]
        for place in members { counts[strata[place], default: 0] += 1 }
        let hash = members.map { Hash64.of(items[$0].key, seed: seed) }.min() ?? 0
        return SplitUnit(items: members, strata: counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, hash: hash)
    }
}

import Kernels

/// Copies across sides: which items of a later side have one in an earlier side.
struct CopyCount {
    let items: AuditedItems
    /// For conflicts; -1 or nil where there is none.
    let target: [Int32]?

    /// Equal hashes are copies. O(n log n).
    func equal(_ hashes: [UInt64], _ kind: LeakageReport.Copies.Kind) -> [LeakageReport.Copies] {
        let order = hashes.indices.filter { items.sides[$0] >= 0 }.map { (hash: hashes[$0], row: $0) }.sorted { $0 < $1 }
        var tally = Tally(items, kind)
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, order[end].hash == order[first].hash { end += 1 }
            if end - first > 1 { addRun(order[first..<end].map(\.row), &tally) }
            first = end
        }
        return tally.copies
    }

    /// Of a run of copies, each later side against the first row of each earlier one.
    private func addRun(_ rows: [Int], _ tally: inout Tally) {
        var firsts = [Int?](repeating: nil, count: items.names.count)
        var targets = [Set<Int32>](repeating: [], count: target == nil ? 0 : items.names.count)
        for row in rows {
            let side = Int(items.sides[row])
            firsts[side] = firsts[side] ?? row
            if let target, target[row] >= 0 { targets[side].insert(target[row]) }
        }
        for row in rows {
            let side = Int(items.sides[row])
            for other in 0..<side {
                guard let first = firsts[other] else { continue }
                let isConflict = target.map { $0[row] >= 0 && !targets[other].subtracting([$0[row]]).isEmpty } ?? false
                tally.add(row, first, isConflict)
            }
        }
    }

    /// O(pairs log pairs).
    func near() -> [LeakageReport.Copies] {
        var tally = Tally(items, .near)
        let pairs = items.nearPairs.map { items.sides[$0.0] > items.sides[$0.1] ? ($0.0, $0.1) : ($0.1, $0.0) }
        let across = pairs.filter { items.sides[$0.1] >= 0 && items.sides[$0.0] != items.sides[$0.1] }.sorted { $0 < $1 }
        // A row counts once for each side it has copies in, and as a conflict when any of those copies has another target.
        var place = 0
        while place < across.count {
            let row = across[place].0
            let partners = across[place...].prefix { $0.0 == row }.map(\.1)
            for other in Set(partners.map { items.sides[$0] }).sorted() {
                let own = partners.filter { items.sides[$0] == other }
                let isConflict = target.map { target in target[row] >= 0 && own.contains { target[$0] >= 0 && target[$0] != target[row] } } ?? false
                tally.add(row, own[0], isConflict)
            }
            place += partners.count
        }
        return tally.copies
    }

    private struct Tally {
        private let items: AuditedItems
        private let kind: LeakageReport.Copies.Kind
        private var found: [(count: Int, conflicting: Int, examples: [(Int, Int)])]

        init(_ items: AuditedItems, _ kind: LeakageReport.Copies.Kind) {
            (self.items, self.kind) = (items, kind)
            found = Array(repeating: (0, 0, []), count: items.names.count * items.names.count)
        }

        mutating func add(_ row: Int, _ other: Int, _ isConflict: Bool) {
            let place = Int(items.sides[row]) * items.names.count + Int(items.sides[other])
            found[place].count += 1
            if isConflict { found[place].conflicting += 1 }
            // The first by row, so that the order of hashes does not show.
            found[place].examples.append((row, other))
            if found[place].examples.count > 64 { trim(place) }
        }

        private mutating func trim(_ place: Int) { found[place].examples = Array(found[place].examples.sorted { $0 < $1 }.prefix(5)) }

        var copies: [LeakageReport.Copies] {
            let counts = items.counts
            var copies: [LeakageReport.Copies] = []
            for side in items.names.indices {
                for other in 0..<side {
                    let each = found[side * items.names.count + other]
                    let examples = each.examples.sorted { $0 < $1 }.prefix(5).map { [items.key($0.0), items.key($0.1)] }
                    copies.append(LeakageReport.Copies(
                        kind: kind, other: items.names[other], side: items.names[side], count: each.count,
                        share: Double(each.count) / Double(max(1, counts[side])), conflicting: each.conflicting, examples: examples))
                }
            }
            return copies
        }
    }
}

import Foundation

/// A graph to walk towards the nearest rows in, for more rows than all pairs can be compared of.
///
/// Hierarchical navigable small world: Malkov and Yashunin (2020), IEEE TPAMI 42(4), 824-836, arXiv 1603.09320. Every row is
/// on layer 0, one in 16 on layer 1, and so on; a row is linked to near rows that are not nearer to each other than to it.
/// Distances are those of the 16-bit rows. Rows are put in one after the other in their order, with levels drawn from
/// the seed, so the graph is the same on any machine and any number of threads.
///
/// Defaults: 16 links (32 on layer 0), 128 rows considered when one is put in. Cost: O(N log N) in
/// practice; memory about 150 bytes a row beside the 16-bit rows.
struct NavigableGraph: Sendable {
    static let links = 16
    static let considered = 128

    let rows: QuantisedRows
    private let levels: [UInt8]
    /// Layer 0: count x 32, filled from the left, -1 beyond.
    private var ground: [Int32]
    /// Layers above: 16 for each row and layer, from `upperStarts` of the row.
    private var upper: [Int32]
    private let upperStarts: [Int]
    private var entry = 0

    init(_ rows: QuantisedRows, seed: UInt64) {
        self.rows = rows
        var random = SeededRandom.derive(seed, "navigable graph levels")
        let scale = 1 / log(Double(Self.links))
        let levels = (0..<rows.count).map { _ in UInt8(min(-log(1 - random.uniform()) * scale, 12)) }
        var (starts, total) = ([Int](), 0)
        starts.reserveCapacity(levels.count)
        for level in levels {
            starts.append(total)
            total += Int(level) * Self.links
        }
        (self.levels, upperStarts) = (levels, starts)
        ground = [Int32](repeating: -1, count: rows.count * Self.links * 2)
        upper = [Int32](repeating: -1, count: total)
        var visits = Visits(count: rows.count)
        for row in 1..<max(rows.count, 1) { insert(row, &visits) }
    }

    /// Which rows a walk has seen; one for each walker, used again and again.
    struct Visits: Sendable {
        fileprivate var stamps: [UInt32]
        fileprivate var stamp: UInt32 = 0
        init(count: Int) { stamps = [UInt32](repeating: 0, count: count) }

        fileprivate mutating func begin() {
            if stamp == .max {
                for place in stamps.indices { stamps[place] = 0 }
                stamp = 0
            }
            stamp += 1
        }
    }

    /// Something met on a walk.
    struct Met: Sendable {
        var distance: Float
        var row: Int32
        var isExpanded = false
    }

    /// About the `breadth` nearest rows of one that is in the graph, itself among them, nearest first.
    func near(_ row: Int, breadth: Int, _ visits: inout Visits) -> [Met] { walk(to: row, from: [Int32(row)], layer: 0, breadth: breadth, &visits) }

    private mutating func insert(_ row: Int, _ visits: inout Visits) {
        let level = Int(levels[row])
        let top = Int(levels[entry])
        var starts = [Int32(entry)]
        if top > level {
            for layer in stride(from: top, to: level, by: -1) { starts = [walk(to: row, from: starts, layer: layer, breadth: 1, &visits)[0].row] }
        }
        for layer in stride(from: min(level, top), through: 0, by: -1) {
            let met = walk(to: row, from: starts, layer: layer, breadth: Self.considered, &visits)
            let chosen = spread(met, atMost: Self.links)
            link(row, to: chosen.map(\.row), layer: layer)
            for other in chosen { add(row, at: other.distance, to: Int(other.row), layer: layer) }
            starts = met.map(\.row)
        }
        if level > top { entry = row }
    }

    /// Best first: the nearest row not yet looked at gives its links, until the `breadth` nearest are all looked at.
    private func walk(to target: Int, from starts: [Int32], layer: Int, breadth: Int, _ visits: inout Visits) -> [Met] {
        visits.begin()
        var met: [Met] = []
        met.reserveCapacity(breadth + 1)
        for start in starts where visits.stamps[Int(start)] != visits.stamp {
            visits.stamps[Int(start)] = visits.stamp
            Self.place(Met(distance: distance(target, Int(start)), row: start), in: &met, breadth)
        }
        var next = 0
        while next < met.count {
            guard !met[next].isExpanded else {
                next += 1
                continue
            }
            met[next].isExpanded = true
            let room = slots(Int(met[next].row), layer)
            var least = next + 1
            for slot in room {
                let row = layer == 0 ? ground[slot] : upper[slot]
                guard row >= 0 else { break }
                guard visits.stamps[Int(row)] != visits.stamp else { continue }
                visits.stamps[Int(row)] = visits.stamp
                let distance = distance(target, Int(row))
                if met.count == breadth, let last = met.last, distance >= last.distance { continue }
                least = min(least, Self.place(Met(distance: distance, row: row), in: &met, breadth))
            }
            next = least
        }
        return met
    }

    /// Keeps the list sorted and no longer than `breadth`; says where the new one went.
    @discardableResult
    private static func place(_ new: Met, in met: inout [Met], _ breadth: Int) -> Int {
        var low = 0
        var high = met.count
        while low < high {
            let middle = (low + high) / 2
            if (met[middle].distance, met[middle].row) < (new.distance, new.row) { low = middle + 1 } else { high = middle }
        }
        met.insert(new, at: low)
        if met.count > breadth { met.removeLast() }
        return low
    }

    /// Those of a sorted list that are nearer to the target than to any chosen before, so that links point all ways;
    /// filled up with the nearest of the rest.
    private func spread(_ met: [Met], atMost limit: Int) -> [Met] {
        guard met.count > limit else { return met }
        var (chosen, rest): ([Met], [Met]) = ([], [])
        for candidate in met where chosen.count < limit {
            let isApart = chosen.allSatisfy { distance(Int(candidate.row), Int($0.row)) > candidate.distance }
            if isApart { chosen.append(candidate) } else { rest.append(candidate) }
        }
        return chosen + rest.prefix(limit - chosen.count)
    }

    /// Links `row` from `other`; a row with too many keeps those that are spread best.
    private mutating func add(_ row: Int, at distance: Float, to other: Int, layer: Int) {
        let slots = slots(other, layer)
        // A copy of the few: a slice would hold the whole array, and writing would copy that.
        let linked = Array(layer == 0 ? ground[slots] : upper[slots])
        if let free = linked.firstIndex(of: -1) {
            if layer == 0 { ground[slots.lowerBound + free] = Int32(row) } else { upper[slots.lowerBound + free] = Int32(row) }
            return
        }
        var met = linked.map { Met(distance: self.distance(other, Int($0)), row: $0) } + [Met(distance: distance, row: Int32(row))]
        met.sort { ($0.distance, $0.row) < ($1.distance, $1.row) }
        link(other, to: spread(met, atMost: slots.count).map(\.row), layer: layer)
    }

    private mutating func link(_ row: Int, to others: [Int32], layer: Int) {
        let slots = slots(row, layer)
        for (place, slot) in slots.enumerated() {
            let other = place < others.count ? others[place] : -1
            if layer == 0 { ground[slot] = other } else { upper[slot] = other }
        }
    }

    private func slots(_ row: Int, _ layer: Int) -> Range<Int> {
        if layer == 0 { return row &* Self.links &* 2..<(row &+ 1) &* Self.links &* 2 }
        let start = upperStarts[row] + (layer - 1) * Self.links
        return start..<start + Self.links
    }

    /// Squared, relative to the longest row.
    private func distance(_ a: Int, _ b: Int) -> Float {
        let product = rows.values.withUnsafeBufferPointer { values in
            values.baseAddress.map { QuantisedProducts.dot($0 + a &* rows.stride, $0 + b &* rows.stride, rows.stride) } ?? 0
        }
        return rows.norms[a] + rows.norms[b] - product * (rows.lengths[a] * rows.lengths[b])
    }
}

/// Rows with their exact duplicates put together: a search among many copies of one row would find nothing but copies.
///
/// Rows are the same when their weighted numbers are (see `FeatureRows`; -0 is 0). Rows of zeros under cosine are kept out
/// of `firsts`: they are 1 from everything and need no search. Cost: one pass and a sort of hashes.
struct DistinctRows: Sendable {
    /// The first row of each group that is searched among, ascending.
    let firsts: [Int32]
    /// Rows by group of `firsts`, ascending in each; group g has those at `offsets[g]..<offsets[g + 1]`.
    let members: [Int32]
    let offsets: [Int32]
    /// Rows of zeros under cosine, ascending.
    let directionless: [Int32]
    let rowCount: Int

    init<Rows: MatrixRows>(_ features: FeatureRows<Rows>) throws(NeighbourError) {
        rowCount = features.count
        var hashes = [UInt64](repeating: 0, count: features.count)
        for start in stride(from: 0, to: features.count, by: 256) {
            let range = start..<min(start + 256, features.count)
            try features.withUnitRows(range) { units in
                for row in 0..<range.count {
                    var hash = UInt64(features.columns)
                    for place in row &* features.columns..<(row &+ 1) &* features.columns {
                        hash = (hash ^ (units[place] + 0.0).bitPattern) &* 0x9FB2_1C65_1E98_DF25
                        hash ^= hash >> 29
                    }
                    hashes[range.lowerBound + row] = Hash64.finalise(hash)
                }
            }
        }
        var firstOf = [Int32](repeating: -1, count: features.count)
        var (searched, directionless): ([Int32], [Int32]) = ([], [])
        for row in 0..<features.count {
            if features.metric == .cosine, features.weights[row] == 0 { directionless.append(Int32(row)) } else { searched.append(Int32(row)) }
        }
        let order = searched.sorted { (hashes[Int($0)], $0) < (hashes[Int($1)], $1) }
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, hashes[Int(order[end])] == hashes[Int(order[start])] { end += 1 }
            try Self.group(order[start..<end], features, &firstOf)
            start = end
        }
        self.directionless = directionless
        (firsts, members, offsets) = Self.lists(searched, firstOf)
    }

    /// How many there are to search among.
    var count: Int { firsts.count }

    func members(ofGroup group: Int) -> ArraySlice<Int32> { members[Int(offsets[group])..<Int(offsets[group + 1])] }

    /// Rows of one hash, ascending: nearly always equal.
    private static func group<Rows: MatrixRows>(_ rows: ArraySlice<Int32>, _ features: FeatureRows<Rows>, _ firstOf: inout [Int32]) throws(NeighbourError) {
        var kinds: [Int32] = []
        for row in rows {
            var kind: Int32?
            for other in kinds where try features.squaredGap(Int(other), Int(row)) == 0 {
                kind = other
                break
            }
            if kind == nil { kinds.append(row) }
            firstOf[Int(row)] = kind ?? row
        }
    }

    private static func lists(_ searched: [Int32], _ firstOf: [Int32]) -> ([Int32], [Int32], [Int32]) {
        let firsts = searched.filter { firstOf[Int($0)] == $0 }
        var groupOf = [Int32](repeating: 0, count: firstOf.count)
        for (group, first) in firsts.enumerated() { groupOf[Int(first)] = Int32(group) }
        var offsets = [Int32](repeating: 0, count: firsts.count + 1)
        for row in searched { offsets[Int(groupOf[Int(firstOf[Int(row)])]) + 1] += 1 }
        for group in firsts.indices { offsets[group + 1] += offsets[group] }
        var places = offsets
        var members = [Int32](repeating: 0, count: searched.count)
        for row in searched {
            let group = Int(groupOf[Int(firstOf[Int(row)])])
            members[Int(places[group])] = row
            places[group] += 1
        }
        return (firsts, members, offsets)
    }
}

import Kernels

/// One group name for each item out of several reasons to stay together: the same patient, the same scene, near-duplicates.
///
/// Items that share a name of any grouping, or are a pair, come into one group; so do items joined through others. The
/// name is that of the least key among them, which does not depend on the order of arrival. Alone: nil.
/// Cost: O((items + pairs) log items).
public enum JoinedGroups {
    /// - Parameters:
    ///   - groupings: for each reason the group of every item, nil for none.
    ///   - pairs: places of items that stay together; pairs beyond the items are passed over.
    public static func names(keys: [String], groupings: [[String?]] = [], pairs: [(Int, Int)] = []) -> [String?] {
        var joined = UnionFind(count: keys.count)
        for grouping in groupings {
            var first: [String: Int] = [:]
            for (place, name) in grouping.prefix(keys.count).enumerated() {
                guard let name else { continue }
                if let other = first[name] { joined.join(other, place) } else { first[name] = place }
            }
        }
        for (left, right) in pairs where keys.indices.contains(left) && keys.indices.contains(right) { joined.join(left, right) }
        var names = [String?](repeating: nil, count: keys.count)
        for group in joined.groups() {
            let name = group.map { keys[$0] }.min()
            for place in group { names[place] = name }
        }
        return names
    }
}

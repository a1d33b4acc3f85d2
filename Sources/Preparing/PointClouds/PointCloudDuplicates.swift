import Kernels
import Records

/// Finds clouds that are copies of each other: the same file, the same points, or nearly the same shape.
///
/// Near: the cubes of a common grid that two clouds occupy agree, as a Jaccard index of at least `threshold`, estimated from
/// signatures of 256 values (standard error 0.03 at 0.7); candidates come from MinHash bands. Noise much smaller than a
/// cube, another order of points, and thinning while cubes still hold several points keep clouds together; a shift or turn
/// does not. Scenes built alike about one origin, such as frames of one street, are near, too. Groups are connected components.
///
/// Clouds that occupy fewer than `leastCubes` cubes are compared by their points only, and counted: their grid is too coarse.
/// Results do not depend on the order of `add`. Memory: about a kilobyte per cloud.
public struct PointCloudDuplicates: Sendable {
    private struct Entry {
        var id: ItemID
        var bytes: String?
        var points: Int
        var places: UInt64
        var cubes: Double
        var signature: [UInt32]
    }

    public let settings: PointCloudDuplicateSettings
    private var entries: [Entry] = []

    public init(_ settings: PointCloudDuplicateSettings = PointCloudDuplicateSettings()) { self.settings = settings }

    /// Clouds of one search are measured with one `voxel`.
    public mutating func add(_ id: ItemID, bytesHash: String? = nil, _ cloud: PointCloudMeasurements) {
        entries.append(Entry(id: id, bytes: bytesHash, points: cloud.valid, places: cloud.placesHash, cubes: cloud.density?.cubes ?? 0, signature: cloud.signature))
    }

    public func result() -> PointCloudDuplicateResult {
        let ordered = entries.sorted { $0.id < $1.id }
        var joined = UnionFind(count: ordered.count)
        var firsts: [[UInt64]: Int] = [:]
        for (place, entry) in ordered.enumerated() where entry.points > 0 {
            let key = [UInt64(entry.points), entry.places]
            if let first = firsts[key] { joined.join(first, place) } else { firsts[key] = place }
        }
        let fine = ordered.indices.filter { ordered[$0].cubes >= Double(settings.leastCubes) && !ordered[$0].signature.isEmpty }
        joinNear(ordered, fine, &joined)
        let groups = joined.groups().map { members in
            PointCloudDuplicateGroup(members: members.map { ordered[$0].id }, kind: kind(members.map { ordered[$0] }))
        }
        return PointCloudDuplicateResult(groups: groups, seen: ordered.count, tooCoarse: ordered.count - fine.count, settings: settings)
    }

    private func joinNear(_ entries: [Entry], _ fine: [Int], _ joined: inout UnionFind) {
        let bands = SignatureBands.best(threshold: settings.threshold, count: VoxelSignature.length, falsePositiveWeight: 0.1, falseNegativeWeight: 0.9)
        var keys = [[UInt64]](repeating: [], count: entries.count)
        for place in fine {
            keys[place] = [UInt64](repeating: 0, count: bands.bands)
            entries[place].signature.withUnsafeBufferPointer { signature in keys[place].withUnsafeMutableBufferPointer { bands.keys(signature, into: $0) } }
        }
        for band in 0..<bands.bands {
            let order = fine.sorted { (keys[$0][band], $0) < (keys[$1][band], $1) }
            var start = 0
            while start < order.count {
                var end = start + 1
                while end < order.count, keys[order[end]][band] == keys[order[start]][band] { end += 1 }
                compare(order[start..<end], entries, &joined)
                start = end
            }
        }
    }

    private func compare(_ bucket: ArraySlice<Int>, _ entries: [Entry], _ joined: inout UnionFind) {
        for left in bucket {
            for right in bucket where left < right && joined.root(of: left) != joined.root(of: right) {
                if MinHash.similarity(entries[left].signature, entries[right].signature) >= settings.threshold { joined.join(left, right) }
            }
        }
    }

    private func kind(_ members: [Entry]) -> PointCloudDuplicateGroup.Kind {
        if members.allSatisfy({ $0.bytes != nil && $0.bytes == members[0].bytes }) { return .bytes }
        return members.allSatisfy { $0.points == members[0].points && $0.places == members[0].places } ? .points : .near
    }
}

/// Clouds that belong together; the least id names the group.
public struct PointCloudDuplicateGroup: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
        /// One file, several times.
        case bytes
        /// The same points in the same order in different files.
        case points
        case near
    }

    /// Ascending.
    public var members: [ItemID]
    public var kind: Kind
    public var id: ItemID { members[0] }
}

public struct PointCloudDuplicateResult: Sendable, Hashable, Codable {
    /// By least member.
    public var groups: [PointCloudDuplicateGroup]
    public var seen: Int
    /// Clouds of too few cubes, compared by their points only.
    public var tooCoarse: Int
    public var settings: PointCloudDuplicateSettings
}

/// How alike is alike.
public struct PointCloudDuplicateSettings: Sendable, Hashable, Codable {
    /// Least Jaccard index of the occupied cubes.
    public var threshold = 0.7
    public var leastCubes = 32

    public init(threshold: Double = 0.7, leastCubes: Int = 32) { (self.threshold, self.leastCubes) = (threshold, leastCubes) }

    /// From a step of a task definition: `threshold`, `least-cubes`.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "near-duplicates")
        try reader.allow(["threshold", "least-cubes"])
        threshold = try reader.number("threshold", threshold, 0.05...1)
        leastCubes = try reader.whole("least-cubes", leastCubes, 1...1_000_000)
    }
}

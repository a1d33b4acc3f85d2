import Kernels
import Records

/// Finds pictures that are copies of each other: the same file, the same pixels, or nearly the same look.
///
/// Near: the pHashes differ in at most `radius` bits and the dHashes in at most `gradientRadius`. Found exactly, through
/// an index over pieces of the hashes. Groups are connected components, so two members may differ by more, through a third.
/// Pictures of one flat colour have no look and are compared by their pixels only.
///
/// Results do not depend on the order of `add`. Cost: see `HammingPairs`; memory: about 200 bytes per picture.
public struct ImageDuplicates: Sendable {
    private struct Entry {
        var id: ItemID
        var bytes: String?
        var pixels: String
        var hashes: PerceptualHashes
    }

    public let settings: ImageDuplicateSettings
    private var entries: [Entry] = []

    public init(_ settings: ImageDuplicateSettings = ImageDuplicateSettings()) {
        self.settings = settings
    }

    public mutating func add(_ id: ItemID, bytesHash: String? = nil, _ measurements: ImageMeasurements) {
        entries.append(Entry(id: id, bytes: bytesHash, pixels: measurements.pixelHash, hashes: measurements.hashes))
    }

    public func result() -> ImageDuplicateResult {
        let ordered = entries.sorted { $0.id < $1.id }
        var joined = UnionFind(count: ordered.count)
        joinEqual(ordered, &joined)
        let pairs = joinNear(ordered, &joined)
        let groups = joined.groups().map { members in
            ImageDuplicateGroup(members: members.map { ordered[$0].id }, kind: kind(members.map { ordered[$0] }), spread: spread(members.map { ordered[$0] }))
        }
        return ImageDuplicateResult(groups: groups, seen: ordered.count, pairsNear: pairs, settings: settings)
    }

    private func joinEqual(_ entries: [Entry], _ joined: inout UnionFind) {
        var firstWithPixels: [String: Int] = [:]
        for (place, entry) in entries.enumerated() {
            if let first = firstWithPixels[entry.pixels] { joined.join(first, place) } else { firstWithPixels[entry.pixels] = place }
        }
    }

    /// Among distinct pHashes first, each standing for all pictures that share it.
    private func joinNear(_ entries: [Entry], _ joined: inout UnionFind) -> Int {
        var members: [UInt64: [Int]] = [:]
        for (place, entry) in entries.enumerated() where !entry.hashes.isFlat { members[entry.hashes.frequencies.bits, default: []].append(place) }
        let words = members.keys.sorted()
        var accepted = 0
        func compare(_ left: Int, _ right: Int) {
            guard entries[left].hashes.gradients.distance(to: entries[right].hashes.gradients) <= settings.gradientRadius else { return }
            if joined.join(left, right) { accepted += 1 }
        }
        for word in words {
            let same = members[word] ?? []
            for (place, left) in same.enumerated() {
                for right in same[(place + 1)...] where joined.root(of: left) != joined.root(of: right) { compare(left, right) }
            }
        }
        HammingPairs(radius: settings.radius).forEach(in: words) { left, right in
            for a in members[words[left]] ?? [] {
                for b in members[words[right]] ?? [] where joined.root(of: a) != joined.root(of: b) { compare(a, b) }
            }
        }
        return accepted
    }

    private func kind(_ members: [Entry]) -> ImageDuplicateGroup.Kind {
        ImageDuplicateGroup.Kind(members.map { (bytesHash: $0.bytes, pixelHash: $0.pixels) })
    }

    private func spread(_ members: [Entry]) -> Int {
        members.map { $0.hashes.frequencies.distance(to: members[0].hashes.frequencies) }.max() ?? 0
    }
}

/// Pictures that belong together; the least id names the group.
public struct ImageDuplicateGroup: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
        /// One file, several times.
        case bytes
        /// The same pixels in different files.
        case pixels
        case near

        /// How much these pictures have in common; of those nothing is known of, `near`.
        public init(_ members: [(bytesHash: String?, pixelHash: String?)]) {
            func isShared(_ hashes: [String?]) -> Bool { hashes.allSatisfy { $0 != nil && $0 == hashes[0] } }
            self = isShared(members.map(\.bytesHash)) ? .bytes : isShared(members.map(\.pixelHash)) ? .pixels : .near
        }
    }

    /// Ascending.
    public var members: [ItemID]
    public var kind: Kind
    /// Most bits by which a member's pHash differs from the first one's.
    public var spread: Int
    public var id: ItemID { members[0] }
}

public struct ImageDuplicateResult: Sendable, Hashable, Codable {
    /// By least member.
    public var groups: [ImageDuplicateGroup]
    public var seen: Int
    /// Joins that only likeness explains.
    public var pairsNear: Int
    public var settings: ImageDuplicateSettings
}

extension ImageDuplicateResult {
    /// What is kept of it with the run: counts, not the groups themselves.
    public struct Report: Sendable, Hashable, Codable {
        public var seen: Int
        public var exactGroups: Int
        public var pixelGroups: Int
        public var nearGroups: Int
        public var picturesInGroups: Int
        public var pairsNear: Int
        public var settings: ImageDuplicateSettings
    }

    public var report: Report {
        func count(_ kind: ImageDuplicateGroup.Kind) -> Int { groups.count { $0.kind == kind } }
        return Report(
            seen: seen, exactGroups: count(.bytes), pixelGroups: count(.pixels), nearGroups: count(.near),
            picturesInGroups: groups.reduce(0) { $0 + $1.members.count }, pairsNear: pairsNear, settings: settings)
    }
}

/// How alike is alike. Unrelated pictures differ in about 32 of 64 bits.
public struct ImageDuplicateSettings: Sendable, Hashable, Codable {
    /// Of the pHash. At 0 pictures must hash equally.
    public var radius = 4
    /// Of the dHash; 64 asks nothing of it.
    public var gradientRadius = 12

    static let names = ["radius", "gradient-radius"]

    public init(radius: Int = 4, gradientRadius: Int = 12) {
        self.radius = radius
        self.gradientRadius = gradientRadius
    }

    /// From a step of a task definition: `radius`, `gradient-radius`.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "near-duplicates")
        try reader.allow(Self.names)
        radius = try reader.whole("radius", radius, 0...16)
        gradientRadius = try reader.whole("gradient-radius", gradientRadius, 0...64)
    }
}

import Kernels

/// The pairs of distinct texts that are near duplicates: MinHash bands, buckets, verification, union.
///
/// Texts are numbered in canonical order here, so every count and choice is independent of the order of arrival.
/// A pair already joined through others is not verified again: the components are the same without it.
struct CandidateSearch {
    private struct Entry {
        var key: UInt64
        var text: Int32
    }

    private static let shingleBound = 16_000_000
    let bands: SignatureBands
    var joined: UnionFind
    private(set) var pairsVerified = 0
    private(set) var pairsAccepted = 0
    private(set) var bucketsCut = 0
    private let texts: DistinctTexts
    private let order: [Int]
    private let settings: NearDuplicateSettings
    private let shingles: TextShingles
    /// Sets of the first texts, up to the bound; the others are cut again when needed.
    private var kept: [[UInt64]] = []
    private var refused: Set<UInt64> = []
    private var sorting = SortedHashes()

    init(texts: DistinctTexts, order: [Int], settings: NearDuplicateSettings) {
        self.texts = texts
        self.order = order
        self.settings = settings
        shingles = TextShingles(settings)
        joined = UnionFind(count: order.count)
        bands = Self.bands(settings)
    }

    /// The cut that suits the settings' threshold.
    static func bands(_ settings: NearDuplicateSettings) -> SignatureBands {
        SignatureBands.best(
            threshold: settings.threshold, count: settings.hashes, falsePositiveWeight: settings.falsePositiveWeight,
            falseNegativeWeight: 1 - settings.falsePositiveWeight)
    }

    mutating func run() {
        for scheme in ShingleScheme.allCases {
            let members = order.indices.filter { texts.withBytes(of: order[$0], shingles.schemes).contains(scheme) }
            guard members.count > 1 else { continue }
            refused.removeAll()
            let keys = bandKeys(members, scheme)
            for band in 0..<bands.bands { join(members, keys, band, scheme) }
        }
    }

    /// Band-major: the keys of a band lie together.
    private mutating func bandKeys(_ members: [Int], _ scheme: ShingleScheme) -> [UInt64] {
        let minHash = MinHash(count: settings.hashes)
        var keys = [UInt64](repeating: 0, count: members.count * bands.bands)
        var signature = [UInt32](repeating: 0, count: settings.hashes)
        var own = [UInt64](repeating: 0, count: bands.bands)
        var total = 0
        kept = []
        for (place, member) in members.enumerated() {
            let set = cut(member, scheme)
            signature.withUnsafeMutableBufferPointer { signature in
                set.withUnsafeBufferPointer { minHash.sign($0, into: signature) }
                own.withUnsafeMutableBufferPointer { bands.keys(UnsafeBufferPointer(signature), into: $0) }
            }
            for band in 0..<bands.bands { keys[band * members.count + place] = own[band] }
            total += set.count
            if total <= Self.shingleBound { kept.append(set) }
        }
        return keys
    }

    private mutating func cut(_ member: Int, _ scheme: ShingleScheme) -> [UInt64] {
        texts.withBytes(of: order[member]) { shingles.set($0, scheme, &sorting) }
    }

    private mutating func join(_ members: [Int], _ keys: [UInt64], _ band: Int, _ scheme: ShingleScheme) {
        var entries = (0..<members.count).map { Entry(key: keys[band * members.count + $0], text: Int32($0)) }
        entries.sort { $0.key != $1.key ? $0.key < $1.key : $0.text < $1.text }
        var first = 0
        while first < entries.count {
            var end = first + 1
            while end < entries.count, entries[end].key == entries[first].key { end += 1 }
            if end - first > 1 { compare(entries[first..<end].map { Int($0.text) }, members, scheme) }
            first = end
        }
    }

    /// All pairs of a bucket; in a huge one each text and the next ten.
    private mutating func compare(_ bucket: [Int], _ members: [Int], _ scheme: ShingleScheme) {
        let isCut = bucket.count > settings.maximumBucket
        bucketsCut += isCut ? 1 : 0
        for left in bucket.indices {
            let end = isCut ? min(bucket.count, left + 11) : bucket.count
            for right in left + 1..<max(left + 1, end) { compare(bucket[left], bucket[right], members, scheme) }
        }
    }

    private mutating func compare(_ left: Int, _ right: Int, _ members: [Int], _ scheme: ShingleScheme) {
        guard joined.root(of: members[left]) != joined.root(of: members[right]) else { return }
        if settings.verifies {
            let pair = UInt64(left) << 32 | UInt64(right)
            if refused.contains(pair) { return }
            pairsVerified += 1
            let a = left < kept.count ? kept[left] : cut(members[left], scheme)
            let b = right < kept.count ? kept[right] : cut(members[right], scheme)
            guard JaccardIndex.of(a, b) >= settings.threshold else {
                refused.insert(pair)
                return
            }
        }
        pairsAccepted += 1
        joined.join(members[left], members[right])
    }
}

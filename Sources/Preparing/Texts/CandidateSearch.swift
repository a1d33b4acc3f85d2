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

    /// Texts of one band that share a key with others, bucket after bucket.
    private struct Buckets: Sendable {
        var texts: [Int32] = []
        var ends: [Int] = []
    }

    private static let shingleBound = 16_000_000
    /// Bytes of text that are cut before their shingles are kept or dropped.
    private static let roundBytes = 4 << 20
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

    mutating func run(threads: Int) {
        for scheme in ShingleScheme.allCases {
            let members = order.indices.filter { texts.withBytes(of: order[$0], shingles.schemes).contains(scheme) }
            guard members.count > 1 else { continue }
            refused.removeAll()
            let keys = bandKeys(members, scheme, threads)
            let buckets = Pieces(bands.bands, size: 1).map(threads: threads) { (band: Range<Int>) -> Buckets in
                Self.buckets(keys, members.count, band: band.lowerBound)
            }
            for band in buckets { join(band, members, scheme) }
        }
    }

    /// Band-major: the keys of a band lie together.
    private mutating func bandKeys(_ members: [Int], _ scheme: ShingleScheme, _ threads: Int) -> [UInt64] {
        let (bands, count) = (bands, members.count)
        var keys = [UInt64](repeating: 0, count: count * bands.bands)
        var (start, total) = (0, 0)
        kept = []
        while start < count {
            let end = endOfRound(members, from: start)
            var place = start
            for piece in signed(members[start..<end], scheme, keepsSets: total <= Self.shingleBound, threads) {
                for set in piece.sets {
                    total += set.count
                    if total <= Self.shingleBound { kept.append(set) }
                }
                for first in stride(from: 0, to: piece.keys.count, by: bands.bands) {
                    for band in 0..<bands.bands { keys[band * count + place] = piece.keys[first + band] }
                    place += 1
                }
            }
            start = end
        }
        return keys
    }

    private func endOfRound(_ members: [Int], from start: Int) -> Int {
        var (end, bytes) = (start, 0)
        while end < members.count, bytes < Self.roundBytes {
            bytes += texts.size(of: order[members[end]])
            end += 1
        }
        return end
    }

    private func signed(_ members: ArraySlice<Int>, _ scheme: ShingleScheme, keepsSets: Bool, _ threads: Int) -> [SignedTexts] {
        let empty = SignedTexts(shingles, bands, MinHash(count: settings.hashes))
        let (texts, order) = (texts, order)
        return Pieces(members.count, size: 128).map(threads: threads) { (piece: Range<Int>) -> SignedTexts in
            var signed = empty
            for place in piece {
                texts.withBytes(of: order[members[members.startIndex + place]]) { signed.add($0, scheme, keepsSet: keepsSets) }
            }
            return signed
        }
    }

    private mutating func cut(_ member: Int, _ scheme: ShingleScheme) -> [UInt64] {
        texts.withBytes(of: order[member]) { shingles.set($0, scheme, &sorting) }
    }

    private static func buckets(_ keys: [UInt64], _ count: Int, band: Int) -> Buckets {
        var entries = (0..<count).map { Entry(key: keys[band * count + $0], text: Int32($0)) }
        entries.sort { $0.key != $1.key ? $0.key < $1.key : $0.text < $1.text }
        var buckets = Buckets()
        var first = 0
        while first < entries.count {
            var end = first + 1
            while end < entries.count, entries[end].key == entries[first].key { end += 1 }
            if end - first > 1 {
                buckets.texts.append(contentsOf: entries[first..<end].lazy.map(\.text))
                buckets.ends.append(buckets.texts.count)
            }
            first = end
        }
        return buckets
    }

    private mutating func join(_ buckets: Buckets, _ members: [Int], _ scheme: ShingleScheme) {
        var start = 0
        for end in buckets.ends {
            compare(buckets.texts[start..<end].map { Int($0) }, members, scheme)
            start = end
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
